import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import { avecTableau } from '../appels/operation-collective.ts'
import { modes, ouvrirSite } from '../site-ouvert.ts'
import { commencer, publier } from '../vico.ts'
import { openWorld, type World } from '../world.ts'

/** The table of the companies of an operation: filled as a spreadsheet with a script, as a form without, by two people, pasted and imported. */
const personnes = async (w: World) => ({
  porteur: await w.compte({ nom: 'Secrétariat de Vico', structures: ['Vico'] }),
  adjointe: await w.compte({ nom: 'Adjointe de Vico', structures: ['Vico'] }),
})
const s = ouvrirSite(async () => {
  const w = await openWorld()
  await publier(w, avecTableau)
  return { w, ...(await personnes(w)) }
})
/** The button that one sees: the first of the form is there for the Enter key. */
const enregistrer = (page: Page) => page.locator('button.fr-btn[name=_suite][value=rester]').last().click()
const ETAPE = 'entreprises'
const TABLEAU = [
  'Entreprise\tSIREN\tTaille\tDépense HT',
  'Menuiserie des Trois Ponts\t000 204 313\tMoins de 10 salariés\t12 400',
  'Hôtel du Lavoir\t000 063 317\tDe 10 à 49 salariés\t44 200',
  'Transports du Rizzanese\t000 816 470\tDe 50 à 249 salariés\t52 000',
].join('\n')

/** Folded lines whose words go under « Modifier ». */
const debordent = () =>
  [...document.querySelectorAll('.gt-tableau-saisi__resume')].flatMap(r => {
    const [mots, lien] = [r.querySelector('span'), r.querySelector('a')]
    const place = document.createRange()
    if (!mots || !lien || lien.getBoundingClientRect().width === 0) return []
    place.selectNodeContents(mots)
    return place.getBoundingClientRect().right > lien.getBoundingClientRect().left ? [mots.textContent] : []
  })

describe.each(modes())('le tableau des entreprises, %s', (_, script, largeur) => {
  test('je colle trois lignes, je vois l’aperçu, j’importe, je corrige le SIREN faux : les aides sont calculées', async () => {
    const { porteur } = s.m
    const id = await commencer(s.w, porteur.cookie)
    const v = await s.entrer(porteur, script, largeur)
    await v.aller(paths.dossiers.etape(id, ETAPE))
    await v.lu('Aucune ligne encore.')
    await v.controler()
    await v.suivre(/^Coller un tableau ou importer un fichier/)
    await v.taper('texte', TABLEAU)
    await v.presser('Voir l’aperçu')
    await v.lu('Colonnes de votre tableau', 'dont 1 à corriger', 'Arrive à corriger')
    await v.controler()
    await v.presser(/^Importer 3 entreprises, dont 1 à corriger/)
    await v.lu('3 entreprises', 'Ce SIREN n’existe pas', /8\s680\s€/, /25\s000\s€/)
    await v.controler()
    const { page } = v
    // seen to fail: on a telephone, « Modifier » was written over the aid of the line
    expect(await page.evaluate(debordent)).toEqual([])
    // seen to fail: beside six other columns, a name was cut after its first words
    expect(await page.locator('input[name$=".nom"]').evaluateAll(l => l.filter(i => i.scrollWidth > i.clientWidth).length)).toBe(0)
    await page.locator('input[name$=".siren"]').nth(1).fill('000 633 180')
    await enregistrer(page)
    await v.lu('3 entreprises')
    await expect.poll(() => page.getByText('Ce SIREN n’existe pas').count()).toBe(0)
    await expect.poll(() => page.locator('.gt-plan__total').textContent()).toMatch(/58\s680\s€/)
    await v.controler()
    await v.fermer()
    v.sansIncident()
  })

  test('j’ajoute des lignes, une reste incomplète : le total le dit, et « Modifier » rouvre une ligne complète au téléphone', async () => {
    const { porteur } = s.m
    const id = await commencer(s.w, porteur.cookie)
    const v = await s.entrer(porteur, script, largeur)
    const { page } = v
    await v.aller(paths.dossiers.etape(id, ETAPE))
    await v.presser('Ajouter 5 lignes vides')
    await expect.poll(() => page.locator('tr[data-ligne]').count()).toBe(5)
    const remplir = async (rang: number, nom: string, siren: string, taille: string, depense: string) => {
      await page.locator('input[name$=".nom"]').nth(rang).fill(nom)
      await page.locator('input[name$=".siren"]').nth(rang).fill(siren)
      if (taille) await page.locator('select[name$=".taille"]').nth(rang).selectOption({ label: taille })
      await page.locator('input[name$=".depense"]').nth(rang).fill(depense)
    }
    await remplir(0, 'Menuiserie des Trois Ponts', '000 204 313', 'Moins de 10 salariés', '12 400')
    await remplir(1, 'Moulin à huile de Levie', '001 033 844', '', '16 900')
    await enregistrer(page)
    await v.lu('2 entreprises', '1 à compléter', /sur 1\sligne, 1 à compléter/)
    await v.controler()
    if (largeur === 360) {
      const premiere = page.locator('tr[data-ligne]').first()
      expect(await premiere.locator('input[name$=".nom"]').isVisible()).toBe(false)
      expect(await page.locator('tr[data-ligne]').nth(1).locator('input[name$=".nom"]').isVisible()).toBe(true)
      await premiere.getByRole('link', { name: /^Modifier/ }).click()
      await premiere.locator('input[name$=".nom"]').waitFor({ state: 'visible' })
      const bas = await premiere
        .locator('input, select, button')
        .evaluateAll(es => es.map(e => Math.round(e.getBoundingClientRect().height)).filter(h => h < 44))
      expect(bas).toEqual([])
    }
    await v.fermer()
    v.sansIncident()
  })
})

