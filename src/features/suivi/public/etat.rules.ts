import type { FiltreLaureats } from '../../laureats/index.ts'
import type { AidePublique } from './aides.queries.ts'

/** Where a project stands, for whoever reads it from outside. */
export const ETATS = {
  en_cours: { mot: 'En cours', ton: 'neutre' },
  retard: { mot: 'Fin repoussée', ton: 'warning' },
  termine: { mot: 'Terminé', ton: 'success' },
  abandonne: { mot: 'Abandonné', ton: 'error' },
} as const
export type EtatPublic = keyof typeof ETATS
/** `etat`: one of these, or nothing. */
export type FiltreAides = FiltreLaureats & { etat: string }

/** As its accepted bilans say it: an end that they put off is not one that was agreed. Pure. */
export function etatDe(a: Pick<AidePublique, 'abandonnee' | 'bilans' | 'fin'>): EtatPublic {
  if (a.abandonnee) return 'abandonne'
  if (a.bilans.some(b => b.final)) return 'termine'
  const annoncee = a.bilans.findLast(b => b.finAnnoncee)?.finAnnoncee
  return annoncee && a.fin && annoncee > a.fin ? 'retard' : 'en_cours'
}
