const ENVELOPPES = 'enveloppes-'

/** The share of what several envelopes hold (see `partsDesEnveloppes`). */
import type { Cle, Probleme } from '../../optimiseur/index.ts'
export const cleEnveloppes = (n: number) => `${ENVELOPPES}${n}`

/** What a person asked of a scenario, hence may give up: not the money there is, the rules of the call, what porteurs accept, nor what is decided. Pure. */
export function relachable(p: Probleme, cle: Cle): boolean {
  if (p.dossiers.some(d => d.decide && cle === `main:${d.id}`)) return false
  if (cle === 'enveloppe' || cle === 'laureats' || cle.startsWith('porteur:')) return false
  return !cle.startsWith(`part:${ENVELOPPES}`)
}

/** The same problem without one constraint that a person set. Pure. */
export function sansContrainte(p: Probleme, cle: Cle): Probleme {
  const [genre, id] = [cle.split(':', 1)[0]!, cle.slice(cle.indexOf(':') + 1)]
  const c = p.contraintes
  if (genre === 'main') return { ...p, dossiers: p.dossiers.map(d => (d.id === id ? { ...d, main: null } : d)) }
  if (genre === 'part') return { ...p, contraintes: { ...c, parts: c.parts.filter(x => x.id !== id) } }
  if (genre === 'seuil' || genre === 'plafond' || genre === 'plancher') return { ...p, contraintes: { ...c, [genre]: null } }
  return p
}
