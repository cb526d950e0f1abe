import { hasard } from '../../lib/hasard.ts'
import type { Probleme } from './probleme.ts'
import { type Highs, resoudre } from './resoudre.ts'

/** `echelon`: how far one step moves a score, in hundredths of a point. `graine`: the same seed draws the same scores. */
export type OptionsTirages = { tirages: number; echelon: number; graine: number }
export type Robustesse = {
  tirages: number
  /** Draws solved before the time ran out; those in which the constraints no longer hold retain nobody. */
  faits: number
  impossibles: number
  /** In how many draws each dossier is retained; a dossier that never is stands at 0. */
  retenus: Record<string, number>
}

/** Allocates again with every score moved by one step down, none or one step up, `tirages` times. */
export function robustesse(
  highs: Highs,
  p: Probleme,
  o: OptionsTirages & { fin: number; suivre?: (fraction: number) => void },
): Robustesse {
  const retenus = Object.fromEntries(p.dossiers.map(d => [d.id, 0]))
  const bilan: Robustesse = { tirages: o.tirages, faits: 0, impossibles: 0, retenus }
  for (let i = 0; i < o.tirages; i++) {
    const issue = resoudre(highs, deplacer(p, o, i), { fin: o.fin })
    if (issue.statut === 'rien' || issue.statut === 'limite') break
    bilan.faits++
    if (issue.statut === 'incompatible') bilan.impossibles++
    else for (const a of issue.allocation.attributions) retenus[a.id]!++
    o.suivre?.((i + 1) / o.tirages)
  }
  return bilan
}

/** Each draw has its own seed, and moves scores in the order of ids: neither the order of the input nor a draw left out changes the others. */
function deplacer(p: Probleme, { echelon, graine }: OptionsTirages, tirage: number): Probleme {
  const de = hasard(graine * 1_000_003 + tirage)
  const pas = new Map(
    p.dossiers
      .map(d => d.id)
      .toSorted()
      .map(id => [id, de(3) - 1]),
  )
  return { ...p, dossiers: p.dossiers.map(d => ({ ...d, points: Math.max(0, d.points + pas.get(d.id)! * echelon) })) }
}
