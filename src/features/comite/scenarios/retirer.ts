import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { journaliser } from '../../journal/index.ts'
import type { Seance } from '../seance.ts'
import { ouvrirScenario, type RefusLecture } from './lire.ts'
import type { Scenario } from './scenario.queries.ts'

/** Whoever made it, or an administrateur. */
export const peutRetirer = (s: Seance, x: Pick<Scenario, 'creePar'>) => s.administrateur || x.creePar === s.lecteurId

/** Takes a scenario away, its calculation with it. The journal keeps its name, and the procès-verbal what was decided. */
export const retirerScenario = (ctx: ContexteActeur, d: { seanceId: string; scenarioId: string }): Promise<Result<void, RefusLecture>> =>
  enTransaction(ctx, async tx => {
    const lu = await ouvrirScenario(tx, ctx, 'simuler', d, { verrou: true })
    if (!lu.ok) return lu
    const { s, scenario } = lu.value
    if (!peutRetirer(s, scenario)) return err({ motif: 'interdit' })
    await tx
      .updateTable('scenario')
      .set(({ eb }) => ({
        retire_le: ctx.instant,
        modifie_par: ctx.acteur.compteId,
        modifie_le: ctx.instant,
        calcul: eb.case().when('calcul', 'in', ['demande', 'en_cours']).then('annule').else(eb.ref('calcul')).end(),
      }))
      .where('guichet_id', '=', ctx.guichetId)
      .where('id', '=', scenario.id)
      .execute()
    await journaliser(tx, ctx, 'comite.scenario_retire', d.seanceId, { scenario: scenario.id, nom: scenario.nom })
    return ok(undefined)
  })
