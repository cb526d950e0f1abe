import type { Page } from 'playwright-core'
import { paths } from '../paths.ts'
import type { Visiteur } from './chromium.ts'

/** Answers of the form of volets 1 to 3, step by step, by the name of the field. */
export const REPONSES: Record<string, Record<string, string | string[]>> = {
  porteur: {
    representant_legal: 'Maire',
    date_deliberation: '26/08/2021',
    contact_operationnel: 'Secrétariat de mairie',
    contact_courriel: 'mairie@guichet.example',
    contact_telephone: '04 65 71 00 30',
  },
  projet: {
    titre: 'L’accueil de la mairie, le soir et le samedi',
    volet: 'volet_3',
    actions: ['plus_de_canaux'],
    urbanisme: 'non_concerne',
    resume: 'Un accueil téléphonique et un site de démarches, ouverts en dehors des heures de bureau.',
    situation: 'La mairie ouvre 18 heures par semaine. 140 demandes par an demandent un second déplacement.',
    besoins: 'Faire ses démarches sans se déplacer.',
    objectifs: 'Six démarches en ligne, une réponse en deux jours.',
  },
  methode: {
    date_debut: '3/1/2022',
    date_resultats: '04042022',
    date_fin: '2022-09-30',
    pilotage: 'Un comité mensuel.',
    co_construction: 'Deux ateliers avec vingt habitants.',
    moyens: 'Une demi-journée par semaine.',
    feuille_de_route: 'approuvee',
    place_feuille_de_route: 'Première action.',
    logiciel_prevu: 'oui',
    logiciel_libre: 'libre',
    mesure: 'Nombre de demandes en ligne, délai de réponse.',
  },
  plan: { aide: '10 000', part: '2 500,50' },
}

async function remplir(page: Page, reponses: Record<string, string | string[]>) {
  for (const [nom, valeur] of Object.entries(reponses)) {
    const champs = page.locator(`[name="${nom}"]`)
    const type = await champs.first().getAttribute('type')
    if (type === 'radio' || type === 'checkbox') {
      // as the keyboard does: what is saved meanwhile moves the page under a pointer
      for (const v of [valeur].flat()) {
        const choix = page.locator(`[name="${nom}"][value="${v}"]`)
        if (!(await choix.isChecked())) await choix.press('Space')
      }
    } else await champs.first().fill(String(valeur))
  }
}
const suivant = (page: Page) => page.getByRole('button', { name: 'Enregistrer et continuer' }).click()

/** Signs in by the mailed link, taken from the demonstration's mailbox. */
export async function seConnecter({ page, verifierAxe }: Visiteur, courriel: string) {
  await page.locator('#courriel').fill(courriel)
  await verifierAxe()
  await page.locator(`form[action="${paths.connexionLien}"] button[type=submit]`).click()
  await page.waitForURL(url => url.pathname !== paths.connexion || url.search.includes('envoye'))
  await page.goto(paths.demo.courriels)
  await page
    .getByRole('link', { name: /code pour entrer|connexion/i })
    .first()
    .click()
  await page.getByRole('link', { name: 'Ouvrir le lien du courriel' }).click()
  await page.waitForURL(`**${paths.connexionLien}/**`)
  await verifierAxe()
  await page.locator('main form button[type=submit]').first().click()
  await page.waitForURL(url => !url.pathname.startsWith(paths.connexion))
}

export async function rejoindre({ page, verifierAxe }: Visiteur, structure: string, javascript: boolean) {
  await page.goto(paths.structures.rejoindre)
  await verifierAxe()
  await page.locator('#q').fill(structure)
  if (javascript)
    await page
      .getByRole('option', { name: new RegExp(structure) })
      .first()
      .click()
  await page.locator('#fonction').fill('Secrétaire de mairie')
  await page.locator(`form[action="${paths.structures.rejoindre}"] button[type=submit]`).click()
  if (!javascript) {
    // the name alone: the page shows what it found, the best match first
    await page.getByRole('button', { name: 'C’est nous' }).first().click()
  }
  await page.waitForURL(url => !url.search.includes('q='))
  await page.goto(paths.espace)
  await page.getByText(structure).first().waitFor()
}

export async function remplirEtape(
  { page, verifierAxe }: Visiteur,
  id: string,
  etape: string,
  reponses: Record<string, string | string[]>,
) {
  await page.goto(paths.dossiers.etape(id, etape))
  // questions and actions appear as what they depend on is answered: without a script, after a first save
  for (let passe = 0; passe < 3; passe++) {
    const visibles: Record<string, string | string[]> = {}
    for (const [nom, valeur] of Object.entries(reponses)) if (await page.locator(`[name="${nom}"]`).count()) visibles[nom] = valeur
    await remplir(page, visibles)
    if (passe === 0) await verifierAxe()
    const manque = Object.keys(visibles).length < Object.keys(reponses).length
    if (!manque) break
    await page.getByRole('button', { name: 'Enregistrer', exact: true }).last().click()
    await page.waitForLoadState('load')
    await page.goto(paths.dossiers.etape(id, etape))
  }
  await suivant(page)
  await page.waitForURL(url => !url.pathname.endsWith(`/${etape}`))
}
