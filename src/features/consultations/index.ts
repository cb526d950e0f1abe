/**
 * Who of the service read which dossier, and who came in. Owns `consultation` and `connexion`. Invariant: one row a person, a thing and a day; kept a year; the porteur is told when and how
 * many, never who (ADR 0054).
 */
export {
  GARDE_MOIS,
  mesPassages,
  noterConsultation,
  type Passage,
  passages,
  tenirConsultations,
} from './consultations.queries.ts'
export { TableauPassages } from './passages.view.tsx'
