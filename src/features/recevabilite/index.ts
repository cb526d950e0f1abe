/**
 * Recevabilité: the rules of a call, evaluated on facts, and the sentences that explain the result. Owns no table, reads no clock and no database.
 * Invariant: what is missing is never taken for zero, and no text typed by a person reaches the rule engine.
 */
import { parObjet } from '../../lib/une-fois.ts'
import type { Appel } from '../cahier/index.ts'
import type { Faits, Reponse, Usage, Verdict } from '../verdicts/index.ts'
import { analyser } from './analyser.ts'
import type { RegleDeLAppel } from './declarations.ts'
import { compilerRegles, type ReglesPretes } from './evaluer.ts'
import { formater } from './phrases.ts'
import { reglesDesTableaux } from './verdicts-des-tableaux.ts'

export type { Manque, Visibilite } from './completude.ts'
export { contradictions } from './contradictions.ts'
export { chiffre } from './couverture.ts'
export { formuleEnMots } from './formule-dite.ts'
export { jourDe, type Noeud } from './formules.ts'
export { jetonsDe } from './jetons.ts'
export { lecteurDeFormules } from './lire-formule.ts'
export { seuilsDe } from './seuils.ts'
export type { LigneEvaluee, TableauEvalue } from './tableaux.ts'
export { nomDeLigne } from './tableaux.ts'
export { type Usages, usagesDe } from './usages.ts'
export { momentDesRegles } from './valeurs.ts'
export { analyser }

/** Versions of calls kept compiled; beyond, the oldest goes. */
const VERSIONS_GARDEES = 50
const parVersion = new Map<string, ReglesPretes>()

/**
 * Rules of one version of a call, compiled once by `version` (its id, or the SHA-256 of its text: a version never changes) and by temps.
 * @throws when the call was not read by `lireAppel`
 */
export function preparerRegles(appel: Appel, version: string): ReglesPretes {
  const cle = appel.temps ? `${version} ${appel.temps}` : version
  const connues = parVersion.get(cle)
  if (connues) return connues
  const regles = compilerRegles(appel)
  if (parVersion.size >= VERSIONS_GARDEES) parVersion.delete(parVersion.keys().next().value!)
  parVersion.set(cle, regles)
  return regles
}

const tableauxPrets = parObjet((appel: Appel) => analyser(appel).tableaux)
/** What the site works out in a column of a table: its kind, and its words. */
export function colonneCalculee(appel: Appel, tableau: string, code: string) {
  const colonne = tableauxPrets(appel)
    .get(tableau)
    ?.colonnes.find(c => c.code === code)
  const genre = colonne?.genre ?? 'libelle'
  return { genre, dire: (valeur: Reponse) => formater(valeur as number | boolean | string, genre, colonne?.options) }
}

/** Every rule of a call: those of its file, those that its declarations make, those of its tables. */
export const reglesDeLAppel = parObjet((appel: Appel): readonly RegleDeLAppel[] => [
  ...analyser(appel).regles.map(r => r.regle),
  ...reglesDesTableaux(appel),
])

/** Whether the rules of a call read what the guichet knows of the porteur's other dossiers. */
export const litAutresDossiers = parObjet((appel: Appel): boolean => analyser(appel).regles.some(r => r.autres))
/** Whether one of them reads the rank that the porteur gave. */
export const litLeRang = parObjet((appel: Appel): boolean => analyser(appel).regles.some(r => r.autres === 'rang'))

/**
 * A dossier that is filed keeps being judged by what judged it (ADR 0025): of the rules that declarations make, only those that its filing had already. `jugees`: the
 * rules of its filing.
 */
export function commeAuDepot(appel: Appel, verdicts: readonly Verdict[], jugees: ReadonlySet<string>): Verdict[] {
  const declarees = new Set(reglesDeLAppel(appel).flatMap(r => (r.etapes ? [r.id] : [])))
  return verdicts.filter(v => jugees.has(v.regle) || !declarees.has(v.regle))
}

/** Verdicts of a use (public simulator, filing, instruction), most pressing first. Under 3 ms once compiled. */
export const evaluer = (regles: ReglesPretes, faits: Faits, usage: Usage): Verdict[] => regles.evaluer(faits, usage)

/** Whether these verdicts forbid filing. */
export const bloque = (verdicts: readonly Verdict[]) => verdicts.some(v => v.bloquant)
