// Which files of a package production keeps.

/** Nothing reads these when a program runs: types, maps, tests, documentation, examples. Licences stay. */
const INUTILES = /\.(d\.[cm]?ts|map|flow|tsbuildinfo)$|\.(md|markdown)$/i
const LICENCE = /licen[cs]e|notice|copying/i
const DOSSIERS_INUTILES = /^(tests?|__tests__|docs|examples?|benchmarks?|coverage|\.github)$/

/** Packages of which a few files are enough. */
const SEULS = {
  // the binary; its headers compile native modules, which nobody does in production
  'node-': f => f === 'bin' || f === 'bin/node',
  // its styles and scripts are in dist/: what is left to read are the letters of the PDFs
  '@gouvfr/dsfr': f => /^dist(\/fonts(\/Marianne-[\w-]+\.woff2)?)?$/.test(f),
  'dejavu-fonts-ttf': f => /^ttf(\/DejaVuSans(-Bold)?\.ttf)?$/.test(f),
  // in dist/
  '@embedpdf/pdfium': () => false,
  'zxing-wasm': () => false,
  'libheif-js': () => false,
  '@cantoo/pdf-lib': () => false,
  // what builds and tests: npm counts their native parts as optional ones of production
  esbuild: () => false,
  '@esbuild/': () => false,
  '@rolldown/': () => false,
  'lightningcss-': () => false,
}

/** @param {string} paquet @returns {(chemin: string, estDossier: boolean) => boolean} whether to keep this path of the package */
export function alleger(paquet) {
  const regle = Object.entries(SEULS).find(([debut]) => paquet === debut || (/[-/]$/.test(debut) && paquet.startsWith(debut)))?.[1]
  return (chemin, estDossier) => {
    const nom = chemin.split('/').at(-1)
    if (!estDossier && (chemin === 'package.json' || LICENCE.test(nom))) return true
    if (regle) return regle(chemin)
    if (estDossier) return chemin.includes('/') || !DOSSIERS_INUTILES.test(nom)
    return !INUTILES.test(nom)
  }
}
