import { formatNombre } from '../../../../lib/euros.ts'
import type { Scenario } from '../scenario.queries.ts'
import type { CalculVu } from './calcul.view.tsx'
import type { EtapeCalcul } from './file.queries.ts'

/** What each phase takes of the whole, in percent: from, to. */
const PARTS: Record<EtapeCalcul['phase'], readonly [number, number]> = {
  optimum: [0, 30],
  conflits: [30, 100],
  robustesse: [30, 90],
  manques: [90, 100],
}

/** Where the calculation of a scenario is, in words. Pure. */
export function calculVu({ id, nom, calcul, tirages }: Scenario): CalculVu {
  const { phase, fraction } = calcul.etape ?? { phase: 'optimum' as const, fraction: 0 }
  const [de, a] = PARTS[phase]
  const tires = tirages?.tirages ?? 0
  const mots: Record<EtapeCalcul['phase'], string> = {
    optimum: 'recherche de la meilleure répartition',
    conflits: 'recherche de ce qui se contredit',
    robustesse: `répartition trouvée, robustesse\u00a0: ${formatNombre(Math.round(fraction * tires))}\u00a0tirages sur ${formatNombre(tires)}`,
    manques: 'ce qui manque à chaque dossier écarté',
  }
  return { id, nom, etat: calcul.etat, place: calcul.place, phase: mots[phase], genre: phase, part: Math.round(de + (a - de) * fraction) }
}
