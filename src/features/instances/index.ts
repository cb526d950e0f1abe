/**
 * Instances: the bodies of a call in order (docs/adr/0036): which dossiers go before which, what each body said, what a decision owes to it. Owns `avis_instance`; the
 * séances in which bodies sit are the comité's.
 * Invariants: a decision that needs the opinion of a body waits for its sealed procès-verbal; one that does not follow it says why, and its authority signs it itself.
 */

export { maillonsDe } from './chaine.ts'
export { Chaine } from './chaine.view.tsx'
export { ChampHorsAvis } from './champ-hors-avis.view.tsx'
export { avisPourDecider, consultationsDe, consultationsDesDossiers, direAvis, direConsultation } from './consultations.ts'
export { type AvisRendu, avisRendus, haussesEnAttente, montantsProposes } from './instances.queries.ts'
export {
  CODE_COMITE,
  comprendreAvis,
  direVotes,
  type ErreursAvis,
  type Instance,
  instanceDe,
  MOTS_AVIS,
  RAISON_MAX,
  type SaisieAvis,
  SENS_AVIS,
} from './instances.rules.ts'
export { passagesDe } from './passages.ts'
export { sansDelegation, visasDe } from './scelles.ts'
