import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWorld, type World } from '../../../test/world.ts'
import { installerDemonstration } from '../../demo/index.ts'
import type { Lecteur } from '../../perimetre/index.ts'
import { lireFiltre } from './filtres.ts'
import { lirePage } from './page.queries.ts'
import { TRIS } from './tris.ts'
import { voisinsDe } from './voisins.queries.ts'

let w: World
let l: Lecteur
beforeAll(async () => {
  w = await openWorld()
  await installerDemonstration(w.deps)
  l = { guichetId: w.guichetId, compteId: w.guichetId, perimetres: [{ appels: null, departements: null, volets: null }] }
  // as many ties as there are: three dossiers out of four are due the same day, and half ask for the same amount
  await w.owner.query(`update instruction set echeance = case when numero like '%4' then null else '2021-10-20T10:00:00Z'::timestamptz end,
    echeance_motif = case when numero like '%4' then null else 'recevabilite' end, aide_demandee = case when numero like '%2' then aide_demandee else 900000 end`)
})
afterAll(() => w.close())

const FILTRES = [
  '',
  'volet=volet_1&volet=volet_2',
  'etat=en_instruction',
  'verdict=a_verifier',
  'q=commune',
  'aide_min=100',
  'volet=aucun',
  'retard=1',
]
test.each(Object.keys(TRIS).flatMap(tri => FILTRES.map(q => [`tri=${tri}&${q}`])))(
  '%s : chaque dossier connaît sa place, celui d’avant et celui d’après, comme la liste les range',
  async q => {
    const f = lireFiltre(new URLSearchParams(q))
    const instant = new Date('2021-10-25T00:00:00Z')
    await w.auGuichet(async tx => {
      const liste = (await lirePage(tx, l, { filtre: f, instant, parPage: 500 })).lignes.map(x => x.dossier_id)
      const dits = []
      for (const id of liste) {
        const v = await voisinsDe(tx, l, f, instant, id)
        dits.push([v.position, v.nombre, v.precedent?.id, v.suivant?.id])
      }
      expect(dits).toEqual(liste.map((_, i) => [i + 1, liste.length, liste[i - 1], liste[i + 1]]))
    })
  },
)
