import { appendFileSync, mkdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** Which journey sends which form, with script and without: `npm run formulaires` plays them all with this folder given. */
export const DOSSIER = process.env.FORMULAIRES
export type Envoi = { chemin: string; script: boolean; parcours: string }

/** Notes each form that this page sends and that the site accepts. A refused one does not count: nobody has seen it do what it is for. */
export function noterFormulaires(page: Page, script: boolean) {
  const dossier = DOSSIER
  if (!dossier) return
  const parcours = basename(expect.getState().testPath ?? '')
  mkdirSync(dossier, { recursive: true })
  page.on('response', r => {
    if (r.request().method() !== 'POST' || r.status() >= 400) return
    const envoi: Envoi = { chemin: new URL(r.url()).pathname, script, parcours }
    appendFileSync(join(dossier, `${parcours}.jsonl`), `${JSON.stringify(envoi)}\n`)
  })
}
