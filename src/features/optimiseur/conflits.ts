import { type Highs, optimiser } from './highs.ts'
import { construire } from './modele.ts'
import { type Cle, cles, type Probleme } from './probleme.ts'
import { lire } from './resoudre.ts'
import { depassement, deplier } from './verifier.ts'

/** One of the constraints that contradict each other. */
export type Conflit = {
  cle: Cle
  /** Without it alone, everything else holds. */
  suffit: boolean
  /** By how much it must give way, alone, in its own unit (cents, dossiers, hundredths of a point); null when it has no measure, or is not enough. */
  ecart: number | null
}

class TempsEcoule extends Error {}

/**
 * A smallest set of constraints that cannot hold together: take any of them away and the others can. Among several such sets, the one found keeps
 * to the constraints that come first in `cles`. Null when the time ran out before it was certain.
 */
export function conflits(highs: Highs, p: Probleme, fin: number): Conflit[] | null {
  const toutes = cles(p)
  const tient = (actives: readonly Cle[]) => {
    const gardees = new Set(actives)
    return realisable(highs, p, new Set(toutes.filter(c => !gardees.has(c))), fin)
  }
  try {
    const noyau = tient(toutes) ? [] : minimal(tient, [], false, toutes)
    return toutes.filter(c => noyau.includes(c)).map(cle => ceder(highs, p, cle, fin))
  } catch (e) {
    if (e instanceof TempsEcoule) return null
    throw e
  }
}

function realisable(highs: Highs, p: Probleme, sans: ReadonlySet<Cle>, fin: number): boolean {
  const { statut } = optimiser(highs, construire(p, { sans }), { sens: 'max', cout: [], fin })
  if (statut === 'rien') throw new TempsEcoule()
  return statut !== 'infaisable'
}

/** QuickXplain (Junker, 2004): few checks when the conflict is small, however many constraints there are. */
function minimal(tient: (c: readonly Cle[]) => boolean, fond: Cle[], change: boolean, candidates: readonly Cle[]): Cle[] {
  if (change && !tient(fond)) return []
  if (candidates.length === 1) return [...candidates]
  const milieu = candidates.length >> 1
  const [premieres, dernieres] = [candidates.slice(0, milieu), candidates.slice(milieu)]
  const apres = minimal(tient, [...fond, ...premieres], premieres.length > 0, dernieres)
  const avant = minimal(tient, [...fond, ...apres], apres.length > 0, premieres)
  return [...avant, ...apres]
}

function ceder(highs: Highs, p: Probleme, cle: Cle, fin: number): Conflit {
  if (!realisable(highs, p, new Set([cle]), fin)) return { cle, suffit: false, ecart: null }
  if (['main', 'incompatibilite'].includes(deplier(cle)[0])) return { cle, suffit: true, ecart: null }
  const m = construire(p, { elastique: cle })
  const r = optimiser(highs, m, { sens: 'min', cout: [[m.jeu!, 1]], entiers: true, fin })
  if (!('colonnes' in r) || r.statut === 'limite') throw new TempsEcoule()
  return { cle, suffit: true, ecart: depassement(p, lire(p, m, r.colonnes), cle) }
}
