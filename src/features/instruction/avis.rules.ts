export const SENS = ['favorable', 'reserve', 'defavorable'] as const
export type Sens = (typeof SENS)[number]
export const MOTS_SENS: Record<Sens, string> = { favorable: 'Favorable', reserve: 'Réservé', defavorable: 'Défavorable' }

/** Days that a link may live. */
export const DUREES = [7, 14, 30] as const
export const DUREE_HABITUELLE = 14
export const DEMANDE_MAX = 2000
export const AVIS_MAX = 10_000
export const NOM_MAX = 120
/** Requests that one mailbox receives in a day, at most, whatever the dossiers. */
export const PAR_JOUR_MAX = 5

export type EtatAvis = 'rendu' | 'retire' | 'expire' | 'attendu'
/** Where a request stands at an instant. */
export function etatAvis(a: { renduLe: Date | null; annuleLe: Date | null; expireLe: Date }, instant: Date): EtatAvis {
  if (a.renduLe) return 'rendu'
  if (a.annuleLe) return 'retire'
  return instant > a.expireLe ? 'expire' : 'attendu'
}
