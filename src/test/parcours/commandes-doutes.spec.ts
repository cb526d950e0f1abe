import { expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import { modes, ouvrirSite } from '../site-ouvert.ts'
import { COMMANDE, ouvrirSuivis, SIRET } from '../suivi.ts'

/** A project without a milestone: where it stands, an order typed twice, a list imported twice, one of which a line is wrong. With scripts, then without. */
const site = ouvrirSite(ouvrirSuivis)
const TITRES = 'SIRET;Entreprise;Département du siège;Date de commande;Montant HT;Montant TTC;Objet'
const liste = (...lignes: string[]) => Buffer.from([TITRES, ...lignes].join('\n'))
const LISTE = liste(`${SIRET};Isula;2B;12/12/2021;100;120;Licence`)
const ABIMEE = liste(`${SIRET};Isula;2B;13/12/2021;10;12;Câble`, `${SIRET};Isula;2B;13/12/2021;dix;12;Prise`)

test.each(modes())('%s, je dis où en est le projet, et rien n’entre deux fois sans que je le veuille', async (_, ...mode) => {
  const { m } = site
  const { dossier, bilan } = await m.unBilan('2022-01-04T10:12:00')
  for (const t of ['jalon', 'indicateur']) await m.w.owner.query(`delete from ${t} where dossier_id = $1`, [dossier])
  const v = await site.entrer(m.vico, ...mode)
  const { page } = v
  const nombre = async () =>
    (await m.w.owner.query('select count(*)::int as n from commande where dossier_id = $1 and retiree_le is null', [dossier])).rows[0].n
  const tient = () => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)
  const bouton = (nom: string) => page.getByRole('button', { name: nom, exact: true }).first().click()

  await page.goto(paths.bilans.voir(dossier, bilan))
  await page.locator('[name="ou_en_est"]').fill('Le marché est signé.')
  await page.locator('[name="part_faite"]').fill('35')
  const commander = async () => {
    for (const nom of ['c.siret', 'c.entreprise', 'c.ht', 'c.ttc', 'c.date'] as const)
      await page.locator(`[name="${nom}"]`).fill({ ...COMMANDE, 'c.ht': '800', 'c.ttc': '960' }[nom])
    await page.locator('[name="c.departement"]').selectOption('2B')
    await bouton('Ajouter cette commande')
  }
  await commander()
  await page.getByText('La commande est ajoutée.').waitFor()
  await commander()
  await page.getByText('a déjà cette commande').first().waitFor()
  expect([await nombre(), await tient()]).toEqual([1, true])
  await v.verifierAxe()
  await bouton('Ajouter quand même')
  await page.getByText('La commande est ajoutée.').waitFor()
  expect(await nombre()).toBe(2)

  await bouton('Importer une liste (CSV, XLSX, ODS)')
  const choisir = async (buffer = LISTE) => {
    await page.locator('[name="fichier"]').setInputFiles({ name: 'commandes.csv', mimeType: 'text/csv', buffer })
    await bouton('Importer')
  }
  await choisir()
  await page.getByText('Rien n’est encore importé').waitFor()
  await bouton('Importer quand même')
  await page.getByText('1 commande est importée.').waitFor()
  await page.goto(paths.bilans.importCommandes(dossier, bilan))
  await choisir()
  await page.getByText('1 commande est déjà là').waitFor()
  expect(await tient()).toBe(true)
  await v.verifierAxe()
  await bouton('Continuer l’import')
  await page.getByText('Aucune commande n’est importée').waitFor()
  expect(await nombre()).toBe(3)

  await page.goto(paths.bilans.importCommandes(dossier, bilan))
  await choisir(ABIMEE)
  await page.getByText('1 ligne à corriger sur 2').waitFor()
  expect(await tient()).toBe(true)
  await v.verifierAxe()
  await page.locator('label', { hasText: 'Ligne 3' }).click()
  await bouton('Importer les autres')
  // the second question keeps the first answer
  await page.getByText('Rien n’est encore importé').waitFor()
  await bouton('Importer quand même')
  await page.getByText('1 commande est importée, 1 ligne est laissée de côté.').waitFor()
  expect(await nombre()).toBe(4)

  await bouton('Déposer le bilan')
  await page.getByText('35 % du projet').waitFor()
  expect(await page.getByText('Le marché est signé.').count()).toBe(1)
  await v.fermer()
})
