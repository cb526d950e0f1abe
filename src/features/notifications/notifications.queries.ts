import { sql } from 'kysely'
import type { Tx } from '../../db/db.ts'
import { porteurDeclare } from '../etats/index.ts'
import type { EtapeDuCalcul } from '../verdicts/index.ts'
import type { SensNotifie } from './porteur/lettre.queries.ts'

/** A decision in force and where its letters are. Cents. */
export type DecisionANotifier = {
  decisionId: string
  dossierId: string
  numero: string
  titre: string
  porteur: string
  /** By hand, and not confirmed by the service. */
  declaree: boolean
  structureId: string
  etat: string
  appelVersionId: string
  sens: SensNotifie
  montant: number
  base: number | null
  rang: number | null
  motif: string
  conditions: string
  /** Why what was told is corrected. */
  correction: string
  demande: number | null
  cout: number | null
  /** The aid as it was computed from the filing that was decided on; cents. */
  calcul: { montant: number; etapes: EtapeDuCalcul[] } | null
  recuLe: Date
  /** The rank of the reserve list that this decision takes its dossier from. */
  rangQuitte: number | null
  /** Whoever reads is in conflict on it: it is somebody else's to confirm, and nothing of it is shown to them before its letters. */
  enConflit: boolean
  confirmeeLe: Date | null
  /** Its act is signed: only an amendment changes it. */
  acteSigne: boolean
  /** The signed amendment that put it in force, the act that this one amends, and the aid before. */
  avenant: { numero: string; initial: string; signeLe: string; avant: number } | null
  lettres: { id: string; structure: string; demandeeLe: string | null; envoyeeLe: string | null; ouverteLe: string | null }[]
  /** Letters sent before, about decisions that were replaced. */
  anterieures: { id: string; structure: string; envoyeeLe: string }[]
}

/** Whether an account is in conflict on the instruction `i`: it speaks for a structure of the project as it was filed, or said so at a séance. */
export const enConflit = (compteId: string) => sql<boolean>`(exists (select from conflit x where x.guichet_id = i.guichet_id
  and x.compte_id = ${compteId} and x.dossier_id = i.dossier_id and x.declare = 'conflit') or exists (select from appartenance a
  where a.guichet_id = i.guichet_id and a.compte_id = ${compteId} and a.etat = 'active'
    and (a.structure_id = i.structure_id or exists (select from depot y, jsonb_array_elements(coalesce(y.contenu::jsonb -> 'partenaires', '[]')) x
      where y.id = i.depot_id and (x ->> 'structure_id')::uuid = a.structure_id))))`

/** Decisions in force of a call that are to be told, with their letters. Those put off are not. */
export async function decisionsANotifier(tx: Tx, guichetId: string, appelId: string, compteId: string): Promise<DecisionANotifier[]> {
  const { rows } = await sql<DecisionANotifier>`
    select d.id as "decisionId", i.dossier_id as "dossierId", i.numero, i.titre, i.porteur, i.structure_id as "structureId", i.etat,
      i.appel_version_id as "appelVersionId", d.sens, d.montant, d.base, d.rang, d.motif, d.conditions, d.correction, i.aide_demandee as demande,
      i.cout_global as cout, (select y.contenu::jsonb -> 'aide_calculee' from depot y where y.id = d.depot_id) as calcul, i.depose_le as "recuLe", c.confirmee_le as "confirmeeLe",
      case when d.seance_id is null and d.sens in ('retenu', 'partiel') and d.correction = ''
        and exists (select from notification n where n.decision_id = q.id and n.envoyee_le is not null) then q.rang end as "rangQuitte",
      exists (select from acte a where a.dossier_id = d.dossier_id and a.nature <> 'avenant' and a.signe_le is not null and a.retire_le is null) as "acteSigne",
      (select json_build_object('numero', a.numero, 'initial', z.numero, 'signeLe', a.signe_le, 'avant', q.montant)
        from acte a join acte z on z.dossier_id = a.dossier_id and z.nature <> 'avenant' and z.retire_le is null
        where a.decision_id = d.id and a.nature = 'avenant' and a.signe_le is not null order by a.rang limit 1) as avenant,
      ${porteurDeclare('i.structure_id')} as declaree, ${enConflit(compteId)} as "enConflit",
      coalesce((select json_agg(json_build_object('id', n.id, 'structure', s.nom, 'demandeeLe', n.demandee_le, 'envoyeeLe', n.envoyee_le, 'ouverteLe', n.ouverte_le)
        order by n.structure_id <> i.structure_id, s.nom) from notification n join structure s on s.id = n.structure_id
        where n.decision_id = d.id), '[]') as lettres,
      coalesce((select json_agg(json_build_object('id', n.id, 'structure', s.nom, 'envoyeeLe', n.envoyee_le) order by n.envoyee_le desc, s.nom)
        from notification n join structure s on s.id = n.structure_id
        where n.dossier_id = d.dossier_id and n.decision_id <> d.id and n.envoyee_le is not null), '[]') as anterieures
    from decision d
    join instruction i on i.dossier_id = d.dossier_id
    left join confirmation c on c.decision_id = d.id
    left join decision q on q.id = d.remplace_id
    where d.guichet_id = ${guichetId} and i.appel_id = ${appelId} and d.sens <> 'ajourne' and i.etat not in ('retire', 'renonce')
      and not exists (select from decision r where r.remplace_id = d.id)
    order by i.numero`.execute(tx)
  return rows
}

