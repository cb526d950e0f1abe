import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import { ouvrirGuichet } from '../guichet-ouvert.ts'

/** Access keys with the browser's own virtual authenticator: the key signs, the server verifies, nothing is imitated. */
const g = ouvrirGuichet()

const brancherCle = async (page: Page, isUserVerified = true) => {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('WebAuthn.enable')
  const options = { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true } as const
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: { ...options, isUserVerified, automaticPresenceSimulation: true },
  })
  return { retirer: () => cdp.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId }) }
}
const agir = (page: Page, champ: string) => page.locator(`form:has(input[value="${champ}"]) button`).click()
const seDeconnecter = (page: Page) => page.locator(`form[action="${paths.deconnexion}"] button`).first().click()

/** The address of whoever is signed in, from their account's page. */
async function sonAdresse(page: Page) {
  await page.goto(paths.compte.voir)
  const ligne = await page.locator('main').getByText('@guichet.example').first().textContent()
  return /[\w.-]+@guichet\.example/.exec(ligne ?? '')![0]
}

async function parLien(page: Page, courriel: string, retour: string) {
  await page.goto(`${paths.connexion}?${new URLSearchParams({ retour })}`)
  await page.locator('#courriel').fill(courriel)
  await page.locator(`form[action="${paths.connexionLien}"] button[type=submit]`).click()
  await page.waitForURL(url => url.pathname === paths.connexionLien)
  await page.goto(paths.demo.courriels)
  await page
    .getByRole('link', { name: /code pour entrer|connexion/i })
    .first()
    .click()
  await page.getByRole('link', { name: 'Ouvrir le lien du courriel' }).click()
  await page.locator('main form button[type=submit]').first().click()
}

test('un agent ajoute une clé d’accès, se déconnecte, revient par un lien puis sa clé, puis par sa clé seule', async () => {
  const { page, verifierAxe, sansIncident, fermer } = await g.arriver()
  await brancherCle(page)
  await page.goto(paths.demo.accueil)
  await agir(page, 'referent-2a')
  await page.waitForURL(`**${paths.instruction.journee}`)
  const courriel = await sonAdresse(page)

  await page.goto(paths.compte.secondFacteur)
  await page.locator('#nom-cle').fill('Ordinateur du bureau')
  await page.getByRole('button', { name: 'Ajouter une clé d’accès' }).click()
  await page.waitForURL(/fait=cle_ajoutee/)
  await page.getByText('Ordinateur du bureau').first().waitFor()
  await verifierAxe()
  await seDeconnecter(page)
  await page.waitForURL(`${g.url}/`)

  await parLien(page, courriel, paths.instruction.boite)
  await page.waitForURL(`**${paths.connexionCode}**`)
  await verifierAxe()
  const boite = await page.context().newPage()
  await boite.goto(paths.instruction.boite)
  expect(new URL(boite.url()).pathname).not.toBe(paths.instruction.boite)
  await boite.close()
  await page.getByRole('button', { name: 'Utiliser ma clé d’accès' }).click()
  await page.waitForURL(`**${paths.instruction.boite}`)

  await seDeconnecter(page)
  await page.waitForURL(`${g.url}/`)
  await page.goto(`${paths.connexion}?${new URLSearchParams({ retour: paths.instruction.boite })}`)
  await page.getByRole('button', { name: 'Utiliser ma clé d’accès' }).click()
  await page.waitForURL(`**${paths.instruction.boite}`)
  sansIncident()
  await fermer()
})

test('sans la clé, une phrase le dit et la page reste ; le lien seul n’ouvre pas les dossiers', async () => {
  const { page, fermer } = await g.arriver()
  const cle = await brancherCle(page)
  await page.goto(paths.demo.accueil)
  await agir(page, 'referent-2b')
  await page.waitForURL(`**${paths.instruction.journee}`)
  const courriel = await sonAdresse(page)
  await page.goto(paths.compte.secondFacteur)
  await page.getByRole('button', { name: 'Ajouter une clé d’accès' }).click()
  await page.waitForURL(/fait=cle_ajoutee/)
  await seDeconnecter(page)
  await page.waitForURL(`${g.url}/`)
  await cle.retirer()
  await brancherCle(page)
  await parLien(page, courriel, paths.instruction.boite)
  await page.waitForURL(`**${paths.connexionCode}**`)
  await page.getByRole('button', { name: 'Utiliser ma clé d’accès' }).click()
  await page.getByText(/La clé n’a pas été (utilisée|reconnue)/).waitFor()
  await page.goto(paths.instruction.boite)
  expect(new URL(page.url()).pathname).not.toBe(paths.instruction.boite)
  await fermer()
})
