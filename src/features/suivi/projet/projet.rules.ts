/** The arrêté or the convention, among the acts of a lauréat. */
export const acteInitial = <A extends { nature: string }>(actes: readonly A[]) => actes.find(a => a.nature !== 'avenant')
/** The amendment that waits for a decision. */
export const enAttente = <V extends { sens: unknown; retireLe: unknown }>(avenants: readonly V[]) =>
  avenants.find(v => !v.sens && !v.retireLe)
