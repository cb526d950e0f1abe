import { createHash } from 'node:crypto'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'

/** One file of the archive, whose bytes are asked for when its turn comes. `taille` is given for bytes that are not to be compressed. */
export type Entree = { chemin: string; flux: () => Readable; taille?: number }

export const SOMMES = 'SHA256SUMS.txt'

/**
 * A ZIP written as it is read: one file at a time is open, whatever their number. It ends with the SHA-256 of each file, in the form that
 * `sha256sum -c` reads. What fails, or bytes that have vanished, break the stream: never an archive that looks whole. `fin` runs once, however it ends.
 */
export function zipEnFlux(entrees: AsyncIterable<Entree>, { date, fin }: { date: Date; fin: () => Promise<void> }): Readable {
  const zip = new ZipFile()
  const sortie = zip.outputStream as Readable
  const arret = new AbortController()
  sortie.on('close', () => arret.abort())
  zip.on('error', e => sortie.destroy(e as Error))

  const ajouter = (e: Entree) =>
    new Promise<string>((fait, echec) => {
      const options = { mtime: date, compress: e.taille === undefined, ...(e.taille === undefined ? {} : { size: e.taille }) }
      const hash = createHash('sha256')
      const abandon = () => echec(arret.signal.reason)
      arret.signal.addEventListener('abort', abandon, { once: true })
      zip.addReadStreamLazy(e.chemin, options, donner => {
        const mesure = new Transform({
          transform(bloc, _, suite) {
            hash.update(bloc)
            suite(null, bloc)
          },
        })
        pipeline(e.flux(), mesure, { signal: arret.signal })
          .finally(() => arret.signal.removeEventListener('abort', abandon))
          .then(() => fait(hash.digest('hex')), echec)
        donner(null, mesure)
      })
    })

  const remplir = async () => {
    const sommes: string[] = []
    for await (const e of entrees) {
      if (arret.signal.aborted) return
      sommes.push(`${await ajouter(e)}  ${e.chemin}\n`)
    }
    zip.addBuffer(Buffer.from(sommes.join('')), SOMMES, { mtime: date })
    zip.end()
  }
  void remplir()
    .catch(e => void sortie.destroy(e as Error))
    .then(fin)
    // a program that stops meanwhile has no database any more: what was taken gives way by itself after its time
    .catch(() => {})
  return sortie
}

/** A text, or a value as readable JSON. */
export const texte = (chemin: string, contenu: string): Entree => ({ chemin, flux: () => Readable.from([Buffer.from(contenu)]) })
export const json = (chemin: string, valeur: unknown): Entree => texte(chemin, `${JSON.stringify(valeur, null, 2)}\n`)

/** Rows as one JSON array, read page by page as they are sent. */
export const jsonEnPages = (chemin: string, pages: () => AsyncIterable<readonly unknown[]>): Entree => ({
  chemin,
  flux: () =>
    Readable.from(
      (async function* () {
        let premier = true
        yield '['
        for await (const page of pages()) {
          for (const ligne of page) {
            yield `${premier ? '' : ','}\n${JSON.stringify(ligne)}`
            premier = false
          }
        }
        yield '\n]\n'
      })(),
      { objectMode: false },
    ),
})
