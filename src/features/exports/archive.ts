import type { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import { composer } from '../../lib/accents.ts'
import { empreinteDe } from '../contenu/index.ts'
import type { Stockage } from '../fichiers/index.ts'

export type PieceArchivee = { code: string; nom: string; taille: number; sha256: string; cle: string }
type Contenu = { nom: string; pdf: Uint8Array; json: string; pieces: readonly PieceArchivee[]; date: Date }

/** Characters that some systems refuse in a name. */
const INTERDITS = /[<>:"|?*\\/]/g

/** A place in the archive for each piece: by code, under its own name, a number added where two would be one on a system blind to case. */
export function placesDes(pieces: readonly PieceArchivee[]): { chemin: string; piece: PieceArchivee }[] {
  const prises = new Set<string>()
  return pieces.map(piece => {
    const nom = piece.nom.replace(INTERDITS, '_')
    const point = nom.lastIndexOf('.')
    const [base, ext] = point > 0 ? [nom.slice(0, point), nom.slice(point)] : [nom, '']
    const chemin = (n: number) => `pieces/${piece.code}/${n > 1 ? `${base} (${n})` : base}${ext}`
    const cle = (n: number) => composer(chemin(n)).toLowerCase()
    let n = 1
    while (prises.has(cle(n))) n++
    prises.add(cle(n))
    return { chemin: chemin(n), piece }
  })
}

/**
 * The whole dossier as one ZIP stream: PDF, JSON, pieces, and a list of SHA-256 that `sha256sum -c` checks. Pieces are read from the storage one
 * after the other as the stream is read, and never held; nothing is compressed, so that the size is known before the first byte. Bytes that
 * have vanished break the stream. `taille` is undefined when it is too large to be told.
 */
export async function archiver(stockage: Pick<Stockage, 'lire'>, c: Contenu): Promise<{ flux: Readable; taille: number | undefined }> {
  const zip = new ZipFile()
  const flux = zip.outputStream as Readable
  const options = { mtime: c.date, compress: false }
  const places = placesDes(c.pieces)
  const index = [
    [empreinteDe(c.pdf), `${c.nom}.pdf`],
    [empreinteDe(c.json), `${c.nom}.json`],
    ...places.map(({ chemin, piece }) => [piece.sha256, chemin]),
  ]
  zip.addBuffer(Buffer.from(c.pdf), `${c.nom}.pdf`, options)
  zip.addBuffer(Buffer.from(c.json), `${c.nom}.json`, options)
  zip.addBuffer(Buffer.from(index.map(([sha, chemin]) => `${sha}  ${chemin}\n`).join('')), 'SHA256SUMS.txt', options)
  let ouvert: Readable | undefined
  for (const { chemin, piece } of places)
    zip.addReadStreamLazy(chemin, { ...options, size: piece.taille }, donner => {
      ouvert = stockage.lire(piece.cle)
      ouvert.on('error', e => flux.destroy(e))
      donner(null, ouvert)
    })
  zip.on('error', e => flux.destroy(e as Error)) // the size of a piece is not the one that was written down
  // whoever gives up half-way must not leave a piece open
  flux.on('close', () => ouvert?.destroy())
  const taille = await new Promise<number>(dire => zip.end({ forceZip64Format: false, comment: '' }, dire as () => void))
  return { flux, taille: taille > 0 ? taille : undefined }
}
