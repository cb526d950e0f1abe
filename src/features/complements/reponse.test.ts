import { expect, it } from 'vitest'
import { comparateur } from '../../lib/comparer-textes.ts'
import { paths } from '../../paths.ts'
import { chargerAppel } from '../../test/appels/jouer.ts'
import { type GestesComplements, surUnDossierInstruit } from '../../test/complements.ts'
import type { MondeInstruction } from '../../test/instruits.ts'
import { comparerReponse } from './reponse.ts'

let m: MondeInstruction
let id: string
let g: GestesComplements
surUnDossierInstruit(v => {
  ;({ m, id, g } = v)
})

const appel = chargerAppel('appels/itn7-axe3-corse-2021/appel.yml')
const point = (etape: string, champ: string | null = null) => ({ id: etape, etape, champ, piece: null, demande: 'Dites.' })

// Seen to fail: with `!==` of `duPoint`, with the title left out.
it('ce qu’une réponse a changé se lit au point qui le demandait : son étape entière, sa question seule, et rien ailleurs', async () => {
  const demande = {
    'cible-1': 'e:projet',
    'demande-1': 'Complétez.',
    'cible-2': 'e:methode',
    'demande-2': 'Complétez.',
    echeance: '12/10/2021',
  }
  expect((await g.demander(demande)).status).toBe(303)
  await m.w.post(paths.dossiers.etape(id, 'projet'), { resume: 'Trois cents familles.', besoins: 'Un portail seul.' }, m.porteur.cookie)
  expect((await m.w.post(paths.dossiers.complements(id), { reponse: 'Voici.' }, m.porteur.cookie)).status).toBe(303)
  const depotId = (await g.demandes())[0]!.depot_id
  const points = [point('projet'), point('methode'), point('projet', 'resume'), point('inconnue')]
  const r = await m.w.auGuichet(tx => comparerReponse(tx, m.w.guichetId, { id, appel }, { depotId, points }, comparateur()))
  expect(r.points.map(p => p.differences.length)).toEqual([2, 0, 1, 0])
  expect(JSON.stringify(r.points[2])).toContain('Trois cents familles.')
})
