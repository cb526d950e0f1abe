import { join } from 'node:path'
import pg from 'pg'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import { retenirScripts } from '../chromium.ts'
import { commencer as commencerDossier } from '../gestes-commun.ts'
import { incarner, ouvrirGuichet, SLUG } from '../guichet-ouvert.ts'

/** A step saved as one types: what the page says when it cannot be. */
const g = ouvrirGuichet()

const dit = (page: Page, phrase: RegExp) => page.locator('.gt-travail__enreg', { hasText: phrase }).waitFor()
const taper = (page: Page, texte: string) => page.locator('[name="representant_legal"]').fill(texte)

/** The answers as the site itself holds them. */
const recus = async (page: Page, id: string) => (await (await page.request.get(paths.dossiers.donnees(id))).json()).valeurs

/** As if the commune had signed in earlier. */
async function vieillirSessions(duree: string) {
  const client = new pg.Client(`postgres://postgres@/guichet?host=${encodeURIComponent(join(g.donnees, 'pg'))}`)
  await client.connect()
  await client.query('update session_http set created_at = created_at - $1::interval, expires_at = expires_at - $1::interval', [duree])
  await client.end()
}

/** A commune of the demonstration, on the first step of a new dossier. */
async function commencer() {
  const v = await g.entrer('porteur-commune')
  const id = await commencerDossier(v.page)
  await v.page.goto(paths.dossiers.etape(id, 'porteur'))
  return { ...v, id }
}

test.each([
  ['la mienne', 'Garder la mienne', 'Deuxième adjoint'],
  ['la sienne', 'Prendre la sienne', 'Première adjointe'],
])('un collègue a modifié le même champ : les deux versions sont à côté, je garde %s', async (_, bouton, gardee) => {
  const { page, id, fermer, sansIncident, verifierAxe } = await commencer()
  const collegue = await page.context().newPage()
  await collegue.goto(paths.dossiers.etape(id, 'porteur'))
  await taper(collegue, 'Première adjointe')
  await dit(collegue, /^Enregistré à/)
  await taper(page, 'Deuxième adjoint')
  await page.locator('[name="contact_operationnel"]').fill('Accueil de la mairie')
  await dit(page, /a modifié «\s.*\s» en même temps que vous/)
  const conflit = page.getByRole('group', { name: /modifiée ailleurs en même temps que vous/ })
  expect(await conflit.locator('dd').allTextContents()).toEqual(['Première adjointe', 'Deuxième adjoint'])
  await verifierAxe()
  await conflit.getByRole('button', { name: bouton }).click()
  await expect.poll(() => conflit.count()).toBe(0)
  const ici = page.locator('[name="representant_legal"]')
  expect(await ici.evaluate(c => c === document.activeElement)).toBe(true)
  expect(await ici.inputValue()).toBe(gardee)
  await page.waitForTimeout(300)
  await page.reload()
  expect(await ici.inputValue()).toBe(gardee)
  expect(await page.locator('[name="contact_operationnel"]').inputValue()).toBe('Accueil de la mairie')
  sansIncident()
  await fermer()
})

test('un dossier que je ne vois plus, une session finie, une connexion coupée : trois phrases, jamais l’une pour l’autre', async () => {
  const { page, id, fermer } = await commencer()
  const formulaire = page.locator('form[data-enregistrement-url-value]')
  const adresse = paths.dossiers.etape(id, 'porteur')
  await formulaire.evaluate((f, url) => f.setAttribute('data-enregistrement-url-value', url), adresse.replace(id.slice(0, 8), '00000000'))
  await taper(page, 'Maire')
  await dit(page, /^Non enregistré\. Vous n’avez plus accès à ce dossier\.$/)
  await formulaire.evaluate((f, url) => f.setAttribute('data-enregistrement-url-value', url), adresse)
  await page.context().setOffline(true)
  await taper(page, 'Madame la maire')
  await dit(page, /connexion perdue/)
  await page.context().setOffline(false)
  await dit(page, /^Enregistré à/)
  await page.context().clearCookies()
  await taper(page, 'Monsieur le maire')
  await dit(page, /vous n’êtes plus connecté/)
  expect(await page.locator('[name="representant_legal"]').inputValue()).toBe('Monsieur le maire')
  await fermer()
})