/** A séance whose decisions wait to be told, and the procès-verbal that it lacks. */
export type SeanceSansPv = { id: string; tenueLe: Date; manque: 'cloture' | 'proces_verbal' | 'gel' }

/** The séances that took these decisions, and whose last procès-verbal is not frozen. */
export async function seancesSansPv(tx: Tx, guichetId: string, decisions: readonly string[]): Promise<SeanceSansPv[]> {
  const { rows } = await sql<SeanceSansPv>`
    select s.id, s.tenue_le as "tenueLe", case when s.etat <> 'close' then 'cloture' when v.id is null then 'proces_verbal' else 'gel' end as manque
    from seance s left join lateral (select p.id, p.fige_le from proces_verbal p where p.seance_id = s.id order by p.version desc limit 1) v on true
    where s.guichet_id = ${guichetId} and v.fige_le is null
      and s.id in (select d.seance_id from decision d where d.id = any(${decisions}::uuid[]))
    order by s.tenue_le, s.id`.execute(tx)
  return rows
}

/** The number of a dossier on which an account is in conflict; nothing when it is not. */
export const conflitSur = (tx: Tx, guichetId: string, dossierId: string, compteId: string): Promise<{ numero: string } | undefined> =>
  tx
    .selectFrom('instruction as i')
    .select('i.numero')
    .where('i.guichet_id', '=', guichetId)
    .where('i.dossier_id', '=', dossierId)
    .where(enConflit(compteId))
    .executeTakeFirst()

/** The structures that are told of a decision: its bearer, then its partners as they were when it was filed; one joined to another since, by that other. */
export async function destinatairesDe(tx: Tx, guichetId: string, dossierId: string): Promise<{ id: string; nom: string }[]> {
  const { rows } = await sql<{ id: string; nom: string }>`
    select s.id, s.nom from instruction i
    join depot p on p.id = i.depot_id
    cross join lateral (select i.structure_id as id, 0 as rang union all
      select (a ->> 'structure_id')::uuid, 1 from jsonb_array_elements(coalesce(p.contenu::jsonb -> 'partenaires', '[]')) a) x
    join structure f on f.id = x.id
    join structure s on s.id = coalesce(f.reunie_a, f.id)
    where i.guichet_id = ${guichetId} and i.dossier_id = ${dossierId} group by s.id, s.nom order by min(x.rang), s.nom`.execute(tx)
  return rows
}

/** The last letter sent to a structure about a dossier: the next one replaces it. */
export const derniereEnvoyee = (tx: Tx, guichetId: string, dossierId: string, structureId: string) =>
  tx
    .selectFrom('notification')
    .select(['id', 'envoyee_le as envoyeeLe'])
    .where('guichet_id', '=', guichetId)
    .where('dossier_id', '=', dossierId)
    .where('structure_id', '=', structureId)
    .where('envoyee_le', 'is not', null)
    .orderBy('envoyee_le', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
