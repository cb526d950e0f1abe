import { sql } from 'kysely'
import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { journaliser } from '../../journal/index.ts'
import { type Cle, cles } from '../../optimiseur/index.ts'
import { seCalcule } from './calcul/calcul.rules.ts'
import { appelerCalculs } from './calcul/jouer.ts'
import { relachable, sansContrainte } from './contraintes.ts'
import { ouvrirScenario, type RefusLecture } from './lire.ts'

type Demande = { seanceId: string; scenarioId: string; cle: string; revision: string }
export type RefusRelachement = RefusLecture | { motif: 'revision' }

/** Gives up one constraint of a scenario: calculated, it is calculated again; made by hand, its amounts stay. */
export const relacherContrainte = (ctx: ContexteActeur, d: Demande): Promise<Result<void, RefusRelachement>> =>
  enTransaction(ctx, async tx => {
    const lu = await ouvrirScenario(tx, ctx, 'simuler', d, { verrou: true })
    if (!lu.ok) return lu
    const { scenario } = lu.value
    const cle = d.cle as Cle
    if (String(scenario.revision) !== d.revision || seCalcule(scenario.calcul.etat)) return err({ motif: 'revision' })
    if (!cles(scenario.probleme).includes(cle) || !relachable(scenario.probleme, cle)) return err({ motif: 'introuvable' })
    const main = scenario.origine === 'main'
    const refait = { calcul: 'demande', file: sql<number>`nextval('scenario_file')`, avancement: null, resultat: null, moteur: null }
    await tx
      .updateTable('scenario')
      .set({
        probleme: JSON.stringify(sansContrainte(scenario.probleme, cle)),
        revision: scenario.revision + 1,
        modifie_par: ctx.acteur.compteId,
        modifie_le: ctx.instant,
        ...(main ? {} : refait),
      })
      .where('guichet_id', '=', ctx.guichetId)
      .where('id', '=', scenario.id)
      .execute()
    if (!main) await appelerCalculs(tx, ctx.guichetId)
    await journaliser(tx, ctx, 'comite.scenario_relache', d.seanceId, { scenario: scenario.id, contrainte: cle })
    return ok(undefined)
  })
