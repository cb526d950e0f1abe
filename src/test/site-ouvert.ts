import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { ouvrirNavigateur, type Visiteur, visiter } from './chromium.ts'
import { servir } from './serveur.ts'
import type { World } from './world.ts'

/** What a journey does on a page, and reads of it: what it waits for stands only on the page that comes. */
export type Passage = Visiteur & {
  aller: (chemin: string) => Promise<void>
  /** Presses a button of the page, by its name as it is read. */
  presser: (nom: string | RegExp) => Promise<void>
  suivre: (nom: string | RegExp) => Promise<void>
  /** Waits until the page says so, and looks whether it holds in its width. */
  lu: (...mots: (string | RegExp)[]) => Promise<void>
  /** The same of a refused form. A script then goes to what is wrong, which moves the page: one goes on from there. */
  refuse: (...mots: (string | RegExp)[]) => Promise<void>
}

/** The world of the tests of this file behind a real address, and people who come to it with the cookie of their account. */
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
  return {
    get m() {
      return m
    },
    venir: async ({ cookie }: { cookie: string }, options: BrowserContextOptions): Promise<Passage> => {
      const v = await visiter(navigateur, site.url, options)
      const [name, ...valeur] = cookie.split('=')
      await v.page.context().addCookies([{ name: name!, value: valeur.join('='), url: site.url }])
      return passage(v, options.javaScriptEnabled !== false)
    },
  }
}

const tient = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)

function passage(v: Visiteur, script: boolean): Passage {
  const dans = v.page.locator('main')
  const nomme = (name: string | RegExp) => (typeof name === 'string' ? { name, exact: true } : { name })
  const lu = async (...mots: (string | RegExp)[]) => {
    for (const mot of mots) await expect.poll(v.lire).toMatch(mot)
    expect(await tient(v.page), `${v.page.url()} holds in its width`).toBe(true)
  }
  return {
    ...v,
    aller: async chemin => {
      await v.page.goto(chemin)
    },
    presser: nom => dans.getByRole('button', nomme(nom)).first().click(),
    suivre: nom => dans.getByRole('link', nomme(nom)).first().click(),
    lu,
    refuse: async (...mots) => {
      await lu(...mots)
      if (script) await v.page.locator('main :focus').waitFor()
    },
  }
}
