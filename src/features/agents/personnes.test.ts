import { afterAll, beforeAll, expect, test } from 'vitest'
import { nouvelId } from '../../contexte.ts'
import { paths } from '../../paths.ts'
import { accordDe } from '../../test/accord.ts'
import { JUMEAU, texteJumeau } from '../../test/appel-jumeau.ts'
import { lisible, publier, SLUG } from '../../test/vico.ts'
import { openWorld, type World } from '../../test/world.ts'
import { ajouterVersion } from '../appels/index.ts'

const { administration: a } = paths
const VOLETS = ['volet_1', 'volet_2', 'volet_3']
const PERSONNE = 'Personne n’instruit encore cet appel.'
let w: World
let admin: { cookie: string }
let referent: { id: string; cookie: string }
let roleDuReferent: string
beforeAll(async () => {
  w = await openWorld()
  await publier(w)
  admin = await w.compte({ nom: 'Administration du guichet', roles: [{ role: 'administrateur', departements: [], volets: [] }] })
  referent = await w.compte({
    nom: 'Référent de la Corse-du-Sud',
    roles: [{ role: 'referent_departemental', departements: ['2A'], volets: VOLETS, appels: [SLUG] }],
  })
  await w.compte({
    nom: 'Référente régionale',
    roles: [{ role: 'referent_regional', departements: [], volets: ['volet_4'], appels: [SLUG] }],
  })
  const { rows } = await w.owner.query('select id from role where compte_id = $1', [referent.id])
  roleDuReferent = rows[0].id
})
afterAll(() => w.close())

const lire = async (chemin: string, qui = admin) => (await lisible(await w.get(chemin, qui.cookie))).replaceAll('\u00a0', ' ')
const page = () => lire(a.personnes(JUMEAU.slug))
const designer = (corps: Record<string, string | string[]>, slug = JUMEAU.slug, qui = admin) => w.post(a.personnes(slug), corps, qui.cookie)
const lignes = async () =>
  (
    await w.owner.query(
      `select c.name as nom, r.role, p.departements, p.volets from perimetre p join role r on r.id = p.role_id join compte c on c.id = r.compte_id
       where p.appel_id = (select id from appel where slug = $1) order by 1, 2`,
      [JUMEAU.slug],
    )
  ).rows.map(l => `${l.nom}, ${l.role}, ${l.departements.join('+')}, ${l.volets.join('+')}`)
const donnes = async () => (await w.journal()).filter(e => e.action === 'compte.role_donne').map(e => e.donnees)

test('un nouvel appel n’est à personne, quoique ses volets aient les codes d’un autre\u00a0: sa publication le dit et ne l’empêche pas', async () => {
  await w.auGuichet(tx => ajouterVersion(tx, w.ctx(), texteJumeau()))
  const avant = await lire(a.publication(JUMEAU.slug, 1))
  expect(avant).toContain(PERSONNE)
  expect(avant).toContain('Désigner qui les instruit')
  expect(await lire(a.publication(SLUG, 1))).not.toContain(PERSONNE)
  const accord = accordDe(await (await w.get(a.publication(JUMEAU.slug, 1), admin.cookie)).text())
  expect((await w.post(a.publication(JUMEAU.slug, 1), accord, admin.cookie)).status).toBe(303)
  expect(await lire(a.appel(JUMEAU.slug))).toContain(PERSONNE)
  expect(await page()).toContain('Personne n’a de rôle sur cet appel.')
  expect(await lire(paths.instruction.bord, referent)).not.toContain(JUMEAU.titre)
  // what the founding call has, and what it lacks
  expect(await lire(a.appel(SLUG))).toContain('Personne n’instruit les volets 1, 2 et 3 (Haute-Corse).')
})

test('je reprends les personnes d’un autre appel\u00a0: j’en lis la liste, j’en garde une, elle lit cet appel et le journal le dit', async () => {
  const vue = await lire(`${a.reprisePersonnes(JUMEAU.slug)}?comme=${SLUG}`)
  expect(vue).toContain('Référent de la Corse-du-Sud')
  expect(vue).toContain('Référente régionale')
  const html = await (await w.get(`${a.reprisePersonnes(JUMEAU.slug)}?comme=${SLUG}`, admin.cookie)).text()
  const [ligne] = [...html.matchAll(/name="ligne" value="([^"]+)"/g)].map(x => x[1]!)
  const sans = await w.post(a.reprisePersonnes(JUMEAU.slug), { comme: SLUG }, admin.cookie)
  expect([sans.status, (await lisible(sans)).includes('Cochez au moins une personne')]).toEqual([422, true])
  const r = await w.post(a.reprisePersonnes(JUMEAU.slug), { comme: SLUG, ligne: ligne! }, admin.cookie)
  expect(r.headers.get('location')).toBe(`${a.personnes(JUMEAU.slug)}?fait=reprises`)
  expect(await lignes()).toEqual(['Référent de la Corse-du-Sud, referent_departemental, 2A, volet_1+volet_2+volet_3'])
  expect(await lire(paths.instruction.bord, referent)).toContain(JUMEAU.titre)
  expect((await donnes()).at(-1)).toEqual({
    role: 'referent_departemental',
    appels: [JUMEAU.slug],
    departements: ['2A'],
    volets: VOLETS,
    comme: SLUG,
  })
  // asked again, nothing more is written
  const avant = (await donnes()).length
  await w.post(a.reprisePersonnes(JUMEAU.slug), { comme: SLUG, ligne: ligne! }, admin.cookie)
  expect([await lignes(), (await donnes()).length]).toEqual([await lignes(), avant])
})

