import { peut } from '../../decret/index.ts'
import type { Avancement } from '../notation/notation.queries.ts'
import { examines, placesDossier, type Seance } from '../seance.ts'

/** Why the scenarios of a séance stay closed to somebody who has a place in it. */
export type Obstacle = { motif: 'conflit' } | { motif: 'a_finaliser'; reste: number }

/**
 * A scenario weighs every dossier against the others by its average: who is in conflict on one of them could read its score between the lines, and
 * who has not finalised theirs would no longer be blind. `autres`: dossiers of a scenario, on the agenda or no longer.
 */
export function obstacleScenarios(s: Seance, avancement: readonly Avancement[], autres: readonly string[] = []): Obstacle | undefined {
  const ids = [...new Set([...examines(s).map(d => d.id), ...autres])]
  if (ids.some(id => !peut(placesDossier(s, id), 'comparer', { seance: s.etat }))) return { motif: 'conflit' }
  const { moi } = s
  if (!moi) return undefined
  const reste = ids.filter(id => !avancement.some(a => a.membreId === moi.id && a.dossierId === id && a.finalisee)).length
  return reste > 0 ? { motif: 'a_finaliser', reste } : undefined
}

export const phraseObstacle = (o: Obstacle) =>
  o.motif === 'conflit'
    ? 'Un scénario compare les notes de tous les dossiers. Vous êtes déporté de l’un d’eux\u00a0: les scénarios de cette séance ne vous sont pas ouverts.'
    : `Un scénario montre les moyennes du comité. Il s’ouvre à vous quand vos notes sont finalisées pour tous les dossiers\u00a0: il en reste ${o.reste}.`
