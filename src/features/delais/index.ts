/**
 * Délais: until when a dossier may be filed (C4.1), and what the service owes after it (when silence answers). Owns no table. Pure: the instant is given.
 */

export { attentesDe, receptionDe } from './attentes.queries.ts'
export {
  aTemps,
  closDit,
  clotureDeLAppel,
  cloturePour,
  etatPour,
  type FermetureAnnoncee,
  fermeturesAnnoncees,
  modifiable,
  quandPour,
} from './delais.ts'
export type { Attente, DelaiLegal, DelaisLegaux } from './delais-legaux.ts'
export { delaisLegaux, echeances } from './delais-legaux.ts'
export { decisionRendue, noterDelai } from './noter-delai.ts'
export { type Ou, partsPossibles } from './parts.rules.ts'
