import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { bornerMemoire } from '../../../../lib/borner-memoire.ts'

/** The code of what draws pages and of what reads codes. */
export type CodeScan = { pdfium: WebAssembly.Module; zxing: WebAssembly.Module }

/** In the bundle both stand beside the worker. `ici`: the address of whoever looks. */
export const lieuDuCode = (ici: string, paquet: string, nom: string): string | URL =>
  ici.endsWith('.ts') ? createRequire(ici).resolve(paquet) : new URL(`./${nom}`, ici)
const trouver = (paquet: string, nom: string) => lieuDuCode(import.meta.url, paquet, nom)
/**
 * Memory that each may ask for, in pages of 64 kB. The first holds the file, the page drawn and its images: 200 Mo, and as much again for what they unfold to. A file made
 * to ask for more ends the thread, as one that nobody can read; without it, a page of a megabyte takes a gigabyte.
 */
const PAGES_MAX = { pdfium: 5120, zxing: 2048 } as const
const compiler = async (fichier: string | URL, pages: number) => WebAssembly.compile(bornerMemoire(await readFile(fichier), pages))

let compile: Promise<CodeScan> | undefined
/** Compiled once; given to a thread, it runs there without being compiled again. */
export const compilerScan = (): Promise<CodeScan> => {
  compile ??= Promise.all([
    compiler(trouver('@embedpdf/pdfium/pdfium.wasm', 'pdfium.wasm'), PAGES_MAX.pdfium),
    compiler(trouver('zxing-wasm/reader/zxing_reader.wasm', 'zxing_reader.wasm'), PAGES_MAX.zxing),
  ]).then(([pdfium, zxing]) => ({ pdfium, zxing }))
  return compile
}
