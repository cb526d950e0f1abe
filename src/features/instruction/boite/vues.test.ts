import { afterAll, beforeAll, expect, test } from 'vitest'
import { paths } from '../../../paths.ts'
import { openWorld, type World } from '../../../test/world.ts'
import { installerDemonstration } from '../../demo/index.ts'
import { NOM_VUE_MAX, VUES_MAX } from './garder-vue.ts'
import { COLONNES } from './lignes.view.tsx'

const I = paths.instruction
const CODES = Object.keys(COLONNES)
let w: World
beforeAll(async () => {
  w = await openWorld()
  await installerDemonstration(w.deps)
})
afterAll(() => w.close())

const referent = () => w.compte({ roles: [{ role: 'administrateur', departements: [], volets: [] }] })
const lire = async (chemin: string, cookie: string) =>
  (await (await w.get(chemin, cookie)).text()).replace(/[\u00a0\u202f]/g, ' ').replaceAll('&amp;', '&')
const garder = (cookie: string, nom: string, requete = 'volet=volet_1&retard=1') => w.post(I.vues, { nom, requete }, cookie)
const vues = async (compteId: string) =>
  (await w.owner.query('select id, nom, requete from vue where compte_id = $1 order by rang', [compteId])).rows
const actes = async (objet: string) => (await w.journal()).filter(e => e.objet_id === objet).map(e => e.action)

test('une vue garde le filtre de la page, et la liste la propose ensuite', async () => {
  const { id, cookie } = await referent()
  const html = await lire(`${I.boite}?volet=volet_1&retard=1`, cookie)
  const lien = /href="([^"]+)">Garder cette vue/.exec(html)![1]!
  const page = await lire(lien, cookie)
  expect(page).toContain('Volet : 1, ')
  expect(page).toContain('En retard')
  const r = await garder(cookie, '  Balagne   en retard ')
  expect([r.status, r.headers.get('location')]).toEqual([303, `${I.boite}?volet=volet_1&retard=1`])
  expect(await vues(id)).toMatchObject([{ nom: 'Balagne en retard', requete: 'volet=volet_1&retard=1' }])
  expect(await actes((await vues(id))[0].id)).toEqual(['instruction.vue_gardee'])
  const apres = await lire(`${I.boite}?volet=volet_1&retard=1`, cookie)
  expect(apres).toMatch(/href="\/instruction\?volet=volet_1&retard=1" aria-current="page">[^\n]{0,160}Balagne en retard/)
  expect(apres).not.toContain('Garder cette vue')
  expect(await lire(I.boite, cookie)).toContain('Balagne en retard')
})

test('une vue sans nom, trop longue, déjà prise ou sans filtre est refusée, avec ce qui est tapé', async () => {
  const { id, cookie } = await referent()
  await garder(cookie, 'Mes dossiers')
  for (const [nom, requete, phrase] of [
    ['', 'volet=volet_2', 'Donnez un nom à la vue'],
    ['x'.repeat(NOM_VUE_MAX + 1), 'volet=volet_2', `tient en ${NOM_VUE_MAX} caractères`],
    ['mes DOSSIERS', 'volet=volet_2', 's’appelle déjà « Mes dossiers »'],
    ['Tout', 'nimporte=quoi', 'Filtrez ou triez d’abord la liste'],
  ] as const) {
    const r = await garder(cookie, nom, requete)
    const html = (await r.text()).replace(/\u00a0/g, ' ')
    expect([r.status, html.includes(phrase)], nom).toEqual([422, true])
    if (nom && requete.startsWith('volet')) expect(html).toContain(`value="${nom}"`)
  }
  expect(await vues(id)).toHaveLength(1)
})

test('gardée deux fois, même à la fois, une vue l’est une seule fois', async () => {
  const { id, cookie } = await referent()
  const statuts = await Promise.all(Array.from({ length: 6 }, () => garder(cookie, 'Une fois')))
  expect(statuts.map(r => r.status)).toEqual(Array(6).fill(303))
  expect(await vues(id)).toHaveLength(1)
})

