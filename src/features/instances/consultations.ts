import type { Tx } from '../../db/db.ts'
import { formatJour } from '../../lib/dates.ts'
import { type Centimes, formatEuros } from '../../lib/euros.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { appelPublie } from '../appels/index.ts'
import type { Appel } from '../cahier/index.ts'
import { accorde, type Sens } from '../decisions/index.ts'
import { type Depose, lireDeposes } from '../examen/index.ts'
import { preparerRegles } from '../recevabilite/index.ts'
import { type AvisRendu, avisRendus, montantsProposes } from './instances.queries.ts'
import { contreAvis, direVotes, type InstanceDAvis, instancesDAvis, MOTS_AVIS, RAISON_MAX } from './instances.rules.ts'
import { avisScelles, nomDInstance } from './scelles.ts'

/** A body that a dossier must go before, and what it last said. `montant`: the amount that was judged, in cents. */
export type Consultation = { instance: InstanceDAvis; montant: Centimes; rendu: AvisRendu | undefined }

/**
 * The bodies that a filed dossier goes before, in their order, for an amount: what is proposed unless one is given. A condition that lacks something asks for the opinion.
 * Nothing is read for a call without bodies: `appel` is what the caller has of it, in whichever version.
 */
export async function consultationsDe(
  tx: Tx,
  guichetId: string,
  appel: Pick<Appel, 'slug' | 'instances'>,
  dossierId: string,
  decide?: Centimes,
): Promise<Consultation[]> {
  return (await consultationsDesDossiers(tx, guichetId, appel, [dossierId], decide)).get(dossierId) ?? []
}

/** The same of several dossiers, by dossier: as many readings for a hundred as for one. */
export async function consultationsDesDossiers(
  tx: Tx,
  guichetId: string,
  appel: Pick<Appel, 'slug' | 'instances'>,
  ids: readonly string[],
  decide?: Centimes,
): Promise<Map<string, Consultation[]>> {
  if (instancesDAvis(appel).length === 0 || ids.length === 0) return new Map()
  const codes = await codesConsultes(tx, guichetId, appel)
  const deposes = await lireDeposes(tx, guichetId, ids)
  const proposes = decide === undefined ? await montantsProposes(tx, guichetId, ids) : undefined
  const rendus = Map.groupBy(await avisRendus(tx, guichetId, ids), r => r.dossierId)
  return new Map(
    ids.map(
      id =>
        [id, aConsulter(deposes.get(id)!, codes, decide ?? proposes?.get(id) ?? 0, rendus.get(id) ?? [])] satisfies [
          string,
          Consultation[],
        ],
    ),
  )
}

/** The bodies that the version in force consults: one that it has no more has no séance any more, and nothing can wait for it. */
const codesConsultes = async (tx: Tx, guichetId: string, appel: Pick<Appel, 'slug' | 'instances'>): Promise<Set<string>> =>
  new Set(instancesDAvis((await appelPublie(tx, guichetId, appel.slug))?.appel ?? appel).map(i => i.code))

/**
 * What a dossier as it was filed goes before, for this amount: the bodies of its version that the version in force has still, and those that have given it a sealed opinion. Pure.
 */
function aConsulter(
  { dossier: { version }, lecture }: Depose,
  codes: ReadonlySet<string>,
  montant: Centimes,
  rendus: readonly AvisRendu[],
): Consultation[] {
  const regles = preparerRegles(version.appel, version.sha256)
  const faits = { ...lecture.faits, montants: { ...lecture.faits.montants, proposee: montant } }
  return instancesDAvis(version.appel)
    .filter(i => i.si === undefined || regles.consulte(faits, i.code) !== false)
    .map(instance => ({ instance, montant, rendu: rendus.find(r => r.instance === instance.code) }))
    .filter(({ instance, rendu }) => codes.has(instance.code) || (rendu?.scelleLe && rendu.sens !== 'reporte'))
}

