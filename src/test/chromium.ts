import { readdirSync, readFileSync } from 'node:fs'
import chromium from '@sparticuz/chromium'
import moteur, { type RunOptions } from 'axe-core'
import {
  type APIResponse,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
  chromium as playwright,
} from 'playwright-core'
import { expect } from 'vitest'
import { noterFormulaires } from './formulaires.ts'
import { verifierContrastes, verifierRgaa } from './rgaa.ts'
import { stylesManquants } from './styles-demandes.ts'
import { tireAudit } from './tirage.ts'

/** The package's own flags kill the browser with its first context and switch the web's security off: none of them is used. */
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export const ouvrirNavigateur = async (): Promise<Browser> =>
  playwright.launch({ args: ARGS, executablePath: await chromium.executablePath(), headless: true })

export type Visiteur = {
  page: Page
  /** The site that this person visits. */
  origine: string
  incidents: string[]
  fermer: () => Promise<void>
  /** axe and what we look at beyond it find nothing; with names, these rules alone. */
  auditer: (regles?: string[]) => Promise<void>
  /** The same on the pages of a journey that the day draws (`tireAudit`). */
  verifierAxe: () => Promise<void>
  /** The same, and nothing sticks out of the screen. */
  verifier: () => Promise<void>
  /** The words of the page, spaces of every kind as one. */
  lire: () => Promise<string>
  /** Sends a form beside the page, as this person. */
  poster: (chemin: string, champs?: Record<string, string> | [string, string][]) => Promise<APIResponse>
  sansIncident: () => void
}

/** The site closes a connection that has served nothing for five seconds, perhaps as a request leaves by it. */
export const REPRISES = { maxRetries: 2 }

const ICI = { locale: 'fr-FR', timezoneId: 'Europe/Paris', reducedMotion: 'reduce' } as const

/** A refused form answers 422, a page that is not shown 403, one of somebody else 404, a link that is over 410: the browser logs them as errors, they are not. */
const ATTENDU = /Failed to load resource: the server responded with a status of (403|404|409|410|413|422|429)/

/**
 * A person with a browser of their own. Whatever goes wrong aside (console errors, exceptions, policy violations, requests to another origin) is kept in
 * `incidents`; `sansIncident` fails on them.
 */
export async function visiter(navigateur: Browser, url: string, options: BrowserContextOptions = {}): Promise<Visiteur> {
  const contexte = await navigateur.newContext({ ...ICI, baseURL: url, ...options })
  const auditer =
    options.javaScriptEnabled === false ? await jumelle(navigateur, url, options) : (p: Page, regles?: string[]) => axe(p, { regles })
  return observer(contexte, await contexte.newPage(), url, auditer, options.javaScriptEnabled !== false)
}

/**
 * The same person with a profile of its own on disk, which outlives the browser. `tuer` kills the browser as a power cut does: nothing is said to the
 * pages, nothing is closed.
 */
export async function visiterAvecProfil(profil: string, url: string, options: BrowserContextOptions = {}) {
  const contexte = await playwright.launchPersistentContext(profil, {
    ...ICI,
    args: ARGS,
    executablePath: await chromium.executablePath(),
    headless: true,
    baseURL: url,
    ...options,
  })
  const visiteur = await observer(contexte, contexte.pages()[0] ?? (await contexte.newPage()), url, (p, regles) => axe(p, { regles }), true)
  const tuer = async () => {
    const ferme = contexte.waitForEvent('close')
    for (const pid of processusDe(profil)) process.kill(pid, 'SIGKILL')
    await ferme
  }
  return { ...visiteur, tuer }
}

/** Keeps the scripts of this address that are still to come on their way, until what is given back is called: a slow network. */
export async function retenirScripts(page: Page, adresse: string): Promise<() => void> {
  let lacher = () => {}
  const arrivee = new Promise<void>(fin => {
    lacher = fin
  })
  await page.route(adresse, async r => {
    await arrivee
    await r.continue()
  })
  return lacher
}

/** The processes of the browser that holds this profile. */
const processusDe = (profil: string) =>
  readdirSync('/proc')
    .filter(nom => /^\d+$/.test(nom))
    .map(Number)
    .filter(pid => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(`--user-data-dir=${profil}`)
      } catch {
        return false
      }
    })

