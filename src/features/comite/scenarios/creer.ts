import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import type { FieldErrors } from '../../../lib/forms.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { lancerScenario } from '../../enveloppes/index.ts'
import { journaliser } from '../../journal/index.ts'
import { examines } from '../seance.ts'
import { ecrireScenario } from './ecrire.ts'
import { matiereDe, ouvrirScenarios, type RefusLecture } from './lire.ts'
import { demandeDe, poserProbleme } from './probleme.ts'
import { comprendreScenario, lireSaisie, type SaisieScenario } from './scenario.form.ts'
import { nomPris } from './scenario.queries.ts'

export type RefusScenario = RefusLecture | { motif: 'saisie'; errors: FieldErrors; saisie: SaisieScenario } | { motif: 'temps' }

/** Each of the two searches, the allocation and what contradicts, is given this long: several times what thousands of dossiers take. */
export const LIMITE_MS = 10_000
export const NOM_PRIS = 'Un scénario de cette séance porte déjà ce nom'
const RIEN = 'Aucun dossier de l’ordre du jour n’a de montant\u00a0: il n’y a rien à répartir'

/**
 * Has the optimiser propose an allocation under what a person asks. It is computed between two transactions, so that nothing waits for it; the
 * second one checks again that the séance is still open to them, and keeps the inputs with the result.
 */
export async function proposerScenario(
  ctx: ContexteActeur,
  seanceId: string,
  corps: Record<string, unknown>,
): Promise<Result<string, RefusScenario>> {
  const pose = await enTransaction(ctx, async tx => {
    const lue = await ouvrirScenarios(tx, ctx, 'simuler', seanceId)
    if (!lue.ok) return lue
    const { s } = lue.value
    const saisie = lireSaisie(
      corps,
      s.appel.territoire.departements.map(d => d.code),
    )
    const lu = comprendreScenario(saisie, new Set(examines(s).map(d => d.id)))
    if (!lu.ok) return err({ motif: 'saisie' as const, errors: lu.errors, saisie })
    if (await nomPris(tx, ctx.guichetId, seanceId, lu.value.nom))
      return err({ motif: 'saisie' as const, errors: { nom: NOM_PRIS }, saisie })
    const matiere = await matiereDe(tx, ctx.guichetId, lue.value)
    if (!matiere.candidats.some(c => demandeDe(c) > 0)) return err({ motif: 'saisie' as const, errors: { _rien: RIEN }, saisie })
    return ok({ demande: lu.value, saisie, probleme: poserProbleme(s, matiere, lu.value) })
  })
  if (!pose.ok) return pose
  const { demande, saisie, probleme } = pose.value
  const resultat = await lancerScenario({ probleme, limiteMs: LIMITE_MS, robustesse: null })
  if (resultat.statut === 'rien' || resultat.statut === 'annule') return err({ motif: 'temps' })
  return enTransaction(ctx, async tx => {
    const lue = await ouvrirScenarios(tx, ctx, 'simuler', seanceId, { verrou: true })
    if (!lue.ok) return lue
    if (await nomPris(tx, ctx.guichetId, seanceId, demande.nom)) return err({ motif: 'saisie', errors: { nom: NOM_PRIS }, saisie })
    const id = await ecrireScenario(tx, ctx, { seanceId, nom: demande.nom, origine: 'optimiseur', issuDe: null, probleme, resultat })
    await journaliser(tx, ctx, 'comite.scenario_propose', seanceId, { scenario: id, nom: demande.nom, statut: resultat.statut })
    return ok(id)
  })
}
