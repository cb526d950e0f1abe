import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'

const ASSETS = 'dist/public'
let lues: Map<string, Set<string>> | undefined

/** The classes of ours that each built sheet styles. */
function feuilles() {
  lues ??= new Map(
    readdirSync(ASSETS)
      .filter(f => f.endsWith('.css'))
      .map(f => [f, new Set(readFileSync(join(ASSETS, f), 'utf8').match(/(?<=\.)gt-[\w-]+/g))]),
  )
  return lues
}

/** Classes of the page that only a sheet it does not ask for styles: « gt-couloir (porteur) ». */
export async function stylesManquants(page: Page): Promise<string[]> {
  const { demandees, classes } = await page.evaluate(() => ({
    demandees: [...document.querySelectorAll('link[rel=stylesheet]')].map(l => l.getAttribute('href')!.split('/').at(-1)!),
    classes: [...new Set([...document.querySelectorAll('[class*=gt-]')].flatMap(e => [...e.classList]))],
  }))
  const ici = demandees.map(f => feuilles().get(f) ?? new Set<string>())
  const ailleurs = [...feuilles()].filter(([f]) => !demandees.includes(f) && !/^(etat|neutre)-/.test(f))
  return classes
    .filter(c => !ici.some(f => f.has(c)))
    .flatMap(c => ailleurs.filter(([, f]) => f.has(c)).map(([f]) => `${c} (${f.split('-')[0]})`))
}
