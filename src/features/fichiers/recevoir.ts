import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import busboy from 'busboy'
import { nouvelId } from '../../contexte.ts'
import { dateCivile } from '../../lib/dates.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { formatAnnonce, nettoyerNom, nommer } from './nom-fichier.ts'
import { type RefusFichier, TAILLE_MAX } from './refus.ts'
import type { Stockage } from './stockage.ts'
import { lireContenu, QUEUE, TETE, type TypeFichier } from './type-contenu.ts'

/** A file kept in the storage under `cle`; `taille` in bytes, `sha256` in hexadecimal. */
export type Fichier = { cle: string; nom: string; type: TypeFichier; taille: number; sha256: string }
export type FichierRecu = Fichier & { champs: Record<string, string> }

type Attentes = { formats: readonly string[]; max: number }
const CHAMP = 'fichier'

/** A refusal met at the end of a stream: it makes the writing fail, so that nothing is left under the key. */
class Refuse extends Error {
  readonly refus: RefusFichier
  constructor(refus: RefusFichier) {
    super(refus.kind)
    this.refus = refus
  }
}
/** The sending broke, on the side of whoever sends. Any other failure of a writing is an outage of ours. */
class EnvoiRompu extends Error {}

/** A key for new bytes: year in Paris, then a name that tells nothing of the file. */
export const nouvelleCle = (instant: Date) => `${dateCivile(instant).slice(0, 4)}/${nouvelId()}`

/**
 * Receives the one file of a multipart form (field `fichier`) into the storage as it comes: constant memory, SHA-256, type by content.
 * On a refusal or a broken sending nothing is left behind. Whoever gets the file answers for it: `stockage.supprimer(cle)` if the act
 * that follows refuses. An outage of the storage throws.
 */
export async function recevoirFichier(
  requete: Request,
  stockage: Stockage,
  { instant, formats, max = TAILLE_MAX }: { instant: Date; formats: readonly string[]; max?: number },
): Promise<Result<FichierRecu, RefusFichier>> {
  const lecteur = ouvrir(requete, max)
  if (!lecteur || !requete.body) return err({ kind: 'illisible' })
  const stop = new AbortController()
  const champs = new Map<string, string>()
  const ecritures: Promise<Fichier>[] = []
  let deTrop = false
  let panne: { erreur: unknown } | undefined

  lecteur.on('field', (nom, valeur) => void champs.set(nom, valeur))
  lecteur.on('filesLimit', () => (deTrop = true))
  lecteur.on('file', (champ, flux, { filename }) => {
    flux.on('error', () => {}) // told by the sending as a whole
    if (champ !== CHAMP || ecritures.length) {
      deTrop ||= champ === CHAMP
      flux.resume()
      return
    }
    const ecriture = ecrire(stockage, flux, nettoyerNom(filename ?? ''), {
      cle: nouvelleCle(instant),
      attentes: { formats, max },
      signal: stop.signal,
    })
    // a refusal lets the rest of the form come, so that the browser reads our answer; an outage stops all
    ecriture.catch(e => {
      if (e instanceof Refuse || e instanceof EnvoiRompu || stop.signal.aborted) return
      panne = { erreur: e }
      stop.abort(e)
    })
    ecritures.push(ecriture)
  })

  const envoi = await pipeline(Readable.fromWeb(requete.body as ReadableStream), lecteur, { signal: stop.signal }).then(
    () => undefined,
    (e: unknown) => ({ erreur: e }),
  )
  if (envoi) stop.abort(envoi.erreur)
  const [issue] = await Promise.allSettled(ecritures)
  if (panne) throw panne.erreur
  return conclure(stockage, issue, { envoi, deTrop, champs })
}

type Fin = { envoi: { erreur: unknown } | undefined; deTrop: boolean; champs: Map<string, string> }
async function conclure(
  stockage: Stockage,
  issue: PromiseSettledResult<Fichier> | undefined,
  { envoi, deTrop, champs }: Fin,
): Promise<Result<FichierRecu, RefusFichier>> {
  if (issue?.status === 'fulfilled' && (envoi || deTrop)) await stockage.supprimer(issue.value.cle)
  if (!envoi && issue?.status === 'rejected' && issue.reason instanceof Refuse) return err(issue.reason.refus)
  if (envoi) return err({ kind: /Malformed/.test(String(envoi.erreur)) ? 'illisible' : 'interrompu' })
  if (deTrop) return err({ kind: 'plusieurs' })
  if (issue?.status !== 'fulfilled') return err({ kind: issue ? 'interrompu' : 'absent' })
  return ok({ ...issue.value, champs: Object.fromEntries(champs) })
}

/** The reader of this form; `undefined` when the request is no multipart form. */
function ouvrir(requete: Request, max: number) {
  try {
    return busboy({
      headers: Object.fromEntries(requete.headers),
      // one byte more tells « too big » from « just so »; a second file is counted only to be refused
      limits: { files: 3, fileSize: max + 1, fields: 20, fieldSize: 10_000, parts: 25 },
      defParamCharset: 'utf8',
    })
  } catch {
    return undefined
  }
}

/** Writes one stream under a key, and tells what it was; refuses at its end, before the key exists. */
async function ecrire(stockage: Stockage, flux: Readable, nom: string, { cle, attentes, signal }: Ecriture): Promise<Fichier> {
  const hash = createHash('sha256')
  let taille = 0
  let tete: Buffer = Buffer.alloc(0)
  let queue: Buffer = Buffer.alloc(0)
  let type: TypeFichier | undefined
  async function* mesurer() {
    for await (const bloc of blocs(flux)) {
      taille += bloc.length
      hash.update(bloc)
      if (tete.length < TETE) tete = Buffer.concat([tete, bloc.subarray(0, TETE - tete.length)])
      queue = bloc.length >= QUEUE ? bloc.subarray(-QUEUE) : Buffer.concat([queue, bloc]).subarray(-QUEUE)
      yield bloc
    }
    const verdict = juger({ nom, taille, tete, queue }, attentes)
    if (!verdict.ok) throw new Refuse(verdict.error)
    type = verdict.value
  }
  await stockage.ecrire(cle, Readable.from(mesurer(), { objectMode: false }), signal)
  return { cle, nom: nommer(nom, type!), type: type!, taille, sha256: hash.digest('hex') }
}

/** What is sent, piece by piece. Apart from `mesurer`, so that only a fault of the sending is called so, not one of the writing. */
async function* blocs(flux: Readable): AsyncGenerator<Buffer> {
  try {
    for await (const bloc of flux) yield bloc as Buffer
  } catch (e) {
    throw new EnvoiRompu('upload broken', { cause: e })
  }
}
type Ecriture = { cle: string; attentes: Attentes; signal: AbortSignal }

/** Whether what came may be kept: some bytes, not too many, of a type that is asked for, under a name that does not lie. */
function juger(
  { nom, taille, tete, queue }: { nom: string; taille: number; tete: Buffer; queue: Buffer },
  { formats, max }: Attentes,
): Result<TypeFichier, RefusFichier> {
  if (taille === 0) return err(nom ? { kind: 'vide', nom } : { kind: 'absent' })
  if (taille > max) return err({ kind: 'trop_gros', nom })
  const { type, nature } = lireContenu(tete, queue)
  const annonce = formatAnnonce(nom)
  if (annonce && annonce !== type) return err({ kind: 'mal_nomme', nom, annonce, trouve: nature })
  if (!type || !formats.includes(type)) return err({ kind: 'type_refuse', nom, trouve: nature })
  return ok(type)
}