test(`on garde ${VUES_MAX} vues, pas une de plus`, async () => {
  const { id, cookie } = await referent()
  for (let n = 0; n < VUES_MAX; n++) expect((await garder(cookie, `Vue ${n}`)).status).toBe(303)
  expect((await garder(cookie, 'De trop')).status).toBe(422)
  expect(await vues(id)).toHaveLength(VUES_MAX)
})

test('on renomme et l’on retire ses vues, jamais celles d’un autre', async () => {
  const { id, cookie } = await referent()
  const autre = await referent()
  await garder(cookie, 'Une')
  await garder(cookie, 'Autre')
  const [vue] = await vues(id)
  expect((await w.post(I.vue(vue.id), { nom: 'Volet 1' }, autre.cookie)).status).toBe(404)
  expect((await w.post(I.retraitVue(vue.id), {}, autre.cookie)).status).toBe(404)
  const refus = await w.post(I.vue(vue.id), { nom: 'autre' }, cookie)
  expect(refus.status).toBe(422)
  expect(await refus.text()).toContain(`id="nom-${vue.id}-erreur"`)
  expect((await w.post(I.vue(vue.id), { nom: 'Volet 1' }, cookie)).status).toBe(303)
  expect((await vues(id)).map(v => v.nom)).toEqual(['Volet 1', 'Autre'])
  expect((await w.post(I.retraitVue(vue.id), {}, cookie)).status).toBe(303)
  expect((await w.post(I.retraitVue(vue.id), {}, cookie)).status).toBe(404)
  expect((await vues(id)).map(v => v.nom)).toEqual(['Autre'])
  expect(await actes(vue.id)).toEqual(['instruction.vue_gardee', 'instruction.vue_renommee', 'instruction.vue_retiree'])
  expect(await lire(I.vues, autre.cookie)).toContain('Vous ne gardez aucune vue')
})

const titres = (html: string) =>
  [.../<thead>.*?<\/thead>/s.exec(html)![0].matchAll(/<th scope="col".*?<\/th>/gs)]
    .map(m => m[0].replace(/<span class="gt-marques.*/s, '').replace(/<[^>]+>/g, ''))
    .slice(1)

test('chacun choisit ses colonnes, les garde, et revient aux colonnes usuelles', async () => {
  const { cookie } = await referent()
  const autre = await referent()
  const usuelles = titres(await lire(I.boite, cookie))
  expect(usuelles).toEqual(['Échéance', 'Dossier', 'Porteur, projet', 'Suite à donner, pourquoi', 'Aide'])
  const r = await w.post(I.colonnes, { colonne: ['epci', 'population', 'nimporte', 'aide'], retour: 'volet=volet_1&par=50&x=y' }, cookie)
  expect([r.status, r.headers.get('location')]).toEqual([303, `${I.boite}?volet=volet_1&par=50#liste`])
  const html = await lire(`${I.boite}?tri=population`, cookie)
  expect(titres(html)).toEqual(['Échéance', 'Dossier', 'Porteur, projet', 'Population', 'EPCI', 'Suite à donner, pourquoi', 'Aide'])
  expect(html).toContain(`Colonnes : 7 sur ${CODES.length}`)
  expect(html).toMatch(/data-titre="EPCI">C[AC] /)
  expect(titres(await lire(I.boite, autre.cookie))).toEqual(usuelles)
  await w.post(I.colonnes, { retour: '' }, cookie)
  expect(titres(await lire(I.boite, cookie))).toEqual(usuelles)
  expect((await w.owner.query("select count(*)::int as n from preference where cle = 'boite.colonnes'")).rows[0].n).toBe(0)
})

test('toutes les colonnes ensemble se remplissent', async () => {
  const { cookie } = await referent()
  await w.post(I.colonnes, { colonne: CODES, retour: '' }, cookie)
  expect(titres(await lire(I.boite, cookie))).toHaveLength(CODES.length)
})
