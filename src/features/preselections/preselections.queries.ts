import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../db/db.ts'
import type { Lettre } from './lettre.ts'
import type { Reponse } from './preselection.rules.ts'

/** An intention as the page of the service shows it. Cents. */
export type IntentionLue = {
  id: string
  numero: string
  titre: string
  porteur: string
  structureId: string
  appelVersionId: string
  aide: number | null
  etat: string
  /** What the instructeur wrote of it in the report. */
  avis: string
  deposeLe: Date
  preselectionId: string | null
  reponse: Reponse | null
  motif: string
  decideeLe: Date | null
  annonceeLe: Date | null
  /** Of who was preselected: when the second form was filed, or else changed last. */
  secondLe: Date | null
  modifieLe: Date
}

/** The last answer of a dossier named `i`. */
const derniere = sql`left join preselection p on p.dossier_id = i.dossier_id and not exists (select from preselection r where r.remplace_id = p.id)`

/**
 * The intentions of a call that wait for an answer, and those that were told one, by name of porteur. `lisible`: what the reader may read of a row of `instruction` named `i`;
 * without it, all of them.
 */
export async function intentionsDe(
  tx: Tx,
  guichetId: string,
  appelId: string,
  lisible: RawBuilder<boolean> = sql`true`,
): Promise<IntentionLue[]> {
  const { rows } = await sql<IntentionLue>`
    select i.dossier_id as id, i.numero, i.titre, i.porteur, i.structure_id as "structureId", i.appel_version_id as "appelVersionId", i.etat,
      coalesce((f.contenu::jsonb #>> '{montants,aide}')::bigint, i.aide_demandee) as aide, f.recu_le as "deposeLe",
      left(coalesce(nullif(r.points_forts, ''), r.reserves, ''), 200) as avis, p.id as "preselectionId", p.reponse, coalesce(p.motif, '') as motif,
      p.decidee_le as "decideeLe", p.annoncee_le as "annonceeLe", case when i.temps = 2 then i.depose_le end as "secondLe", d.modifie_le as "modifieLe"
    from instruction i join dossier d on d.id = i.dossier_id
    join lateral (select x.contenu, x.recu_le from depot x where x.dossier_id = i.dossier_id and x.temps = 1 order by x.version desc limit 1) f on true
    left join rapport r on r.dossier_id = i.dossier_id and i.temps = 1 ${derniere}
    where i.guichet_id = ${guichetId} and i.appel_id = ${appelId}
      and ((i.temps = 1 and i.etat in ('depose', 'en_instruction')) or p.annoncee_le is not null) and ${lisible}
    order by i.porteur collate fr, i.numero`.execute(tx)
  return rows
}

/** What was answered to an intention and told, with its letter, and how many passed with it. */
export type AnnonceLue = {
  id: string
  dossierId: string
  reponse: Reponse
  motif: string
  annonceeLe: Date
  decideeLe: Date
  seanceLe: string | null
  lettre: Lettre
  /** Taken back after it was refused. */
  repechee: boolean
  presents: number
  passent: number
}
/** The last answer that was told; nothing before. The caller answers for who may read the dossier. */
export async function annonceDe(tx: Tx, guichetId: string, dossierId: string): Promise<AnnonceLue | undefined> {
  const { rows } = await sql<AnnonceLue>`
    select p.id, p.dossier_id as "dossierId", p.reponse, p.motif, p.annoncee_le as "annonceeLe", p.decidee_le as "decideeLe", p.seance_le as "seanceLe", p.lettre,
      p.remplace_id is not null as repechee, n.presents, n.passent
    from preselection p
    cross join lateral (select count(*)::int as presents, count(*) filter (where exists (select from preselection y
        where y.dossier_id = x.dossier_id and y.reponse = 'oui' and y.annoncee_le is not null))::int as passent
      from preselection x where x.appel_id = p.appel_id and x.annoncee_le is not null and x.remplace_id is null) n
    where p.guichet_id = ${guichetId} and p.dossier_id = ${dossierId} and p.annoncee_le is not null
    order by p.remplace_id is not null desc limit 1`.execute(tx)
  return rows[0]
}

/** The intentions that wait for an answer, held until the end of the transaction: none is withdrawn while they are told. */
export const tenirIntentions = (tx: Tx, guichetId: string, appelId: string) =>
  sql`select from dossier where guichet_id = ${guichetId} and appel_id = ${appelId} and temps = 1 and etat in ('depose', 'en_instruction')
    order by id for update`.execute(tx)

/** One act at a time on the answers of a call, until the end of the transaction. */
export const verrouillerReponses = (tx: Tx, guichetId: string, appelId: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`preselection:${guichetId}:${appelId}`}, 0))`.execute(tx)
