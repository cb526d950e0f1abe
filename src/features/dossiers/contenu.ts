import { createHash } from 'node:crypto'
import type { Reponse } from '../recevabilite/index.ts'

/**
 * What a draft holds, field by field: names of fields are those of verdicts (`titre`, `volet`, `actions`, `aide`, `part`, `autres`,
 * `depenses.<nature>`, or the id of a question). Amounts are cents. `illisibles` keeps what was typed and could not be read: shown back,
 * never taken for zero. `pages` tells which open page wrote a field last, so that one's own autosaves are no conflict.
 */
export type Contenu = { valeurs: Record<string, Reponse>; illisibles: Record<string, string>; pages: Record<string, string> }

export const CONTENU_VIDE: Contenu = { valeurs: {}, illisibles: {}, pages: {} }

/** Content as the database gives it back; a new draft's is `{}`. */
export const lireContenu = (json: unknown): Contenu => ({ ...CONTENU_VIDE, ...(json as Partial<Contenu>) })

const SEPARATEUR = '\u001f'
/** One text for a value, to compare: the same for two equal values, whatever was typed. */
export const texteComparable = (v: Reponse | undefined): string =>
  v === undefined ? '' : Array.isArray(v) ? [...v].sort().join(SEPARATEUR) : String(v)

/** What a field holds now, as one text: its value, or what was typed when it could not be read. */
export const actuelDe = (c: Contenu, champ: string) => c.illisibles[champ] ?? texteComparable(c.valeurs[champ])

/** Short mark of a text: what a form remembers of the value that it showed. */
export const marque = (texte: string) => (texte === '' ? '' : createHash('sha256').update(texte).digest('hex').slice(0, 10))

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

export const RESSOURCES = ['aide', 'part', 'autres'] as const
export const champDepense = (nature: string) => `depenses.${nature}`

/** Global cost in cents: aid, own share and other funders (C5.8); `undefined` while one of them is missing. */
export function coutGlobal(c: Contenu): number | undefined {
  const [aide, part, autres] = RESSOURCES.map(r => montantDe(c, r))
  return aide === undefined || part === undefined || autres === undefined ? undefined : aide + part + autres
}
