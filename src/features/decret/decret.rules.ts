import { DELEGATION, type EtatDelegation } from './delegation.rules.ts'
import { DOSSIER, type Etat } from './dossier.rules.ts'
import type { Place } from './droit.rules.ts'
import { ENVELOPPE, type EtatEnveloppe } from './enveloppe.rules.ts'
import { type EtatGuichet, GUICHET } from './guichet.rules.ts'
import { type EtapeSuivi, LAUREAT } from './laureat.rules.ts'
import { type EtatSeance, SEANCE } from './seance.rules.ts'
import { type EtatSignature, SIGNATURE } from './signature.rules.ts'
import { type EtatStructure, STRUCTURE } from './structure.rules.ts'

/** Every right of the product, by what it bears on. `docs/droits.md` is made from it. */
export const DECRET = {
  dossier: DOSSIER,
  seance: SEANCE,
  laureat: LAUREAT,
  structure: STRUCTURE,
  enveloppe: ENVELOPPE,
  delegation: DELEGATION,
  signature: SIGNATURE,
  guichet: GUICHET,
} as const
export type Objet = keyof typeof DECRET
export type ActeSur<O extends Objet> = keyof (typeof DECRET)[O] & string
type EtatDe = {
  dossier: Etat
  seance: EtatSeance
  laureat: EtapeSuivi
  structure: EtatStructure
  enveloppe: EtatEnveloppe
  delegation: EtatDelegation
  signature: EtatSignature
  guichet: EtatGuichet
}

const quiDe = (objet: string, acte: string): Partial<Record<string, readonly Place[]>> =>
  (DECRET as Record<string, Record<string, { qui: Partial<Record<string, readonly Place[]>> }>>)[objet]![acte]!.qui
const liste = (qui: Place | readonly Place[]): readonly Place[] => (typeof qui === 'string' ? [qui] : qui)

/**
 * The one question: `peut(place, 'deposer', { dossier: d.etat })`. Whoever stands in several places may what one of them may. Dates are another matter (`delais`), and so is what a
 * partner was opened (`peutRemplir`).
 */
export function peut<O extends Objet>(qui: Place | readonly Place[], acte: ActeSur<O>, objet: Record<O, EtatDe[O]>): boolean {
  const [[nom, etat]] = Object.entries(objet) as [[string, string]]
  const permis = quiDe(nom, acte)[etat] ?? []
  return liste(qui).some(p => permis.includes(p))
}

/** Whether it would be their act in another state: what a refusal then says. */
export const peutUnJour = <O extends Objet>(qui: Place | readonly Place[], acte: ActeSur<O>, objet: O): boolean =>
  Object.values(quiDe(objet, acte)).some(permis => liste(qui).some(p => permis?.includes(p)))