test('la session a pris fin : ce que j’ai tapé m’est rendu quand je reviens, à moi seule, puis n’est plus gardé', async () => {
  const v = await commencer()
  const { page, id, fermer, sansIncident, verifierAxe } = v
  await taper(page, 'Maire')
  await dit(page, /^Enregistré à/)
  await page.context().clearCookies()
  await taper(page, 'Madame la maire')
  await page.locator('[name="contact_operationnel"]').fill('Accueil')
  await dit(page, /vous n’êtes plus connecté.*gardée sur cet appareil/)
  const offre = page.getByRole('region', { name: 'Des réponses n’ont pas été enregistrées' })

  await incarner(v, 'porteur-epci')
  await page.goto(paths.espace)
  const autre = page.locator('a[href*="/etapes/"], a[href^="/dossiers/"]').first()
  if (await autre.count()) await autre.click()
  expect(await offre.count()).toBe(0)

  await incarner(v, 'porteur-commune')
  await page.goto(paths.dossiers.etape(id, 'projet'))
  await offre.getByRole('link', { name: 'Porteur' }).or(offre.getByRole('link')).first().click()
  await page.waitForURL(`**${paths.dossiers.etape(id, 'porteur')}`)
  await offre.waitFor()
  await verifierAxe()
  await offre.getByText('Voir ces réponses').click()
  expect(await offre.locator('dd').allTextContents()).toEqual(['Madame la maire', 'Accueil'])
  expect(await page.locator('[name="representant_legal"]').inputValue()).toBe('Maire')
  await offre.getByRole('button', { name: 'Reprendre ces réponses' }).click()
  // the page said « Enregistré » of what it had opened with: the site itself is asked
  await expect.poll(() => recus(page, id)).toMatchObject({ representant_legal: 'Madame la maire', contact_operationnel: 'Accueil' })
  await expect.poll(() => offre.count()).toBe(0)
  await page.reload()
  expect(await page.locator('[name="representant_legal"]').inputValue()).toBe('Madame la maire')
  expect(await page.locator('[name="contact_operationnel"]').inputValue()).toBe('Accueil')
  await page.waitForTimeout(300)
  expect(await offre.count()).toBe(0)
  sansIncident()
  await fermer()
})

// Seen to fail: with the notice never looked at again.
test('ma session va finir pendant que je tape : la page le dit, je reste connecté sans la quitter, ce que j’ai tapé est là', async () => {
  const { page, id, fermer, sansIncident, verifierAxe } = await commencer()
  await page.locator('[name="representant_legal"]').fill('Maire')
  const avis = page.locator('.gt-session [role=status]')
  expect(await avis.locator('> *').count()).toBe(0)
  await page.evaluate(() => {
    const e = document.querySelector<HTMLElement>('.gt-session')!
    e.dataset.sessionResteValue = '290'
    e.replaceWith(e.cloneNode(true))
  })
  await avis.getByText(/^Votre session prend fin dans moins de 5\sminutes\.$/).waitFor()
  await verifierAxe()
  await page.locator('[name="contact_operationnel"]').focus()
  await avis.getByRole('button', { name: 'Rester connecté' }).focus()
  await page.keyboard.press('Enter')
  await avis.getByText(/^Vous restez connecté encore 24\sheures\.$/).waitFor()
  expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('contact_operationnel')
  expect(page.url()).toContain(paths.dossiers.etape(id, 'porteur'))
  expect(await page.locator('[name="representant_legal"]').inputValue()).toBe('Maire')
  await expect.poll(() => recus(page, id)).toMatchObject({ representant_legal: 'Maire' })
  sansIncident()
  await fermer()
})

// Seen to fail: with the notice of a page served near the end kept whatever another page says; with the page's own notice beside its button.
test('ma session prolongée dans un autre onglet ne finit plus dans celui-ci ; finie, la page mène à la connexion', async () => {
  const { page, fermer, sansIncident, verifierAxe } = await commencer()
  const avis = page.locator('.gt-session [role=status]')
  await vieillirSessions('11 hours 51 minutes')
  await page.reload()
  await avis.getByText(/^Votre session prend fin dans moins de 10\sminutes\.$/).waitFor()
  expect(await avis.getByRole('link').count()).toBe(0)
  const autre = await page.context().newPage()
  await autre.goto(paths.compte.prolongation)
  expect(await autre.getByRole('button', { name: 'Rester connecté' }).count()).toBe(1)
  await autre.getByRole('button', { name: 'Rester connecté' }).click()
  await autre.getByText(/^Vous restez connecté encore 12\sheures\./).waitFor()
  await expect.poll(() => avis.locator('> *').count()).toBe(0)
  await page.evaluate(() => {
    const e = document.querySelector<HTMLElement>('.gt-session')!
    e.dataset.sessionResteValue = '-1'
    e.replaceWith(e.cloneNode(true))
  })
  await avis.getByText(/^Votre session est terminée\./).waitFor()
  await verifierAxe()
  expect(await avis.getByRole('link', { name: 'Se connecter' }).getAttribute('href')).toBe(paths.connexion)
  expect(await avis.getByRole('button').count()).toBe(0)
  sansIncident()
  await fermer()
})

test('ce que je tape avant que les scripts arrivent est enregistré quand ils arrivent, et rien d’autre', async () => {
  const { page, id, fermer, sansIncident } = await commencer()
  const envois: (string | null)[] = []
  page.on('request', r => r.method() === 'PUT' && envois.push(r.postData()))
  const lacher = await retenirScripts(page, '**/assets/app-*.js')
  await page.reload({ waitUntil: 'commit' })
  await taper(page, 'Maire')
  await page.locator('[name="date_deliberation"]').fill('')
  lacher()
  await dit(page, /^Enregistré à/)
  expect(await recus(page, id)).toMatchObject({ representant_legal: 'Maire' })
  expect(envois.map(e => [...new URLSearchParams(e!).keys()].filter(n => !n.startsWith('_')))).toEqual([['representant_legal']])
  sansIncident()
  await fermer()
})

