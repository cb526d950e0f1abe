// Builds what the browser receives: one script, one stylesheet per theme and some that few pages ask for besides, fonts, icons; hashed names, compressed beside, a manifest.
import { mkdirSync, writeFileSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { build } from 'esbuild'
import { comprimer } from './client/comprimer.mjs'
import { classesEmployees, dsfrUtile } from './client/dsfr-utile.mjs'
import { elaguerVariables } from './client/elaguer.mjs'

const PREFIXE = '/assets/'
/** Weights that the first screen needs, preloaded by every page. */
const POLICES = { etat: ['Marianne-Regular', 'Marianne-Bold'], neutre: ['public-sans-latin-wght-normal'] }

/** @param {{ outdir: string, rapide?: boolean }} options folder that the server publishes under /assets/; `rapide`: compressed fast @returns the manifest, also written as assets.json */
export async function buildClient({ outdir, rapide = false }) {
  mkdirSync(outdir, { recursive: true })
  const { outputFiles, metafile } = await build({
    entryPoints: {
      app: 'src/client/main.ts',
      etat: 'src/client/style.css',
      neutre: 'src/client/style-neutre.css',
      services: 'src/client/style-services.css',
      studio: 'src/client/style-studio.css',
      comite: 'src/client/style-comite.css',
      argent: 'src/client/style-argent.css',
      porteur: 'src/client/style-porteur.css',
    },
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    minify: true,
    legalComments: 'none',
    entryNames: '[name]-[hash]',
    chunkNames: 'morceau-[hash]',
    assetNames: '[name]-[hash]',
    loader: { '.woff2': 'file', '.svg': 'dataurl' },
    plugins: [dsfrUtile(classesEmployees('src'))],
    metafile: true,
    write: false,
    logLevel: 'error',
  })
  const icones = await build({
    entryPoints: { favicon: 'node_modules/@gouvfr/dsfr/dist/favicon/favicon.svg', 'favicon-neutre': 'src/client/favicon-neutre.svg' },
    outdir,
    entryNames: '[name]-[hash]',
    loader: { '.svg': 'copy' },
    metafile: true,
    write: false,
  })
  const feuilles = outputFiles.filter(f => f.path.endsWith('.css'))
  const estTheme = f => /\/(etat|neutre)-[^/]*$/.test(f.path)
  // a page has a theme and the sheets of a few pages: one reads the properties that another sets
  const lues = f =>
    feuilles
      .filter(g => g !== f && !(estTheme(f) && estTheme(g)))
      .map(g => g.text)
      .join('')
  const fichiers = [...outputFiles, ...icones.outputFiles].map(f => ({
    chemin: f.path,
    contenu: f.path.endsWith('.css') ? Buffer.from(elaguerVariables(f.text, lues(f))) : Buffer.from(f.contents),
  }))
  for (const f of fichiers) writeFileSync(f.chemin, f.contenu)
  comprimer(fichiers, rapide)
  const manifeste = lireManifeste(
    fichiers.map(f => relative(outdir, f.chemin)),
    { ...metafile.outputs, ...icones.metafile.outputs },
  )
  writeFileSync(join(outdir, 'assets.json'), JSON.stringify(manifeste))
  return manifeste
}

/** Finds each file by its entry point; fonts by their name. */
function lireManifeste(noms, outputs) {
  const entree = source => PREFIXE + basename(Object.entries(outputs).find(([n, o]) => o.entryPoint === source && !n.endsWith('.map'))[0])
  const app = Object.values(outputs).find(o => o.entryPoint === 'src/client/main.ts')
  const modules = app.imports.filter(i => i.kind === 'import-statement').map(i => PREFIXE + basename(i.path))
  const police = nom => PREFIXE + noms.find(n => n.startsWith(`${nom}-`))
  return {
    etat: entree('src/client/style.css'),
    neutre: entree('src/client/style-neutre.css'),
    services: entree('src/client/style-services.css'),
    studio: entree('src/client/style-studio.css'),
    comite: entree('src/client/style-comite.css'),
    argent: entree('src/client/style-argent.css'),
    porteur: entree('src/client/style-porteur.css'),
    js: entree('src/client/main.ts'),
    modules,
    favicon: entree('node_modules/@gouvfr/dsfr/dist/favicon/favicon.svg'),
    faviconNeutre: entree('src/client/favicon-neutre.svg'),
    polices: { etat: POLICES.etat.map(police), neutre: POLICES.neutre.map(police) },
  }
}
