import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import { visiterAvecProfil } from '../chromium.ts'
import * as g from '../gestes-commun.ts'
import { incarner, LARGE, ouvrirGuichet, TELEPHONE } from '../guichet-ouvert.ts'

/**
 * A joint dossier of a communauté de communes and two communes, filled in by two people at once. The server and a browser are killed in the middle;
 * what is filed holds all that was typed.
 */
const guichet = ouvrirGuichet()
const COMMUNES = ['Prunelli-di-Fiumorbo', 'Ghisonaccia'] as const
const OUVERTES = ['projet', 'methode', 'plan']
/** Tries are thirty seconds apart at most after an outage. */
const dit = (page: Page, phrase: RegExp) => page.locator('.gt-travail__enreg', { hasText: phrase }).waitFor({ timeout: 40_000 })
const enregistre = (page: Page) => dit(page, /^Enregistré à/)
const TEXTES = {
  porteur: { representant_legal: 'Présidente', date_deliberation: '26/08/2021' },
  contact: { contact_operationnel: 'Direction générale', contact_courriel: 'projet@guichet.example', contact_telephone: '04 65 71 00 41' },
  projet: {
    resume: 'Un portail commun.\nDeux lignes, « guillemets » & <balises>.',
    situation: 'Chaque mairie a ses formulaires.',
    besoins: 'Un seul dépôt.',
    objectifs: 'Six démarches en ligne.',
  },
  methode: {
    date_debut: '03/01/2022',
    date_resultats: '04/04/2022',
    date_fin: '30/09/2022',
    pilotage: 'Un comité mensuel.',
    co_construction: 'Deux ateliers.',
    moyens: 'Une demi-journée par semaine.',
    mesure: 'Part des demandes en ligne.',
  },
}
const ATTENDUS = {
  ...TEXTES.porteur,
  ...TEXTES.projet,
  ...TEXTES.methode,
  date_deliberation: '2021-08-26',
  date_debut: '2022-01-03',
  date_resultats: '2022-04-04',
  date_fin: '2022-09-30',
  place_feuille_de_route: 'Première action.',
  logiciel_prevu: true,
  logiciel_libre: 'libre',
}
const taper = async (page: Page, textes: Readonly<Record<string, string>>) => {
  for (const [nom, texte] of Object.entries(textes)) await page.locator(`[name="${nom}"]`).fill(texte)
}

test('avec JavaScript, sur un ordinateur et sur un téléphone : le serveur et un navigateur tués, rien de tapé ne manque', async () => {
  const profil = mkdtempSync(join(tmpdir(), 'gt-profil-'))
  let a = await visiterAvecProfil(profil, guichet.url, LARGE)
  const b = await guichet.arriver(TELEPHONE)
  const c = await guichet.arriver(LARGE)
  await g.entrerParCourriel(c, COMMUNES[1], true)
  await incarner(a, 'porteur-epci')
  await incarner(b, 'partenaire-commune')
  const id = await g.commencer(a.page)
  for (const commune of COMMUNES) await g.associer(a.page, id, commune, OUVERTES, true)
  const etape = (page: Page, code: string) => page.goto(paths.dossiers.etape(id, code))

  await etape(a.page, 'porteur')
  await a.page.locator('[name="contact_structure"]').first().press('Space')
  await taper(a.page, { ...TEXTES.porteur, ...TEXTES.contact })
  await g.toutParti(a.page)
  await etape(a.page, 'projet')
  await g.cocher(a.page, 'volet', 'volet_3')
  await g.cocher(a.page, 'actions', 'plus_de_canaux')

  // both on the same step: each sees the other, and the other's answer where they have typed nothing
  await etape(b.page, 'projet')
  await b.page.getByText('remplit aussi cette étape.').waitFor()
  await b.verifierAxe()
  await a.page.locator('[name="titre"]').fill('Un guichet commun à trois structures')
  await g.toutParti(a.page)
  await taper(b.page, TEXTES.projet)
  // told by the next sign of presence, twenty seconds at most
  await b.page.locator('.gt-travail__suivi', { hasText: 'Titre du projet' }).waitFor({ timeout: 30_000 })
  expect(await b.page.locator('[name="titre"]').inputValue()).toBe('Un guichet commun à trois structures')
  await g.toutParti(b.page)

  await etape(a.page, 'plan')
  for (const intitule of g.LOTS) {
    const lot = await g.ajouter(a.page, 'lots')
    await a.page.locator(`[name="lots.${lot}.intitule"]`).fill(intitule)
  }
  await g.toutParti(a.page)
  const lots = await g.lotsDe(a.page)
  await etape(b.page, 'plan')
  const remplir = async (page: Page, depenses: readonly g.Depense[]) => {
    for (const d of depenses) await g.taperDepense(page, await g.ajouter(page, 'depenses', lots[d.lot - 1]), d)
  }
  await Promise.all([remplir(a.page, g.DEPENSES.slice(0, 6)), remplir(b.page, g.DEPENSES.slice(6, 12))])
  const [deA, deB] = [g.DEPENSES[12]!, g.DEPENSES[13]!]
  const ligneA = await g.ajouter(a.page, 'depenses', lots[deA.lot - 1])
  const ligneB = await g.ajouter(b.page, 'depenses', lots[deB.lot - 1])

  await guichet.tuer()
  await Promise.all([g.taperDepense(a.page, ligneA, deA), g.taperDepense(b.page, ligneB, deB)])
  await dit(a.page, /^Non enregistré/)
  await a.verifierAxe()
  await a.tuer()
  await guichet.relancer()
  await g.toutParti(b.page)

  a = await visiterAvecProfil(profil, guichet.url, LARGE)
  await incarner(a, 'porteur-epci')
  await etape(a.page, 'plan')
  const offre = a.page.getByRole('region', { name: 'Des réponses n’ont pas été enregistrées' })
  await offre.waitFor()
  await a.verifierAxe()
  await offre.getByRole('button', { name: 'Reprendre ces réponses' }).click()
  await g.toutParti(a.page)
  await expect.poll(() => offre.count()).toBe(0)
  await Promise.all([remplir(a.page, g.DEPENSES.slice(14, 20)), remplir(b.page, g.DEPENSES.slice(20))])
  await taper(a.page, { aide: g.AIDE, part: g.PART })
  await g.toutParti(a.page)
  await b.verifierAxe()
  await g.toutParti(b.page)

  await etape(b.page, 'methode')
  await taper(b.page, TEXTES.methode)
  await g.toutParti(b.page)
  await etape(a.page, 'methode')
  await g.cocher(a.page, 'feuille_de_route', 'approuvee')
  await g.cocher(a.page, 'logiciel_prevu', 'oui')
  await g.cocher(a.page, 'logiciel_libre', 'libre')
  await a.page.locator('[name="place_feuille_de_route"]').fill('Première action.')
  await g.toutParti(a.page)
  await g.joindre(a.page, id)
  await b.page.goto(paths.dossiers.voir(id))

  await g.valider(b.page, id, 'Un agent, une journée par semaine.')
  await g.valider(c.page, id, 'La salle du conseil.')
  await g.deposer(a.page, id)
  const d = await g.depose(a.page, id)
  g.toutYEst(d, ATTENDUS)
  expect(d.titre).toBe('Un guichet commun à trois structures')
  expect(d.contact).toMatchObject({ fonction: 'Direction générale', courriel: 'projet@guichet.example', telephone: '04 65 71 00 41' })
  expect(d.partenaires.map(p => p.moyens).sort()).toEqual(['La salle du conseil.', 'Un agent, une journée par semaine.'])
  for (const v of [a, b, c]) await v.fermer()
  rmSync(profil, { recursive: true, force: true })
}, 300_000)

