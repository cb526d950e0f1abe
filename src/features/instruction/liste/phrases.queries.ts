import { sql } from 'kysely'
import type { Tx } from '../../../db/db.ts'

/** One verdict of one dossier: of the rule as its filing was judged, or as somebody judged it since. */
export type VerdictVise = { dossier: string; depot: string; regle: string }

/** What these verdicts say, in one sentence each, by dossier. One reading, whatever they are. */
export async function phrasesDe(tx: Tx, vises: readonly VerdictVise[]): Promise<ReadonlyMap<string, string>> {
  if (vises.length === 0) return new Map()
  const colonne = (cle: keyof VerdictVise) => vises.map(v => v[cle])
  const { rows } = await sql<{ dossier: string; phrase: string | null }>`
    select d.dossier, coalesce((select case when h.resultat is not null then h.motif end from verdict_humain h
        where h.dossier_id = d.dossier and h.regle = d.regle order by h.rendu_le desc, h.id desc limit 1), v.explication) as phrase
    from unnest(${colonne('dossier')}::uuid[], ${colonne('depot')}::uuid[], ${colonne('regle')}::text[]) d(dossier, depot, regle)
    left join verdict v on v.depot_id = d.depot and v.regle = d.regle`.execute(tx)
  return new Map(rows.flatMap(r => (r.phrase === null ? [] : [[r.dossier, r.phrase]])))
}
