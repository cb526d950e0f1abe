import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import busboy from 'busboy'
import { err, ok, type Result } from '../../lib/result.ts'
import { garderSain } from './antivirus.ts'
import { ecrireFichier, type Fichier, nouvelleCle, Refuse } from './ecrire-fichier.ts'
import { nettoyerNom } from './nom-fichier.ts'
import { type RefusFichier, TAILLE_MAX } from './refus.ts'
import type { Stockage } from './stockage.ts'

/** A form that is being sent: its headers, and its bytes as they come. */
export type Formulaire = { headers: Headers; corps: Readable }
export type FichierRecu = Fichier & { champs: Record<string, string> }
/** What may be kept: formats of the call, bytes at most, and the antivirus that must say that the bytes are sane, where there is one. */
export type Reception = { instant: Date; formats: readonly string[]; max?: number; clamd?: string | undefined }

const CHAMP = 'fichier'

/** The sending broke, on the side of whoever sends. Any other failure of a writing is an outage of ours. */
class EnvoiRompu extends Error {}

/**
 * Receives the one file of a multipart form (field `fichier`) into the storage as it comes: constant memory, SHA-256, type by content,
 * antivirus. On a refusal or a broken sending nothing is left behind. Whoever gets the file answers for it: `stockage.supprimer(cle)` if
 * the act that follows refuses. An outage of the storage throws.
 */
export async function recevoirFichier(
  requete: Formulaire,
  stockage: Stockage,
  { instant, formats, max = TAILLE_MAX, clamd }: Reception,
): Promise<Result<FichierRecu, RefusFichier>> {
  const lecteur = ouvrir(requete, max)
  if (!lecteur) return err({ kind: 'illisible' })
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
    const ecriture = ecrireFichier(stockage, blocs(flux), {
      cle: nouvelleCle(instant),
      nom: nettoyerNom(filename ?? ''),
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

  const envoi = await pipeline(requete.corps, lecteur, { signal: stop.signal }).then(
    () => undefined,
    (e: unknown) => ({ erreur: e }),
  )
  if (envoi) stop.abort(envoi.erreur)
  const [issue] = await Promise.allSettled(ecritures)
  if (panne) throw panne.erreur
  const recu = await conclure(stockage, issue, { envoi, deTrop, champs })
  return recu.ok ? garderSain(stockage, clamd, recu.value) : recu
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
function ouvrir(requete: Formulaire, max: number) {
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

/** What is sent, piece by piece. Apart from `mesurer`, so that only a fault of the sending is called so, not one of the writing. */
async function* blocs(flux: Readable): AsyncGenerator<Buffer> {
  try {
    for await (const bloc of flux) yield bloc as Buffer
  } catch (e) {
    throw new EnvoiRompu('upload broken', { cause: e })
  }
}

/** Receives bytes that have already come whole (an upload in parts) as `recevoirFichier` receives those of a form. */
export async function recevoirOctets(
  contenu: AsyncIterable<Buffer>,
  nom: string,
  stockage: Stockage,
  { instant, formats, max = TAILLE_MAX, clamd }: Reception,
): Promise<Result<Fichier, RefusFichier>> {
  try {
    const fichier = await ecrireFichier(stockage, contenu, { cle: nouvelleCle(instant), nom, attentes: { formats, max } })
    return await garderSain(stockage, clamd, fichier)
  } catch (e) {
    if (e instanceof Refuse) return err(e.refus)
    throw e
  }
}
