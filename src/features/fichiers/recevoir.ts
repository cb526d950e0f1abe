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
  { clamd, formats, ...reception }: Reception & { nombre: number },
): Promise<FormulaireRecu> {
  const lu = await ecouter(requete, stockage, { ...reception, formatsDe: champ => (champ === CHAMP ? formats : undefined) })
  if (!lu) return { champs: {}, fichiers: err({ kind: 'illisible' }) }
  const issues = lu.ecritures.map(e => e.issue)
  const gardes = issues.flatMap(i => (i.status === 'fulfilled' ? [i.value] : []))
  const refus = lu.panne ? undefined : refusDe(issues, lu)
  const sains = lu.panne || refus ? undefined : await garderSains(stockage, clamd, gardes)
  if (lu.panne || refus) for (const { cle } of gardes) await stockage.supprimer(cle)
  if (lu.panne) throw lu.panne.erreur
  return { champs: lu.champs, fichiers: refus ? err(refus) : sains! }
}

/** A file of one field of a form that has several. */
export type FichierDeChamp = { champ: string; recu: Result<Fichier, RefusFichier> }
/** What a form with several fields of files holds, each file with what became of it: one that is refused takes none of the others with it. */
export async function recevoirParChamps(
  requete: Formulaire,
  stockage: Stockage,
  { clamd, ...reception }: Omit<Reception, 'formats'> & { nombre: number; formatsDe: FormatsDe },
): Promise<Result<{ champs: Record<string, string>; fichiers: FichierDeChamp[] }, RefusFichier>> {
  const lu = await ecouter(requete, stockage, reception)
  if (!lu) return err({ kind: 'illisible' })
  const fichiers: FichierDeChamp[] = []
  for (const { champ, issue } of lu.ecritures) {
    if (issue.status === 'fulfilled')
      fichiers.push({ champ, recu: lu.panne ? ok(issue.value) : await garderSain(stockage, clamd, issue.value) })
    else if (!(issue.reason instanceof Refuse)) continue
    else if (issue.reason.refus.kind !== 'absent') fichiers.push({ champ, recu: err(issue.reason.refus) })
  }
  const rompu = lu.envoi ? refusDe([], lu) : lu.deTrop ? { kind: 'plusieurs' as const } : undefined
  if (!lu.panne && !rompu) return ok({ champs: lu.champs, fichiers })
  for (const { recu } of fichiers) if (recu.ok) await stockage.supprimer(recu.value.cle)
  if (lu.panne) throw lu.panne.erreur
  return err(rompu!)
}

/** The formats that a field of files takes; nothing for a field that is none of ours. */
type FormatsDe = (champ: string) => readonly string[] | undefined
type Ecoute = { instant: Date; max?: number | undefined; nombre: number; formatsDe: FormatsDe }
/** Reads a form to its end, each of its files written as it comes; nothing when it is no form. */
async function ecouter(requete: Formulaire, stockage: Stockage, { instant, max = TAILLE_MAX, nombre, formatsDe }: Ecoute) {
  const lecteur = ouvrir(requete, { max, nombre })
  if (!lecteur) return undefined
  const stop = new AbortController()
  const champs = new Map<string, string>()
  const ecritures: { champ: string; ecriture: Promise<Fichier> }[] = []
  let deTrop = false
  let panne: { erreur: unknown } | undefined

  lecteur.on('field', (nom, valeur) => void champs.set(nom, valeur))
  lecteur.on('filesLimit', () => (deTrop = true))
  lecteur.on('file', (champ, flux, { filename }) => {
    flux.on('error', () => {}) // told by the sending as a whole
    const formats = formatsDe(champ)
    if (!formats || ecritures.length >= nombre) {
      deTrop ||= formats !== undefined
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
    ecritures.push({ champ, ecriture })
  })

  const envoi = await pipeline(requete.corps, lecteur, { signal: stop.signal }).then(
    () => undefined,
    (e: unknown) => ({ erreur: e }),
  )
  if (envoi) stop.abort(envoi.erreur)
  const issues = await Promise.allSettled(ecritures.map(e => e.ecriture))
  return {
    champs: Object.fromEntries(champs),
    ecritures: ecritures.map(({ champ }, i) => ({ champ, issue: issues[i]! })),
    envoi,
    deTrop,
    panne: panne as { erreur: unknown } | undefined,
  }
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
