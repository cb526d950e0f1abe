import type { Centimes } from '../../../lib/euros.ts'
import { partager } from '../../../lib/partager.ts'
import type { LotDepose } from '../../budget/index.ts'
import type { Probleme } from '../../optimiseur/index.ts'

type Lots = Pick<Probleme['dossiers'][number], 'lots' | 'plancher'>
/** Past it, sets of lots are too many to weigh: the dossier is funded in one piece. */
const LOTS_MAX = 8

/**
 * What a dossier asks, lot by lot: its demand shared out by what the aid may pay of each, to the cent. When its porteur said a floor, a lot may come
 * down as the dossier does, and what is funded never goes below the floor; otherwise a lot is funded whole or not at all. Pure.
 */
export function enLots(deposes: readonly LotDepose[], demande: Centimes, minimale: Centimes | null): Lots {
  const entier = { lots: [], plancher: Math.min(minimale ?? demande, demande) }
  if (deposes.length < 2 || deposes.length > LOTS_MAX) return entier
  const parts = partager(
    demande,
    deposes.map(l => l.base),
  )
  if (parts.some(n => n === 0)) return entier
  const plancher = minimale === null ? Math.min(...parts) : entier.plancher
  return {
    plancher,
    lots: deposes.map(({ id, rang, intitule }, i) => {
      const montant = parts[i]!
      const reduit = Number((BigInt(montant) * BigInt(plancher)) / BigInt(demande))
      return { id, libelle: `Lot\u00a0${rang}${intitule && `, ${intitule}`}`, montant, plancher: minimale === null ? montant : reduit }
    }),
  }
}
