import type { Page, Request } from 'playwright-core'
import { expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import { ouvrirSite } from '../site-ouvert.ts'
import { COMMANDE, ouvrirSuivis } from '../suivi.ts'

/** On a slow network, what a page had asked for comes once it was left: it changes nothing in the page that one is typing in. */
const site = ouvrirSite(ouvrirSuivis)

/** Keeps the answer to the first request that a script of the page makes of this address by this method on its way, until `lacher`. */
async function retenir(page: Page, adresse: string, methode: string) {
  const { promise: libre, resolve: liberer } = Promise.withResolvers<void>()
  const { promise: arrivee, resolve: dire } = Promise.withResolvers<Request>()
  let tenue = false
  await page.route(adresse, async r => {
    const requete = r.request()
    // what Turbo asks for names its request
    if (tenue || requete.method() !== methode || requete.resourceType() !== 'fetch' || requete.headers()['x-turbo-request-id'])
      return r.fallback()
    tenue = true
    const response = await r.fetch()
    dire(requete)
    await libre
    await r.fulfill({ response })
  })
  const lacher = async () => {
    const requete = await arrivee
    const reponse = page.waitForResponse(x => x.request() === requete)
    liberer()
    await (await reponse).finished()
  }
  return { arrivee, lacher }
}

const { 'c.departement': SIEGE, ...PREMIERE } = COMMANDE
const taper = (page: Page, champs: Record<string, string>) =>
  Object.entries(champs).reduce((avant, [nom, mots]) => avant.then(() => page.locator(`[name="${nom}"]`).fill(mots)), Promise.resolve())
const enregistre = (page: Page) => page.locator('.gt-travail__enreg', { hasText: /^Enregistré à/ }).waitFor()

test.each([
  ['l’enregistrement', 'PUT', '40'],
  // a text that does not read: the page is read again to say so
  ['la page relue', 'GET', 'presque'],
])('%s arrive après ma commande ajoutée : la commande suivante, que je tape déjà, reste telle quelle', async (_, methode, part) => {
  const { m } = site
  const { dossier, bilan } = await m.unBilan('2022-01-04T10:12:00')
  await m.w.owner.query('delete from jalon where dossier_id = $1', [dossier])
  const v = await site.entrer(m.vico, true, 1280)
  const { page } = v
  const adresse = paths.bilans.voir(dossier, bilan)
  await page.goto(adresse)
  const premiere = await page.locator('[name="_page"]').inputValue()
  const { arrivee, lacher } = await retenir(page, `**${adresse}`, methode)

  await taper(page, { part_faite: part, ...PREMIERE })
  await page.locator('[name="c.departement"]').selectOption(SIEGE)
  await arrivee
  await page.getByRole('button', { name: 'Ajouter cette commande', exact: true }).click()
  await page.getByText('La commande est ajoutée.').waitFor()
  await taper(page, { 'c.entreprise': 'Atelier des Lices', 'c.ht': '450' })
  await page.locator('[name="c.objet"]').focus()
  await enregistre(page)
  const tardives: string[] = []
  page.on('request', r => r.postData()?.includes(premiere) && tardives.push(r.method()))
  await lacher()

  // what comes late is done with once this is saved
  await taper(page, { 'c.objet': 'Reprise des données' })
  await page.locator('[name="difficultes"]').focus()
  await expect
    .poll(async () => (await m.w.owner.query('select saisie from bilan where id = $1', [bilan])).rows[0].saisie.valeurs)
    .toMatchObject({ 'c.entreprise': 'Atelier des Lices', 'c.ht': '450', 'c.objet': 'Reprise des données' })
  const vus = await Promise.all(['entreprise', 'ht', 'objet', 'date'].map(c => page.locator(`[name="c.${c}"]`).inputValue()))
  expect(vus).toEqual(['Atelier des Lices', '450', 'Reprise des données', ''])
  expect(tardives).toEqual([])
  v.sansIncident()
  await v.fermer()
})
