import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import type { FieldErrors } from '../../../lib/forms.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { ceQuIlFaudrait, lancerScenario, MOTEUR, nommer } from '../../enveloppes/index.ts'
import { journaliser } from '../../journal/index.ts'
import { LIMITE_MS, NOM_PRIS } from './creer.ts'
import { ouvrirScenario, type RefusLecture } from './lire.ts'
import { comprendreMontants, fixerMontants } from './main.ts'
import { erreurNom } from './scenario.form.ts'
import { nomPris } from './scenario.queries.ts'

export type RefusMontants =
  | RefusLecture
  | { motif: 'saisie'; errors: FieldErrors }
  /** Somebody else changed it since it was shown. */
  | { motif: 'revision' }
  | { motif: 'temps' }
type Demande = { seanceId: string; scenarioId: string; revision: string; nom: string; montants: Readonly<Record<string, string>> }

/** Sets the amounts of a scenario made by hand: within the envelope and the rules, checked to the cent by what proposes scenarios too. */
export async function changerMontants(ctx: ContexteActeur, d: Demande): Promise<Result<void, RefusMontants>> {
  const pose = await enTransaction(ctx, tx => ouvrirScenario(tx, ctx, 'simuler', d))
  if (!pose.ok) return pose
  const { scenario } = pose.value
  if (scenario.origine !== 'main') return err({ motif: 'introuvable' })
  if (String(scenario.revision) !== d.revision) return err({ motif: 'revision' })
  const lus = comprendreMontants(scenario.probleme, d.montants)
  const nom = erreurNom(d.nom)
  if (nom || !lus.ok) return err({ motif: 'saisie', errors: { ...(nom ? { nom } : {}), ...(lus.ok ? {} : lus.errors) } })
  const probleme = fixerMontants(scenario.probleme, lus.value)
  const resultat = await lancerScenario({ probleme, limiteMs: LIMITE_MS, robustesse: null })
  if (resultat.statut === 'incompatible') {
    const phrases = (resultat.conflits ?? [])
      .filter(c => !c.cle.startsWith('main:'))
      .map(c => [`_${c.cle}`, `${nommer(probleme, c.cle)}. ${ceQuIlFaudrait(probleme, c)}`])
    return err({ motif: 'saisie', errors: { _somme: 'Ces montants ne tiennent pas ensemble.', ...Object.fromEntries(phrases) } })
  }
  if (resultat.statut !== 'optimal') return err({ motif: 'temps' })
  return enTransaction(ctx, async tx => {
    const encore = await ouvrirScenario(tx, ctx, 'simuler', d, { verrou: true })
    if (!encore.ok) return encore
    if (encore.value.scenario.revision !== scenario.revision) return err({ motif: 'revision' })
    if (await nomPris(tx, ctx.guichetId, d.seanceId, d.nom, scenario.id)) return err({ motif: 'saisie', errors: { nom: NOM_PRIS } })
    await tx
      .updateTable('scenario')
      .set({
        nom: d.nom,
        probleme: JSON.stringify(probleme),
        resultat: JSON.stringify(resultat),
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
}
