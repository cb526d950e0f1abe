import { createHash } from 'node:crypto'
import { nouvelId } from '../../contexte.ts'
import { dateCivile } from '../../lib/dates.ts'
import { estPiege } from '../../lib/repertoire-zip.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { formatAnnonce, nommer } from './nom-fichier.ts'
import type { RefusFichier } from './refus.ts'
import type { Stockage } from './stockage.ts'
import { lireContenu, PHOTOGRAPHIES, QUEUE, TETE, type TypeFichier } from './type-contenu.ts'

/** A file kept in the storage under `cle`; `taille` in bytes, `sha256` in hexadecimal. */
export type Fichier = { cle: string; nom: string; type: TypeFichier; taille: number; sha256: string }
export type Attentes = { formats: readonly string[]; max: number }

/** A refusal met at the end of a stream: it makes the writing fail, so that nothing is left under the key. */
export class Refuse extends Error {
  readonly refus: RefusFichier
  constructor(refus: RefusFichier) {
    super(refus.kind)
    this.refus = refus
  }
}

/** A key for new bytes: year in Paris, then a name that tells nothing of the file. */
export const nouvelleCle = (instant: Date) => `${dateCivile(instant).slice(0, 4)}/${nouvelId()}`

type Ecriture = { cle: string; nom: string; attentes: Attentes; signal?: AbortSignal }
/**
 * Writes one stream under a key, and tells what it was. @throws {Refuse} at its end, before the key exists, when these bytes may not be kept;
 * whatever the stream or the storage throws.
 */
export async function ecrireFichier(
  stockage: Stockage,
  flux: AsyncIterable<Buffer>,
  { cle, nom, attentes, signal }: Ecriture,
): Promise<Fichier> {
  const hash = createHash('sha256')
  const bouts = new Bouts()
  let type: TypeFichier | undefined
  async function* mesurer() {
    for await (const bloc of flux) {
      hash.update(bloc)
      bouts.voir(bloc)
      yield bloc
    }
    const verdict = juger(nom, bouts, attentes)
    if (!verdict.ok) throw new Refuse(verdict.error)
    type = verdict.value
  }
  await stockage.ecrire(cle, mesurer(), signal)
  return { cle, nom: nommer(nom, type!), type: type!, taille: bouts.taille, sha256: hash.digest('hex') }
}

/** Both ends of a stream and its length. Blocks are copied: whoever gives them may use their buffer again. */
class Bouts {
  taille = 0
  tete: Buffer = Buffer.alloc(0)
  #anneau = Buffer.alloc(0)

  voir(bloc: Buffer) {
    if (this.tete.length < TETE) this.tete = Buffer.concat([this.tete, bloc.subarray(0, TETE - this.tete.length)])
    this.#garder(bloc.subarray(-QUEUE), this.taille + Math.max(0, bloc.length - QUEUE))
    this.taille += bloc.length
  }
  /** The byte at `position` of the stream is at `position % QUEUE`: the last ones take the place of the oldest. */
  #garder(bloc: Buffer, position: number) {
    if (this.#anneau.length === 0) this.#anneau = Buffer.allocUnsafeSlow(QUEUE)
    const place = position % QUEUE
    const pris = bloc.copy(this.#anneau, place)
    if (pris < bloc.length) bloc.copy(this.#anneau, 0, pris)
  }
  get queue() {
    if (this.taille <= QUEUE) return this.#anneau.subarray(0, this.taille)
    const coupure = this.taille % QUEUE
    return Buffer.concat([this.#anneau.subarray(coupure), this.#anneau.subarray(0, coupure)])
  }
}

/** Whether what came may be kept: some bytes, not too many, of a type that is asked for, under a name that does not lie, safe to open. */
function juger(nom: string, bouts: Bouts, { formats, max }: Attentes): Result<TypeFichier, RefusFichier> {
  const { taille } = bouts
  if (taille === 0) return err(nom ? { kind: 'vide', nom } : { kind: 'absent' })
  if (taille > max) return err({ kind: 'trop_gros', nom })
  const { type, nature, repertoire } = lireContenu(bouts.tete, bouts.queue)
  if (repertoire === 'demesure' || (repertoire && estPiege(repertoire, taille))) return err({ kind: 'piege', nom })
  const annonce = formatAnnonce(nom)
  // a telephone names its photographs as it likes
  const photos = type && annonce && formats.includes(type) && PHOTOGRAPHIES.includes(type) && PHOTOGRAPHIES.includes(annonce)
  if (annonce && annonce !== type && !photos) return err({ kind: 'mal_nomme', nom, annonce, trouve: nature })
  if (!type || !formats.includes(type)) return err({ kind: 'type_refuse', nom, trouve: nature })
  return repertoire?.chiffre ? err({ kind: 'protege', nom }) : ok(type)
}
