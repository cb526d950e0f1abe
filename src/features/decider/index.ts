/**
 * Decider: the one act that writes what is decided of a dossier and takes its money, whoever decides (a comité in its séance, or the service of a call without one), and what
 * the other decisions of the call leave possible. Owns no table: `enveloppes/ecrire-decision.ts` alone writes `decision`.
 */

export { phraseDecision, phrasePrononce } from './phrases.ts'
export { prononcer, type RefusPrononce } from './prononcer.ts'
export { type RefusCommun, refusDesAutres } from './refus-des-autres.ts'
