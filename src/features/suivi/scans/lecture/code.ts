import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'

/** The code of what draws pages and of what reads codes. */
export type CodeScan = { pdfium: WebAssembly.Module; zxing: WebAssembly.Module }

/** In the bundle both stand beside the worker. */
const trouver = (paquet: string, nom: string) =>
  import.meta.url.endsWith('.ts') ? createRequire(import.meta.url).resolve(paquet) : new URL(`./${nom}`, import.meta.url)
const compiler = async (fichier: string | URL) => WebAssembly.compile(await readFile(fichier))

let compile: Promise<CodeScan> | undefined
/** Compiled once; given to a thread, it runs there without being compiled again. */
export const compilerScan = (): Promise<CodeScan> => {
  compile ??= Promise.all([
    compiler(trouver('@embedpdf/pdfium/pdfium.wasm', 'pdfium.wasm')),
    compiler(trouver('zxing-wasm/reader/zxing_reader.wasm', 'zxing_reader.wasm')),
  ]).then(([pdfium, zxing]) => ({ pdfium, zxing }))
  return compile
}
