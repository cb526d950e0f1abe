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
  /** The version of the call that its séance applies, which alone is sure to know the body. */
  versionId: string
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
    select a.id, a.dossier_id as "dossierId", s.instance, a.seance_id as "seanceId", s.appel_version_id as "versionId", s.tenue_le as "tenueLe", a.sens, a.pour, a.contre, a.abstention,
      a.sans_vote as "sansVote", a.montant, a.raison, a.rendu_le as le, a.revision, v.fige_le as "scelleLe"
    from avis_instance a join seance s on s.id = a.seance_id
    left join lateral (select p.fige_le from proces_verbal p where p.seance_id = s.id order by p.version desc limit 1) v on true
    where a.guichet_id = ${guichetId} and a.dossier_id = any(${[...dossiers]}::uuid[])
    order by s.tenue_le desc, a.rendu_le desc`.execute(tx)
  return rows
}

/** An amendment that waits, instructed, and raises an aid: what it asks for, in cents, and since when. */
export type Hausse = { id: string; montant: Centimes; le: Date }
/** Those of these dossiers, or of a call, by dossier: a body that the new amount goes before takes the dossier up again, though it is decided. */
export async function haussesEnAttente(
  tx: Tx,
  guichetId: string,
  de: { dossiers: readonly string[] } | { appelId: string },
): Promise<Map<string, Hausse>> {
  const { rows } = await sql<Hausse>`
    select v.dossier_id as id, (v.demande ->> 'montant')::bigint as montant, v.demande_le as le
    from avenant v join instruction i on i.dossier_id = v.dossier_id
    join decision d on d.dossier_id = v.dossier_id and not exists (select from decision r where r.remplace_id = d.id)
    where v.guichet_id = ${guichetId} and ${'appelId' in de ? sql`i.appel_id = ${de.appelId}` : sql`v.dossier_id = any(${[...de.dossiers]}::uuid[])`}
      and v.sens is null and v.retire_le is null and v.avis <> '' and i.etat = 'retenu' and (v.demande ->> 'montant')::bigint > d.montant`.execute(
    tx,
  )
  return new Map(rows.map(r => [r.id, r]))
}

/** What is proposed of these dossiers: by an amendment that waits, by their report once it is finished, what is asked until then. Cents. */
export async function montantsProposes(tx: Tx, guichetId: string, dossiers: readonly string[]): Promise<Map<string, Centimes>> {
  const lus = sql<{ id: string; montant: Centimes }>`
    select i.dossier_id as id, coalesce(case when r.termine_le is not null then r.montant end, i.aide_demandee, 0)::bigint as montant
    from instruction i left join rapport r on r.dossier_id = i.dossier_id
    where i.guichet_id = ${guichetId} and i.dossier_id = any(${[...dossiers]}::uuid[])`.execute(tx)
  const [{ rows }, hausses] = await Promise.all([lus, haussesEnAttente(tx, guichetId, { dossiers })])
  return new Map(rows.map(r => [r.id, hausses.get(r.id)?.montant ?? r.montant]))
}
