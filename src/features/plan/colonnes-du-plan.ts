import { type Appel, tableauxDe } from '../cahier/index.ts'
import { type Contenu, champCellule } from '../contenu/index.ts'
import { colonneCalculee, type TableauEvalue } from '../recevabilite/index.ts'
import { celluleLue, colonnesLues, motTotal } from '../tableaux/index.ts'
import type { Depense } from './plan.ts'

/** A column that the call gives the lines of its plan, as one reads it: its words for an expense, and what it comes to. */
export type ColonneDuPlan = {
  code: string
  libelle: string
  num: boolean
  dire: (d: Pick<Depense, 'ligne'>) => string
  /** For a sheet that adds up: euros, a number, or the words. */
  valeur: (d: Pick<Depense, 'ligne'>) => number | string
  total: string
}
/** The columns of a call besides those of every plan, those that are worked out included; none where it gives none. Pure. */
function colonnesDe(appel: Appel, contenu: Contenu, evalue: TableauEvalue | undefined): ColonneDuPlan[] {
  if (!evalue || !appel.lignes_du_plan) return []
  const siennes = new Map(appel.lignes_du_plan.colonnes.map(c => [c.code, c]))
  const lignes = new Map(evalue.lignes.map(l => [l.ligne, l]))
  return colonnesLues(evalue.tableau)
    .filter(c => siennes.has(c.code))
    .map(({ code, libelle, num }) => {
      const { type } = siennes.get(code)!
      const euros = (type ?? colonneCalculee(appel, evalue.tableau.id, code).genre) === 'montant'
      const dire = (d: Pick<Depense, 'ligne'>) => {
        const l = lignes.get(d.ligne)
        return l ? celluleLue(appel, evalue, l, code, contenu) : ''
      }
      const lue = (ligne: string) =>
        type === undefined ? lignes.get(ligne)?.calculs[code]?.valeur : contenu.valeurs[champCellule(evalue.tableau.liste, ligne, code)]
      const total = evalue.totaux[code]
      return {
        code,
        libelle,
        num,
        dire,
        valeur: d => {
          const v = lue(d.ligne)
          return typeof v === 'number' && (euros || type === 'nombre') ? v / (euros ? 100 : 1) : dire(d)
        },
        total: total && total.sur > 0 ? [total.texte, motTotal(total)].filter(Boolean).join(', ') : '',
      }
    })
}

/** The lines of a plan as a table of its call, with what is worked out of them; nothing where its call asks no more of them than any other. Pure. */
function enPlusDe(appel: Appel, tableaux: ReadonlyMap<string, TableauEvalue>) {
  const tableau = tableauxDe(appel).get(PLAN)
  if (!tableau || !appel.lignes_du_plan) return undefined
  const { colonnes, rang } = appel.lignes_du_plan
  return { tableau, evalue: tableaux.get(PLAN), colonnes, rang }
}
/** The name of the plan among the tables of its call. */
const PLAN = 'plan'

/**
 * The lines of a plan as they are read: what the number of one is called (its rank, where the call asks for one), and the columns of the call; `enPlus`, the same as a
 * table, where the call asks more of its lines than any other. Pure.
 */
export function lignesDuPlan(appel: Appel, contenu: Contenu, tableaux: ReadonlyMap<string, TableauEvalue>) {
  const enPlus = enPlusDe(appel, tableaux)
  return {
    numero: enPlus?.rang ? ('Rang' as const) : ('N°' as const),
    colonnes: colonnesDe(appel, contenu, enPlus?.evalue),
    enPlus,
  }
}
