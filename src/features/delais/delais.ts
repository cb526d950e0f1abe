import { type Appel, type EtatAppel, etatAppel, recuATemps, vagueDuDepot, vagueUtile } from '../cahier/index.ts'
import type { Etat } from '../decret/index.ts'

/** What dates a dossier. */
type Date_ = { version: { appel: Appel }; deposeLe: Date | null; derogation: { jusquAu: Date } | undefined }
const prolonge = ({ derogation }: Date_, instant: Date) => derogation !== undefined && instant <= derogation.jusquAu
/** What was filed belongs to the wave that received it; a draft to the one that is open or comes next. */
const vagueDe = ({ version, deposeLe }: Date_, instant: Date) =>
  deposeLe ? vagueDuDepot(version.appel, deposeLe) : vagueUtile(version.appel, instant)

/** Where the call stands for this dossier at an instant: a derogation keeps it open for one dossier (C4.1). */
export function etatPour(d: Date_, instant: Date): EtatAppel {
  if (prolonge(d, instant)) return 'ouvert'
  if (!d.deposeLe) return etatAppel(d.version.appel, instant)
  return recuATemps(vagueDe(d, instant), instant) ? 'ouvert' : 'clos'
}

/** The last second at which this dossier may be filed: the closing of its wave, or the derogation's if it is later. */
export function cloturePour(d: Date_, instant: Date): Date {
  const cloture = clotureDeLAppel(d, instant)
  return d.derogation && d.derogation.jusquAu > cloture ? d.derogation.jusquAu : cloture
}

/** The closing of the call for this dossier, whatever derogation it was granted. */
export const clotureDeLAppel = (d: Date_, instant: Date) => vagueDe(d, instant).cloture

/** Whether a filing received at this instant is in time. */
export const aTemps = (d: Date_, instant: Date) => etatPour(d, instant) === 'ouvert'

/**
 * Whether this dossier can still be written: a draft, or one that was opened again, until the call is closed for good; in instruction, one of
 * which the service waits for complements, late or not.
 */
export const modifiable = (d: { etat: Etat; complement?: object | undefined } & Date_, instant: Date) =>
  (d.etat === 'en_instruction' && d.complement !== undefined) ||
  ((d.etat === 'brouillon' || d.etat === 'rouvert') && etatPour(d, instant) !== 'clos')
