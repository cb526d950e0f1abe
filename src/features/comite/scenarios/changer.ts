import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import type { FieldErrors } from '../../../lib/forms.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { journaliser } from '../../journal/index.ts'
import { evaluer, MOTEUR } from '../../optimiseur/index.ts'
import { comprendreMontants, interdits } from './a-la-main.ts'
import { NOM_PRIS } from './creer.ts'
import { ouvrirScenario, type RefusLecture } from './lire.ts'
import { erreurNom } from './scenario.form.ts'
import { nomPris } from './scenario.queries.ts'

export type RefusMontants =
  | RefusLecture
  | { motif: 'saisie'; errors: FieldErrors }
  /** Somebody else changed it since it was shown. */
  | { motif: 'revision' }
type Demande = { seanceId: string; scenarioId: string; revision: string; nom: string; montants: Readonly<Record<string, string>> }

/**
 * Sets the amounts of a scenario made by hand, checked to the cent by what checks the calculated ones. Beyond the envelope they are refused; what
 * the person had asked of the scenario and that they break is named on its page.
 */
export const changerMontants = (ctx: ContexteActeur, d: Demande): Promise<Result<void, RefusMontants>> =>
  enTransaction(ctx, async tx => {
    const lu = await ouvrirScenario(tx, ctx, 'simuler', d, { verrou: true })
    if (!lu.ok) return lu
    const { scenario } = lu.value
    if (scenario.origine !== 'main') return err({ motif: 'introuvable' })
    if (String(scenario.revision) !== d.revision) return err({ motif: 'revision' })
    const { probleme } = scenario
    const lus = comprendreMontants(probleme, d.montants)
    const nom = erreurNom(d.nom) ?? ((await nomPris(tx, ctx.guichetId, d.seanceId, d.nom, scenario.id)) ? NOM_PRIS : undefined)
    const interdit = lus.ok ? interdits(probleme, lus.value) : {}
    const errors = {
      ...(nom ? { nom } : {}),
      ...(lus.ok ? {} : lus.errors),
      ...(Object.keys(interdit).length > 0 ? { _somme: 'Ces montants ne tiennent pas ensemble.', ...interdit } : {}),
    }
    if (!lus.ok || Object.keys(errors).length > 0) return err({ motif: 'saisie', errors })
    await tx
      .updateTable('scenario')
      .set({
        nom: d.nom,
        resultat: JSON.stringify(evaluer(probleme, lus.value)),
        moteur: MOTEUR,
        revision: scenario.revision + 1,
        modifie_par: ctx.acteur.compteId,
        modifie_le: ctx.instant,
      })
      .where('guichet_id', '=', ctx.guichetId)
      .where('id', '=', scenario.id)
      .execute()
    await journaliser(tx, ctx, 'comite.scenario_modifie', d.seanceId, { scenario: scenario.id, revision: scenario.revision + 1 })
    return ok(undefined)
  })