/** In each page: what its policy refuses, and a refused form whose answer has neither the focus nor a place on the screen, is an error of the page. */
function surveiller() {
  document.addEventListener('securitypolicyviolation', e => console.error(`CSP ${e.violatedDirective} ${e.blockedURI} ${e.sample}`))
  let envois = 0
  document.addEventListener('turbo:submit-start', () => envois++)
  document.addEventListener('turbo:submit-end', e => {
    const { formSubmission } = (e as CustomEvent).detail ?? {}
    if (![409, 422].includes(formSubmission?.result?.fetchResponse?.statusCode)) return
    const adresse = location.href
    const envoi = envois
    const encore = (reste: number) => {
      const ici = document.activeElement
      const boite = ici?.getBoundingClientRect()
      // whoever has left, or sent again, has seen it
      if (location.href !== adresse || envois !== envoi || (boite && ici !== document.body && boite.bottom > 0 && boite.top < innerHeight))
        return
      if (reste > 0) setTimeout(encore, 200, reste - 1)
      else console.error(`a refused form leaves the focus out of sight: ${formSubmission.formElement.action}`)
    }
    // once the answer is shown; a busy machine takes a while
    document.addEventListener('turbo:render', () => setTimeout(encore, 300, 12), { once: true })
  })
}

async function observer(
  contexte: BrowserContext,
  page: Page,
  url: string,
  auditer: (page: Page, regles?: string[]) => Promise<void>,
  javascript: boolean,
): Promise<Visiteur> {
  page.setDefaultTimeout(30_000)
  const incidents: string[] = []
  page.on('console', m => m.type() === 'error' && !ATTENDU.test(m.text()) && incidents.push(`console: ${m.text()}`))
  page.on('pageerror', e => incidents.push(`exception: ${e.message}`))
  page.on('request', r => {
    if (!r.url().startsWith(url) && !r.url().startsWith('data:') && !r.url().startsWith('blob:')) incidents.push(`other origin: ${r.url()}`)
  })
  if (javascript) await page.addInitScript(surveiller)
  noterFormulaires(page, javascript)
  const verifierAxe = async () => {
    if (tireAudit()) await auditer(page)
  }
  return {
    page,
    origine: url,
    incidents,
    fermer: () => contexte.close(),
    auditer: regles => auditer(page, regles),
    verifierAxe,
    verifier: async () => {
      await verifierAxe()
      if (javascript) expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
    },
    lire: async () => ((await page.locator('main').textContent()) ?? '').replaceAll(/\s+/g, ' '),
    poster: (chemin, champs = {}) =>
      page.request.post(chemin, {
        headers: { origin: url, 'content-type': 'application/x-www-form-urlencoded' },
        data: new URLSearchParams(champs).toString(),
        maxRedirects: 0,
        timeout: 90_000,
        ...REPRISES,
      }),
    sansIncident: () => expect(incidents).toEqual([]),
  }
}

/**
 * axe is a script: where scripts are off, the page's own HTML is shown again in a browser that runs them, with the site's scripts kept away.
 */
async function jumelle(navigateur: Browser, url: string, options: BrowserContextOptions) {
  const contexte = await navigateur.newContext({ ...ICI, baseURL: url, ...options, javaScriptEnabled: true })
  const page = await contexte.newPage()
  await page.route('**/assets/*.js', r => r.abort())
  return async (origine: Page, regles?: string[]) => {
    const html = await origine.content()
    await page.route('**/jumelle', r => r.fulfill({ body: html, contentType: 'text/html; charset=utf-8' }))
    await page.goto('/jumelle')
    await axe(page, { url: origine.url(), regles })
    await page.unroute('**/jumelle')
  }
}

/** axe finds nothing on the page as it stands (WCAG A and AA, best practices), nor do the checks of the RGAA beyond it; the page asks for the styles of all that it shows. What a frame shows is somebody's file, not a page of ours. */
async function axe(page: Page, { url = page.url(), regles }: { url?: string; regles?: string[] | undefined } = {}) {
  // Turbo marks the document while a page is on its way: what one reads is the page that has come
  await page.locator('html:not([aria-busy])').waitFor({ state: 'attached' })
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(`${moteur.source};0`)
  const fautes = await page.evaluate(
    async options =>
      (await (window as unknown as { axe: typeof moteur }).axe.run(document, options)).violations.map(v => [
        v.id,
        v.help,
        v.nodes
          .map(n => n.target.join(' '))
          .slice(0, 3)
          .join(', '),
      ]),
    { iframes: false, resultTypes: ['violations'], ...(regles ? { runOnly: regles } : {}) } as RunOptions,
  )
  const dites = fautes.map(([id, aide, ou]) => `${url} ${id}: ${aide} (${ou})`)
  expect(dites, dites.join('\n')).toEqual([])
  await verifierContrastes(page, url)
  if (regles) return
  await verifierRgaa(page, url)
  expect(await stylesManquants(page), `${url} asks for the styles of all that it shows`).toEqual([])
}
