import { expect, test } from 'vitest'
import { chargerAppel } from '../../test/appels/jouer.ts'
import { CONTENU_VIDE } from '../contenu/index.ts'
import type { Dossier } from '../dossiers/index.ts'
import { lireRegles } from './lecture.ts'
import { relireRegles } from './relire.ts'

const appel = chargerAppel('appels/itn7-axe3-corse-2021/appel.yml')
const LE = new Date('2021-09-13T10:00:00Z')
const dossier = (autre: object = {}) =>
  ({
    id: '019a5c3e-7b1f-7c2d-9e4a-0123456789ac',
    structure: {
      id: '019a5c3e-7b1f-7c2d-9e4a-0123456789ab',
      nom: 'Vico',
      type: 'commune',
      siren: '212003487',
      departement: '2A',
      region: '94',
      population: 900,
    },
    contenu: { ...CONTENU_VIDE, valeurs: { volet: 'volet_3', titre: 'Un guichet' } },
    pieces: [],
    partenaires: [],
    derogation: undefined,
    version: { appel, sha256: 'relire' },
    ...autre,
  }) as unknown as Dossier
const dit = (l: ReturnType<typeof lireRegles>) => JSON.stringify([l.verdicts, l.manques, [...l.visibilite.questions], l.contenu])

test('rien n’a changé : ce que disent les règles n’est pas cherché une seconde fois', () => {
  expect(relireRegles(dossier(), new Date(LE.getTime() + 90_000))).toBe(relireRegles(dossier(), LE))
})

const autrement: Record<string, [object, Date?]> = {
  'une réponse de plus': [{ contenu: { ...CONTENU_VIDE, valeurs: { volet: 'volet_3', titre: 'Un guichet', aide: 5_000_000 } } }],
  'un autre volet': [{ contenu: { ...CONTENU_VIDE, valeurs: { volet: 'volet_1', titre: 'Un guichet' } } }],
  'une pièce jointe': [{ pieces: [{ code: appel.pieces[0]!.code }] }],
  'une structure plus peuplée': [{ structure: { ...dossier().structure, type: 'epci', population: 90_000 } }],
  'un autre nom de structure': [{ structure: { ...dossier().structure, nom: 'Cargèse' } }],
  'la clôture passée': [{}, new Date('2023-01-01T10:00:00Z')],
  'un délai accordé après la clôture': [{ derogation: { jusquAu: new Date('2023-02-01T10:00:00Z') } }, new Date('2023-01-01T10:00:00Z')],
  'un appel qui a changé': [{ version: { appel: { ...appel, parametres: { ...appel.parametres } }, sha256: 'relire-2' } }],
}
for (const [quoi, [autre, le = LE]] of Object.entries(autrement))
  test(`${quoi} : je lis ce que les règles en disent maintenant`, () => {
    relireRegles(dossier(), LE)
    const lu = relireRegles(dossier(autre), le)
    expect(lu).not.toBe(relireRegles(dossier(), LE))
    expect(dit(lu)).toBe(dit(lireRegles(dossier(autre), le)))
  })
