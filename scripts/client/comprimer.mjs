// Compresses text files beside themselves (.br, .gz). Brotli at its best takes a second: what has been compressed once is kept by its content, and a browser
// on the same machine is not made to wait for it.
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const CACHE = 'node_modules/.cache/guichet-client'
const FORMES = {
  br: c => brotliCompressSync(c, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: c.length } }),
  gz: c => gzipSync(c, { level: 9 }),
}

/** @param {{ chemin: string, contenu: Buffer }[]} fichiers already written @param {boolean} rapide without what takes long */
export function comprimer(fichiers, rapide) {
  for (const { chemin, contenu } of fichiers) {
    if (!/\.(css|js|svg)$/.test(chemin)) continue
    for (const forme of rapide ? ['gz'] : ['br', 'gz']) writeFileSync(`${chemin}.${forme}`, depuisCache(contenu, forme))
  }
}

function depuisCache(contenu, forme) {
  const fichier = join(CACHE, `${createHash('sha256').update(contenu).digest('hex').slice(0, 32)}.${forme}`)
  try {
    return readFileSync(fichier)
  } catch {
    const comprime = FORMES[forme](contenu)
    try {
      mkdirSync(CACHE, { recursive: true })
      writeFileSync(fichier, comprime)
    } catch {
      // a read-only node_modules only loses the cache
    }
    return comprime
  }
}
