import { sql } from 'kysely'
import type { Tx } from '../../../../db/db.ts'
import type { Centimes } from '../../../../lib/euros.ts'
import { DITE } from '../../../etats/index.ts'
import type { CommandeLue } from './commande.rules.ts'
import type { Doutes } from './doutes.rules.ts'

/** Two orders are the same when company, day, amounts and object are: names and objects without accents nor case. */
export const MEME = sql`dossier_id, coalesce(siret, pays || forme_recherche(entreprise)), commandee_le, ht, ttc, forme_recherche(objet)`
/** Orders in force (`c`) of projects and their bilans (`b`), beside which others are looked at. */
export const GARDEES = sql`c.id, c.dossier_id, c.siret, c.pays, c.entreprise, c.commandee_le, c.ht, c.ttc, c.objet, b.fin, b.rang as periode, c.ajoutee_le as quand`

/**
 * What asks to be checked in these orders, beside those of the project. `sauf`: the one that is being corrected. Read in the transaction that keeps them.
 */
export async function doutesDe(
  tx: Tx,
  guichetId: string,
  dossierId: string,
  nouvelles: readonly CommandeLue[],
  { sauf }: { sauf?: string | undefined } = {},
): Promise<Doutes> {
  const lignes = nouvelles.map((c, rang) => ({ ...c, rang }))
  return lire(
    tx,
    sql`
    toutes as (
      select ${GARDEES}, null::int as rang from commande c join bilan b on b.id = c.bilan_id
      where c.guichet_id = ${guichetId} and c.dossier_id = ${dossierId} and c.retiree_le is null ${sauf ? sql`and c.id <> ${sauf}` : sql``}
      union all
      select null, ${dossierId}::uuid, siret, pays, entreprise, "date", ht, ttc, objet, null, null, null, rang
      from jsonb_to_recordset(${JSON.stringify(lignes)}::jsonb) as t(rang int, siret text, pays text, entreprise text, "date" date, ht bigint, ttc bigint, objet text))`,
    dossierId,
  )
}

/** The same of the orders of a bilan that is read, beside the others of its project. */
export const doutesDuBilan = (tx: Tx, guichetId: string, b: { id: string; dossierId: string }): Promise<Doutes> =>
  lire(
    tx,
    sql`
    toutes as (
      select ${GARDEES}, case when c.bilan_id = ${b.id} then (row_number() over (order by c.ajoutee_le, c.id))::int end as rang
      from commande c join bilan b on b.id = c.bilan_id
      where c.guichet_id = ${guichetId} and c.dossier_id = ${b.dossierId} and c.retiree_le is null)`,
    b.dossierId,
  )

/** `toutes`: the orders of the project, those that are looked at with their rank; the others come first. */
async function lire(tx: Tx, toutes: ReturnType<typeof sql>, dossierId: string): Promise<Doutes> {
  const { rows } = await sql<{
    deja: Doutes['deja'] | null
    noms: Doutes['noms'] | null
    total: Centimes
    /** Absent where the call asks for no cost: no order is then too much. */
    cout: Centimes | null
  }>`
    with ${toutes},
    marquees as (select *, row_number() over w as place, first_value(fin) over w as premier from toutes
      window w as (partition by ${MEME} order by rang nulls first, periode, quand, id rows between unbounded preceding and unbounded following))
    select
      (select jsonb_agg(jsonb_build_object('rang', rang, 'fin', premier, 'entreprise', entreprise, 'date', commandee_le, 'ht', ht) order by rang)
        from marquees where rang is not null and place > 1) as deja,
      (select jsonb_agg(jsonb_build_object('siret', siret, 'noms', noms) order by siret) from (
        select siret, array_agg(distinct entreprise) as noms from toutes where siret is not null
        group by siret having count(distinct forme_recherche(entreprise)) > 1 and count(rang) > 0) x) as noms,
      (select coalesce(sum(ht), 0)::bigint from toutes) as total,
      (select case when i.cout_global is not null then greatest(i.cout_global, coalesce(d.base, d.montant)) end from instruction i
        cross join lateral (select x.base, x.montant from decision x where x.dossier_id = i.dossier_id and ${DITE} order by x.prise_le desc, x.id desc limit 1) d
        where i.dossier_id = ${dossierId}) as cout`.execute(tx)
  const { deja, noms, total, cout } = rows[0]!
  return { deja: deja ?? [], noms: noms ?? [], depasse: cout !== null && total > cout ? { total, cout } : undefined }
}
