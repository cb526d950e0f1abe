import { afterAll, beforeAll, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { AUX_ASSOCIATIONS, auRepertoire, CUMPAGNIA, declarer, ligneDe, lireCaches } from '../../../test/declarees.ts'
import { avecOrdre } from '../../../test/ordre.ts'
import { deposer, dossierPret, lisible, publier, SLUG } from '../../../test/vico.ts'
import { openWorld, type World } from '../../../test/world.ts'

let w: World
let referent: Awaited<ReturnType<World['compte']>>
beforeAll(async () => {
  w = await openWorld()
  await publier(w, t => AUX_ASSOCIATIONS(avecOrdre()(t)))
  referent = await w.compte({ nom: 'Référente', roles: [{ role: 'referent_departemental', departements: ['2A'], volets: [] }] })
})
afterAll(() => w.close())

const I = paths.instruction
const unir = async (id: string, avec = '', plus: Record<string, string> = {}) => {
  const page = await (await w.get(`${I.structure(id)}${avec && `?avec=${avec}`}`, referent.cookie)).text()
  return w.post(I.structure(id), { acte: 'reunir', ...lireCaches(page), ...plus }, referent.cookie)
}

// seen to fail: the address of the directory stayed on a structure that is not the one of the directory
it('réunie par erreur à une ligne du répertoire puis séparée\u00a0: tout ce qui était déclaré est revenu, rien du répertoire ne reste', async () => {
  const moi = await w.compte()
  await declarer(w, moi, { ...CUMPAGNIA, rna: 'W2A1000555', nom: 'Les vergers du golfe' })
  const avant = await ligneDe(w, 'Les vergers du golfe')
  const repertoire = { siren: '000855619', nom: 'LES VERGERS DU GOLFE', rna: 'W2A1000555', commune: 'PROPRIANO', effectifs: '02' }
  await auRepertoire(w, repertoire)
  expect((await unir(avant.id, '', { 'choix-adresse': 'connu', 'choix-commune': 'connu' })).status).toBe(303)
  expect((await ligneDe(w, 'Les vergers du golfe')).siren).toBe('000855619')
  expect((await w.post(I.separation(avant.id), {}, referent.cookie)).status).toBe(303)
  expect(await ligneDe(w, 'Les vergers du golfe')).toEqual(avant)
})

// seen to fail: the order stayed with the structure that is no more, and the commission read « n’a pas donné d’ordre »
it('réunie après la clôture, l’ordre que le porteur a donné à ses dossiers est toujours lu par la commission\u00a0; séparée, aussi', async () => {
  const moi = await w.compte()
  await declarer(w, moi, { ...CUMPAGNIA, rna: 'W2A1000556', nom: 'Les pêcheurs du golfe' })
  const s = await ligneDe(w, 'Les pêcheurs du golfe')
  const deux = [await dossierPret(w, moi.cookie), await dossierPret(w, moi.cookie)] as const
  for (const d of deux) expect((await deposer(w, moi.cookie, d)).status).toBe(303)
  expect((await w.post(paths.structures.ordre(s.id, SLUG), { ordre: '0', monter: deux[1] }, moi.cookie)).status).toBe(303)
  w.regler('2021-09-20T10:00:00')
  const rang = async (d: string) => (await lisible(await w.get(I.dossier(d), referent.cookie))).replace(/[\u00a0\u202f]/g, ' ')
  expect(await rang(deux[1])).toContain('Priorité 1 sur 2')
  const olmeto = await w.structure('Olmeto')
  expect((await unir(s.id, olmeto.id)).status).toBe(303)
  expect(await rang(deux[1])).toContain('Priorité 1 sur 2 d’Olmeto')
  expect(await rang(deux[0])).toContain('Priorité 2 sur 2 d’Olmeto')
  expect((await w.post(I.separation(s.id), {}, referent.cookie)).status).toBe(303)
  expect(await rang(deux[1])).toContain('Priorité 1 sur 2')
})

// seen to fail: whoever declares a structure in one département became a member of a commune of another, whose référent knew nothing of it
it('une référente ne fait entrer personne dans une structure d’un autre département : qui a les deux les réunit', async () => {
  const moi = await w.compte()
  await declarer(w, moi, { ...CUMPAGNIA, rna: 'W2A1000557', nom: 'Les amis de Lumio' })
  const s = await ligneDe(w, 'Les amis de Lumio')
  const lumio = await w.structure('Lumio')
  const r = await unir(s.id, lumio.id)
  expect([r.status, await lisible(r)]).toEqual([422, expect.stringContaining('n’est pas de vos départements')])
  expect(await ligneDe(w, 'Les amis de Lumio')).toMatchObject({ etat: 'a_confirmer', reunie_a: null })
  const regionale = await w.compte({ roles: [{ role: 'referent_regional', departements: [], volets: [] }] })
  const page = await (await w.get(`${I.structure(s.id)}?avec=${lumio.id}`, regionale.cookie)).text()
  expect((await w.post(I.structure(s.id), { acte: 'reunir', ...lireCaches(page) }, regionale.cookie)).status).toBe(303)
})
