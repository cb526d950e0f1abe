import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import { retenirScripts, type Visiteur } from '../chromium.ts'
import { ouvrirGuichet, SANS_SCRIPT, SLUG } from '../guichet-ouvert.ts'
import { verifierContrastesSombres } from '../rgaa.ts'
import { cocher } from '../site-ouvert.ts'

/** The comité, from its call to the lauréats on the map: interests, scores with scripts and without, the room on four screens, the procès-verbal, the letters. */
const g = ouvrirGuichet({ instant: '2021-10-22T09:00' })

/** The label is what one presses: it covers the radio. */
const noter = (page: Page, code: string, note: number) => cocher(page.locator(`input[name=note-${code}][value="${note}"]`))
const CODES = ['portage', 'resultats', 'constat', 'co_construction', 'feuille_de_route', 'logiciel_libre']
const PRIORITES = ['priorite_1', 'priorite_2', 'priorite_3', 'priorite_4']

/** What the button declares follows what is ticked; without a script it says so in general. */
const DECLARER = /^(Déclarer|Aucun conflit|1.conflit)/
/** A conflict on the first of the dossiers that wait perhaps, none on the others. */
async function declarer({ page }: Visiteur, conflit?: string) {
  await page.getByRole('link', { name: 'Déclarer mes intérêts' }).click()
  await page.getByRole('heading', { level: 1, name: 'Mes intérêts' }).waitFor()
  if (conflit) {
    await cocher(page.locator('input[value=conflit]').first())
    await page.locator('input[name^=motif-]').first().fill(conflit)
  }
}