describe('avec les scripts', () => {
  const ouvrir = async () => {
    const { porteur } = s.m
    const id = await commencer(s.w, porteur.cookie)
    const v = await s.entrer(porteur, true, 1280)
    await v.aller(paths.dossiers.etape(id, ETAPE))
    return { id, v, page: v.page }
  }

  test('Entrée descend, et fait une ligne à la dernière ; un collage remplit à partir de la cellule, et s’annule', async () => {
    const { v, page } = await ouvrir()
    const lignes = page.locator('tr[data-ligne]')
    await v.presser('Ajouter une entreprise')
    await expect.poll(() => lignes.count()).toBe(1)
    const nom = (rang: number) => page.locator('input[name$=".nom"]').nth(rang)
    await nom(0).fill('Fromagerie du col')
    await nom(0).press('Enter')
    await expect.poll(() => lignes.count()).toBe(2)
    await expect.poll(() => nom(1).evaluate(e => e === document.activeElement)).toBe(true)
    await nom(1).press('Shift+Tab')
    await nom(0).focus()
    await nom(0).press('Enter')
    expect(await nom(1).evaluate(e => e === document.activeElement)).toBe(true)
    await page.evaluate(() => {
      const texte =
        'Scierie de la forêt haute\t000449157\tDe 10 à 49 salariés\t38 500\nGarage de la Rocade\t001129063\tMoins de 10 salariés\t14 300'
      const donnees = new DataTransfer()
      donnees.setData('text/plain', texte)
      document.activeElement!.dispatchEvent(new ClipboardEvent('paste', { clipboardData: donnees, bubbles: true, cancelable: true }))
    })
    await expect.poll(() => lignes.count()).toBe(3)
    await expect.poll(() => nom(2).inputValue()).toBe('Garage de la Rocade')
    await page.getByText(/2\s*lignes, 8\s*cellules collées/).waitFor()
    await expect.poll(() => page.locator('.gt-plan__total').textContent()).toMatch(/33\s110\s€/)
    await v.presser('Annuler')
    await expect.poll(() => nom(2).inputValue()).toBe('')
    await expect.poll(() => nom(1).inputValue()).toBe('')
    await v.fermer()
    v.sansIncident()
  })

  test('à deux dans le même tableau : les cellules se fondent, la même cellule demande', async () => {
    const { id, v, page } = await ouvrir()
    await v.presser('Ajouter une entreprise')
    await page.locator('tr[data-ligne]').waitFor()
    await page.locator('input[name$=".nom"]').fill('Transports du Rizzanese')
    await page.locator('input[name$=".depense"]').fill('52 000')
    await page.locator('input[name$=".depense"]').blur()
    await page
      .getByText(/^Enregistré/)
      .first()
      .waitFor()
    const elle = await s.entrer(s.m.adjointe, true, 1280)
    await elle.aller(paths.dossiers.etape(id, ETAPE))
    await elle.page.locator('input[name$=".depense"]').fill('48 000')
    await elle.page.locator('input[name$=".depense"]').blur()
    await elle.page
      .getByText(/^Enregistré/)
      .first()
      .waitFor()
    await page.locator('input[name$=".siren"]').fill('000 816 470')
    await page.locator('input[name$=".depense"]').fill('51 000')
    await page.locator('input[name$=".depense"]').blur()
    await page.locator('[data-conflit]').waitFor()
    expect(await page.locator('[data-conflit]').textContent()).toMatch(/48\s000.*51\s000/)
    await v.controler()
    await page.getByRole('button', { name: /^Garder la mienne/ }).click()
    await page.locator('[data-conflit]').waitFor({ state: 'detached' })
    await elle.aller(paths.dossiers.etape(id, ETAPE))
    await expect.poll(() => elle.page.locator('input[name$=".depense"]').inputValue()).toMatch(/^51\s000$/)
    expect(await elle.page.locator('input[name$=".siren"]').inputValue()).toMatch(/^000\s816\s470$/)
    await v.fermer()
    await elle.fermer()
    v.sansIncident()
  })
})
