import { isDeepStrictEqual } from 'node:util'
import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import { ok, type Result } from '../../../lib/result.ts'
import { lancerScenario, type ResultatScenario } from '../../enveloppes/index.ts'
import { journaliser } from '../../journal/index.ts'
import { LIMITE_MS } from './creer.ts'
import { ouvrirScenario, type RefusLecture } from './lire.ts'

/** The draws and the time they took are not part of it: what is compared is who receives what, or what contradicts. */
const compare = (r: ResultatScenario | { statut: 'annule' }) =>
  'allocation' in r ? { statut: r.statut, attributions: r.allocation.attributions, totaux: r.allocation.totaux } : r

/** Computes a scenario again from the inputs it keeps, and says whether the result is the same. The scenario does not change. */
export async function rejouerScenario(
  ctx: ContexteActeur,
  d: { seanceId: string; scenarioId: string },
): Promise<Result<{ meme: boolean }, RefusLecture>> {
  const lu = await enTransaction(ctx, tx => ouvrirScenario(tx, ctx, 'lireScenarios', d))
  if (!lu.ok) return lu
  const { probleme, resultat } = lu.value.scenario
  const rejoue = await lancerScenario({ probleme, limiteMs: LIMITE_MS, robustesse: null })
  const meme = isDeepStrictEqual(compare(rejoue), compare(resultat))
  return enTransaction(ctx, async tx => {
    await journaliser(tx, ctx, 'comite.scenario_rejoue', d.seanceId, { scenario: d.scenarioId, meme })
    return ok({ meme })
  })
}
