import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import type { Filtre, Tri } from './filtres.ts'

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

const CLES: Record<Tri, Cle> = {
  depose_le: instant(sql`i.depose_le`),
  numero: mot('numero'),
  titre: mot('titre'),
  porteur: mot('porteur'),
  population: entier(ou('i.population', sql`-1`), 'integer'),
  volet: nu(ou('i.volet', sql`''`)),
  cout_global: entier(ou('i.cout_global', sql`-1`), 'bigint'),
  aide_demandee: entier(ou('i.aide_demandee', sql`-1`), 'bigint'),
  suite: nu(sql`i.suite`),
  echeance: instant(ou('i.echeance', sql`'infinity'`)),
}

/** A number that may be missing, as its index has it: less than any. */
export const nombreDe = (tri: 'population' | 'cout_global' | 'aide_demandee') => CLES[tri].expression

/** A place in a sorted list: the key of the row that was there, as text, and its id. */
export type Repere = { cle: string; id: string }

export const cleDe = (f: Pick<Filtre, 'tri'>) => sql<string>`(${CLES[f.tri].expression})::text`

/** Rows beyond a place, one way or the other. */
export function audela(f: Pick<Filtre, 'tri' | 'sens'>, repere: Repere, vers: 'suite' | 'debut'): RawBuilder<boolean> {
  const { expression, lire } = CLES[f.tri]
  const plus = (f.sens === 'asc') === (vers === 'suite')
  return sql<boolean>`(${expression}, i.dossier_id) ${sql.raw(plus ? '>' : '<')} (${lire(repere.cle)}, ${repere.id}::uuid)`
}

const sensVers = (f: Pick<Filtre, 'sens'>, vers: 'suite' | 'debut') => sql.raw((f.sens === 'asc') === (vers === 'suite') ? 'asc' : 'desc')
export function ordre(f: Pick<Filtre, 'tri' | 'sens'>, vers: 'suite' | 'debut'): RawBuilder<unknown> {
  const sens = sensVers(f, vers)
  return sql`${CLES[f.tri].expression} ${sens}, i.dossier_id ${sens}`
}
/** The same of a subquery named `o` that is already in this order: the key is its first column, `cle`. */
export const cleBrute = (f: Pick<Filtre, 'tri'>) => CLES[f.tri].expression
export const ordreDeO = (f: Pick<Filtre, 'sens'>, vers: 'suite' | 'debut') =>
  sql`o.cle ${sensVers(f, vers)}, o.dossier_id ${sensVers(f, vers)}`

/** A place written in an address, and read back; unreadable for this order, it is no place. */
export const ecrireRepere = (r: Repere) => Buffer.from(`${r.id}${r.cle}`, 'utf8').toString('base64url')
export function lireRepere(f: Pick<Filtre, 'tri'>, valeur: string | undefined): Repere | undefined {
  if (!valeur || valeur.length > 4000) return undefined
  const texte = Buffer.from(valeur, 'base64url').toString('utf8')
  const r = { id: texte.slice(0, 36), cle: texte.slice(36) }
  return z.uuid().safeParse(r.id).success && !r.cle.includes('\0') && CLES[f.tri].forme.safeParse(r.cle).success ? r : undefined
}
