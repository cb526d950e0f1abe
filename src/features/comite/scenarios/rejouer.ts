import { isDeepStrictEqual } from 'node:util'
import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { journaliser } from '../../journal/index.ts'
import { evaluer, type ResultatScenario, rejouerCalcul } from '../../optimiseur/index.ts'
import { LIMITE_MS } from './calcul/jouer.ts'
import { attributionsDe } from './dupliquer.ts'
import { ouvrirScenario, type RefusLecture } from './lire.ts'
import type { Scenario } from './scenario.queries.ts'

/** What is compared is who receives what, or what contradicts: draws come after, from the same inputs. */
const compare = (r: ResultatScenario | { statut: 'annule' }) =>
  'allocation' in r ? { statut: r.statut, attributions: r.allocation.attributions, totaux: r.allocation.totaux } : r

const refaire = ({ origine, probleme, ...s }: Scenario) =>
  origine === 'main' ? evaluer(probleme, attributionsDe(s)) : rejouerCalcul({ probleme, limiteMs: LIMITE_MS, robustesse: null })

/** Computes a scenario again from the inputs it keeps, and says whether the result is the same. The scenario does not change. */
export async function rejouerScenario(
  ctx: ContexteActeur,
  d: { seanceId: string; scenarioId: string },
): Promise<Result<{ meme: boolean }, RefusLecture>> {
  const lu = await enTransaction(ctx, tx => ouvrirScenario(tx, ctx, 'lire_scenarios', d))
  if (!lu.ok) return lu
  const { scenario } = lu.value
  if (!scenario.resultat) return err({ motif: 'introuvable' })
  const meme = isDeepStrictEqual(compare(await refaire(scenario)), compare(scenario.resultat))
  return enTransaction(ctx, async tx => {
    await journaliser(tx, ctx, 'comite.scenario_rejoue', d.seanceId, { scenario: d.scenarioId, meme })
    return ok({ meme })
  })
}
