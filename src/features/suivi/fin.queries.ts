import { sql } from 'kysely'
import type { Contexte } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { type FinConnue, finDe, type JoursDeFin, type SourceFin } from './fin.rules.ts'
import { DECLARE } from './suivi.queries.ts'

/** Of a row `u` of `suivi`, named `q`: the signed act that says its agreed end; none, and its dossier does. */
export const ACTE_DE_LA_FIN = sql`lateral (
  select a.nature, a.numero, a.signe_depose_le as le from acte a left join avenant v on v.acte_id = a.id
  where a.dossier_id = u.dossier_id and a.guichet_id = u.guichet_id and a.signe_le is not null and a.retire_le is null
    and (a.nature <> 'avenant' or v.demande ? 'fin')
  order by coalesce(v.demande ->> 'fin' = u.fin::text, false) desc, a.signe_depose_le desc limit 1) q`

/**
 * Notes what the bilans in force say of the end: the last of them, unless an act signed since says another. One that is filed, or sent back and then counts
 * for nothing, changes it. Whether the project is completed.
 */
export async function noterFin(tx: Tx, { guichetId }: Pick<Contexte, 'guichetId'>, dossierId: string): Promise<{ acheve: boolean }> {
  const { rows } = await sql<{ acheve: boolean }>`
    update suivi set fin_annoncee = x.annoncee, acheve_le = x.acheve
    from (select case when q.le is null or b.depose_le >= q.le then b.fin_annoncee end as annoncee, case when b.final then b.fin_annoncee end as acheve
      from suivi u left join ${ACTE_DE_LA_FIN} on true
      left join lateral (select b.* from bilan b where b.dossier_id = u.dossier_id and ${DECLARE} order by b.rang desc limit 1) b on true
      where u.guichet_id = ${guichetId} and u.dossier_id = ${dossierId}) x
    where suivi.guichet_id = ${guichetId} and suivi.dossier_id = ${dossierId} returning acheve_le is not null as acheve`.execute(tx)
  return rows[0]!
}

/** The end of a project as a bilan takes it up, with who says it: what is typed and not filed, or sent back, counts for nothing. */
export async function finConnue(tx: Tx, guichetId: string, dossierId: string): Promise<FinConnue> {
  const { rows } = await sql<JoursDeFin & { bilan: string | null; acte: SourceFin['acte']; le: Date | null }>`
    select u.etape, u.fin, u.fin_annoncee as "finAnnoncee", u.acheve_le as "acheveLe", u.clos_le as "closLe",
      (select max(b.fin) from bilan b where b.dossier_id = u.dossier_id and ${DECLARE}) as bilan,
      case when q.numero is not null then jsonb_build_object('nature', q.nature, 'numero', q.numero) end as acte, q.le
    from suivi u left join ${ACTE_DE_LA_FIN} on true where u.guichet_id = ${guichetId} and u.dossier_id = ${dossierId}`.execute(tx)
  const { bilan, acte, le, ...jours } = rows[0]!
  const { jour, de } = finDe(jours)
  return { jour, le, source: de === 'convenue' ? { bilan: null, acte } : { bilan, acte: null } }
}
