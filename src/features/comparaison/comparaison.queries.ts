import { sql } from 'kysely'
import type { Tx } from '../../db/db.ts'
import { type Lecteur, lisible } from '../perimetre/index.ts'

/** What a call comes to. Cents; `accorde`, `laureats`: of the letters that were sent. `delai`: median days from the filing to the letter. */
export type Chiffres = {
  appel: string
  deposes: number
  demande: number
  premierCoup: number
  laureats: number
  accorde: number
  verse: number
  delai: number | null
  reserve: number
}
const jours = sql`((n.envoyee_le at time zone 'Europe/Paris')::date - (i.depose_le at time zone 'Europe/Paris')::date)`

/** The figures of these calls, of the dossiers that the reader reads; `departement`: led there alone. One query, whatever the number of calls. */
export async function chiffresDe(tx: Tx, l: Lecteur, appels: readonly string[], departement?: string): Promise<Map<string, Chiffres>> {
  const { rows } = await sql<Chiffres>`
    select i.appel_id as appel, (count(*) filter (where i.etat <> 'retire'))::int as deposes,
      coalesce(sum(i.aide_demandee) filter (where i.etat <> 'retire'), 0)::bigint as demande,
      (count(*) filter (where i.etat not in ('retire', 'irrecevable')
        and not exists (select from complement k where k.dossier_id = i.dossier_id and k.annule_le is null)))::int as "premierCoup",
      (count(*) filter (where i.etat = 'retenu' and n.sens in ('retenu', 'partiel')))::int as laureats,
      coalesce(sum(n.montant) filter (where i.etat = 'retenu' and n.sens in ('retenu', 'partiel')), 0)::bigint as accorde,
      coalesce(sum(s.verse), 0)::bigint as verse,
      percentile_disc(0.5) within group (order by ${jours}) filter (where n.envoyee_le is not null) as delai,
      (count(*) filter (where i.etat = 'liste_complementaire'))::int as reserve
    from instruction i
    left join lateral (select x.sens, x.montant, min(a.envoyee_le) over () as envoyee_le from notification a join decision x on x.id = a.decision_id
      where a.dossier_id = i.dossier_id and a.structure_id = i.structure_id and a.envoyee_le is not null
      order by a.envoyee_le desc, x.prise_le desc, x.id desc limit 1) n on true
    left join suivi s on s.dossier_id = i.dossier_id
    where i.guichet_id = ${l.guichetId} and i.appel_id = any(${[...appels]}::uuid[]) and ${lisible(l)}
      ${departement ? sql`and i.departement_pilote = ${departement}` : sql``}
    group by i.appel_id`.execute(tx)
  return new Map(rows.map(r => [r.appel, r]))
}

/** Open envelopes of these calls, without what they keep back. */
export const enveloppesOuvertes = async (tx: Tx, guichetId: string, appels: readonly string[]): Promise<Map<string, number>> =>
  new Map(
    (
      await sql<{ appel: string; total: number }>`select appel_id as appel, sum(montant - reserve)::bigint as total from enveloppe
        where guichet_id = ${guichetId} and appel_id = any(${[...appels]}::uuid[]) group by appel_id`.execute(tx)
    ).rows.map(r => [r.appel, r.total]),
  )

/** A commune of the territory, its grouping, and in which of the calls each bore a project or took part in one. */
export type Commune = {
  code: string
  nom: string
  habitants: number
  departement: string
  epci: string | null
  groupement: string | null
  par: string[]
  parGroupement: string[]
}
/** Communes of these départements, whatever files are theirs. */
export const communesDe = async (
  tx: Tx,
  guichetId: string,
  departements: readonly string[],
  appels: readonly string[],
): Promise<Commune[]> =>
  (
    await sql<Commune>`
      with part as (
        select i.structure_id as id, i.appel_id from instruction i
          where i.guichet_id = ${guichetId} and i.appel_id = any(${[...appels]}::uuid[]) and i.etat <> 'retire'
        union select p.structure_id, i.appel_id from instruction i join partenaire p on p.dossier_id = i.dossier_id and p.retire_le is null
          where i.guichet_id = ${guichetId} and i.appel_id = any(${[...appels]}::uuid[]) and i.etat <> 'retire' and p.structure_id is not null
      ), chaque as (select coalesce(s.reunie_a, s.id) as id, array_agg(distinct part.appel_id::text) as appels from part join structure s on s.id = part.id group by 1)
      select c.code_insee as code, c.nom, coalesce(c.population, 0) as habitants, c.departement, c.epci_siren as epci, g.nom as groupement,
        coalesce(x.appels, '{}') as par, coalesce(y.appels, '{}') as "parGroupement"
      from structure c left join structure g on g.type = 'epci' and g.siren = c.epci_siren and g.guichet_id is null
      left join chaque x on x.id = c.id left join chaque y on y.id = g.id
      where c.type = 'commune' and c.guichet_id is null and c.code_insee is not null and c.departement = any(${[...departements]}::text[])
      order by c.nom collate fr, c.code_insee`.execute(tx)
  ).rows

