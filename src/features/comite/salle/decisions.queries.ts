import { sql } from 'kysely'
import type { Tx } from '../../../db/db.ts'
import { type Plafonds, resteDe, type Sens, type Source } from './decision.rules.ts'

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

/** Decisions in force of the dossiers of a call, by dossier. */
export async function decisionsDe(tx: Tx, guichetId: string, appelId: string): Promise<Map<string, DecisionPrise>> {
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

/** What bounds a decision on a dossier: what was asked, the base of the report once it is finished, the least that its porteur can do with. */
export async function plafondsDe(tx: Tx, guichetId: string, dossierId: string): Promise<Plafonds> {
  const { rows } = await sql<Plafonds>`
    select coalesce(i.aide_demandee, 0) as demandee, case when r.termine_le is not null then r.base end as base,
      case when r.termine_le is not null then r.montant end as proposition, (p.contenu::jsonb ->> 'aide_minimale')::bigint as minimale
    from instruction i join depot p on p.id = i.depot_id left join rapport r on r.dossier_id = i.dossier_id
    where i.guichet_id = ${guichetId} and i.dossier_id = ${dossierId}`.execute(tx)
  return rows[0]!
}

/**
 * Envelopes that a dossier may draw on, locked until the end of the act: whoever decides next reads what is then left. The dossier is locked before them, as a withdrawal
 * does: the two wait for one another, and never each for the other.
 */
export async function sourcesDe(tx: Tx, guichetId: string, dossierId: string): Promise<Source[]> {
  const tenu = sql`select from dossier where guichet_id = ${guichetId} and id = ${dossierId} for no key update`.execute(tx)
  const [, { rows }] = await Promise.all([tenu, sql<Source>`${sources(guichetId, dossierId)} for update of e`.execute(tx)])
  return rows
}
/** What the envelopes that may pay a dossier hold for it, as a page shows it: nothing is locked. Cents. */
export async function restePour(tx: Tx, guichetId: string, dossierId: string): Promise<number> {
  return resteDe((await sources(guichetId, dossierId).execute(tx)).rows)
}

const sources = (guichetId: string, dossierId: string) => sql<Source>`
    select e.id, e.volets is not null or e.departements is not null as reserve,
      e.montant - e.accorde + coalesce((select sum(m.montant) from mouvement m where m.enveloppe_id = e.id and m.dossier_id = i.dossier_id), 0)::bigint as reste
    from enveloppe e join instruction i on i.appel_id = e.appel_id
    where e.guichet_id = ${guichetId} and i.dossier_id = ${dossierId} and (e.volets is null or i.volet = any(e.volets))
      and (e.departements is null or i.tout_territoire or i.departements && e.departements)
    order by e.creee_le, e.id`

/** What the room shows of a dossier besides the agenda: partners, what the instruction concluded, what the debate has concluded so far. Cents. */
export type FicheSalle = {
  partenaires: string[]
  pointsForts: string
  reserves: string
  base: number | null
  montant: number | null
  minimale: number | null
  conclusion: string
}

/** The report counts once it is finished. */
export async function ficheDe(tx: Tx, guichetId: string, seanceId: string, dossierId: string): Promise<FicheSalle> {
  const { rows } = await sql<FicheSalle>`
    select coalesce((select array_agg(a ->> 'nom') from jsonb_array_elements(coalesce(p.contenu::jsonb -> 'partenaires', '[]')) a), '{}') as partenaires,
      coalesce(r.points_forts, '') as "pointsForts", coalesce(r.reserves, '') as reserves, r.base, r.montant,
      (p.contenu::jsonb ->> 'aide_minimale')::bigint as minimale, coalesce(d.conclusion, '') as conclusion
    from instruction i join depot p on p.id = i.depot_id
    left join rapport r on r.dossier_id = i.dossier_id and r.termine_le is not null
    left join deliberation d on d.dossier_id = i.dossier_id and d.seance_id = ${seanceId}
    where i.guichet_id = ${guichetId} and i.dossier_id = ${dossierId}`.execute(tx)
  return rows[0]!
}

/** Changes with anything that the room shows of a séance; says nothing of what. */
export async function estampilleDe(tx: Tx, guichetId: string, seanceId: string): Promise<string> {
  const { rows } = await sql<{ estampille: string }>`
    select md5(concat_ws('/', s.etat, s.president_id,
      (select string_agg(m.id || coalesce(m.presence, '?') || (m.retire_le is null), ',' order by m.id) from seance_membre m where m.seance_id = s.id),
      (select string_agg(x.dossier_id || x.rang::text || (x.retire_le is null), ',' order by x.dossier_id) from seance_dossier x where x.seance_id = s.id),
      (select count(*) from conflit c where c.seance_id = s.id),
      (select count(*) || coalesce(max(g.finalisee_le)::text, '') from grille g where g.seance_id = s.id and g.finalisee_le is not null),
      (select count(*) || coalesce(max(d.id::text), '') from decision d join instruction i on i.dossier_id = d.dossier_id where i.appel_id = s.appel_id),
      (select string_agg(x.id || x.revision::text || x.calcul || (x.resultat is null), ',' order by x.id) from scenario x
        where x.seance_id = s.id and x.retire_le is null),
      (select sum(e.montant) from enveloppe e where e.appel_id = s.appel_id))) as estampille
    from seance s where s.guichet_id = ${guichetId} and s.id = ${seanceId}`.execute(tx)
  return rows[0]?.estampille ?? ''
}
