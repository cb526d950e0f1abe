import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { ouvrirNavigateur, type Visiteur, visiter } from './chromium.ts'
import { servir } from './serveur.ts'
import type { MondeSuivis } from './suivi.ts'

/** How a journey of the lauréats is played: its name, with scripts or not, the width of the screen. */
export const MODES = [
  ['avec les scripts', true, 1280],
  ['sans script', false, 360],
] as const

/** A world of lauréats on a real socket, once for the file, and people who come to it, signed in, each with a browser of their own. */
export function servirSuivis<M extends { m: MondeSuivis }>(ouvrir: () => Promise<M>) {
  let monde: M
  let navigateur: Browser
  let site: Awaited<ReturnType<typeof servir>>
  beforeAll(async () => {
    ;[monde, navigateur] = await Promise.all([ouvrir(), ouvrirNavigateur()])
    site = await servir(monde.m.w)
  })
  afterAll(async () => {
    await navigateur?.close()
    await site?.fermer()
    await monde?.m.w.close()
  })
  return {
    get monde() {
      return monde
    },
    entrer: async ({ cookie }: { cookie: string }, script: boolean, width: number) => {
      const v = await visiter(navigateur, site.url, { viewport: { width, height: 740 }, javaScriptEnabled: script })
      const [name, ...valeur] = cookie.split('=')
      await v.page.context().addCookies([{ name: name!, value: valeur.join('='), url: site.url }])
      return { ...v, ...gestes(v, script) }
    },
  }
}

/** What a person does on these pages, and sees. */
function gestes(v: Visiteur, script: boolean) {
  const { page } = v
  const lire = (mots: string | RegExp) => page.getByText(mots).first().waitFor()
  return {
    /** The first button, or link, of this name. */
    presser: (nom: string | RegExp, role: 'button' | 'link' = 'button') => page.getByRole(role, { name: nom }).first().click(),
    taper: (nom: string, texte: string) => page.locator(`[name="${nom}"]`).fill(texte),
    /** Words that the page now shows. */
    lire,
    titre: (mots: string | RegExp) => page.getByRole('heading', { level: 1, name: mots }).waitFor(),
    /** Why a form was refused; a script then puts the focus there, and one types after it has. */
    refuse: async (mots: string | RegExp) => {
      await lire(mots)
      if (script) await expect.poll(() => page.evaluate(() => document.activeElement !== document.body)).toBe(true)
    },
    /** axe finds nothing, and nothing sticks out of the screen. */
    regarder: async () => {
      await v.verifierAxe()
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
    },
  }
}
