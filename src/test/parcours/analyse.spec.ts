import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import { avecOuSansScript, ouvrirGuichet } from '../guichet-ouvert.ts'
import { lirePdf } from '../lire-pdf.ts'
import { cocher } from '../site-ouvert.ts'

/** A référent writes the report on a dossier, has the amount computed, is told what is missing, finishes, and takes the sheet away. */
describe.each(avecOuSansScript())('l’analyse d’un dossier, $nom', ({ script, options }) => {
  const g = ouvrirGuichet({ options, instant: '2021-09-20T14:00' })

  const valeur = async (page: Page, champ: string) => (await page.inputValue(`#${champ}`)).replace(/[\u00a0\u202f]/g, ' ')
  const choisir = (page: Page, nom: string, n: number) => cocher(page.locator(`[name="${nom}"]`).nth(n))

  test('j’apprécie, le montant se calcule, ce qui manque est dit, je termine et j’emporte la fiche', async () => {
    const { page, verifierAxe, sansIncident, fermer } = await g.entrer('referent-2a')
    await page.goto(`${paths.instruction.boite}?etat=en_instruction&q=Sart%C3%A8ne`)
    await page
      .locator(`main a[href^="${paths.instruction.dossier('')}"]`)
      .first()
      .click()
    await page.getByRole('navigation', { name: 'Parties du dossier' }).getByRole('link', { name: 'Analyse' }).click()
    await page.locator('#criteres').waitFor()
    await verifierAxe()

    await cocher(page.locator('#calcule-montant'))
    await page.fill('#taux', '50')
    if (!script) {
      await page.getByRole('button', { name: 'Calculer' }).click()
      await page.getByText('Ce que donne la proposition').waitFor()
    }
    const [base, montant] = [await valeur(page, 'base'), await valeur(page, 'montant')]
    const euros = (v: string) => Number(v.replaceAll(' ', '').replace(',', '.'))
    expect(euros(base)).toBeGreaterThan(0)
    expect(euros(montant)).toBe(euros(base) / 2)

    const criteres = await page
      .locator('.gt-criteres [name^="critere."]')
      .evaluateAll(els => [...new Set(els.map(e => (e as HTMLInputElement).name))])
    for (const c of criteres.slice(1)) await choisir(page, c, 2)
    await choisir(page, 'avis', 0)
    await page.fill('#points_forts', 'Un seul guichet')
    await page.getByRole('button', { name: 'Terminer la fiche' }).click()
    await page.locator('#erreurs').waitFor()
    await verifierAxe()
    const manque = page.locator('#erreurs').getByRole('link', { name: 'Il manque l’appréciation du critère (a).' })
    expect(await manque.getAttribute('href')).toBe(`#${criteres[0]}`)
    expect(await page.inputValue('#points_forts')).toBe('Un seul guichet')

    await choisir(page, criteres[0]!, 3)
    await page.getByRole('button', { name: 'Terminer la fiche' }).click()
    await page.getByRole('button', { name: 'Rouvrir la fiche' }).waitFor()
    await page.getByText('Fiche terminée', { exact: true }).waitFor()
    await verifierAxe()
    const adresse = await page.getByRole('link', { name: 'Cette fiche en PDF' }).getAttribute('href')
    const { texte } = await lirePdf(await (await page.request.get(adresse!)).body())
    expect(texte).toContain('Un seul guichet')
    expect(texte).not.toContain('Brouillon')
    await page.getByRole('button', { name: 'Rouvrir la fiche' }).click()
    await page.getByRole('button', { name: 'Enregistrer' }).waitFor()
    sansIncident()
    await fermer()
  })
})
