import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import { retenirScripts, type Visiteur } from '../chromium.ts'
import { ouvrirGuichet, SANS_SCRIPT, SLUG } from '../guichet-ouvert.ts'

/** The comité before its séance: called, interests declared, dossiers scored by several members, with scripts and without. */
const g = ouvrirGuichet({ instant: '2021-10-22T09:00' })

/** The label is what one presses: it covers the radio. */
const noter = (page: Page, code: string, note: number) => page.locator(`input[name=note-${code}][value="${note}"]`).check({ force: true })
const CODES = ['portage', 'resultats', 'constat', 'co_construction', 'feuille_de_route', 'logiciel_libre']
const PRIORITES = ['priorite_1', 'priorite_2', 'priorite_3', 'priorite_4']

/** Answers for every dossier that waits, a conflict on the first of them perhaps. */
async function declarer({ page }: Visiteur, conflit?: string) {
  await page.getByRole('link', { name: 'Déclarer mes intérêts' }).click()
  await page.getByRole('heading', { level: 1, name: 'Conflits d’intérêts' }).waitFor()
  for (const aucun of await page.locator('input[type=radio][value=aucun]').all()) await aucun.check({ force: true })
  if (conflit) {
    await page.locator('input[type=radio][value=conflit]').first().check({ force: true })
    await page.locator('input[name^=motif-]').first().fill(conflit)
  }
}

test('une séance se crée, ses membres déclarent leurs intérêts et notent à l’aveugle', async () => {
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
  await page.getByRole('button', { name: 'Déclarer et ouvrir les dossiers' }).click()
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
  await corse.page.getByRole('button', { name: 'Déclarer et ouvrir les dossiers' }).click()
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
  await haute.page.getByRole('button', { name: 'Déclarer et ouvrir les dossiers' }).click()
  await haute.page.getByText('Vous êtes déporté').waitFor()
  await haute.verifierAxe()
  const refus = await haute.page.goto(grille)
  expect(refus!.status()).toBe(403)

  for (const v of [admin, regionale, corse]) v.sansIncident()
  for (const v of [admin, regionale, corse, haute]) await v.fermer()
})
