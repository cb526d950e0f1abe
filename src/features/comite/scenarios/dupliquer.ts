import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { journaliser } from '../../journal/index.ts'
import { evaluer } from '../../optimiseur/index.ts'
import { examines } from '../seance.ts'
import { type Attributions, aLaMain } from './a-la-main.ts'
import { ecrireScenario } from './ecrire.ts'
import { ouvrirScenario, type RefusLecture } from './lire.ts'
import { NOM_MAX } from './scenario.form.ts'
import { nomPris, type Scenario } from './scenario.queries.ts'
import { sans, sortisDe } from './sortis.rules.ts'

/** What a scenario grants, by dossier. */
export const attributionsDe = ({ resultat }: Pick<Scenario, 'resultat'>): Attributions =>
  new Map(resultat && 'allocation' in resultat ? resultat.allocation.attributions.map(a => [a.id, a]) : [])

/** Copies a scenario, and what it was asked, into one whose amounts are set by hand, starting from its own; what is on the agenda no longer is left out. */
export const dupliquerScenario = (
  ctx: ContexteActeur,
  d: { seanceId: string; scenarioId: string },
): Promise<Result<string, RefusLecture>> =>
  enTransaction(ctx, async tx => {
    const lu = await ouvrirScenario(tx, ctx, 'simuler', d, { verrou: true })
    if (!lu.ok) return lu
    const { s, scenario } = lu.value
    if (!scenario.resultat) return err({ motif: 'introuvable' })
    const sortis = sortisDe(examines(s), scenario)
    const probleme = aLaMain(sans(scenario.probleme, sortis))
    const gardees = [...attributionsDe(scenario)].filter(([id]) => !sortis.some(d => d.id === id))
    const resultat = evaluer(probleme, new Map(gardees))
    let nom = ''
    for (let n = 1; nom === '' || (await nomPris(tx, ctx.guichetId, d.seanceId, nom)); n++) nom = nomDeCopie(scenario.nom, n)
    const id = await ecrireScenario(tx, ctx, { ...d, nom, origine: 'main', issuDe: scenario.id, probleme, resultat })
    await journaliser(tx, ctx, 'comite.scenario_duplique', d.seanceId, { scenario: id, issu_de: scenario.id, nom })
    return ok(id)
  })

function nomDeCopie(nom: string, n: number) {
  const suite = n === 1 ? ', à la main' : `, à la main ${n}`
  return `${nom.slice(0, NOM_MAX - suite.length)}${suite}`
}
