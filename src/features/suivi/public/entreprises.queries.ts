import { sql } from 'kysely'
import type { Tx } from '../../../db/db.ts'
import type { DateCivile } from '../../../lib/dates.ts'
import type { Centimes } from '../../../lib/euros.ts'
import { appelDeVersion } from '../../appels/index.ts'
import { CREDITS } from '../portefeuille/portefeuille.queries.ts'
import { ORDRE_COMMANDES } from '../suivi.queries.ts'
import { naturesEligibles } from '../suivi.rules.ts'
import type { AidePublique } from './aides.queries.ts'

/** One order of a company that may be named, or all those of the others of one département, together. Cents. */
export type LignePayee = {
  dossierId: string
  siren: string | null
  nom: string | null
  sigle: string | null
  /** Known to be a sole trader. */
  individuel: boolean
  pays: string
  departement: string | null
  /** Of an order by itself; nothing of orders told together. */
  objet: string | null
  date: DateCivile | null
  ht: Centimes
  depense: Centimes
}

/**
 * The orders of accepted bilans of these aids, each with what it takes of the aid: the same as the follow-up counts, order after order. Nothing leaves the database of a
 * company that may not be named but its département: not its number, nor what it sold, nor when.
 */
const unes = async (tx: Tx, guichetId: string, aides: readonly AidePublique[]) => {
  const vus = aides.filter(a => !a.forfait && a.bilans.length > 0)
  const natures: [string, string][] = []
  for (const version of new Set(vus.map(a => a.versionId)))
    for (const code of naturesEligibles((await appelDeVersion(tx, guichetId, version))!.appel)) natures.push([version, code])
  return sql`
    vus (dossier_id, version, accorde, base) as (select * from unnest(${vus.map(a => a.id)}::uuid[], ${vus.map(a => a.versionId)}::uuid[],
      ${vus.map(a => a.aide)}::bigint[], ${vus.map(a => a.base)}::bigint[])),
    nature (version, code) as (select * from unnest(${natures.map(n => n[0])}::uuid[], ${natures.map(n => n[1])}::text[])),
    c as (
      select c.*, b.rang, e.nature, case when c.depense_id is null or m.code is not null then c.ht else 0 end as eligible
      from vus v
      join bilan b on b.dossier_id = v.dossier_id and b.etat = 'accepte' and b.guichet_id = ${guichetId}
      join commande c on c.bilan_id = b.id and c.retiree_le is null
      left join depense e on e.id = c.depense_id
      left join nature m on m.version = v.version and m.code = e.nature),
    o as (
      select c.*, (sum(c.eligible) over w)::bigint as cumul from c cross join lateral (select c.rang) b cross join lateral (select c.nature) e
      window w as (partition by c.dossier_id order by ${ORDRE_COMMANDES})),
    une as (select o.dossier_id, o.pays, o.departement, o.objet, o.commandee_le, o.ht, o.ajoutee_le, o.id, ${CREDITS} as depense,
        case when p.nom is not null then left(o.siret, 9) end as siren, p.nom, p.sigle, coalesce(p.individuel, false) as individuel
      from o join vus v using (dossier_id) left join entreprise_publique p on p.siren = left(o.siret, 9))`
}

/** Order by order where the company may be named; the others by project and département. */
export async function lireLignesPayees(
  tx: Tx,
  guichetId: string,
  aides: readonly AidePublique[],
  { siren }: { siren?: string } = {},
): Promise<LignePayee[]> {
  const { rows } = await sql<LignePayee>`
    with ${await unes(tx, guichetId, aides)}
    select * from (
      select dossier_id as "dossierId", siren, nom, sigle, false as individuel, pays, departement, objet, commandee_le as date, ht, depense::bigint as depense
      from une where nom is not null and (${siren ?? null}::text is null or siren = ${siren ?? null})
      union all
      select dossier_id, null, null, null, individuel, pays, departement, null, null, sum(ht)::bigint, sum(depense)::bigint
      from une where nom is null and ${siren ?? null}::text is null group by dossier_id, individuel, pays, departement) x
    order by "dossierId", date nulls last, nom, departement, pays, individuel, ht, depense`.execute(tx)
  return rows
}

/** A company, or those of a département that may not be named, over several projects. Cents. */
export type EntreprisePublique = Pick<LignePayee, 'siren' | 'nom' | 'sigle' | 'individuel' | 'pays' | 'departement'> & {
  projets: number
  ht: Centimes
  depense: Centimes
}
/** Who these aids paid, the most first. `cherche`: words of a name. */
export async function lireEntreprisesPayees(tx: Tx, guichetId: string, aides: readonly AidePublique[]): Promise<EntreprisePublique[]> {
  const { rows } = await sql<EntreprisePublique>`
    with ${await unes(tx, guichetId, aides)}
    select siren, max(nom) as nom, max(sigle) as sigle, bool_or(individuel) as individuel, pays, departement, count(distinct dossier_id)::int as projets,
      sum(ht)::bigint as ht, sum(depense)::bigint as depense
    from une group by siren, pays, departement, case when siren is null then individuel end
    order by sum(depense) desc, max(nom) nulls last, departement, pays`.execute(tx)
  return rows
}
