import type { Browser, BrowserContextOptions, Locator } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { ouvrirNavigateur, type Visiteur, visiter } from './chromium.ts'
import { verifierPapier } from './papier.ts'
import { servir } from './serveur.ts'
import { tireAudit, tirer } from './tirage.ts'
import type { World } from './world.ts'

/** With scripts on a desk, without on a phone: what is told both ways is told in the same words. */
export const MODES = [
  ['avec les scripts', true, 1280],
  ['sans script', false, 360],
] as const
/** One of the two (`tirage.ts`). */
export const modes = () => tirer(MODES)

/** What a person does on a page, and reads of it: what they wait for stands only on the page that comes. */
export type Personne = Visiteur & {
  aller: (chemin: string) => Promise<void>
  /** Presses the first button of this name, follows the first link of this name. */
  presser: (nom: string | RegExp) => Promise<void>
  suivre: (nom: string | RegExp) => Promise<void>
  taper: (champ: string, texte: string) => Promise<void>
  /** Waits until the page shows this. */
  attendre: (mots: string | RegExp) => Promise<void>
  titre: (mots: string | RegExp) => Promise<void>
  /** Waits until the page says all of this, and looks whether it holds in its width. */
  lu: (...mots: (string | RegExp)[]) => Promise<void>
  /** The same of a refused form. A script then goes to what is wrong, which moves the page: one goes on from there. */
  refuse: (...mots: (string | RegExp)[]) => Promise<void>
  /** Nothing sticks out of the screen and no radio is cut; on pages that the day draws (`tireAudit`), axe finds nothing, with scripts or without, and at the desk nothing is cut on paper. */
  controler: () => Promise<void>
}

/** A world of tests on a real socket and a browser, once for the file: states that no demonstration has, and a clock that the journey sets. */
export function ouvrirSite<M extends { w: World }>(ouvrir: () => Promise<M>) {
  let m: M
  let navigateur: Browser
  let site: Awaited<ReturnType<typeof servir>>
  beforeAll(async () => {
    ;[m, navigateur] = await Promise.all([ouvrir(), ouvrirNavigateur()])
    site = await servir(m.w)
  })
  afterAll(async () => {
    await navigateur?.close()
    await site?.fermer()
    await m?.w.close()
  })
  const arriver = async (script: boolean, width: number, autres: BrowserContextOptions = {}): Promise<Personne> =>
    personne(await visiter(navigateur, site.url, { viewport: { width, height: 740 }, javaScriptEnabled: script, ...autres }), script)
  return {
    get m() {
      return m
    },
    get w() {
      return m.w
    },
    /** Somebody opens a browser. */
    arriver,
    /** Somebody who is signed in does. */
    entrer: async (qui: { cookie: string }, ...ecran: Parameters<typeof arriver>) => {
      const v = await arriver(...ecran)
      const [name = '', ...valeur] = qui.cookie.split('=')
      await v.page.context().addCookies([{ name, value: valeur.join('='), url: site.url }])
      return v
    },
  }
}

/** Checks a box or a radio, or unchecks it, wherever the page stands: only its label is drawn, and a refused form may be moving the page. */
export async function cocher(champ: Locator, oui = true) {
  if ((await champ.isChecked()) !== oui) await champ.dispatchEvent('click')
  expect(await champ.isChecked(), `${champ}`).toBe(oui)
}

function personne(v: Visiteur, script: boolean): Personne {
  const { page } = v
  const premier = (role: 'button' | 'link', name: string | RegExp) =>
    page.getByRole(role, typeof name === 'string' ? { name, exact: true } : { name }).first()
  const lu = async (...mots: (string | RegExp)[]) => {
    for (const mot of mots) await expect.poll(v.lire).toMatch(mot)
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), `${page.url()} holds in its width`).toBe(
      true,
    )
  }
  return {
    ...v,
    aller: async chemin => {
      await page.goto(chemin)
    },
    presser: nom => premier('button', nom).click(),
    suivre: nom => premier('link', nom).click(),
    taper: (champ, texte) => page.locator(`[name="${champ}"]`).fill(texte),
    attendre: mots => page.getByText(mots).first().waitFor(),
    titre: mots => page.getByRole('heading', { level: 1, name: mots }).waitFor(),
    lu,
    refuse: async (...mots) => {
      await lu(...mots)
      if (script) await page.locator('main :focus').waitFor()
    },
    controler: async () => {
      expect(await page.evaluate(defauts), page.url()).toEqual([])
      if (!tireAudit()) return
      await v.auditer()
      if (script) await verifierPapier(page)
    },
  }
}

/** What sticks out of the screen, if anything does, and the radios whose circle is cut by a label lower than it. */
function defauts() {
  const dire = (e: Element) => `${e.tagName} ${e.className} ${e.textContent.slice(0, 40)}`
  const deborde = document.documentElement.scrollWidth > window.innerWidth
  const dehors = [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > window.innerWidth)
  const radios = [...document.querySelectorAll('.fr-radio-group:not(.fr-radio-group--sm) > .fr-label')]
  const coupes = radios.map(e => ({ e, h: e.getBoundingClientRect().height })).filter(({ h }) => h > 0 && h < 24)
  return [...(deborde ? ['sticks out', ...dehors.slice(-5).map(dire)] : []), ...coupes.map(({ e }) => `cut: ${dire(e)}`)]
}