test('de la séance aux lauréats sur leur carte\u00a0: intérêts, notes à l’aveugle, salle sur quatre écrans, procès-verbal, lettres', async () => {
  const admin = await g.entrer('administrateur')
  await admin.page.goto(paths.comite.seances(SLUG))
  await admin.verifierAxe()
  await admin.page.fill('[name=jour]', '26/10/2021')
  await admin.page.fill('[name=heure]', '14 h 30')
  await admin.page.getByRole('button', { name: 'Créer la séance' }).click()
  await admin.page.getByRole('link', { name: 'Indiquez le lieu' }).waitFor()
  await admin.verifierAxe()
  await admin.page.fill('[name=lieu]', 'Salle du conseil')
  await admin.page.getByRole('button', { name: 'Créer la séance' }).click()
  await admin.page.waitForURL(/\/comite\/seances\/[0-9a-f-]{36}/)
  await admin.verifierAxe()
  const seance = new URL(admin.page.url()).pathname

  // with scripts: each score is saved as it is given
  const regionale = await g.entrer('referent-regional-1')
  const { page } = regionale
  await page.goto(seance)
  expect(await regionale.lire()).not.toContain('Aide demandée')
  await declarer(regionale)
  await regionale.verifierAxe()
  await page.getByRole('button', { name: DECLARER }).click()
  await page.getByText('Vos intérêts sont déclarés.').waitFor()
  // the first score is given before the script that saves scores has come: it is saved when it comes
  const lacher = await retenirScripts(page, '**/assets/morceau-*.js')
  await page.getByRole('link', { name: /^Noter/ }).click()
  await page.getByRole('heading', { level: 1, name: /^Noter/ }).waitFor()
  const grille = new URL(page.url()).pathname
  await noter(page, 'portage', 3)
  lacher()
  await page.getByText('1 critère noté sur 10').waitFor()
  await noter(page, 'resultats', 1)
  await page.getByText('2 critères notés sur 10').waitFor()
  await regionale.verifierAxe()
  await page.reload()
  expect(await page.locator('input[name=note-portage][value="3"]').isChecked()).toBe(true)
  await page.getByRole('button', { name: 'Finaliser ma note' }).click()
  await page.getByRole('link', { name: 'Notez «\u00a0Constat factuel et partagé\u00a0»' }).waitFor()
  await regionale.verifierAxe()
  for (const code of [...CODES.slice(2), ...PRIORITES]) await noter(page, code, 2)
  await page.getByText('10 critères notés sur 10').waitFor()
  await page.getByRole('button', { name: 'Finaliser ma note' }).click()
  await page.getByRole('heading', { name: 'Les notes du comité' }).waitFor()
  await regionale.verifierAxe()

  // without scripts, on a telephone: the other's scores stay closed until theirs are finalised
  const corse = await g.entrer('referent-2a', SANS_SCRIPT)
  await corse.page.goto(seance)
  await declarer(corse)
  await corse.page.getByRole('button', { name: DECLARER }).click()
  await corse.page.goto(grille)
  expect(await corse.lire()).toContain('1 des 3 autres membres a finalisé')
  expect(await corse.lire()).not.toContain('Les notes du comité')
  await corse.verifierAxe()
  for (const code of CODES) await noter(corse.page, code, 3)
  await corse.page.getByRole('button', { name: 'Enregistrer' }).click()
  expect(await corse.lire()).toContain('6 critères notés sur 10')
  for (const code of PRIORITES) await noter(corse.page, code, 3)
  await corse.page.getByRole('button', { name: 'Finaliser ma note' }).click()
  expect(await corse.lire()).toContain('Les notes du comité')

  // in conflict on that dossier: nothing of it
  const haute = await g.entrer('referent-2b')
  await haute.page.goto(seance)
  await declarer(haute, 'Un membre de ma famille y travaille.')
  await haute.page.getByRole('button', { name: DECLARER }).click()
  await haute.page.getByText('Vous êtes déporté').waitFor()
  await haute.verifierAxe()
  const refus = await haute.page.goto(grille)
  expect(refus!.status()).toBe(403)

  // the room: opened by the administration, watched by four members at once
  const envoyer = (v: Visiteur, chemin: string, form: Record<string, string> = {}) =>
    v.page.request.post(chemin, { form, headers: { origin: g.url }, maxRedirects: 0 })
  const second = await g.entrer('referent-regional-2')
  await second.page.goto(seance)
  await declarer(second)
  await second.page.getByRole('button', { name: DECLARER }).click()
  await second.page.getByText('Vos intérêts sont déclarés.').waitFor()
  const id = seance.slice(-36)
  expect((await envoyer(admin, paths.comite.ouverture(id))).status()).toBe(303)
  await admin.page.goto(seance)
  const radios = await admin.page
    .locator('input[name^=presence-][value=present]')
    .evaluateAll(xs => xs.map(x => (x as HTMLInputElement).name))
  const presences = Object.fromEntries([...new Set(radios)].map(nom => [nom, 'present']))
  const president = [...new Set(radios)][0]!.slice('presence-'.length)
  expect((await envoyer(admin, paths.comite.presences(id), { ...presences, president })).status()).toBe(303)
  const corseSalle = await g.entrer('referent-2a')
  const ecrans = [regionale, second, corseSalle, haute]
  for (const v of ecrans) await v.page.goto(paths.comite.salle(id))
  for (const v of ecrans) await v.page.getByText('En direct', { exact: true }).waitFor()
  await haute.page.getByText('Vous êtes déporté de ce dossier.').waitFor()
  const dossier = grille.slice(-36)
  await admin.page.goto(paths.comite.salleDossier(id, dossier))
  await cocher(admin.page.locator('input[name=sens][value=partiel]'))
  await admin.page.fill('[name=montant]', '1 234')
  await admin.page.fill('[name=conclusion]', 'Le comité salue la mutualisation.')
  await admin.verifierAxe()
  await verifierContrastesSombres(admin.page)
  await admin.page.getByRole('button', { name: /^Retenir en partie\s: 1\s234\s€$/ }).click()
  for (const v of ecrans) await v.page.getByText('1 dossier décidé sur').waitFor()
  for (const v of [regionale, second, corseSalle]) expect((await v.lire()).replace(/\s/g, ' ')).toContain('1 234 €')
  expect((await haute.lire()).replace(/\s/g, ' ')).not.toMatch(/retenu en partie, 1 234 €/)

  // the procès-verbal: signed by the four, frozen
  expect((await envoyer(admin, paths.comite.cloture(id))).status()).toBe(303)
  expect((await envoyer(admin, paths.comite.procesVerbal(id))).status()).toBe(303)
  for (const v of ecrans) {
    await v.page.goto(paths.comite.procesVerbal(id))
    await v.page.getByRole('button', { name: 'J’ai lu, je signe' }).click()
    await v.page.getByText('Votre signature est enregistrée.').waitFor()
  }
  expect(await haute.lire()).not.toContain('mutualisation')
  await admin.page.goto(paths.comite.procesVerbal(id))
  await admin.page.getByRole('button', { name: /^Figer/ }).click()
  await admin.page.getByText('Procès-verbal figé').waitFor()
  await admin.verifierAxe()

  // presented, signed by the prefect, sent once nobody may take the signature back, published with its map
  const bureau = paths.administration.bureau(SLUG)
  await admin.page.goto(`${bureau}?vue=bloque`)
  await cocher(admin.page.locator('#avec_acte'), false)
  await admin.page.getByRole('button', { name: 'Présenter à la signature' }).click()
  await admin.page.getByText('1 décision présentée à la signature.').waitFor()
  const prefet = await g.entrer('signataire')
  await prefet.page.goto(paths.signatures.aSigner)
  await prefet.page.locator('[data-signature-target=lire]').scrollIntoViewIfNeeded()
  await prefet.page.waitForFunction(() => document.querySelector('[name=actes]:checked') !== null)
  await prefet.verifierAxe()
  await prefet.page.locator('button[data-signature-target=bouton]').click()
  await prefet.page.getByText('1 décision signée.').waitFor()
  await g.regler('2021-10-22T12:00')
  await admin.page.goto(bureau)
  const numeros = admin.page.locator('#engagements-colles')
  await numeros.fill(`${(await numeros.inputValue()).trim()} 2100000017`)
  await admin.page.getByRole('button', { name: 'Enregistrer les numéros' }).click()
  await admin.page.getByText('1 numéro d’engagement écrit').waitFor()
  await admin.page.getByRole('button', { name: 'Envoyer les lettres prêtes' }).click()
  await admin.page.getByText(/lettres? part/).waitFor()
  await admin.page.goto(paths.administration.notifications(SLUG))
  await admin.page.getByRole('heading', { name: /Lettres envoyées.*[1-9]/ }).waitFor({ state: 'attached', timeout: 60_000 })
  await admin.verifierAxe()
  await regionale.page.goto(paths.projetsAides({ appel: SLUG }))
  expect((await regionale.lire()).replace(/\s/g, ' ')).toContain('1 234 €')
  await regionale.page
    .getByRole('group', { name: /^Carte\s: / })
    .first()
    .waitFor()
  await regionale.verifierAxe()

  for (const v of [admin, regionale, corse, second, corseSalle, prefet]) v.sansIncident()
  for (const v of [admin, regionale, corse, haute, second, corseSalle, prefet]) await v.fermer()
})
