import { sql } from 'kysely'
import { type ContexteActeur, enTransaction } from '../../../../contexte.ts'
import { err, ok, type Result } from '../../../../lib/result.ts'
import { journaliser } from '../../../journal/index.ts'
import { ouvrirScenario, type RefusLecture } from '../lire.ts'
import { aRelancer, seCalcule } from './calcul.rules.ts'
import { appelerCalculs } from './jouer.ts'

export type RefusCalcul = RefusLecture | { motif: 'fait' }
type Lieu = { seanceId: string; scenarioId: string }

/** Stops a calculation, that waits or goes on. What it has found already stays. */
export const arreterCalcul = (ctx: ContexteActeur, d: Lieu): Promise<Result<void, RefusCalcul>> =>
  enTransaction(ctx, async tx => {
    const lu = await ouvrirScenario(tx, ctx, 'simuler', d, { verrou: true })
    if (!lu.ok) return lu
    const { scenario } = lu.value
    if (!seCalcule(scenario.calcul.etat)) return err({ motif: 'fait' })
    const { numUpdatedRows } = await tx
      .updateTable('scenario')
      .set({ calcul: 'annule', avancement: null })
      .where('guichet_id', '=', ctx.guichetId)
      .where('id', '=', scenario.id)
      .where('calcul', 'in', ['demande', 'en_cours'])
      .executeTakeFirst()
    // it ended meanwhile
    if (numUpdatedRows === 0n) return err({ motif: 'fait' })
    await journaliser(tx, ctx, 'comite.scenario_arrete', d.seanceId, { scenario: scenario.id })
    return ok(undefined)
  })

/** Starts again a calculation that was stopped, cut or found nothing: it takes its place at the end of the queue. */
export const relancerCalcul = (ctx: ContexteActeur, d: Lieu): Promise<Result<void, RefusCalcul>> =>
  enTransaction(ctx, async tx => {
    const lu = await ouvrirScenario(tx, ctx, 'simuler', d, { verrou: true })
    if (!lu.ok) return lu
    const { scenario } = lu.value
    if (!aRelancer(scenario.calcul.etat)) return err({ motif: 'fait' })
    await tx
      .updateTable('scenario')
      .set({ calcul: 'demande', file: sql`nextval('scenario_file')`, avancement: null, resultat: null, moteur: null })
      .where('guichet_id', '=', ctx.guichetId)
      .where('id', '=', scenario.id)
      .execute()
    await appelerCalculs(tx, ctx.guichetId)
    await journaliser(tx, ctx, 'comite.scenario_relance', d.seanceId, { scenario: scenario.id })
    return ok(undefined)
  })
