/**
 * Decisions: what may be decided of a dossier (its sense, its amount, within what ceilings and what envelopes hold), how it is typed, and which one is in force. Owns no
 * table: `enveloppes/ecrire-decision.ts` alone writes `decision`.
 */

export { ChampConditions, ChampMontant, ChampMotif, ChampRang, QuiPaie } from './champs-decision.view.tsx'
export type { Decision, ErreursDecision, Plafonds, SaisieDecision, Sens } from './decision.rules.ts'
export {
  accorde,
  comprendreDecision,
  MOTS_SENS,
  payerDepuis,
  plafondDe,
  resteDe,
  retenuDes,
  SENS,
  TEXTE_MAX,
} from './decision.rules.ts'
export type { DecisionPrise } from './decisions.queries.ts'
export { decisionsDe, plafondsDe, sourcesPour, verrous } from './decisions.queries.ts'
export { envoyerLettres } from './envois.ts'
