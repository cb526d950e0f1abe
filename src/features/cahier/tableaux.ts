import { parObjet } from '../../lib/une-fois.ts'
import type { Appel, Question } from './appel.schema.ts'
import { TABLEAU } from './schema/tableau.ts'

type Colonne = NonNullable<Question['colonnes']>[number]
/** A table of a form: a question whose answer is lines. `max`: lines at most; `nomme`: the column by which people know a line, its first text, else its first one. */
export type TableauAppel = Question & { colonnes: Colonne[]; max: number; nomme: Colonne }

/** The tables of a call by their id; two forms may share one. */
export const tableauxDe = parObjet(
  (appel: Appel): ReadonlyMap<string, TableauAppel> =>
    new Map(appel.formulaires.flatMap(f => f.etapes.flatMap(e => e.questions.flatMap(q => enTableau(q).map(t => [q.id, t] as const))))),
)

function enTableau(q: Question): TableauAppel[] {
  const { colonnes } = q
  const nomme = colonnes?.find(c => c.type === 'texte_court') ?? colonnes?.find(c => c.type !== undefined)
  return colonnes && nomme ? [{ ...q, colonnes, max: q.lignes_max ?? TABLEAU.lignesDefaut, nomme }] : []
}
