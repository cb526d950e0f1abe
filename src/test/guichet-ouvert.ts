import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Browser, BrowserContextOptions } from 'playwright-core'
import { afterAll, beforeAll, expect, inject } from 'vitest'
import { paths } from '../paths.ts'
import { ouvrirNavigateur, type Visiteur, visiter } from './chromium.ts'
import { dossierTemporaire } from './dossiers.ts'
import { lancer, type Programme } from './programme.ts'
import { tirer } from './tirage.ts'

/** What journeys start from: the program on data of its own, a browser, the people of the demonstration. */

export const SLUG = 'itn7-axe3-corse-2021'
export const LARGE: BrowserContextOptions = { viewport: { width: 1280, height: 900 } }
export const TELEPHONE: BrowserContextOptions = { viewport: { width: 360, height: 740 } }
export const SANS_SCRIPT: BrowserContextOptions = { ...TELEPHONE, javaScriptEnabled: false }
/** What must work both ways is played both ways. */
const AVEC_ET_SANS_SCRIPT: { nom: string; script: boolean; options: BrowserContextOptions }[] = [
  { nom: 'avec JavaScript', script: true, options: LARGE },
  { nom: 'sans JavaScript, sur un écran de téléphone', script: false, options: SANS_SCRIPT },
]
/** One of the two (`tirage.ts`). */
export const avecOuSansScript = () => tirer(AVEC_ET_SANS_SCRIPT)

/** A data folder as the first start of the program leaves it: the demonstration, nothing done in it yet. */
export function donneesPretes(): string {
  const donnees = join(dossierTemporaire(), 'donnees')
  // owners are kept: the database belongs to PostgreSQL's account (docs/adr/0002)
  execFileSync('cp', ['-a', inject('donneesPretes'), donnees])
  return donnees
}

// the guichets of one file share the browser that the first of them opens; it is closed with the last: this module is read once a process, for many files
let navigateur: Browser | undefined
let ouverts = 0

export type Guichet = {
  readonly url: string
  /** The data folder. */
  readonly donnees: string
  readonly programme: Programme
  /** Somebody opens a browser. */
  arriver: (options?: BrowserContextOptions) => Promise<Visiteur>
  /** A person of the demonstration does, signed in. */
  entrer: (persona: string, options?: BrowserContextOptions) => Promise<Visiteur>
  /** Puts the clock of the demonstration at this instant, and has done what falls due meanwhile. */
  regler: (instant: string) => Promise<void>
  /** Stops the program at once, as a power cut does, and starts it again on the same port and data: open pages find it again by themselves. */
  tuer: () => Promise<unknown>
  relancer: () => Promise<void>
}

/** The program for the tests of this file or `describe`, at `instant` if any; people come with `options` unless they say otherwise. */
export function ouvrirGuichet({ options = {}, instant }: { options?: BrowserContextOptions; instant?: string } = {}): Guichet {
  let programme: Programme
  let donnees: string
  ouverts++
  const g: Guichet = {
    get url() {
      return programme.url
    },
    get donnees() {
      return donnees
    },
    get programme() {
      return programme
    },
    arriver: async autres => {
      navigateur ??= await ouvrirNavigateur()
      return visiter(navigateur, programme.url, { ...options, ...autres })
    },
    entrer: async (persona, autres) => {
      const v = await g.arriver(autres)
      await incarner(v, persona)
      return v
    },
    regler: async quand => {
      const r = await fetch(programme.url + paths.demo.horloge, {
        method: 'POST',
        headers: { origin: programme.url },
        body: new URLSearchParams({ instant: quand }),
        redirect: 'manual',
      })
      expect(r.status).toBe(303)
    },
    tuer: () => programme.arreter('SIGKILL'),
    relancer: async () => {
      programme = await lancer({ GUICHET_DONNEES: donnees, PORT: new URL(programme.url).port })
    },
  }
  beforeAll(async () => {
    donnees = donneesPretes()
    programme = await lancer({ GUICHET_DONNEES: donnees })
    if (instant) await g.regler(instant)
  })
  afterAll(async () => {
    if (--ouverts === 0) {
      await navigateur?.close()
      navigateur = undefined
    }
    await programme?.arreter()
    if (donnees) rmSync(dirname(donnees), { recursive: true, force: true })
  })
  return g
}

/** Whoever has this browser becomes a person of the demonstration. */
export async function incarner({ poster }: Visiteur, persona: string) {
  expect((await poster(paths.demo.session, { persona })).status()).toBe(303)
}