test('je désigne une personne\u00a0; six fois à la fois, elle l’est une fois', async () => {
  const corps = { role: roleDuReferent, departement: ['2B', '2A'], volet: 'volet_4' }
  const avant = (await donnes()).length
  const rs = await Promise.all(Array.from({ length: 6 }, () => designer(corps)))
  expect(rs.map(r => r.status)).toEqual(Array(6).fill(303))
  expect((await lignes()).filter(l => l.endsWith('2A+2B, volet_4'))).toHaveLength(1)
  expect((await donnes()).length).toBe(avant + 1)
  expect(await page()).toContain('Personne n’instruit les volets 1, 2 et 3 (Haute-Corse).')
})

test.each([
  ['sans personne', { role: '' }, 'Choisissez une personne'],
  ['quelqu’un qui n’existe pas', { role: nouvelId() }, 'Choisissez une personne'],
  ['un référent départemental sans département', {}, 'Un référent départemental a un département au moins'],
  ['un département d’ailleurs', { departement: '13' }, 'Un département coché n’est pas de cet appel'],
  ['un volet d’ailleurs', { departement: '2A', volet: 'volet_9' }, 'Un volet coché n’est pas de cet appel'],
])('%s\u00a0: la page le dit, garde ce qui est coché, et rien n’est écrit', async (_, corps, phrase) => {
  const avant = [await lignes(), (await donnes()).length]
  const r = await designer({ role: roleDuReferent, ...corps } as Record<string, string>)
  const html = await r.text()
  expect([r.status, html.replaceAll('&#39;', "'").includes(phrase)]).toEqual([422, true])
  expect([await lignes(), (await donnes()).length]).toEqual(avant)
})

test('je retire un rôle sur cet appel\u00a0: il reste sur l’autre, et deux fois c’est comme une', async () => {
  const html = await (await w.get(a.personnes(JUMEAU.slug), admin.cookie)).text()
  const retraits = [...html.matchAll(/action="([^"]*\/retrait)"/g)].map(x => x[1]!)
  expect(retraits).toHaveLength(2)
  for (const r of retraits) expect((await w.post(r, {}, admin.cookie)).status).toBe(303)
  expect((await w.post(retraits[0]!, {}, admin.cookie)).status).toBe(404)
  expect(await lignes()).toEqual([])
  expect(await lire(paths.instruction.bord, referent)).not.toContain(JUMEAU.titre)
  expect((await w.owner.query('select departements from role where id = $1', [roleDuReferent])).rows).toEqual([{ departements: ['2A'] }])
})

test('un rôle de tous les appels se voit ici et ne s’y retire pas', async () => {
  const { id } = await w.compte({ nom: 'Lectrice de tout', roles: [{ role: 'lecteur', departements: [], volets: [] }] })
  expect(await page()).toMatch(/Lectrice de tout Lecteur des chiffres Tout le territoire Tous Sans date (Oui|Pas encore) Tous les appels/)
  const { rows } = await w.owner.query('select p.id from perimetre p join role r on r.id = p.role_id where r.compte_id = $1', [id])
  expect((await w.post(a.retraitPersonne(JUMEAU.slug, rows[0].id), {}, admin.cookie)).status).toBe(404)
})

test('ni le référent, ni un appel qui n’existe pas n’ont ces pages', async () => {
  for (const [methode, chemin] of [
    ['GET', a.personnes(JUMEAU.slug)],
    ['POST', a.personnes(JUMEAU.slug)],
    ['GET', `${a.reprisePersonnes(JUMEAU.slug)}?comme=${SLUG}`],
    ['POST', a.reprisePersonnes(JUMEAU.slug)],
    ['POST', a.retraitPersonne(JUMEAU.slug, nouvelId())],
  ] as const) {
    const demander = (c: string, cookie: string) =>
      methode === 'GET' ? w.get(c, cookie) : w.post(c, { comme: SLUG, role: roleDuReferent }, cookie)
    expect((await demander(chemin, referent.cookie)).status, chemin).toBe(404)
    expect((await demander(chemin.replace(JUMEAU.slug, 'nul-appel'), admin.cookie)).status, chemin).toBe(404)
  }
  expect((await w.get(`${a.reprisePersonnes(SLUG)}?comme=${SLUG}`, admin.cookie)).status).toBe(404)
})
