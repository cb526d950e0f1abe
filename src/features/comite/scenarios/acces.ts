import { peut } from '../../decret/index.ts'
import { decidable } from '../comite.rules.ts'
import type { Avancement } from '../notation/notation.queries.ts'
import { examines, placesDossier, type Seance } from '../seance.ts'

/** Why the scenarios of a séance stay closed to somebody who has a place in it. */
export type Obstacle = { motif: 'conflit' } | { motif: 'conflit_ailleurs' } | { motif: 'a_finaliser'; reste: number }

/**
 * A scenario weighs every dossier against the others by its average: who is in conflict on one of them could read its score between the lines, and
 * who has not finalised theirs would no longer be blind. `autres`: dossiers of a scenario, on the agenda or no longer.
 * It holds the envelope as well, which is the call's: two scenarios would tell what another séance has granted between them, on a dossier where the reader is in conflict.
 */
export function obstacleScenarios(s: Seance, avancement: readonly Avancement[], autres: readonly string[] = []): Obstacle | undefined {
  const ids = [...new Set([...examines(s).map(d => d.id), ...autres])]
  if (ids.some(id => !peut(placesDossier(s, id), 'comparer', { seance: s.etat }))) return { motif: 'conflit' }
  if (s.conflits.some(c => c.inscrit && decidable(c.etat))) return { motif: 'conflit_ailleurs' }
  const { moi } = s
  if (!moi) return undefined
  const reste = ids.filter(id => !avancement.some(a => a.membreId === moi.id && a.dossierId === id && a.finalisee)).length
  return reste > 0 ? { motif: 'a_finaliser', reste } : undefined
}

export function phraseObstacle(o: Obstacle): string {
  switch (o.motif) {
    case 'conflit':
      return 'Un scénario compare les notes de tous les dossiers. Vous êtes déporté de l’un d’eux\u00a0: les scénarios de cette séance ne vous sont pas ouverts.'
    case 'conflit_ailleurs':
      return 'Un scénario montre ce qui reste de l’enveloppe. Vous êtes déporté d’un autre dossier de cet appel\u00a0: les scénarios s’ouvriront à vous quand la décision sur ce dossier sera notifiée.'
    case 'a_finaliser':
      return `Un scénario montre les moyennes du comité. Il s’ouvre à vous quand vos notes sont finalisées pour tous les dossiers\u00a0: il en reste ${o.reste}.`
  }
}
