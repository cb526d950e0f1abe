import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** Where bytes are kept, by key. Keys are made by us (`AAAA/uuid`), never from a file's name. */
export type Stockage = {
  /** Writes a stream; resolves once the bytes are on disk under `cle`. On any failure nothing is left. */
  ecrire: (cle: string, contenu: Readable, signal?: AbortSignal) => Promise<void>
  lire: (cle: string) => Readable
  supprimer: (cle: string) => Promise<void>
}

const CLE = /^[0-9a-z/-]{1,100}$/

/** Files of one folder: written aside, flushed, then renamed, so that a crash leaves no half file under a key. */
export function creerStockage(racine: string): Stockage {
  const chemin = (cle: string) => {
    if (!CLE.test(cle)) throw new Error('storage key refused')
    return join(racine, cle)
  }
  return {
    async ecrire(cle, contenu, signal) {
      const cible = chemin(cle)
      const partiel = `${cible}.partiel`
      await mkdir(dirname(cible), { recursive: true })
      try {
        await pipeline(contenu, createWriteStream(partiel, { flush: true }), signal ? { signal } : {})
        await rename(partiel, cible)
      } catch (e) {
        await rm(partiel, { force: true })
        throw e
      }
    },
    lire: cle => createReadStream(chemin(cle)),
    supprimer: cle => rm(chemin(cle), { force: true }),
  }
}
