import type { GesteEcrit } from './document/gestes.ts'
import type { RemarqueSituee } from './lire-brouillon.ts'

/** What the button that takes them away sends. */
export const SANS_ESSAIS = 'sans_essais'

/** The same for those that fail, once they can be played. */
export const SANS_ECHECS = 'sans_echecs'

/** Whether what blocks is, for a part, test dossiers that speak of what the call no longer has. */
export const essaisBloquent = (remarques: readonly RemarqueSituee[]) => rangsBloques(remarques).size > 0
const rangsBloques = (remarques: readonly RemarqueSituee[]) =>
  new Set(
    remarques.flatMap(r => (r.niveau === 'erreur' && r.chemin[0] === 'essais' && typeof r.chemin[1] === 'number' ? [r.chemin[1]] : [])),
  )

/** The changes that take away the test dossiers that block, and those that start from them. Pure. */
export const sansEssais = (essais: unknown, remarques: readonly RemarqueSituee[]): GesteEcrit[] =>
  sansCesEssais(essais, rangsBloques(remarques), 'Essais qui bloquaient\u00a0: retirés')

/** The same of those that stand at these ranks; the last first, so that the others keep theirs. Pure. */
export function sansCesEssais(essais: unknown, premiers: ReadonlySet<number>, dit: string): GesteEcrit[] {
  const lus = (Array.isArray(essais) ? essais : []) as readonly ({ code?: unknown; comme?: unknown; intention?: unknown } | null)[]
  const rangs = new Set(premiers)
  // one starts from another that stands above
  for (const [i, e] of lus.entries()) {
    const partent = [...rangs].some(n => n < i && lus[n]?.code !== undefined && [e?.comme, e?.intention].includes(lus[n].code))
    if (partent) rangs.add(i)
  }
  if (rangs.size === lus.length && rangs.size > 0) return [{ geste: { verbe: 'retirer', chemin: ['essais'] }, dit }]
  return [...rangs].toSorted((a, b) => b - a).map(n => ({ geste: { verbe: 'retirer', chemin: ['essais', n] }, dit }))
}
