import type { Browser, Page } from 'playwright-core'
import { visiter } from './chromium.ts'

/** What a journey of the room does on a screen, and reads of it. */

export type Ecran = [url: string, qui: { cookie: string } | undefined, chemin: string, taille: readonly [number, number], script?: boolean]
/** Somebody opens a page on a screen of this size, signed in or not (the screen of the room). */
export async function ouvrirEcran(navigateur: Browser, ...[url, qui, chemin, [width, height], script = true]: Ecran) {
  const v = await visiter(navigateur, url, { viewport: { width, height }, javaScriptEnabled: script })
  if (qui) {
    const [name = '', ...valeur] = qui.cookie.split('=')
    await v.page.context().addCookies([{ name, value: valeur.join('='), url }])
  }
  await v.page.goto(chemin)
  return v
}

export const lireEcran = async (page: Page) => ((await page.locator('main').textContent()) ?? '').replaceAll(/[\s\u00a0\u202f]+/g, ' ')

/** The dossier that a screen says to be on, by its place; nothing where it follows no more, or shows that it is still reading. */
export const placeEcran = async (page: Page) => {
  if (await page.locator('[data-salle-target=perdu]').isVisible()) return 'ne suit plus'
  return /Dossier (\d+) (?:sur 5|de l’ordre du jour)/.exec(await lireEcran(page))?.[1]
}

export const etatEcran = (page: Page) => page.locator('[data-salle-target=etat]').textContent()
