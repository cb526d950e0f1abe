import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'

/** What a column is sorted by, as its index has it (migration 0007), and how a key that comes back from an address is read. */
type Cle = { expression: RawBuilder<unknown>; lire: (cle: string) => RawBuilder<unknown>; forme: z.ZodType<string> }
const mot = (colonne: string): Cle => ({
  expression: sql`i.${sql.id(colonne)} collate fr`,
  lire: c => sql`${c}::text collate fr`,
  forme: z.string().max(2000),
})
const entier = (expression: RawBuilder<unknown>, type: 'integer' | 'bigint'): Cle => ({
  expression,
  lire: c => sql`${c}::${sql.raw(type)}`,
  forme: z.string().regex(type === 'integer' ? /^-?\d{1,9}$/ : /^-?\d{1,17}$/),
})
const instant = (expression: RawBuilder<unknown>): Cle => ({
  expression,
  lire: c => sql`${c}::timestamptz`,
  forme: z.string().regex(/^(infinity|20\d\d-(0[1-9]|1[0-2])-([01]\d|2[0-8]|29|30|31) ([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?\+00)$/),
})
/** As the index has it: see there why not « coalesce ». */
const ou = (colonne: string, absent: RawBuilder<unknown>) =>
  sql`(case when ${sql.ref(colonne)} is null then ${absent} else ${sql.ref(colonne)} end)`
const nu = (expression: RawBuilder<unknown>): Cle => ({ expression, lire: c => sql`${c}::text`, forme: z.string().max(100) })

type LigneTri = {
  /** « par … » */
  mots: string
  /** The way that one first wants it: dates and amounts from the last or the largest, words from A, what is due from the nearest. */
  sens: Sens
  cle: Cle
  /** Whether the index of counts holds its key (migration 0018): these lists are put in order without their rows. */
  couvert: boolean
}
/** One line a sort of the list. Another needs its index. */
export const TRIS = {
  depose_le: { mots: 'date de dépôt', sens: 'desc', cle: instant(sql`i.depose_le`), couvert: true },
  numero: { mots: 'numéro', sens: 'asc', cle: mot('numero'), couvert: false },
  titre: { mots: 'titre', sens: 'asc', cle: mot('titre'), couvert: false },
  porteur: { mots: 'porteur', sens: 'asc', cle: mot('porteur'), couvert: false },
  population: { mots: 'population', sens: 'desc', cle: entier(ou('i.population', sql`-1`), 'integer'), couvert: true },
  volet: { mots: 'volet', sens: 'asc', cle: nu(ou('i.volet', sql`''`)), couvert: true },
  cout_global: { mots: 'coût global', sens: 'desc', cle: entier(ou('i.cout_global', sql`-1`), 'bigint'), couvert: true },
  aide_demandee: { mots: 'aide demandée', sens: 'desc', cle: entier(ou('i.aide_demandee', sql`-1`), 'bigint'), couvert: true },
  suite: { mots: 'suite à donner', sens: 'asc', cle: nu(sql`i.suite`), couvert: true },
  echeance: { mots: 'échéance', sens: 'asc', cle: instant(ou('i.echeance', sql`'infinity'`)), couvert: true },
} satisfies Record<string, LigneTri>
export type Tri = keyof typeof TRIS
export type Sens = 'asc' | 'desc'
export type Ordre = { tri: Tri; sens: Sens }
const TRI_USUEL: Tri = 'depose_le'

/** The order of an address; what cannot be read is the usual one. */
export function lireOrdre(query: URLSearchParams): Ordre {
  const dit = query.get('tri')
  const tri = dit !== null && Object.hasOwn(TRIS, dit) ? (dit as Tri) : TRI_USUEL
  const sens = query.get('sens')
  return { tri, sens: sens === 'asc' || sens === 'desc' ? sens : TRIS[tri].sens }
}
/** What an address says of it; nothing of what is usual. */
export const ecrireOrdre = ({ tri, sens }: Ordre): [string, string][] => [
  ...(tri === TRI_USUEL ? [] : [['tri', tri] as [string, string]]),
  ...(sens === TRIS[tri].sens ? [] : [['sens', sens] as [string, string]]),
]

const cle = (f: Pick<Ordre, 'tri'>): Cle => TRIS[f.tri].cle
/** When a dossier is due, as its index has it. */
export const ECHEANCE = TRIS.echeance.cle.expression

/** A place in a sorted list: the key of the row that was there, as text, and its id. */
export type Repere = { cle: string; id: string }

export const cleDe = (f: Pick<Ordre, 'tri'>) => sql<string>`(${cle(f).expression})::text`

/** Rows beyond a place, one way or the other. */
export function audela(f: Ordre, repere: Repere, vers: 'suite' | 'debut'): RawBuilder<boolean> {
  const { expression, lire } = cle(f)
  const plus = (f.sens === 'asc') === (vers === 'suite')
  return sql<boolean>`(${expression}, i.dossier_id) ${sql.raw(plus ? '>' : '<')} (${lire(repere.cle)}, ${repere.id}::uuid)`
}

const sensVers = (f: Pick<Ordre, 'sens'>, vers: 'suite' | 'debut') => sql.raw((f.sens === 'asc') === (vers === 'suite') ? 'asc' : 'desc')
export function ordre(f: Ordre, vers: 'suite' | 'debut'): RawBuilder<unknown> {
  const sens = sensVers(f, vers)
  return sql`${cle(f).expression} ${sens}, i.dossier_id ${sens}`
}
/** The same of a subquery named `o` that is already in this order: the key is its first column, `cle`. */
export const cleBrute = (f: Pick<Ordre, 'tri'>) => cle(f).expression
export const ordreDeO = (f: Pick<Ordre, 'sens'>, vers: 'suite' | 'debut') =>
  sql`o.cle ${sensVers(f, vers)}, o.dossier_id ${sensVers(f, vers)}`

/** A place written in an address, and read back; unreadable for this order, it is no place. */
export const ecrireRepere = (r: Repere) => Buffer.from(`${r.id}${r.cle}`, 'utf8').toString('base64url')
export function lireRepere(f: Pick<Ordre, 'tri'>, valeur: string | undefined): Repere | undefined {
  if (!valeur || valeur.length > 4000) return undefined
  const texte = Buffer.from(valeur, 'base64url').toString('utf8')
  const r = { id: texte.slice(0, 36), cle: texte.slice(36) }
  return z.uuid().safeParse(r.id).success && !r.cle.includes('\0') && cle(f).forme.safeParse(r.cle).success ? r : undefined
}