test('sans JavaScript, sur un ordinateur et sur un téléphone : le bouton Enregistrer fait de même, et le serveur tué ne perd rien', async () => {
  const sans = { javaScriptEnabled: false }
  const a = await guichet.arriver({ ...LARGE, ...sans })
  const b = await guichet.arriver({ ...TELEPHONE, ...sans })
  const c = await guichet.arriver({ ...LARGE, ...sans })
  await g.entrerParCourriel(c, COMMUNES[1], false)
  await incarner(a, 'porteur-epci')
  await incarner(b, 'partenaire-commune')
  const id = await g.commencer(a.page)
  for (const commune of COMMUNES) await g.associer(a.page, id, commune, OUVERTES, false)
  const etape = (page: Page, code: string) => page.goto(paths.dossiers.etape(id, code))
  const enregistrer = async (page: Page) => {
    await page.getByRole('button', { name: 'Enregistrer', exact: true }).last().click()
    await enregistre(page)
  }

  await etape(a.page, 'porteur')
  await a.page.locator('[name="contact_structure"]').first().press('Space')
  await taper(a.page, { ...TEXTES.porteur, ...TEXTES.contact })
  await a.verifierAxe()
  await enregistrer(a.page)

  // both opened the step before either saved
  await Promise.all([etape(a.page, 'projet'), etape(b.page, 'projet')])
  await a.page.locator('[name="titre"]').fill('Un guichet commun à trois structures')
  await g.cocher(a.page, 'volet', 'volet_3')
  await enregistrer(a.page)
  await taper(b.page, TEXTES.projet)
  await b.verifierAxe()
  await enregistrer(b.page)
  await g.cocher(a.page, 'actions', 'plus_de_canaux')
  await enregistrer(a.page)

  await etape(a.page, 'plan')
  for (const intitule of g.LOTS) await a.page.locator(`[name="lots.${await g.ajouter(a.page, 'lots')}.intitule"]`).fill(intitule)
  await enregistrer(a.page)
  const lots = await g.lotsDe(a.page)
  await etape(b.page, 'plan')
  const remplir = async (page: Page, depenses: readonly g.Depense[]) => {
    for (const d of depenses) await g.taperDepense(page, await g.ajouter(page, 'depenses', lots[d.lot - 1]), d)
    await enregistrer(page)
  }
  await Promise.all([remplir(a.page, g.DEPENSES.slice(0, 7)), remplir(b.page, g.DEPENSES.slice(7, 14))])
  await guichet.tuer()
  await guichet.relancer()
  await Promise.all([remplir(a.page, g.DEPENSES.slice(14, 20)), remplir(b.page, g.DEPENSES.slice(20))])
  await taper(a.page, { aide: g.AIDE, part: g.PART })
  await enregistrer(a.page)
  await b.verifierAxe()

  await etape(b.page, 'methode')
  await taper(b.page, TEXTES.methode)
  await enregistrer(b.page)
  await etape(a.page, 'methode')
  await g.cocher(a.page, 'feuille_de_route', 'approuvee')
  await g.cocher(a.page, 'logiciel_prevu', 'oui')
  await enregistrer(a.page)
  await g.cocher(a.page, 'logiciel_libre', 'libre')
  await a.page.locator('[name="place_feuille_de_route"]').fill('Première action.')
  await enregistrer(a.page)
  await g.joindre(a.page, id)
  await g.valider(b.page, id, 'Un agent, une journée par semaine.')
  await g.valider(c.page, id, 'La salle du conseil.')
  await g.deposer(a.page, id)
  const d = await g.depose(a.page, id)
  g.toutYEst(d, ATTENDUS)
  expect(d.titre).toBe('Un guichet commun à trois structures')
  for (const v of [a, b, c]) await v.fermer()
}, 300_000)
