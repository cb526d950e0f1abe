import { enumeration } from '../../lib/mots.ts'
import type { SituationCalendrier } from '../../lib/periodes.ts'
import { type Appel, etatAppel, recuATemps, vagueUtile } from '../cahier/index.ts'
import { periodeDuDepot, type Quand, quandDeposer } from '../calendrier/index.ts'
import type { Etat } from '../decret/index.ts'
import { avantLaFin, finDesParts, type Ou, partsPossibles } from './parts.rules.ts'

/** What dates a dossier. `ou`: where it may draw from, when that is known. */
type Date_ = { version: { appel: Appel }; deposeLe: Date | null; derogation: Prolongation | undefined; ou?: Ou | undefined }
/** `gardee`: the closing that the call had when it was begun, kept when a version moved it earlier; nobody granted it. */
type Prolongation = { jusquAu: Date; gardee: boolean }
/** The closing of every share that could pay for it; the second of two temps is not one that a share closes. */
const finDeSaPart = ({ version: { appel }, ou }: Date_) => (ou && appel.temps !== 2 ? finDesParts(appel, ou) : undefined)
/** Until when a derogation goes. A closing that was kept still ends with the whole call, or with the shares that could pay, where an act closes them before it. */
function finProlongee(d: Date_): Date | undefined {
  if (!d.derogation?.gardee) return d.derogation?.jusquAu
  const { avis } = d.version.appel.calendrier
  const fins = [d.derogation.jusquAu, ...(avis?.genre === 'fermeture' ? [avis.le] : []), finDeSaPart(d) ?? d.derogation.jusquAu]
  return new Date(Math.min(...fins.map(f => f.getTime())))
}
const prolonge = (d: Date_, instant: Date) => {
  const fin = finProlongee(d)
  return fin !== undefined && avantLaFin(fin, instant)
}
/** What was filed belongs to the period that received it; a draft to the one that is open or comes next. */
const periodeDe = ({ version, deposeLe }: Date_, instant: Date) =>
  deposeLe ? periodeDuDepot(version.appel, deposeLe) : vagueUtile(version.appel, instant)

/** Where the call stands for this dossier at an instant: a derogation keeps it open for one dossier (C4.1). */
export function etatPour(d: Date_, instant: Date): SituationCalendrier {
  if (prolonge(d, instant)) return 'ouvert'
  if (!avantLaFin(finDeSaPart(d), instant)) return 'clos'
  if (!d.deposeLe) return etatAppel(d.version.appel, instant)
  return recuATemps(periodeDe(d, instant), instant) ? 'ouvert' : 'clos'
}

/** The last second at which this dossier may be filed: the closing of its wave, or the derogation's if it is later; none where nothing closes. */
export function cloturePour(d: Date_, instant: Date): Date | undefined {
  const [cloture, prolongee] = [clotureDeLAppel(d, instant), finProlongee(d)]
  return cloture && prolongee && prolongee > cloture ? prolongee : cloture
}

/** The closing of the call for this dossier, whatever derogation it was granted. */
export function clotureDeLAppel(d: Date_, instant: Date): Date | undefined {
  const { cloture } = periodeDe(d, instant)
  const part = finDeSaPart(d)
  return part && (!cloture || part < cloture) ? part : cloture
}

/** What its closing closed, as a refusal says it: the call, or the shares that could pay for this dossier while others go on. */
export function closDit(d: Date_, instant: Date): string {
  const [part, { cloture }] = [finDeSaPart(d), periodeDe(d, instant)]
  if (!d.ou || !part || (cloture && cloture <= part)) return 'L’appel est clos'
  const parts = partsPossibles(d.version.appel, d.ou).map(e => `«\u00a0${e.libelle}\u00a0»`)
  return parts.length > 1 ? `Les parts ${enumeration(parts)} de l’appel sont closes` : `La part ${parts[0]} de l’appel est close`
}

/** A closing that was announced, and that comes before this dossier is filed. `part`: what it closes, the whole call otherwise; `autres`: the shares that may pay for the dossier after it. */
export type FermetureAnnoncee = { le: Date; motif: string; part?: string | undefined; autres: readonly string[] }
type Avis = { le: Date; motif: string }

/** What an act is about to close to this dossier, and why: the call, or shares that may pay for it. Nothing of what a derogation puts off. */
export function fermeturesAnnoncees(d: Date_, instant: Date): FermetureAnnoncee[] {
  const { appel } = d.version
  const { avis } = appel.calendrier
  const fin = cloturePour(d, instant)
  const avenir = (a: Avis) => avantLaFin(a.le, instant) && !(d.derogation?.gardee === false && fin && a.le < fin)
  const duTout =
    avis?.genre === 'fermeture' && avenir(avis) && fin?.getTime() === avis.le.getTime()
      ? [{ le: avis.le, motif: avis.motif, autres: [] }]
      : []
  const parts = d.ou && appel.temps !== 2 ? partsPossibles(appel, d.ou) : []
  const desParts = parts.flatMap(({ avis: a, libelle: part }) =>
    a && avenir(a) ? [{ le: a.le, motif: a.motif, part, autres: parts.filter(e => !e.avis || e.avis.le > a.le).map(e => e.libelle) }] : [],
  )
  return [...duTout, ...desParts]
}

/** What says when to file this dossier: its derogation, or what its call says; of one that was filed, until when it may be filed again. */
export function quandPour(d: Date_, instant: Date): Quand {
  const cloture = cloturePour(d, instant)
  if (cloture && (d.deposeLe || finProlongee(d)?.getTime() === cloture.getTime() || finDeSaPart(d)?.getTime() === cloture.getTime()))
    return { presse: true, cloture }
  return quandDeposer(d.version.appel, instant)
}

/** Whether a filing received at this instant is in time. */
export const aTemps = (d: Date_, instant: Date) => etatPour(d, instant) === 'ouvert'

/**
 * Whether this dossier can still be written: a draft, or one that was opened again, until the call is closed for good; in instruction, one of
 * which the service waits for complements, late or not.
 */
export const modifiable = (d: { etat: Etat; complement?: object | undefined } & Date_, instant: Date) =>
  (d.etat === 'en_instruction' && d.complement !== undefined) ||
  ((d.etat === 'brouillon' || d.etat === 'rouvert' || d.etat === 'preselectionne') && etatPour(d, instant) !== 'clos')
