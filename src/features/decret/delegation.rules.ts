import { type Droit, dans, droit } from './droit.rules.ts'

/** A delegation of signature: its arrêté is published and not recorded yet; then before its first day, in force, or over. */
export const ETATS_DELEGATION = ['a_enregistrer', 'a_venir', 'en_vigueur', 'finie'] as const
export type EtatDelegation = (typeof ETATS_DELEGATION)[number]
const oui = droit<EtatDelegation>
const ENREGISTREES = ['a_venir', 'en_vigueur', 'finie'] as const

/** Who may do what with a delegation of signature: the guichet records it, never makes it, and nobody records their own. */
export const DELEGATION = {
  lire: oui('Lire une délégation de signature et son arrêté', dans(ENREGISTREES, ['administrateur', 'interesse'])),
  enregistrer: oui('Enregistrer une délégation publiée', { a_enregistrer: ['administrateur'] }),
  finir: oui('Mettre fin à une délégation', dans(['a_venir', 'en_vigueur'], ['administrateur'])),
} as const satisfies Record<string, Droit<EtatDelegation>>
