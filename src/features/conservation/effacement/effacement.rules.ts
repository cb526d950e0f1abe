/** What stands against erasing an account. `structures`: those whose running dossiers nobody else could open. */
export type Obstacle = { motif: 'agent' } | { motif: 'ailleurs' } | { motif: 'dernier_membre'; structures: string[] }

export type SituationCompte = {
  agent: boolean
  /** Member or agent in another guichet of this installation. */
  ailleurs: boolean
  structures: readonly { nom: string; membres: number; enCours: number; brouillons: number }[]
}

/** The first obstacle, or nothing: then the account may be erased, on request or at its term. */
export function obstacle({ agent, ailleurs, structures }: SituationCompte): Obstacle | undefined {
  if (agent) return { motif: 'agent' }
  if (ailleurs) return { motif: 'ailleurs' }
  const seules = structures.filter(s => s.membres === 1 && s.enCours > 0)
  return seules.length > 0 ? { motif: 'dernier_membre', structures: seules.map(s => s.nom) } : undefined
}
