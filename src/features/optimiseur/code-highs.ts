import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'

/** In the bundle `highs.wasm` stands beside the worker. */
const FICHIER = import.meta.url.endsWith('.ts')
  ? createRequire(import.meta.url).resolve('highs/runtime')
  : new URL('./highs.wasm', import.meta.url)

let compile: Promise<WebAssembly.Module> | undefined
/** The solver's code, compiled once; given to a thread, it runs there without being compiled again. */
export const compilerHighs = (): Promise<WebAssembly.Module> => {
  compile ??= readFile(FICHIER).then(octets => WebAssembly.compile(octets))
  return compile
}
