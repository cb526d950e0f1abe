import { COLONNES_MAX, type Tableau } from './lire-tableau.ts'

const estLigne = (l: unknown) => Array.isArray(l) && l.length <= COLONNES_MAX && l.every(x => typeof x === 'string')
/** What a page of ours sent back: a table of texts, no larger than one that is read from a file; empty when it is anything else. */
export function relireTableau(donnees: string, lignesMax: number): Tableau {
  try {
    const t: unknown = JSON.parse(donnees)
    return Array.isArray(t) && t.length <= lignesMax && t.every(estLigne) ? (t as Tableau) : []
  } catch {
    return []
  }
}
