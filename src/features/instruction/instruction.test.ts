import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Role } from '../../contexte.ts'
import { paths } from '../../paths.ts'
import { openWorld, type World } from '../../test/world.ts'
import { installerDemonstration } from '../demo/index.ts'

/** The demonstration's dossiers: 20 filed, 9 in Corse-du-Sud, 10 in Haute-Corse and one of the whole territory. */
let w: World
const VOLETS = ['volet_1', 'volet_2', 'volet_3']
const agent = (role: Role['role'], departements: string[], volets: string[]) =>
  w.compte({ nom: role, roles: [{ role, departements, volets }] })
const filed = () =>
  w.auGuichet(tx =>
    tx.selectFrom('dossier').select(['id', 'numero', 'departement', 'volet']).where('etat', '=', 'depose').orderBy('numero').execute(),
  )

beforeAll(async () => {
  w = await openWorld()
  await installerDemonstration(w.deps)
})
afterAll(() => w.close())

test('le référent voit les dossiers déposés de son département et de ses volets, et aucun autre', async () => {
  const tous = await filed()
  expect(tous).toHaveLength(20)
  for (const departement of ['2A', '2B']) {
    const { cookie } = await agent('referent_departemental', [departement], VOLETS)
    const html = await (await w.get(paths.instruction.boite, cookie)).text()
    for (const d of tous) {
      const attendu = VOLETS.includes(d.volet!) && (d.departement === null || d.departement === departement)
      expect(html.includes(`>${d.numero}<`), `${d.numero} pour ${departement}`).toBe(attendu)
      expect((await w.get(paths.instruction.dossier(d.id), cookie)).status, d.numero).toBe(attendu ? 200 : 404)
    }
  }
})

test('le référent régional voit le volet 4 de toute la Corse', async () => {
  const { cookie } = await agent('referent_regional', [], ['volet_4'])
  const html = await (await w.get(paths.instruction.boite, cookie)).text()
  for (const d of await filed()) expect(html.includes(`>${d.numero}<`)).toBe(d.volet === 'volet_4')
})

test('le dossier montre ce qui a été déposé, ses verdicts avec leur clause, ses pièces et comment chacun est rattaché', async () => {
  const { cookie } = await agent('administrateur', [], [])
  const [d] = await filed()
  const html = await (await w.get(paths.instruction.dossier(d!.id), cookie)).text()
  for (const texte of ['Coût global minimal', 'C5.8', 'deliberation.pdf', 'budget.pdf', 'Confirmé par le service', 'telle que déposée'])
    expect(html).toContain(texte)
  const piece = /instruction\/dossiers\/[0-9a-f-]+\/pieces\/[0-9a-f-]+/.exec(html)![0]
  const res = await w.get(`/${piece}`, cookie)
  expect(res.status).toBe(200)
  expect(
    Buffer.from(await res.arrayBuffer())
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-')
})

test('une pièce ou un accusé hors de son périmètre n’existe pas pour le référent', async () => {
  const ailleurs = (await filed()).find(d => d.departement === '2B' && d.volet === 'volet_1')!
  const { cookie } = await agent('referent_departemental', ['2A'], VOLETS)
  const [piece] = await w.auGuichet(tx => tx.selectFrom('piece').select('id').where('dossier_id', '=', ailleurs.id).execute())
  expect((await w.get(paths.instruction.piece(ailleurs.id, piece!.id), cookie)).status).toBe(404)
  expect((await w.get(paths.instruction.accuse(ailleurs.id), cookie)).status).toBe(404)
  // a piece of another dossier under the address of one's own
  const ici = (await filed()).find(d => d.departement === '2A' && d.volet === 'volet_1')!
  expect((await w.get(paths.instruction.piece(ici.id, piece!.id), cookie)).status).toBe(404)
})

test('un lecteur, un porteur et un visiteur n’ont pas d’espace d’instruction', async () => {
  expect((await w.get(paths.instruction.boite, (await agent('lecteur', [], [])).cookie)).status).toBe(404)
  expect((await w.get(paths.instruction.boite, (await w.compte({ structures: ['Vico'] })).cookie)).status).toBe(404)
  expect((await w.get(paths.instruction.boite)).status).toBe(303)
})

test('en production, un agent sans son second facteur ne voit rien : on le lui demande', async () => {
  const prod = await openWorld({ env: { GUICHET_MODE: 'production' } })
  const { cookie } = await prod.compte({ roles: [{ role: 'administrateur', departements: [], volets: [] }], secondFacteur: false })
  const res = await prod.get(paths.instruction.boite, cookie)
  expect(res.status).toBe(303)
  expect(res.headers.get('location')).toContain(paths.connexionCode)
  const avec = await prod.compte({ roles: [{ role: 'administrateur', departements: [], volets: [] }] })
  expect((await prod.get(paths.instruction.boite, avec.cookie)).status).toBe(200)
  await prod.close()
})

test('les filtres et les totaux disent la même chose que la liste ; une adresse bricolée rend la première page', async () => {
  const { cookie } = await agent('administrateur', [], [])
  const html = await (await w.get(`${paths.instruction.boite}?departement=2A&apres=n-importe-quoi`, cookie)).text()
  const attendus = (await filed()).filter(d => d.departement === '2A' || d.departement === null)
  expect((await w.get(`${paths.instruction.boite}?volet=volet_99`, cookie)).status).toBe(200)
  for (const d of attendus.filter(x => x.departement === '2A')) expect(html).toContain(`>${d.numero}<`)
})

test('la démonstration est reproductible : le jeu installé deux fois donne les mêmes dossiers déposés', async () => {
  const autre = await openWorld()
  await installerDemonstration(autre.deps)
  await installerDemonstration(autre.deps)
  const lire = (x: World) => x.auGuichet(tx => tx.selectFrom('depot').select('sha256').orderBy('recu_le').execute())
  expect(await lire(autre)).toEqual(await lire(w))
  await autre.close()
}, 60_000)
