/** The arrêté or the convention, among the acts of a lauréat. */
export const acteInitial = <A extends { nature: string }>(actes: readonly A[]) => actes.find(a => a.nature !== 'avenant')
/** The amendment that was granted and is not signed yet: nothing that it says binds. */
export const aSigner = <A extends { nature: string; signeLe: unknown }>(actes: readonly A[]) =>
  actes.find(a => a.nature === 'avenant' && !a.signeLe)
/** The amendment that waits for a decision. */
export const enAttente = <V extends { sens: unknown; retireLe: unknown }>(avenants: readonly V[]) =>
  avenants.find(v => !v.sens && !v.retireLe)
