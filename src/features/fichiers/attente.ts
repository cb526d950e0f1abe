import { constants } from 'node:fs'
import { type FileHandle, mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { ecrireBloc, lireBlocs } from './ecrire-bloc.ts'

/** Bytes of uploads that have not all come yet, one file each, on the local disk whatever the storage (docs/adr/0009). */
export type Attente = {
  /**
   * Writes what comes at `position`, `place` bytes at most, and resolves once it is on disk, with how far the file then goes. A sending that
   * breaks is no failure: what had come is kept. `trop`: more came than there was place for, and was left out. When the file is shorter than
   * `position` (its disk was lost) nothing is written, and the answer is where it stands.
   */
  ajouter: (id: string, position: number, contenu: AsyncIterable<Uint8Array>, place: number) => Promise<Avancee>
  /** One buffer serves for all blocks: see `Stockage.ecrire`. */
  lire: (id: string) => AsyncIterable<Buffer>
  supprimer: (id: string) => Promise<void>
  /** Uploads that have bytes, and when these last changed, by the machine's clock. */
  lister: () => AsyncIterable<{ id: string; ecritLe: Date }>
}
export type Avancee = { recu: number; trop: boolean; rompu: boolean }

const ID = /^[0-9a-f-]{36}$/

export function creerAttente(dossier: string): Attente {
  const chemin = (id: string) => {
    if (!ID.test(id)) throw new Error('upload id refused')
    return join(dossier, id)
  }
  return {
    async ajouter(id, position, contenu, place) {
      await mkdir(dossier, { recursive: true })
      const fichier = await open(chemin(id), constants.O_RDWR | constants.O_CREAT)
      try {
        const { size } = await fichier.stat()
        if (size < position) return { recu: size, trop: false, rompu: false }
        // bytes beyond `position` come from a writing that a crash cut before its count: they are written over
        const avancee = await ecrireSuite(fichier, position, contenu, place)
        await fichier.sync()
        return avancee
      } finally {
        await fichier.close()
      }
    },
    async *lire(id) {
      const fichier = await open(chemin(id), 'r')
      try {
        yield* lireBlocs(fichier)
      } finally {
        await fichier.close()
      }
    },
    supprimer: id => rm(chemin(id), { force: true }),
    async *lister() {
      for (const id of await readdir(dossier).catch(() => [])) if (ID.test(id)) yield { id, ecritLe: (await stat(join(dossier, id))).mtime }
    },
  }
}

async function ecrireSuite(fichier: FileHandle, position: number, contenu: AsyncIterable<Uint8Array>, place: number): Promise<Avancee> {
  let recu = position
  const suite = contenu[Symbol.asyncIterator]()
  for (;;) {
    let bloc: IteratorResult<Uint8Array>
    try {
      bloc = await suite.next()
    } catch {
      return { recu, trop: false, rompu: true }
    }
    if (bloc.done) return { recu, trop: false, rompu: false }
    const utile = bloc.value.subarray(0, position + place - recu)
    await ecrireBloc(fichier, utile, recu)
    recu += utile.length
    if (utile.length < bloc.value.length) {
      await suite.return?.()
      return { recu, trop: true, rompu: false }
    }
  }
}
