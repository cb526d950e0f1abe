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

it('deux guichets dont les identifiants diffèrent reçoivent les mêmes dossiers inventés', async () => {
  const autre = await openWorld()
  await autre.owner.query('update structure set id = gen_random_uuid()')
  await publier(autre)
  await autre.compte({ roles: [{ role: 'administrateur', departements: [], volets: [] }] })
  await generer(autre.owner, 1200)
  const dossiers = async ({ owner }: World) => {
    const sql = `select d.numero, s.nom, d.titre, d.etat, d.volet, d.aide_demandee, i.departement_pilote, i.assigne_a is null as libre,
      (select string_agg(v.resultat, ' ' order by v.rang) from verdict v join depot p on p.id = v.depot_id where p.dossier_id = d.id) as verdicts
      from dossier d join structure s on s.id = d.structure_id left join instruction i on i.dossier_id = d.id where d.numero like 'GEN-%' order by d.numero`
    return (await owner.query<{ numero: string }>(sql)).rows
  }
  const [ici, la] = [await dossiers(w), await dossiers(autre)]
  await autre.close()
  expect(ici).toHaveLength(1320)
  expect(la).toEqual(ici)
})

it('au-delà de 1 000 dossiers, la liste le dit et rien ne se demande ; en deçà, toute la liste se choisit', async () => {
  const g = groupesDe({ w, referent })
  const boite = async (query: string) => lisible(await w.get(`${paths.instruction.boite}?${query}`, referent.cookie))
  expect(await boite('')).toContain('Un acte groupé porte sur 1 000 dossiers au plus : filtrez la liste.')
  for (const r of [
    await g.preparer('affecter', { selection: 'liste' }),
    await g.demander('etiqueter', { selection: 'liste', ajouter: 'vue', nombre: '1200' }),
    // one more is enough, whatever the page said
    await g.demander('etiqueter', { selection: 'liste', ajouter: 'vue', nombre: '1001' }),
  ]) {
    expect(r.status).toBe(422)
    expect(await lisible(r)).toContain('Plus de 1 000 dossiers.')
  }
  const nombre = /Sélectionner les (\d+) de la liste/.exec(await boite('volet=volet_1'))?.[1]
  const liste = { selection: 'liste', filtre: 'volet=volet_1', ajouter: 'vue', nombre: nombre! }
  const id = await g.lancer('etiqueter', liste)
  expect(await g.comptes(id)).toEqual({ a_faire: Number(nombre) })
})
