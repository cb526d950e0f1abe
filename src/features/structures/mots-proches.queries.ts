import { sql } from 'kysely'
import type { Tx } from '../../db/db.ts'
import { voisins } from './requete.rules.ts'

const PROCHES_MAX = 20
const LONGUEUR_MAX = 30

/** Words of names at one fault of each of these; for those that have none, the nearest by their letters. `structures`: of the referential's names alone. */
export async function motsProches(
  tx: Tx,
  mots: readonly string[],
  { structures }: { structures: boolean },
): Promise<Map<string, string[]>> {
  const a = mots.filter(m => /^[a-z]{3,}$/.test(m) && m.length <= LONGUEUR_MAX)
  const proches = new Map<string, string[]>()
  const parmi = structures ? sql`v.de_structure` : sql`true`
  if (a.length === 0) return proches
  const { rows } = await sql<{ m: string; p: string[] }>`select t.m, array(select v.mot from mot_de_nom v
      where v.mot = any(array(select jsonb_array_elements_text(t.v))) and ${parmi} order by similarity(v.mot, t.m) desc limit ${PROCHES_MAX}) as p
    from jsonb_to_recordset(${JSON.stringify(a.map(m => ({ m, v: voisins(m) })))}::jsonb) as t(m text, v jsonb)`.execute(tx)
  for (const { m, p } of rows) if (p.length > 0) proches.set(m, p)
  const loin = a.filter(m => !proches.has(m))
  if (loin.length === 0) return proches
  const { rows: autres } = await sql<{ m: string; p: string[] }>`select t.m, array(select v.mot from mot_de_nom v
      where v.mot % t.m and ${parmi} order by similarity(v.mot, t.m) desc limit ${PROCHES_MAX}) as p from unnest(${loin}::text[]) as t(m)`.execute(
    tx,
  )
  for (const { m, p } of autres) if (p.length > 0) proches.set(m, p)
  return proches
}

/** Some name bears it whole. */
export const estUnMot = async (tx: Tx, mot: string): Promise<boolean> =>
  !!(await tx.selectFrom('mot_de_nom').select('mot').where('mot', '=', mot).executeTakeFirst())
