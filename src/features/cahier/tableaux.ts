import { parObjet } from '../../lib/une-fois.ts'
import type { Appel, Question } from './appel.schema.ts'
import { TABLEAU } from './schema/tableau.ts'

type Colonne = NonNullable<Question['colonnes']>[number]
/**
 * A table of a form: a question whose answer is lines. `max`: lines at most; `nomme`: the column by which people know a line, its first text, else its first one;
 * `liste`: where its lines stand in a draft; `montant`: of the lines of the plan, the column that is the aid of a line.
 */
export type TableauAppel = Question & { colonnes: Colonne[]; max: number; nomme: Colonne; liste: string; montant?: string | undefined }

/** The lines of the plan under the name that formulas and letters give them. */
const PLAN = 'plan'
const LISTE = 'depenses'
/** Cells that a step may have, and those of a line of the plan besides its own columns. */
const CELLULES = { etape: 1_800, depense: 6 }
const DEPENSES_MAX = 200

/** The tables of a call by their id; two forms may share one. The lines of the plan are one, where the call gives them columns, ranks or an aid of their own. */
export const tableauxDe = parObjet(
  (appel: Appel): ReadonlyMap<string, TableauAppel> =>
    new Map([
      ...appel.formulaires.flatMap(f => f.etapes.flatMap(e => e.questions.flatMap(q => enTableau(q).map(t => [q.id, t] as const)))),
      ...lignesDuPlan(appel).map(t => [t.id, t] as const),
    ]),
)

function enTableau(q: Question): TableauAppel[] {
  const { colonnes } = q
  const nomme = colonnes?.find(c => c.type === 'texte_court') ?? colonnes?.find(c => c.type !== undefined)
  return colonnes && nomme ? [{ ...q, colonnes, max: q.lignes_max ?? TABLEAU.lignesDefaut, nomme, liste: q.id }] : []
}

const colonne = (code: string, type: Colonne['type'], libelle: string, plus: Partial<Colonne> = {}): Colonne => ({
  code,
  type,
  libelle,
  obligatoire: true,
  ...plus,
})

/** What every line of a plan in full says; its rank is its place among the lines. */
const communes = ({ natures, lignes_du_plan }: Appel): Colonne[] => [
  ...(lignes_du_plan?.rang ? [colonne('rang', 'rang', 'Rang')] : []),
  colonne('libelle', 'texte_court', 'Dépense'),
  colonne('fournisseur', 'texte_court', 'Fournisseur', { obligatoire: false }),
  colonne('nature', 'choix', 'Nature', { options: natures.map(n => ({ code: n.code, libelle: n.libelle })) }),
  colonne('ht', 'montant', 'Montant HT'),
  colonne('ttc', 'montant', 'Montant TTC', { obligatoire: false }),
]

function lignesDuPlan(appel: Appel): TableauAppel[] {
  const { lignes_du_plan: lignes } = appel
  if (!lignes) return []
  const colonnes = [...communes(appel), ...lignes.colonnes]
  return [
    {
      id: PLAN,
      type: 'tableau',
      libelle: 'Dépenses',
      obligatoire: true,
      clause: lignes.clause,
      ligne: lignes.ligne,
      colonnes,
      max: Math.min(DEPENSES_MAX, Math.floor(CELLULES.etape / (CELLULES.depense + lignes.colonnes.length))),
      nomme: colonnes.find(c => c.code === 'libelle')!,
      liste: LISTE,
      montant: lignes.aide,
    },
  ]
}
