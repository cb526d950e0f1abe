import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import { commencer } from '../gestes-commun.ts'
import { LARGE, ouvrirGuichet } from '../guichet-ouvert.ts'

/** A refused form: what is wrong is in sight and has the focus, wherever the form stands. Every journey holds it (`surveiller`); imports are played here. */
const g = ouvrirGuichet({ options: LARGE })
const illisible = { name: 'tableau.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from('PK\u0003\u0004 rien de lisible') }

/** Where the focus is, and whether one sees it. */
const ici = (page: Page) =>
  page.evaluate(() => {
    const { top, bottom } = document.activeElement!.getBoundingClientRect()
    const dit = document.activeElement!.textContent.trim()
    return { corps: document.activeElement === document.body, vu: bottom > 0 && top < innerHeight, dit: dit.slice(0, 400) }
  })
/** Whether one reads where an element begins: it is on the screen, and nothing that sticks covers it. */
const vu = (e: Element) => {
  const { left, top } = e.getBoundingClientRect()
  return e.contains(document.elementFromPoint(left + 4, top + 4))
}

test('un tableau illisible, importé dans le plan : le focus va sur ce qui ne va pas', async () => {
  const { page, fermer, sansIncident } = await g.entrer('porteur-commune')
  const id = await commencer(page)
  await page.goto(paths.dossiers.importPlan(id))
  await page.locator('form[data-controller~="televersement"]').waitFor()
  await page.waitForTimeout(1000)
  await page.locator('input[type=file]').setInputFiles(illisible)
  await page.getByRole('button', { name: 'Lire ce tableau' }).click()
  await page.getByText('n’est pas un classeur XLSX').first().waitFor()
  await expect.poll(() => ici(page)).toMatchObject({ corps: false, vu: true, dit: expect.stringContaining('n’est pas un classeur') })
  sansIncident()
  await fermer()
})

test('une règle tranchée sans raison, un appel illisible : le refus est sous les yeux et a le focus', async () => {
  const { page, fermer, sansIncident } = await g.entrer('administrateur')
  await page.goto(paths.administration.appels)
  await page.locator('form[data-controller~="televersement"]').first().waitFor()
  await page.waitForTimeout(1000)
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({ ...illisible, name: 'appel.yml' })
  await page
    .locator('form', { has: page.locator('input[type=file]') })
    .getByRole('button')
    .last()
    .click()
  await expect.poll(() => ici(page)).toMatchObject({ corps: false, vu: true, dit: expect.stringMatching(/erreur|ligne|appel/i) })
  await g.regler('2021-10-05T09:40:00+02:00')
  await page.goto(`${paths.instruction.boite}?suite=verifier`)
  await page.locator('.gt-boite-liste tbody a').first().click()
  // low enough for the form to be brought up to the menu that sticks
  await page.setViewportSize({ width: 1280, height: 500 })
  await page
    .getByRole('link', { name: /Trancher/ })
    .first()
    .click()
  const forme = page.locator('form[action*="/verdicts/"]').first()
  await forme.waitFor()
  await page.waitForTimeout(1000)
  // the rule is read above its form, the menu beside neither
  const nom = page.locator('.gt-regles > li', { has: forme }).locator('.gt-regles__nom')
  expect(await nom.evaluate(vu)).toBe(true)
  await forme.getByRole('button').last().click()
  await page.waitForTimeout(1500)
  expect(await ici(page)).toMatchObject({ corps: false, vu: true })
  sansIncident()
  await fermer()
})
