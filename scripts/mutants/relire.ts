// Before each test file: when the fault has changed, the files that it touched are read again, with all that imports them; the others are kept.

import { pathToFileURL } from 'node:url'
import type { EvaluatedModuleNode, EvaluatedModules } from 'vite/module-runner'
import { inject } from 'vitest'

declare module 'vitest' {
  interface ProvidedContext {
    /** Which play it is, and the file that holds a fault, if any, with its text. */
    faute: { rang: number; fichier: string; texte: string }
  }
}
const global = globalThis as unknown as {
  __vitest_worker__: { evaluatedModules: EvaluatedModules }
  __faute?: { rang: number; fichier: string }
}
const faute = inject('faute')
// for the threads that are started from now on (`fil.ts`)
process.env.MUTANTS_FAUTE = faute.texte ? JSON.stringify({ url: pathToFileURL(faute.fichier).href, texte: faute.texte }) : ''
const avant = global.__faute
if (avant?.rang !== faute.rang) {
  const { evaluatedModules } = global.__vitest_worker__
  const vus = new Set<EvaluatedModuleNode>()
  const oublier = (m: EvaluatedModuleNode | undefined) => {
    if (!m || vus.has(m)) return
    vus.add(m)
    const importateurs = [...m.importers]
    evaluatedModules.invalidateModule(m)
    for (const id of importateurs) oublier(evaluatedModules.getModuleById(id))
  }
  for (const fichier of new Set([avant?.fichier, faute.fichier]))
    if (fichier) for (const m of evaluatedModules.getModulesByFile(fichier) ?? []) oublier(m)
  global.__faute = faute
}
