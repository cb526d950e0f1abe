import type { Reponse } from '../verdicts/index.ts'
import { champCellule } from './listes.ts'

/** Rows that somebody removed, with what they held: « Rétablir » brings them back. `le` in ISO 8601. */
export type Retrait = {
  id: string
  par: string
  le: string
  lignes: { liste: string; ligne: string; rang: number }[]
  /** They had been brought in by an import, which was then undone. */
  importees?: true
}

/**
 * What a draft holds, field by field: names of fields are those of verdicts (`titre`, `volet`, `actions`, `aide`, `part`, a cell of a row
 * `depenses.<ligne>.ht`, or the id of a question). Amounts are cents. `illisibles` keeps what was typed and could not be read: shown back,
 * never taken for zero. `pages` tells which open page wrote a field last, so that one's own autosaves are no conflict. `lignes` gives the rows
 * of each list and table in their order; the cells of removed rows stay until their `retraits` are forgotten.
 */
export type Contenu = {
  valeurs: Record<string, Reponse>
  illisibles: Record<string, string>
  pages: Record<string, string>
  lignes: Partial<Record<string, string[]>>
  retraits: Retrait[]
  /** What came from the simulator, as it came: a field that still holds it says so. */
  simulateur?: Record<string, Reponse>
}

export const CONTENU_VIDE: Contenu = { valeurs: {}, illisibles: {}, pages: {}, lignes: {}, retraits: [] }

/** Content as the database gives it back; a new draft's is `{}`. */
export const lireContenu = (json: unknown): Contenu => ({ ...CONTENU_VIDE, ...(json as Partial<Contenu>) })

const SEPARATEUR = '\u001f'
/** One text for a value, to compare: the same for two equal values, whatever was typed. */
export const texteComparable = (v: Reponse | undefined): string =>
  v === undefined ? '' : Array.isArray(v) ? [...v].sort().join(SEPARATEUR) : String(v)

/** What a field holds now, as one text: its value, or what was typed when it could not be read. */
export const actuelDe = (c: Contenu, champ: string) => c.illisibles[champ] ?? texteComparable(c.valeurs[champ])

export const montantDe = (c: Contenu, champ: string): number | undefined => {
  const v = c.valeurs[champ]
  return typeof v === 'number' ? v : undefined
}
export const texteDe = (c: Contenu, champ: string): string | undefined => {
  const v = c.valeurs[champ]
  return typeof v === 'string' ? v : undefined
}
export const listeDe = (c: Contenu, champ: string): readonly string[] | undefined => {
  const v = c.valeurs[champ]
  return Array.isArray(v) ? (v as readonly string[]) : undefined
}

/** The rows of a list, in their order. */
export const lignesDe = (c: Contenu, liste: string): readonly string[] => c.lignes[liste] ?? []
/** The same, in the order in which people read them: expenses by lot, those without a lot last. Ranks count from this order. */
export function lignesMontrees(c: Contenu, liste: string): readonly string[] {
  const lots = lignesDe(c, 'lots')
  if (liste !== 'depenses' || lots.length === 0) return lignesDe(c, liste)
  const rang = (ligne: string) => {
    const lot = lots.indexOf(texteDe(c, champCellule('depenses', ligne, 'lot')) ?? '')
    return lot < 0 ? lots.length : lot
  }
  return [...lignesDe(c, liste)].sort((a, b) => rang(a) - rang(b))
}
/** The lots of the plan, by row, with their words: « Lot 2. Formation ». */
export const lotsDe = (c: Contenu): { code: string; libelle: string }[] =>
  lignesDe(c, 'lots').map((ligne, i) => {
    const intitule = texteDe(c, champCellule('lots', ligne, 'intitule'))
    return { code: ligne, libelle: `Lot\u00a0${i + 1}${intitule ? `. ${intitule}` : ''}` }
  })
