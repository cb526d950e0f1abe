import type { Readable } from 'node:stream'
import type { Attente } from './attente.ts'

/** A key and when its bytes were written, by the clock of the machine that keeps them (not the guichet's business time). */
export type Objet = { cle: string; ecritLe: Date }

/** Where bytes are kept, by key. Keys are made by us (`AAAA/uuid`), never from a file's name. */
export type Stockage = {
  /**
   * Writes what comes; resolves once the bytes are kept for good under `cle`. On any failure nothing is left. A block has been used when the
   * next one is asked for: whoever gives them may use one buffer for all.
   */
  ecrire: (cle: string, contenu: AsyncIterable<Uint8Array>, signal?: AbortSignal) => Promise<void>
  /** Bytes of a key; a key without bytes is an `error` of the stream. */
  lire: (cle: string) => Readable
  supprimer: (cle: string) => Promise<void>
  /** Every key that has bytes. */
  lister: () => AsyncIterable<Objet>
  /** Removes writings begun before `avant` that a crash cut half-way; how many there were. */
  nettoyer: (avant: Date) => Promise<number>
  /** Where the bytes of an upload wait until the last has come. */
  attente: Attente
}

/** The storage cannot keep or give bytes for now: no room, no right to write, no answer. Nothing is left half written. `cause` says why. */
export class StockageIndisponible extends Error {
  constructor(cause: unknown) {
    super(`storage unavailable: ${cause}`, { cause })
  }
}

const CLE = /^[0-9a-z/-]{1,100}$/
/** @throws on a key that we did not make: it never reaches a path nor a URL. */
export function verifierCle(cle: string): string {
  if (!CLE.test(cle)) throw new Error('storage key refused')
  return cle
}
