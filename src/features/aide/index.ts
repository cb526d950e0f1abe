/**
 * Aide: the aid that a call computes (ADR 0028), drawn wherever it is read: its amount, and each figure with which it was found. Owns no table. Invariant: text, never a field.
 */

export { AideCalculeeBloc, CalculDeLAide, ContenuDeLAide, MontantCalcule, MontantDuPlan } from './aide.view.tsx'
