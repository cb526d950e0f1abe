/**
 * Notifications: the authority confirms what the comité decided, then each structure of a project is told by a letter. Owns `confirmation` and
 * `notification`.
 * Invariants: nobody outside reads a decision before its letter is sent; a letter that was sent never changes, its SHA-256 proves it.
 */
export { confirmerDecisions, confirmerSignee, type LettreAEcrire, lettresDeLaDecision } from './confirmer.ts'
export { demanderEnvois, lettreRetenue } from './demander-envois.ts'
export { jouerEnvois } from './envoyer.ts'
export { type Decidee, lettreDe, usuellePour } from './lettre.ts'
export {
  conflitSur,
  type DecisionANotifier,
  decisionsANotifier,
  enConflit,
  type SeanceSansPv,
  seancesSansPv,
} from './notifications.queries.ts'
export { DecisionNotifiee } from './porteur/decision.view.tsx'
export { type LettreLue, lettreRecue, lettresAnterieures } from './porteur/lettre.queries.ts'
export { ARenonce, type Renoncement } from './porteur/renoncement.view.tsx'
export { ceQuiManque, phraseEnvois } from './sans-proces-verbal.ts'
