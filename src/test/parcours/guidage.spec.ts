import { expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import { LARGE, ouvrirGuichet, SANS_SCRIPT, TELEPHONE } from '../guichet-ouvert.ts'

const g = ouvrirGuichet({ options: LARGE })

/** The joint draft of the demonstration: an answer and a piece are missing. */
const ouvrir = async (options = {}) => {
  const v = await g.entrer('porteur-epci', options)
  await v.page.goto(paths.espace)
  const dossier = await v.page.locator('.gt-vie a', { hasText: 'guichet en ligne commun' }).getAttribute('href')
  return { ...v, etape: (code: string) => v.page.goto(`${dossier}/etapes/${code}`) }
}

test('en tapant, ce qui manque et ce que disent les règles se mettent à jour sans recharger la page ni déplacer le curseur', async () => {
  const { page, etape, verifierAxe, sansIncident, fermer } = await ouvrir()
  await etape('methode')
  await page.evaluate(() => document.body.setAttribute('data-temoin', 'ici'))
  const etapes = page.locator('#etapes')
  await etapes.getByRole('link', { name: 'Suivi des résultats et animation' }).click()
  expect(await page.evaluate(() => document.activeElement?.id || location.hash)).toMatch(/mesure/)
  await page.fill('#mesure', 'Part des inscriptions en ligne.')
  await etapes.getByText('Suivi des résultats et animation').waitFor({ state: 'detached' })
  await page.fill('#date_resultats', '15/02/2023')
  const regle = page.locator('#date_resultats-regle')
  await regle.getByText('Ils doivent arriver au plus tard le').waitFor()
  expect(await page.locator('#date_resultats').getAttribute('aria-describedby')).toContain('date_resultats-regle')
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('date_resultats')
  await verifierAxe()
  await page.fill('#date_resultats', '04/04/2022')
  await regle.getByText('Ils doivent arriver').waitFor({ state: 'detached' })
  expect(await page.locator('body').getAttribute('data-temoin')).toBe('ici')
  sansIncident()
  await fermer()
})

test('sans JavaScript, le bouton « Enregistrer » fait de même', async () => {
  const { page, etape, verifierAxe, fermer } = await ouvrir(SANS_SCRIPT)
  await etape('methode')
  await page.fill('#date_resultats', '15/02/2023')
  await page.getByRole('button', { name: 'Enregistrer', exact: true }).last().click()
  await page.locator('#date_resultats-regle').getByText('Ils doivent arriver au plus tard le').waitFor()
  await page.locator('.gt-avancement-repli > summary').click()
  await page.getByRole('link', { name: 'Résultats avant fin 2022' }).click()
  expect(new URL(page.url()).hash).toBe('#date_resultats')
  await verifierAxe()
  await fermer()
})

// seen to fail: the shade of the brand under the pointer, 3.35 to 1
test('au téléphone, en sombre, le bouton du menu se lit aussi sous le pointeur', async () => {
  const { page, etape, auditer, fermer } = await ouvrir({ ...TELEPHONE, colorScheme: 'dark' })
  await etape('methode')
  await page.locator('#menu-bouton').hover()
  await auditer(['color-contrast'])
  await fermer()
})
