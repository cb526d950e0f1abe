import type { Tx } from '../../../db/db.ts'
import { formatEuros } from '../../../lib/euros.ts'
import { peut } from '../../decret/index.ts'
import type { Avancement } from '../notation/notation.queries.ts'
import { obstacleScenarios } from '../scenarios/acces.ts'
import { attributionsDe } from '../scenarios/dupliquer.ts'
import { scenariosLisibles } from '../scenarios/lire.ts'
import type { Scenario } from '../scenarios/scenario.queries.ts'
import { formatRobustesse, lotsDe, manqueDe, robustesseDe, sortDe } from '../scenarios/scenarios.mots.ts'
import { sortisDe } from '../scenarios/sortis.rules.ts'
import { examines, placesSeance, type Seance } from '../seance.ts'

/** What a scenario gives the dossier in debate. Amounts in cents. */
export type ScenarioSalle = { id: string; nom: string; montant: number; mots: string }

/** What each scenario gives a dossier, for whoever may read the scenarios: nothing for the others, who are not told that there are some. */
export async function scenariosDuDossier(
  tx: Tx,
  guichetId: string,
  { s, avancement }: { s: Seance; avancement: readonly Avancement[] },
  dossierId: string,
): Promise<ScenarioSalle[]> {
  if (!peut(placesSeance(s), 'lire_scenarios', { seance: s.etat })) return []
  if (obstacleScenarios(s, avancement)) return []
  const scenarios = await scenariosLisibles(tx, guichetId, { s, avancement })
  return scenarios.flatMap(x => donne(s, x, dossierId))
}

function donne(s: Seance, x: Scenario, dossierId: string): ScenarioSalle[] {
  const d = x.probleme.dossiers.find(y => y.id === dossierId)
  if (!d || !x.resultat || !('allocation' in x.resultat)) return []
  const a = attributionsDe(x).get(dossierId)
  const montant = a?.montant ?? 0
  const [robuste, manque] = [robustesseDe(x, dossierId), manqueDe(x, dossierId)]
  const mots = [
    sortDe(d, montant).toLowerCase(),
    ...lotsDe(d, a).map(l => l.libelle.toLowerCase()),
    ...(montant > 0 && robuste !== undefined ? [`robuste à ${formatRobustesse(robuste)}`] : []),
    ...(montant === 0 && manque !== undefined ? [`à ${formatEuros(manque)} près`] : []),
    ...(sortisDe(examines(s), x).length > 0 ? ['préparé avec un dossier qui n’est plus à l’ordre du jour'] : []),
  ]
  return [{ id: x.id, nom: x.nom, montant, mots: mots.join(', ') }]
}
