import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { lancerScenario } from '../../enveloppes/index.ts'
import { journaliser } from '../../journal/index.ts'
import { LIMITE_MS } from './creer.ts'
import { ecrireScenario } from './ecrire.ts'
import { ouvrirScenario, type RefusLecture } from './lire.ts'
import { fixerMontants } from './main.ts'
import { NOM_MAX } from './scenario.form.ts'
import { nomPris, type Scenario } from './scenario.queries.ts'

/** What a scenario grants, by dossier. */
export const montantsDuScenario = ({ resultat }: Scenario) =>
  new Map('allocation' in resultat ? resultat.allocation.attributions.map(a => [a.id, a.montant]) : [])

/** Copies a scenario into one whose amounts are set by hand, starting from its own. */
export async function dupliquerScenario(
  ctx: ContexteActeur,
  d: { seanceId: string; scenarioId: string },
): Promise<Result<string, RefusLecture | { motif: 'temps' }>> {
  const lu = await enTransaction(ctx, tx => ouvrirScenario(tx, ctx, 'simuler', d))
  if (!lu.ok) return lu
  const { scenario } = lu.value
  const probleme = fixerMontants(scenario.probleme, montantsDuScenario(scenario))
  const resultat = await lancerScenario({ probleme, limiteMs: LIMITE_MS, robustesse: null })
  if (resultat.statut !== 'optimal') return err({ motif: 'temps' })
  return enTransaction(ctx, async tx => {
    const encore = await ouvrirScenario(tx, ctx, 'simuler', d, { verrou: true })
    if (!encore.ok) return encore
    let nom = ''
    for (let n = 1; nom === '' || (await nomPris(tx, ctx.guichetId, d.seanceId, nom)); n++) nom = nomDeCopie(scenario.nom, n)
    const id = await ecrireScenario(tx, ctx, { ...d, nom, origine: 'main', issuDe: scenario.id, probleme, resultat })
    await journaliser(tx, ctx, 'comite.scenario_duplique', d.seanceId, { scenario: id, issu_de: scenario.id, nom })
    return ok(id)
  })
}

function nomDeCopie(nom: string, n: number) {
  const suite = n === 1 ? ', à la main' : `, à la main ${n}`
  return `${nom.slice(0, NOM_MAX - suite.length)}${suite}`
}
