import type { ContexteActeur } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { accorde, decisionsDe } from '../../decisions/index.ts'
import { type RefusComite, seancePour } from '../acte.ts'
import { moyennesVisibles } from '../notation/moyennes.ts'
import { type Avancement, avancementDe } from '../notation/notation.queries.ts'
import { examines, type Seance } from '../seance.ts'
import { type Obstacle, obstacleScenarios } from './acces.ts'
import { montantsDe, sourcesPour } from './probleme.queries.ts'
import { candidatsDe, type Matiere } from './probleme.ts'
import { type Scenario, scenariosDe, trouverScenario } from './scenario.queries.ts'

export type RefusLecture = RefusComite | { motif: 'ferme'; obstacle: Obstacle; s: Seance }
type Lecture = { s: Seance; avancement: readonly Avancement[] }
type Acte = 'lire_scenarios' | 'simuler'

/** The séance, for whoever may see its scenarios. */
export async function ouvrirScenarios(
  tx: Tx,
  ctx: ContexteActeur,
  acte: Acte,
  seanceId: string,
  { verrou = false } = {},
): Promise<Result<Lecture, RefusLecture>> {
  const lue = await seancePour(tx, ctx, acte, seanceId, { verrou })
  if (!lue.ok) return lue
  const s = lue.value
  const avancement = await avancementDe(tx, ctx.guichetId, s.id)
  const obstacle = obstacleScenarios(s, avancement)
  return obstacle ? err({ motif: 'ferme', obstacle, s }) : ok({ s, avancement })
}

/** One scenario: conflicts and blindness count for its own dossiers as well, those no longer on the agenda included. */
export async function ouvrirScenario(
  tx: Tx,
  ctx: ContexteActeur,
  acte: Acte,
  { seanceId, scenarioId }: { seanceId: string; scenarioId: string },
  { verrou = false } = {},
): Promise<Result<Lecture & { scenario: Scenario }, RefusLecture>> {
  const lue = await ouvrirScenarios(tx, ctx, acte, seanceId, { verrou })
  if (!lue.ok) return lue
  const scenario = await trouverScenario(tx, ctx.guichetId, seanceId, scenarioId)
  if (!scenario) return err({ motif: 'introuvable' })
  const { s, avancement } = lue.value
  const obstacle = obstacleScenarios(
    s,
    avancement,
    scenario.probleme.dossiers.map(d => d.id),
  )
  return obstacle ? err({ motif: 'ferme', obstacle, s }) : ok({ ...lue.value, scenario })
}

/** What a new scenario of the séance is made from. */
export async function matiereDe(tx: Tx, guichetId: string, { s, avancement }: Lecture): Promise<Matiere> {
  const dossiers = examines(s)
  const ids = dossiers.map(d => d.id)
  const moyennes = await moyennesVisibles(tx, guichetId, s, avancement)
  const prises = await decisionsDe(tx, guichetId, s.appelId)
  return {
    candidats: candidatsDe(dossiers, await montantsDe(tx, guichetId, ids), moyennes, s.appel, prises),
    acquis: [...prises.values()].filter(p => accorde(p.sens) && !ids.includes(p.dossierId)).length,
    sources: await sourcesPour(tx, guichetId, s.appelId, ids),
  }
}

/** The scenarios of the séance that the reader may see: a conflict counts for dossiers no longer on the agenda too. */
export async function scenariosLisibles(tx: Tx, guichetId: string, { s, avancement }: Lecture): Promise<Scenario[]> {
  const ids = (x: Scenario) => x.probleme.dossiers.map(d => d.id)
  return (await scenariosDe(tx, guichetId, s.id)).filter(x => !obstacleScenarios(s, avancement, ids(x)))
}
