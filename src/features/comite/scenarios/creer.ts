import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import type { FieldErrors } from '../../../lib/forms.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { journaliser } from '../../journal/index.ts'
import { examines } from '../seance.ts'
import { vide } from './a-la-main.ts'
import { ecrireScenario } from './ecrire.ts'
import { matiereDe, ouvrirScenarios, type RefusLecture } from './lire.ts'
import { demandeDe, poserProbleme, tiragesDe } from './probleme.ts'
import { comprendreScenario, lireSaisie, type SaisieScenario } from './scenario.form.ts'
import { nomPris } from './scenario.queries.ts'

export type RefusScenario = RefusLecture | { motif: 'saisie'; errors: FieldErrors; saisie: SaisieScenario }

export const NOM_PRIS = 'Un scénario de cette séance porte déjà ce nom'
const RIEN = 'Aucun dossier de l’ordre du jour n’a de montant\u00a0: il n’y a rien à répartir'

/**
 * Keeps what a person asks of a scenario, with the scores and amounts of the day: the optimiser will propose an allocation in its turn, or the
 * person sets the amounts by hand.
 */
export const creerScenario = (
  ctx: ContexteActeur,
  seanceId: string,
  corps: Record<string, unknown>,
): Promise<Result<{ id: string; main: boolean }, RefusScenario>> =>
  enTransaction(ctx, async tx => {
    const lue = await ouvrirScenarios(tx, ctx, 'simuler', seanceId, { verrou: true })
    if (!lue.ok) return lue
    const { s } = lue.value
    const saisie = lireSaisie(corps, s.appel)
    const lu = comprendreScenario(saisie, new Set(examines(s).map(d => d.id)))
    const refuser = (errors: FieldErrors) => err({ motif: 'saisie' as const, errors, saisie })
    if (!lu.ok) return refuser(lu.errors)
    const { nom, main } = lu.value
    if (await nomPris(tx, ctx.guichetId, seanceId, nom)) return refuser({ nom: NOM_PRIS })
    const matiere = await matiereDe(tx, ctx.guichetId, lue.value)
    if (!matiere.candidats.some(c => demandeDe(c) > 0)) return refuser({ _rien: RIEN })
    const probleme = poserProbleme(s, matiere, lu.value)
    const commun = { seanceId, nom, issuDe: null }
    const id = await ecrireScenario(
      tx,
      ctx,
      main
        ? { ...commun, origine: 'main', ...vide(probleme) }
        : { ...commun, origine: 'optimiseur', probleme, tirages: tiragesDe(s.appel) },
    )
    await journaliser(tx, ctx, 'comite.scenario_propose', seanceId, { scenario: id, nom, origine: main ? 'main' : 'optimiseur' })
    return ok({ id, main })
  })