type ADecider = { sens: Sens; montant: Centimes; horsAvis: string }
export type RefusAvis =
  /** A body has not said anything yet, or its procès-verbal is not signed. */
  | { motif: 'avis'; phrase: string }
  /** Its opinion is not followed, and nobody says why. */
  | { motif: 'hors_avis'; phrase: string }

/**
 * Whether a dossier may be decided on, given what its bodies said: each has given its opinion on it, in a séance whose procès-verbal is signed and frozen. Gives why an
 * opinion is not followed, nothing when all of them are. The amount that is granted judges the need again; what grants nothing is judged on what was proposed.
 */
export async function avisPourDecider(
  tx: Tx,
  guichetId: string,
  appel: Pick<Appel, 'slug' | 'instances'>,
  dossierId: string,
  d: ADecider,
): Promise<Result<string, RefusAvis>> {
  if (d.sens === 'ajourne' || d.sens === 'sans_suite') return ok('')
  const consultations = await consultationsDe(tx, guichetId, appel, dossierId, accorde(d.sens) ? d.montant : undefined)
  for (const c of consultations) {
    const phrase = attente(c)
    if (phrase) return err({ motif: 'avis', phrase })
  }
  // an opinion that was given counts, be it needed no more for what is granted
  const contre = instancesDAvis(appel).length === 0 ? undefined : (await avisScelles(tx, guichetId, dossierId)).find(r => contreAvis(r, d))
  if (!contre) return ok('')
  if (d.horsAvis.length > RAISON_MAX)
    return err({ motif: 'hors_avis', phrase: 'Ce texte est trop long\u00a0: 4\u00a0000 caractères au plus' })
  if (d.horsAvis === '')
    return err({
      motif: 'hors_avis',
      phrase: `L’avis de «\u00a0${await nomDInstance(tx, guichetId, contre)}\u00a0» est ${MOTS_AVIS[contre.sens].toLowerCase()}, pour ${formatEuros(contre.montant)}\u00a0: dites pourquoi il n’est pas suivi`,
    })
  return ok(d.horsAvis)
}

/** Why a decision waits for a body, in one sentence; nothing once its opinion is given and sealed. Pure. */
function attente({ instance, montant, rendu }: Consultation): string | undefined {
  if (!rendu || rendu.sens === 'reporte')
    return `«\u00a0${instance.libelle}\u00a0» donne d’abord son avis sur ce dossier (${formatEuros(montant)})${rendu ? `\u00a0: il a été reporté le ${formatJour(rendu.tenueLe)}` : ''}.`
  return rendu.scelleLe
    ? undefined
    : `Le procès-verbal de «\u00a0${instance.libelle}\u00a0», séance du ${formatJour(rendu.tenueLe)}, n’est pas encore signé.`
}

/** The same in a word: what may be read by a member in conflict too (ADR 0017), as the sheet of the dossier may. Pure. */
export function direAvis(c: Consultation): string {
  const { instance, rendu } = c
  const attendu = attente(c)
  return attendu || !rendu
    ? (attendu ?? '')
    : `${instance.libelle}\u00a0: avis ${MOTS_AVIS[rendu.sens].toLowerCase()}, le ${formatJour(rendu.tenueLe)}.`
}

/** What a body said of a dossier once its procès-verbal is sealed, and until then what is waited for: « Commission d’élus : favorable, le 8 avril 2027 (10 pour, 0 contre). » Pure. */
export function direConsultation(c: Consultation): string {
  const { instance, rendu } = c
  const attendu = attente(c)
  if (attendu || !rendu) return attendu ?? ''
  const votes = direVotes(rendu)
  const dit = `${instance.libelle}\u00a0: ${MOTS_AVIS[rendu.sens].toLowerCase()}, le ${formatJour(rendu.tenueLe)}${votes && ` (${votes})`}.`
  return [dit, rendu.raison].filter(Boolean).join(' ')
}