test('je reviens en arrière sur une page où revient ce que j’avais tapé : si la réponse a changé ailleurs depuis, je choisis', async () => {
  const { page, id, fermer } = await commencer()
  await taper(page, 'Maire')
  await dit(page, /^Enregistré à/)
  await page.goto(paths.appels.voir(SLUG))
  const collegue = await page.context().newPage()
  await collegue.goto(paths.dossiers.etape(id, 'porteur'))
  await taper(collegue, 'Adjointe')
  await expect.poll(() => recus(page, id)).toMatchObject({ representant_legal: 'Adjointe' })
  // some browsers put back what the field held, before the scripts have come or after, and say nothing of it
  const lacher = await retenirScripts(page, '**/assets/app-*.js')
  await page.goBack({ waitUntil: 'commit' })
  await taper(page, 'Maire')
  lacher()
  await dit(page, /a modifié «\s.*\s» en même temps que vous/)
  const conflit = page.getByRole('group', { name: /modifiée ailleurs en même temps que vous/ })
  expect(await conflit.locator('dd').allTextContents()).toEqual(['Adjointe', 'Maire'])
  expect(await recus(page, id)).toMatchObject({ representant_legal: 'Adjointe' })
  await fermer()
})

test('ajouter, retirer, rétablir une ligne : la page reste, le focus va où l’on continue, et ce qui est tapé ailleurs reste', async () => {
  const { page, id, fermer, sansIncident, verifierAxe } = await commencer()
  await page.goto(paths.dossiers.etape(id, 'plan'))
  await page.evaluate(() => Object.assign(window, { memePage: true }))
  const focus = () => page.evaluate(() => document.activeElement?.getAttribute('name') ?? '')
  await page.locator('[name="aide"]').fill('12 000')
  await page.locator('button[value^="ajouter:depenses:"]').first().click()
  await expect.poll(focus).toMatch(/^depenses\.[a-z0-9]{8}\./)
  await page.locator('[name^="depenses."][name$=".libelle"]').fill('Portail')
  await page.locator('button[value^="ajouter:depenses:"]').first().click()
  await expect.poll(() => page.locator('[name^="depenses."][name$=".libelle"]').count()).toBe(2)
  await page.locator('button[value^="retirer:depenses:"]').first().click()
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toContain('Rétablir\u00a0: Portail')
  await verifierAxe()
  await page.keyboard.press('Enter')
  await expect.poll(focus).toMatch(/^depenses\./)
  expect(await page.locator('[name^="depenses."][name$=".libelle"]').first().inputValue()).toBe('Portail')
  expect(await page.locator('[name="aide"]').inputValue()).toMatch(/^12\s000$/)
  expect(await page.evaluate(() => 'memePage' in window)).toBe(true)
  await page.reload()
  expect(await page.locator('[name="aide"]').inputValue()).toMatch(/^12\s000$/)
  sansIncident()
  await fermer()
})

test('la page ne peut pas être relue après l’ajout d’une ligne\u00a0: elle le dit, réessaie, et la ligne arrive', async () => {
  const { page, id, fermer } = await commencer()
  await page.goto(paths.dossiers.etape(id, 'plan'))
  const lignes = page.locator('[name$=".libelle"]')
  const avant = await lignes.count()
  let manquees = 0
  await page.route(`**${paths.dossiers.etape(id, 'plan')}`, route => {
    const relecture = route.request().method() === 'GET' && route.request().resourceType() === 'fetch'
    return relecture && manquees++ < 1 ? route.fulfill({ status: 503, body: '' }) : route.continue()
  })
  await page.locator('button[name="_geste"][value^="ajouter:depenses"]').first().dispatchEvent('click')
  await dit(page, /enregistrée, mais l’affichage n’est pas à jour. Nouvel essai/)
  await dit(page, /^La page est à jour/)
  expect([await lignes.count(), manquees]).toEqual([avant + 1, 2])
  await fermer()
})

test('un dossier abandonné ailleurs ne change plus : la page le dit et mène à lui', async () => {
  const { page, id, fermer, poster } = await commencer()
  expect((await poster(paths.dossiers.abandon(id))).status()).toBe(303)
  await taper(page, 'Maire')
  await dit(page, /ce dossier ne change plus/)
  // pressed before this device has its copy of « Maire », the browser asks first whether to leave
  page.on('dialog', d => void d.accept())
  await page.getByRole('link', { name: 'Recharger la page' }).click()
  await page.waitForURL(`**${paths.dossiers.voir(id)}`)
  await fermer()
})
