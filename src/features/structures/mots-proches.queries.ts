import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../db/db.ts'
import { voisins } from './requete.rules.ts'

const PROCHES_MAX = 20
const LONGUEUR_MAX = 30

/** Near words of each word that was typed: among the names of the referential alone, and among all that are known. */
export type Proches = { structures: Map<string, string[]>; tous: Map<string, string[]> }
type Ligne = { m: string; structures: string[] | null; tous: string[] | null }

/** Words of names at one fault of each of these; for those that have none, the nearest by their letters. */
export async function motsProches(tx: Tx, mots: readonly string[]): Promise<Proches> {
  const a = mots.filter(m => /^[a-z]{3,}$/.test(m) && m.length <= LONGUEUR_MAX)
  const proches: Proches = { structures: new Map(), tous: new Map() }
  if (a.length === 0) return proches
  const { rows } =
    await sql<Ligne>`select t.m, p.* from jsonb_to_recordset(${JSON.stringify(a.map(m => ({ m, v: voisins(m) })))}::jsonb) as t(m text, v jsonb)
    cross join lateral (${lesPlusProches(sql`v.mot = any(array(select jsonb_array_elements_text(t.v)))`)}) p`.execute(tx)
  garder(proches, rows)
  const loin = a.filter(m => !proches.structures.has(m))
  if (loin.length === 0) return proches
  // one reading a word: the planner of a list of words reads the whole lexicon for each
  const { rows: autres } = await sql<Ligne>`${sql.join(
    loin.map(m => sql`(select t.m, p.* from (select ${m}::text as m) as t cross join lateral (${lesPlusProches(sql`v.mot % ${m}`)}) p)`),
    sql` union all `,
  )}`.execute(tx)
  garder(proches, autres)
  return proches
}
/** In one reading of the lexicon, for both audiences. */
const lesPlusProches = (parmi: RawBuilder<unknown>) =>
  sql`select (array_agg(x.mot order by x.s desc) filter (where x.de_structure))[1:${sql.lit(PROCHES_MAX)}] as structures,
    (array_agg(x.mot order by x.s desc))[1:${sql.lit(PROCHES_MAX)}] as tous
    from (select v.mot, v.de_structure, similarity(v.mot, t.m) as s from mot_de_nom v where ${parmi}) x`
/** What a word has already, found at one fault, is not replaced by what is further. */
function garder(proches: Proches, lignes: readonly Ligne[]) {
  for (const { m, structures, tous } of lignes) {
    if (structures && !proches.structures.has(m)) proches.structures.set(m, structures)
    if (tous && !proches.tous.has(m)) proches.tous.set(m, tous)
  }
}

/** Those of these words that some name bears whole, as they were typed. */
export const motsConnus = async (tx: Tx, mots: readonly string[]): Promise<Set<string>> =>
  new Set((await tx.selectFrom('mot_de_nom').select('mot').where('mot', 'in', mots).execute()).map(l => l.mot))
