import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import type { Visiteur } from '../chromium.ts'
import { ouvrirGuichet } from '../guichet-ouvert.ts'
import { cocher } from '../site-ouvert.ts'

/** A joint project: two structures are associated, each validates in its own name; a change asks them again; then it can be filed. */
const g = ouvrirGuichet()

/** axe finds nothing on a desk and on a phone, and nothing sticks out of the phone. */
async function verifier({ page, verifierAxe }: Visiteur) {
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 800 })
    await verifierAxe()
  }
  expect(await largeur(page)).toBeLessThanOrEqual(360)
  await page.setViewportSize({ width: 1280, height: 800 })
}
const largeur = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth)
async function valider(v: Visiteur, fonction: string) {
  await verifier(v)
  await v.page.locator('#fonction').fill(fonction)
  await v.page.locator('#moyens').fill('Un agent, une demi-journée par semaine, et une salle.')
  await cocher(v.page.locator('#engagement'))
  await v.page.getByRole('button', { name: 'Valider le projet' }).click()
  await v.page.getByText('a validé le projet.').first().waitFor()
  await verifier(v)
}

test('une intercommunalité et une commune sont associées, valident, revalident ce qui a changé, et le dossier peut être déposé', async () => {
  // without JavaScript: the search comes back with its results
  const sans = await g.entrer('porteur-commune', { javaScriptEnabled: false })
  await sans.page.goto(paths.espace)
  await sans.page.locator('main a[href^="/dossiers/"], main form[action^="/dossiers/"] button').first().click()
  await sans.page.waitForURL(/\/dossiers\/[0-9a-f-]{36}/)
  const id = /dossiers\/([0-9a-f-]{36})/.exec(sans.page.url())![1]!
  await sans.page.goto(paths.dossiers.etape(id, 'porteur'))
  await sans.page.getByRole('link', { name: 'Associer une structure' }).click()
  await verifier(sans)
  await sans.page.locator('#q').fill('Fium’Orbu Castellu')
  await sans.page.locator('#role').fill('Accueil des familles')
  await cocher(sans.page.locator('input[name=etapes][value=methode]'))
  await sans.page.getByRole('button', { name: 'Associer la structure' }).click()
  await cocher(sans.page.locator('main input[type=radio][name=structure]').first())
  await verifier(sans)
  await sans.page.getByRole('button', { name: 'Associer la structure' }).click()
  await sans.page.getByText('La structure est associée au projet').waitFor()
  await verifier(sans)
  await sans.fermer()

  const porteur = await g.entrer('porteur-commune')
  await porteur.page.goto(paths.dossiers.partenaires(id))
  await porteur.page.locator('#courriel').fill('mairie-prunelli@guichet.example')
  await porteur.page.locator('#role').fill('Garderie')
  await porteur.page.getByRole('button', { name: 'Associer la structure' }).click()
  await porteur.page.getByText('Invitation envoyée').waitFor()
  await porteur.page.getByText(/Vico$/).locator('xpath=self::label').first().click()
  await porteur.page.getByRole('button', { name: 'Enregistrer', exact: true }).last().click()
  await porteur.page.waitForLoadState('networkidle')

  const epci = await g.entrer('porteur-epci')
  await epci.page.goto(paths.dossiers.voir(id))
  await epci.page.waitForURL(`**${paths.dossiers.validation(id)}`)
  await valider(epci, 'Présidente')
  // it reads the steps that were not opened to it, and fills in the other
  await epci.page.goto(paths.dossiers.etape(id, 'plan'))
  expect(await epci.lire()).toContain('Vous lisez cette étape.')
  await verifier(epci)
  await epci.page.goto(paths.dossiers.etape(id, 'methode'))
  await epci.page.getByRole('button', { name: 'Enregistrer et continuer' }).waitFor()

  const commune = await g.entrer('partenaire-commune')
  await commune.page.goto(await lienRecu())
  await commune.page.getByRole('heading', { name: 'Vico vous associe à un projet commun' }).waitFor()
  await verifier(commune)
  await commune.page.getByRole('button', { name: 'Participer au projet' }).click()
  await commune.page.waitForURL(`**${paths.dossiers.validation(id)}**`)
  await valider(commune, 'Maire')

  await porteur.page.goto(paths.dossiers.etape(id, 'projet'))
  const titre = await porteur.page.locator('[name=titre]').inputValue()
  await porteur.page.locator('[name=titre]').fill('Un titre choisi ensemble')
  await porteur.page.getByRole('button', { name: 'Enregistrer et continuer' }).click()
  await porteur.page.waitForURL(url => !url.pathname.endsWith('/projet'))
  await porteur.page.goto(paths.dossiers.etape(id, 'porteur'))
  expect(await porteur.lire()).toContain('A changé depuis : Titre du projet.')
  await porteur.page.goto(paths.dossiers.etape(id, 'depot'))
  expect(await porteur.lire()).toContain('Validations reçues : 0 sur 2.')
  await verifier(porteur)
  await porteur.page
    .getByRole('button', { name: /^Relancer par courriel/ })
    .first()
    .click()
  await porteur.page.getByText('Un courriel de relance est parti.').waitFor()
  expect(porteur.page.url()).toContain('/etapes/depot')

  for (const [v, fonction] of [
    [epci, 'Présidente'],
    [commune, 'Maire'],
  ] as const) {
    await v.page.goto(paths.dossiers.validation(id))
    const texte = await v.lire()
    for (const mot of ['Ce qui a changé depuis votre validation', titre.replace(/[\s\u00a0]+/g, ' '), 'Un titre choisi ensemble'])
      expect(texte).toContain(mot)
    await valider(v, fonction)
    expect(await v.lire()).not.toContain('Ce qui a changé')
  }

  await porteur.page.goto(paths.dossiers.etape(id, 'depot'))
  for (const c of await porteur.page.locator('input[name=engagements]').all()) await cocher(c)
  await porteur.page.getByRole('button', { name: /^Déposer/ }).click()
  await porteur.page
    .getByRole('link', { name: /Accusé de réception/i })
    .first()
    .waitFor()
  const depose = await porteur.lire()
  for (const mot of ['Prunelli-di-Fiumorbo', 'Présidente', 'Une salle'.toLowerCase()]) expect(depose).toContain(mot)
  for (const v of [porteur, epci, commune]) {
    v.sansIncident()
    await v.fermer()
  }
})

/** The link of the invitation, from the demonstration's mailbox. */
async function lienRecu(): Promise<string> {
  const v = await g.entrer('administrateur')
  await v.page.goto(paths.demo.courriels)
  await v.page
    .getByRole('link', { name: /Vico vous associe à un projet commun/ })
    .first()
    .click()
  const lien = await v.page.getByRole('link', { name: 'Ouvrir le lien du courriel' }).getAttribute('href')
  await v.fermer()
  return lien!
}