/** A company, and what lauréats ordered from it in each call. Cents. */
export type Entreprise = { nom: string; siret: string | null; projets: number; montants: Record<string, number> }
const ENTREPRISES_MAX = 10
export const entreprisesDe = async (tx: Tx, l: Lecteur, appels: readonly string[]): Promise<Entreprise[]> =>
  (
    await sql<Entreprise>`
      select max(e.entreprise) as nom, e.siret, sum(e.projets)::int as projets, jsonb_object_agg(e.appel_id, e.ht) as montants
      from (select c.siret, coalesce(c.siret, c.entreprise) as cle, i.appel_id, max(c.entreprise) as entreprise, sum(c.ht)::bigint as ht, count(distinct c.dossier_id) as projets
        from commande c join instruction i on i.dossier_id = c.dossier_id join bilan b on b.id = c.bilan_id and b.etat in ('depose', 'accepte')
        where c.guichet_id = ${l.guichetId} and c.retiree_le is null and i.appel_id = any(${[...appels]}::uuid[]) and ${lisible(l)}
        group by 1, 2, 3) e
      group by e.siret, e.cle order by sum(e.ht) desc, 1 limit ${sql.lit(ENTREPRISES_MAX)}`.execute(tx)
  ).rows

/** Where the aid of a call goes: by département and by volet, of the letters that were sent. */
export type PartAide = { axe: 'departement' | 'volet'; code: string; projets: number; montant: number }
export const partsAide = async (tx: Tx, l: Lecteur, appelId: string): Promise<PartAide[]> =>
  (
    await sql<PartAide>`
      select case when grouping(i.volet) = 1 then 'departement' else 'volet' end as axe,
        coalesce(case when grouping(i.volet) = 1 then i.departement_pilote else i.volet end, '') as code, count(*)::int as projets, sum(n.montant)::bigint as montant
      from instruction i cross join lateral (select x.sens, x.montant from notification a join decision x on x.id = a.decision_id
        where a.dossier_id = i.dossier_id and a.structure_id = i.structure_id and a.envoyee_le is not null
        order by a.envoyee_le desc, x.prise_le desc, x.id desc limit 1) n
      where i.guichet_id = ${l.guichetId} and i.appel_id = ${appelId} and i.etat = 'retenu' and n.sens in ('retenu', 'partiel') and ${lisible(l)}
      group by grouping sets ((i.departement_pilote), (i.volet)) order by 1, sum(n.montant) desc`.execute(tx)
  ).rows

/** What waits in a call: acts established that nobody has signed, letters that are not sent, bilans that are late. */
export type Attente = { actes: number; montant: number; lettres: number; bilans: number }
export const attentesDeLAppel = async (tx: Tx, l: Lecteur, appelId: string, jour: string): Promise<Attente> =>
  (
    await sql<Attente>`
      select (select count(*)::int from acte a join instruction i on i.dossier_id = a.dossier_id where i.appel_id = ${appelId} and a.guichet_id = ${l.guichetId}
          and a.signe_le is null and a.retire_le is null and ${lisible(l)}) as actes,
        (select coalesce(sum(d.montant), 0)::bigint from acte a join decision d on d.id = a.decision_id join instruction i on i.dossier_id = a.dossier_id
          where i.appel_id = ${appelId} and a.guichet_id = ${l.guichetId} and a.signe_le is null and a.retire_le is null and ${lisible(l)}) as montant,
        (select count(*)::int from instruction i where i.guichet_id = ${l.guichetId} and i.appel_id = ${appelId} and i.etat = 'delibere' and ${lisible(l)}) as lettres,
        (select count(*)::int from bilan b join instruction i on i.dossier_id = b.dossier_id where b.guichet_id = ${l.guichetId} and i.appel_id = ${appelId}
          and b.etat in ('a_deposer', 'renvoye') and b.echeance < ${jour} and ${lisible(l)}) as bilans`.execute(tx)
  ).rows[0]!
