import { formatEuros } from '../../lib/euros.ts'
import { finExclue } from '../../lib/periodes.ts'
import { etatAppel, vagueUtile } from '../cahier/appel.rules.ts'
import type { Appel } from '../cahier/index.ts'

/** The first instant at which a call may close if its notice is published now. */
export const pasAvant = ({ calendrier }: Appel, instant: Date) => new Date(instant.getTime() + calendrier.preavis_fermeture * 86_400_000)

/** The end of a call that comes before a notice published now could close it. */
export function tropTard(appel: Appel, instant: Date): Date | undefined {
  const derniere = appel.calendrier.vagues.at(-1)
  return derniere?.cloture && pasAvant(appel, instant).getTime() >= finExclue(derniere) - 1000 ? derniere.cloture : undefined
}

/** That first instant, at the next whole hour: an instant that people read. */
export const pasAvantRond = (appel: Appel, instant: Date) => new Date(Math.ceil(pasAvant(appel, instant).getTime() / HEURE_MS) * HEURE_MS)
const HEURE_MS = 3_600_000

/** Why a call closes by itself. */
export const motifEpuisement = (reste: number, seuil: number, part = false) =>
  `Il reste ${formatEuros(Math.max(0, reste))} à annoncer${part ? ' sur cette part' : ''}, sous le seuil de ${formatEuros(seuil)} publié avec l’appel.`

export type RefusFermeture =
  | { motif: 'introuvable' }
  | { motif: 'pas_ouvert' }
  /** The call has no such share, or it is the whole of it. */
  | { motif: 'part_inconnue' }
  | { motif: 'deja'; le: Date }
  /** The call promises so many days after the notice. */
  | { motif: 'trop_proche'; pasAvant: Date; jours: number }
  /** It closes before that by itself. */
  | { motif: 'inutile'; cloture: Date }

/** Why a call cannot be closed at this instant by a notice published now. */
export function refusDeFermer(
  appel: Appel,
  le: Date,
  instant: Date,
): Exclude<RefusFermeture, { motif: 'introuvable' | 'part_inconnue' }> | undefined {
  const { avis } = appel.calendrier
  if (avis?.genre === 'fermeture') return { motif: 'deja', le: avis.le }
  if (etatAppel(appel, instant) !== 'ouvert') return { motif: 'pas_ouvert' }
  const fin = tropTard(appel, instant)
  if (fin) return { motif: 'inutile', cloture: fin }
  const premier = pasAvant(appel, instant)
  if (le < premier) return { motif: 'trop_proche', pasAvant: premier, jours: appel.calendrier.preavis_fermeture }
  const vague = vagueUtile(appel, instant)
  return vague.cloture && le.getTime() >= finExclue(vague) - 1000 && appel.calendrier.vagues.at(-1)?.cloture === vague.cloture
    ? { motif: 'inutile', cloture: vague.cloture }
    : undefined
}
