import { sql } from 'kysely'
import type { Tx } from '../../db/db.ts'
import { avisDuDossier, empechementsDe } from '../avis/index.ts'
import type { Plafonds, Sens, SourceLue } from './decision.rules.ts'

/** The decision in force of a dossier: the one that nothing replaces. Cents. */
export type DecisionPrise = {
  id: string
  dossierId: string
  seanceId: string | null
  sens: Sens
  montant: number
  rang: number | null
  motif: string
  conditions: string
  le: Date
}

/** Decisions of a call are taken one after the other, from here to the end of the act. */
const verrouillerDecisions = (tx: Tx, guichetId: string, appelId: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`decisions:${guichetId}:${appelId}`}, 0))`.execute(tx)

/** Holds a dossier until the end of the act, against whoever decides on it, withdraws it or tells its porteur. Its state, as it is from then on. */
async function tenirDossier(tx: Tx, guichetId: string, dossierId: string): Promise<string | undefined> {
  const tenu = await tx
    .selectFrom('dossier')
    .select('etat')
    .where('guichet_id', '=', guichetId)
    .where('id', '=', dossierId)
    .forNoKeyUpdate()
    .executeTakeFirst()
  return tenu?.etat
}

/**
 * Decisions in force of the dossiers of a call, by dossier. `verrou`: nobody else decides upon them before the end of the transaction, from any séance or outside of them: what one leaves to
 * another (ranks, lauréats at most) is counted once.
 */
export async function decisionsDe(
  tx: Tx,
  guichetId: string,
  appelId: string,
  { verrou = false } = {},
): Promise<Map<string, DecisionPrise>> {
  if (verrou) await verrouillerDecisions(tx, guichetId, appelId)
  const lignes = await tx
    .selectFrom('decision as d')
    .innerJoin('instruction as i', 'i.dossier_id', 'd.dossier_id')
    .select(['d.id', 'd.dossier_id as dossierId', 'd.seance_id as seanceId', 'd.sens', 'd.montant', 'd.rang', 'd.motif', 'd.conditions'])
    .select('d.prise_le as le')
    .where('d.guichet_id', '=', guichetId)
    .where('i.appel_id', '=', appelId)
    .where(({ not, exists, selectFrom }) => not(exists(selectFrom('decision as r').select('r.id').whereRef('r.remplace_id', '=', 'd.id'))))
    .execute()
  return new Map(lignes.map(l => [l.dossierId, l as DecisionPrise]))
}

/** What bounds a decision on a dossier: what was asked, the base of the report once it is finished, the least that its porteur can do with, the opinions that the call asks for. */
export async function plafondsDe(tx: Tx, guichetId: string, dossierId: string): Promise<Plafonds> {
  const { rows } = await sql<Plafonds>`
    select coalesce(i.aide_demandee, 0) as demandee, case when r.termine_le is not null then r.base end as base,
      case when r.termine_le is not null then r.montant end as proposition, (p.contenu::jsonb ->> 'aide_minimale')::bigint as minimale
    from instruction i join depot p on p.id = i.depot_id left join rapport r on r.dossier_id = i.dossier_id
    where i.guichet_id = ${guichetId} and i.dossier_id = ${dossierId}`.execute(tx)
  const avis = await avisDuDossier(tx, guichetId, dossierId)
  return { ...rows[0]!, ...(avis.length > 0 ? { avis: empechementsDe(avis) } : {}) }
}

/**
 * Envelopes that a dossier may draw on, locked until the end of the act: whoever decides next reads what is then left. The dossier is locked before them, as a withdrawal
 * does: the two wait for one another, and never each for the other.
 */
async function sourcesDe(tx: Tx, guichetId: string, dossierId: string): Promise<SourceLue[]> {
  const tenu = sql`select from dossier where guichet_id = ${guichetId} and id = ${dossierId} for no key update`.execute(tx)
  const [, { rows }] = await Promise.all([tenu, sql<SourceLue>`${sources(guichetId, dossierId)} for update of e`.execute(tx)])
  return rows
}
/** Envelopes that may pay a dossier and what they hold for it, as a page shows them: nothing is locked. Cents. */
export const sourcesPour = async (tx: Tx, guichetId: string, dossierId: string): Promise<SourceLue[]> =>
  (await sources(guichetId, dossierId).execute(tx)).rows

const sources = (guichetId: string, dossierId: string) => sql<SourceLue>`
    select e.id, e.libelle, e.volets is not null or e.departements is not null as reserve,
      e.montant - e.reserve - e.accorde + coalesce((select sum(m.montant) from mouvement m where m.enveloppe_id = e.id and m.dossier_id = i.dossier_id), 0)::bigint as reste
    from enveloppe e join instruction i on i.appel_id = e.appel_id
    where e.guichet_id = ${guichetId} and i.dossier_id = ${dossierId} and (e.volets is null or i.volet = any(e.volets))
      and (e.departements is null or i.tout_territoire or i.departements && e.departements)
    order by e.creee_le, e.id`

/** What whoever decides holds until the end of the act, in this order: two acts then wait for one another, and never each for the other. */
export const verrous = { dossier: tenirDossier, decisions: verrouillerDecisions, enveloppes: sourcesDe }
