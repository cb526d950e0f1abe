import { type EtatAppel, etatAppel, recuATemps, vagueCourante, vagueUtile } from '../appels/index.ts'
import type { Dossier } from './dossiers.queries.ts'

type Date_ = Pick<Dossier, 'version' | 'derogation'>
const prolonge = ({ derogation }: Date_, instant: Date) => derogation !== undefined && instant <= derogation.jusquAu

/** Where the call stands for this dossier at an instant: a derogation keeps it open for one dossier (C4.1). */
export const etatPour = (d: Date_, instant: Date): EtatAppel => (prolonge(d, instant) ? 'ouvert' : etatAppel(d.version.appel, instant))

/** The last second at which this dossier may be filed: the closing of the useful wave, or the derogation's if it is later. */
export function cloturePour(d: Date_, instant: Date): Date {
  const { cloture } = vagueUtile(d.version.appel, instant)
  return d.derogation && d.derogation.jusquAu > cloture ? d.derogation.jusquAu : cloture
}

/** Whether a filing received at this instant is in time. */
export function aTemps(d: Date_, instant: Date): boolean {
  const vague = vagueCourante(d.version.appel, instant)
  return prolonge(d, instant) || (vague !== undefined && recuATemps(vague, instant))
}

/** Whether this dossier can still be written: a draft, or one that was opened again, until the call is closed for good. */
export const modifiable = (d: Pick<Dossier, 'etat'> & Date_, instant: Date) =>
  (d.etat === 'brouillon' || d.etat === 'rouvert') && etatPour(d, instant) !== 'clos'
