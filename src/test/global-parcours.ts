import { rmSync } from 'node:fs'
import { join } from 'node:path'
import chromium from '@sparticuz/chromium'
import type { TestProject } from 'vitest/node'
import { dossierTemporaire } from './dossiers.ts'
import { lancer } from './programme.ts'
import { graine, TOUT } from './tirage.ts'

declare module 'vitest' {
  interface ProvidedContext {
    donneesPretes: string
  }
}

/**
 * The program's own first start, once for the run: each journey goes on from a copy of the data folder that it leaves when it stops. The browser is unpacked first:
 * on a new machine two journeys would each begin to, and the second start one that is half written.
 */
export default async function ({ provide }: TestProject) {
  console.log(TOUT ? 'Parcours : les deux manières.' : `Parcours : une manière sur deux, graine ${graine}.`)
  await chromium.executablePath()
  const racine = dossierTemporaire()
  const donnees = join(racine, 'donnees')
  // nobody waits in front of it, and the machine may do other things
  const programme = await lancer({ GUICHET_DONNEES: donnees }, undefined, { delaiMs: 300_000 })
  await programme.arreter()
  provide('donneesPretes', donnees)
  return () => rmSync(racine, { recursive: true, force: true })
}
