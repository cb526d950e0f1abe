import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import busboy from 'busboy'
import { frontiereDe } from '../../lib/frontiere.ts'
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
  reception: Reception,
): Promise<Result<FichierRecu, RefusFichier>> {
  const { champs, fichiers } = await recevoirFormulaire(requete, stockage, { ...reception, nombre: 1 })
  if (!fichiers.ok) return fichiers
  const [fichier] = fichiers.value
  return fichier ? ok({ ...fichier, champs }) : err({ kind: 'absent' })
}

/** What a form with files holds: its fields, whatever became of the files; all of these, or why none was kept. */
export type FormulaireRecu = { champs: Record<string, string>; fichiers: Result<Fichier[], RefusFichier> }

/** The same for a form whose files (`nombre` at most, none being no refusal) go with what is typed beside them. */
export async function recevoirFormulaire(
  requete: Formulaire,
  stockage: Stockage,
  { instant, formats, max = TAILLE_MAX, clamd, nombre }: Reception & { nombre: number },
): Promise<FormulaireRecu> {
  const lecteur = ouvrir(requete, { max, nombre })
  if (!lecteur) return { champs: {}, fichiers: err({ kind: 'illisible' }) }
  const stop = new AbortController()
  const champs = new Map<string, string>()
  const ecritures: Promise<Fichier>[] = []
  let deTrop = false
  let panne: { erreur: unknown } | undefined

  lecteur.on('field', (nom, valeur) => void champs.set(nom, valeur))
  lecteur.on('filesLimit', () => (deTrop = true))
  lecteur.on('file', (champ, flux, { filename }) => {
    flux.on('error', () => {}) // told by the sending as a whole
    if (champ !== CHAMP || ecritures.length >= nombre) {
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
    // a refusal or an outage lets the rest of the form come: the browser reads our answer, and its line serves again
    ecriture.catch(e => {
      if (e instanceof Refuse || e instanceof EnvoiRompu || stop.signal.aborted) return
      panne ??= { erreur: e }
      flux.resume()
    })
    ecritures.push(ecriture)
  })

  const envoi = await pipeline(requete.corps, lecteur, { signal: stop.signal }).then(
    () => undefined,
    (e: unknown) => ({ erreur: e }),
  )
  if (envoi) stop.abort(envoi.erreur)
  const issues = await Promise.allSettled(ecritures)
  const gardes = issues.flatMap(i => (i.status === 'fulfilled' ? [i.value] : []))
  const refus = panne ? undefined : refusDe(issues, { envoi, deTrop })
  const sains = panne || refus ? undefined : await garderSains(stockage, clamd, gardes)
  if (panne || refus) for (const { cle } of gardes) await stockage.supprimer(cle)
  if (panne) throw panne.erreur
  return { champs: Object.fromEntries(champs), fichiers: refus ? err(refus) : sains! }
}

type Fin = { envoi: { erreur: unknown } | undefined; deTrop: boolean }
/** Why the files of a form are not kept, or nothing. An empty field of file is no file. */
function refusDe(issues: readonly PromiseSettledResult<Fichier>[], { envoi, deTrop }: Fin): RefusFichier | undefined {
  const rejets = issues.flatMap(i => (i.status === 'rejected' ? [i.reason as unknown] : []))
  const refus = rejets.flatMap(r => (r instanceof Refuse && r.refus.kind !== 'absent' ? [r.refus] : []))[0]
  if (!envoi && refus) return refus
  if (envoi) return { kind: /Malformed/.test(String(envoi.erreur)) ? 'illisible' : 'interrompu' }
  if (deTrop) return { kind: 'plusieurs' }
  return rejets.some(r => !(r instanceof Refuse)) ? { kind: 'interrompu' } : undefined
}

/** All of these files, or none when one is not sane. */
async function garderSains(stockage: Stockage, clamd: string | undefined, fichiers: Fichier[]): Promise<Result<Fichier[], RefusFichier>> {
  for (const fichier of fichiers) {
    const sain = await garderSain(stockage, clamd, fichier)
    if (sain.ok) continue
    for (const { cle } of fichiers) if (cle !== fichier.cle) await stockage.supprimer(cle)
    return sain
  }
  return ok(fichiers)
}

/** The reader of this form; `undefined` when the request is no multipart form. */
function ouvrir(requete: Formulaire, { max, nombre }: { max: number; nombre: number }) {
  const type = requete.headers.get('content-type') ?? ''
  if (/^multipart\//i.test(type) && !frontiereDe(type)) return undefined
  try {
    return busboy({
      headers: Object.fromEntries(requete.headers),
      // one byte more tells « too big » from « just so »; a file too many is counted only to be refused
      limits: { files: nombre + 2, fileSize: max + 1, fields: 20, fieldSize: 200_000, parts: nombre + 24 },
      defParamCharset: 'utf8',
    })
  } catch {
    return undefined
  }
}

/** What is sent, piece by piece. Apart from `mesurer`, so that only a fault of the sending is called so, not one of the writing. */
async function* blocs(flux: Readable): AsyncGenerator<Buffer> {
  try {
    for await (const bloc of flux.iterator({ destroyOnReturn: false })) yield bloc as Buffer
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
