import type { BrowserContextOptions, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import { commencer } from '../gestes-commun.ts'
import { LARGE, ouvrirGuichet, SANS_SCRIPT, TELEPHONE } from '../guichet-ouvert.ts'

/** Beside what I type: whether it is saved, what is wrong with it, what it makes of the plan. */
const g = ouvrirGuichet()

const CAS: { nom: string; options: BrowserContextOptions }[] = [
  { nom: '1280 px', options: LARGE },
  { nom: '1280 px, sombre', options: { viewport: { width: 1280, height: 800 }, colorScheme: 'dark' } },
  { nom: '360 px', options: TELEPHONE },
]

/** Fields of the step, in the order of the Tab key, that the status hides wholly when they have the focus. */
async function caches(page: Page): Promise<string[]> {
  const mal: string[] = []
  for (const champ of await page
    .locator('form[data-enregistrement-url-value] :is(input, select, textarea, button):not([tabindex="-1"]):visible')
    .all()) {
    await champ.focus()
    const nom = await champ.evaluate(c => {
      const boite = c.getBoundingClientRect()
      const etat = document.querySelector('.gt-travail')!.getBoundingClientRect()
      const dessous = Math.max(etat.top, 0) <= boite.top + 1 && boite.bottom <= etat.bottom + 1
      return dessous || boite.top >= innerHeight || boite.bottom <= 0 ? (c as HTMLInputElement).name || c.textContent : undefined
    })
    if (nom) mal.push(nom)
  }
  return mal
}

// on the dossier of the demonstration, before another draft is begun
test('à 360 px, ce qui ne va pas dans une ligne du plan est dans la fiche de cette ligne', async () => {
  const { page, fermer } = await g.entrer('porteur-commune', TELEPHONE)
  await page.goto(paths.espace)
  await page.goto(`${await page.locator('main a[href*="/dossiers/"]').first().getAttribute('href')}/etapes/plan`)
  for (const montant of [page.locator('[name^="depenses."][name$=".ht"]').first(), page.locator('[name="aide"]')]) {
    await montant.fill('3600 / an')
    await montant.blur()
    const faute = page.locator('tr', { has: montant }).locator('xpath=following-sibling::tr[1]').filter({ hasText: 'n’est pas un montant' })
    await faute.waitFor()
    const fiche = await faute.evaluate(f => {
      const bord = (e: Element, cote: string) => getComputedStyle(e).getPropertyValue(`border-${cote}`)
      const ligne = f.previousElementSibling!
      const texte = f.querySelector('p')!
      return {
        ecart: Math.round(f.getBoundingClientRect().top - ligne.getBoundingClientRect().bottom),
        // nothing is drawn between the row and its message, and one line goes round both
        entre: [bord(ligne, 'bottom-width'), bord(f, 'top-width')],
        meme: bord(ligne, 'left-color') === bord(f, 'left-color') && bord(f, 'left-color') === bord(f, 'bottom-color'),
        rouge: bord(f, 'left-color') === getComputedStyle(texte).color,
      }
    })
    expect(fiche).toEqual({ ecart: 0, entre: ['0px', '0px'], meme: true, rouge: true })
  }
  await fermer()
})

test('à 1280 × 800, le plan en bref se lit en entier à côté de ce que je tape, sans le faire défiler à part', async () => {
  const { page, fermer } = await g.entrer('porteur-commune', { viewport: { width: 1280, height: 800 } })
  await page.goto(paths.espace)
  await page.goto(`${await page.locator('main a[href*="/dossiers/"]').first().getAttribute('href')}/etapes/plan`)
  const montant = page.locator('[name="aide"]')
  await montant.fill('3600 / an')
  await montant.blur()
  await page.locator('.gt-avancement__etat--ko').first().waitFor()
  const vu = await page.locator('.gt-totaux').evaluate(t => {
    const colonne = t.parentElement!
    const { top, bottom } = t.getBoundingClientRect()
    return { entier: top >= 0 && bottom <= innerHeight, aPart: colonne.scrollHeight > colonne.clientHeight + 1 }
  })
  expect(vu).toEqual({ entier: true, aPart: false })
  await fermer()
})

describe.each(CAS)('à $nom', ({ options }) => {
  test('j’écris en bas d’une longue étape : « Enregistré » est sous mes yeux, ne cache rien, et n’est dit qu’une fois', async () => {
    const { page, fermer, sansIncident, verifier } = await g.entrer('porteur-commune', options)
    const id = await commencer(page)
    await page.goto(paths.dossiers.etape(id, 'projet'))
    await page.evaluate(() => {
      const dits: string[] = []
      Object.assign(window, { dits })
      const voix = document.querySelector('[data-enregistrement-target="annonce"]')!
      new MutationObserver(() => voix.textContent && dits.push(voix.textContent)).observe(voix, { childList: true })
    })
    const etat = page.locator('.gt-travail__enreg')
    const champs = page.locator('form[data-enregistrement-url-value] textarea')
    for (const champ of [champs.first(), champs.last()]) {
      await champ.click()
      await champ.pressSequentially('Les habitants ne peuvent rien faire en ligne.')
      await etat.filter({ hasText: /^Enregistré à/ }).waitFor()
      expect(await etat.evaluate(e => ((r, c) => r.top >= 0 && r.bottom <= c)(e.getBoundingClientRect(), innerHeight))).toBe(true)
      await champ.blur()
    }
    await page.waitForTimeout(1000)
    expect(await page.evaluate(() => (window as unknown as { dits: string[] }).dits)).toEqual([expect.stringMatching(/^Enregistré à/)])
    expect(await caches(page)).toEqual([])
    await verifier()
    sansIncident()
    await fermer()
  })
})

test('sans script, ce que le dernier envoi a fait est dit au pied de l’écran, sans cacher un champ', async () => {
  const { page, fermer } = await g.entrer('porteur-commune', SANS_SCRIPT)
  const id = await commencer(page)
  await page.goto(paths.dossiers.etape(id, 'projet'))
  await page.locator('textarea').first().fill('Les habitants ne peuvent rien faire en ligne.')
  await page.getByRole('button', { name: 'Enregistrer', exact: true }).last().click()
  await page.waitForLoadState('load')
  const etat = page.locator('.gt-travail__enreg')
  expect(await etat.textContent()).toMatch(/^Enregistré à/)
  await page.locator('textarea').last().focus()
  const boite = (await etat.boundingBox())!
  expect(boite.y + boite.height).toBeLessThanOrEqual(SANS_SCRIPT.viewport!.height)
  expect(await caches(page)).toEqual([])
  await fermer()
})
