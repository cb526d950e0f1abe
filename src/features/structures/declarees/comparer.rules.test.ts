import { expect, test } from 'vitest'
import { comparer, retenir, type Valeurs } from './comparer.rules.ts'

const DECLARE: Valeurs = {
  nom: 'Cumpagnia di u mare',
  siren: null,
  rna: 'W2A1000291',
  type: 'association',
  commune: 'Propriano',
  departement: '2A',
  adresse: 'Quai du port',
}
const CONNU: Valeurs = { ...DECLARE, nom: 'CUMPAGNIA DI U MARE', siren: '000855619', adresse: '12 rue du marché' }

// seen to fail: without `plat`, the name is to be chosen
test('ce qui ne diffère que par les capitales est gardé comme on l’a écrit\u00a0; ce que l’un seul sait est gardé\u00a0; deux qui diffèrent se choisissent', () => {
  const lignes = comparer(DECLARE, CONNU)
  const dit = Object.fromEntries(lignes.map(l => [l.champ, l.retenu?.dit]))
  expect(dit).toEqual({
    nom: 'identique',
    siren: 'celui du répertoire',
    rna: 'identique',
    type: 'identique',
    commune: 'identique',
    departement: 'identique',
    adresse: undefined,
  })
  expect(retenir(lignes, {})).toEqual({ ok: false, manquants: ['adresse'] })
  expect(retenir(lignes, { adresse: 'connu' })).toEqual({ ok: true, valeurs: { ...CONNU, nom: 'Cumpagnia di u mare' } })
  expect(retenir(lignes, { adresse: 'declare' })).toMatchObject({ valeurs: { adresse: 'Quai du port', siren: '000855619' } })
})
