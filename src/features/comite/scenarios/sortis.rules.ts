import type { Probleme } from '../../optimiseur/index.ts'

type Quoi = { probleme: Pick<Probleme, 'dossiers'> }
/** The dossiers of a scenario that are not among those still examined: withdrawn by their porteur, sent back or taken off. It keeps what it was made from. Pure. */
export function sortisDe(examines: readonly { id: string }[], { probleme }: Quoi) {
  const la = new Set(examines.map(d => d.id))
  return probleme.dossiers.filter(d => !la.has(d.id))
}

/** The same problem without dossiers: nothing is shared out to them any more. Pure. */
export function sans(p: Probleme, sortis: readonly { id: string }[]): Probleme {
  if (sortis.length === 0) return p
  const ids = new Set(sortis.map(d => d.id))
  const incompatibilites = p.contraintes.incompatibilites
    .map(x => ({ ...x, dossiers: x.dossiers.filter(id => !ids.has(id)) }))
    .filter(x => x.dossiers.length > 1)
  return { ...p, dossiers: p.dossiers.filter(d => !ids.has(d.id)), contraintes: { ...p.contraintes, incompatibilites } }
}
