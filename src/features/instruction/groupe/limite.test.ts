import { afterAll, beforeAll, expect, it } from 'vitest'
import { generer } from '../../../../bench/generer.ts'
import { paths } from '../../../paths.ts'
import { groupesDe } from '../../../test/groupes.ts'
import { lisible, publier } from '../../../test/vico.ts'
import { openWorld, type World } from '../../../test/world.ts'

let w: World
let referent: { cookie: string }
beforeAll(async () => {
  w = await openWorld()
  await publier(w)
  referent = await w.compte({ roles: [{ role: 'administrateur', departements: [], volets: [] }] })
  await generer(w.owner, 1200)
})
afterAll(() => w.close())

it('au-delà de 1 000 dossiers, la liste le dit et rien ne se demande ; en deçà, toute la liste se choisit', async () => {
  const g = groupesDe({ w, referent })
  const boite = async (query: string) => lisible(await w.get(`${paths.instruction.boite}?${query}`, referent.cookie))
  expect(await boite('')).toContain('Un acte groupé porte sur 1 000 dossiers au plus : filtrez la liste.')
  for (const r of [
    await g.preparer('affecter', { selection: 'liste' }),
    await g.demander('etiqueter', { selection: 'liste', ajouter: 'vue', nombre: '1200' }),
  ]) {
    expect(r.status).toBe(422)
    expect(await lisible(r)).toContain('Plus de 1 000 dossiers.')
  }
  const nombre = /Sélectionner les (\d+) de la liste/.exec(await boite('volet=volet_1'))?.[1]
  const liste = { selection: 'liste', filtre: 'volet=volet_1', ajouter: 'vue', nombre: nombre! }
  const id = await g.lancer('etiqueter', liste)
  expect(await g.comptes(id)).toEqual({ a_faire: Number(nombre) })
})
