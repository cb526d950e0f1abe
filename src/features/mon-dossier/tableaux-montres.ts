import { paths } from '../../paths.ts'
import { type Etape, type Question, type TableauAppel, tableauxDe } from '../cahier/index.ts'
import { type Champ, lignesDe } from '../contenu/index.ts'
import type { Dossier } from '../dossiers/index.ts'
import type { Lecture } from '../examen/index.ts'
import type { TableauEvalue } from '../recevabilite/index.ts'

export type TableauMontre = { tableau: TableauAppel; lignes: readonly string[]; evalue: TableauEvalue | undefined; importer: string }

/** The tables that a step shows now, by id, with the lines of the draft and what is worked out of them. */
export const tableauxMontres = (d: Dossier, l: Lecture, etape: Etape): ReadonlyMap<string, TableauMontre> =>
  new Map([
    ...(etape.blocs.includes('plan') ? lignesDuPlan(d, l) : []),
    ...etape.questions.flatMap((q): [string, TableauMontre][] => {
      const tableau = l.visibilite.questions.has(q.id) ? tableauxDe(l.appel).get(q.id) : undefined
      if (!tableau) return []
      const lignes = lignesDe(d.contenu, q.id)
      return [[q.id, { tableau, lignes, evalue: l.tableaux.get(q.id), importer: paths.dossiers.importTableau(d.id, q.id) }]]
    }),
  ])
/** The plan has a view of its own; what is worked out of its lines is read again with the rest. */
const lignesDuPlan = (d: Dossier, l: Lecture): [string, TableauMontre][] =>
  [...tableauxDe(l.appel).values()]
    .filter(t => t.liste !== t.id)
    .map(tableau => {
      const lignes = lignesDe(d.contenu, tableau.liste)
      return [tableau.id, { tableau, lignes, evalue: l.tableaux.get(tableau.id), importer: paths.dossiers.importPlan(d.id) }]
    })

/** The fields in the order of the call, cut where a table stands among the questions. */
export function morceaux(questions: readonly Question[], champs: readonly Champ[]) {
  const tables = questions.flatMap((q, i) => (q.type === 'tableau' ? [{ id: q.id, rang: i }] : []))
  const rang = (nom: string) => questions.findIndex(q => q.id === nom)
  const bornes = [-1, ...tables.map(t => t.rang), questions.length]
  return bornes.slice(1).map((fin, i) => ({
    champs: champs.filter(c => (i === 0 ? rang(c.nom) < fin : rang(c.nom) > bornes[i]! && rang(c.nom) < fin)),
    tableau: tables[i]?.id,
  }))
}
