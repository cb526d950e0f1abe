import { sql } from 'kysely'
import type { Tx } from '../../db/db.ts'
import type { Centimes } from '../../lib/euros.ts'
import type { SensAvis, Votes } from './instances.rules.ts'

/** What a body said of a dossier in a séance. `montant`: what was proposed then, in cents; `scelleLe`: when the procès-verbal of the séance was frozen, signed. */
export type AvisRendu = Votes & {
  id: string
  dossierId: string
  instance: string
  seanceId: string
  tenueLe: Date
  sens: SensAvis
  montant: Centimes
  raison: string
  le: Date
  revision: number
  scelleLe: Date | null
}

/** What the bodies said of these dossiers, the last séance first. */
export async function avisRendus(tx: Tx, guichetId: string, dossiers: readonly string[]): Promise<AvisRendu[]> {
  if (dossiers.length === 0) return []
  const { rows } = await sql<AvisRendu>`
    select a.id, a.dossier_id as "dossierId", s.instance, a.seance_id as "seanceId", s.tenue_le as "tenueLe", a.sens, a.pour, a.contre, a.abstention,
      a.sans_vote as "sansVote", a.montant, a.raison, a.rendu_le as le, a.revision, v.fige_le as "scelleLe"
    from avis_instance a join seance s on s.id = a.seance_id
    left join lateral (select p.fige_le from proces_verbal p where p.seance_id = s.id order by p.version desc limit 1) v on true
    where a.guichet_id = ${guichetId} and a.dossier_id = any(${[...dossiers]}::uuid[])
    order by s.tenue_le desc, a.rendu_le desc`.execute(tx)
  return rows
}

/** What is proposed of these dossiers: by their report once it is finished, what is asked until then. Cents. */
export async function montantsProposes(tx: Tx, guichetId: string, dossiers: readonly string[]): Promise<Map<string, Centimes>> {
  const { rows } = await sql<{ id: string; montant: Centimes }>`
    select i.dossier_id as id, coalesce(case when r.termine_le is not null then r.montant end, i.aide_demandee, 0)::bigint as montant
    from instruction i left join rapport r on r.dossier_id = i.dossier_id
    where i.guichet_id = ${guichetId} and i.dossier_id = any(${[...dossiers]}::uuid[])`.execute(tx)
  return new Map(rows.map(r => [r.id, r.montant]))
}
