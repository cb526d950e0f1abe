import { sql } from 'kysely'
import type { Tx } from '../../../db/db.ts'
import { GARDEES, MEME } from '../bilans/commandes/doutes.queries.ts'
import { type Perimetre, suivis } from './perimetre.queries.ts'

/** What asks to be checked in the orders of a bilan that waits to be read: counts, and whether orders of its project go past what it costs. */
export type DoutesALire = { id: string; dossierId: string; deja: number; noms: number; depasse: boolean }

/**
 * Of the bilans of a perimeter that wait to be read. Names are put in one form for the few orders that look alike already: doing so
 * for each would cost more than all the rest.
 */
export async function doutesALire(tx: Tx, p: Perimetre): Promise<DoutesALire[]> {
  const { rows } = await sql<DoutesALire>`
    with lus as materialized (select b.id, b.dossier_id from bilan b
      where b.guichet_id = ${p.lecteur.guichetId} and b.etat = 'depose' and b.dossier_id in (select u.dossier_id from ${suivis(p)})),
    toutes as materialized (select ${GARDEES}, c.bilan_id, c.bilan_id in (select l.id from lus l) as lue,
        count(*) over (partition by c.dossier_id, c.siret, c.commandee_le, c.ht, c.ttc) as pareilles
      from commande c join bilan b on b.id = c.bilan_id
      where c.guichet_id = ${p.lecteur.guichetId} and c.dossier_id in (select l.dossier_id from lus l) and c.retiree_le is null),
    deja as (select bilan_id, count(*)::int as n from (
        select bilan_id, lue, row_number() over (partition by ${MEME} order by lue, periode, quand, id) as place from toutes where pareilles > 1) x
      where lue and place > 1 group by 1),
    dits as (select dossier_id, siret, array_agg(distinct entreprise) as noms from toutes where siret is not null
      group by 1, 2 having count(distinct entreprise) > 1 and bool_or(lue)),
    noms as (select dossier_id, count(*)::int as n from dits where (select count(distinct forme_recherche(e)) from unnest(noms) e) > 1 group by 1),
    totaux as (select dossier_id, sum(ht) as ht from toutes group by 1)
    select l.id, l.dossier_id as "dossierId", coalesce(j.n, 0) as deja, coalesce(n.n, 0) as noms, coalesce(t.ht > greatest(i.cout_global, coalesce(d.base, d.montant)) and i.cout_global is not null, false) as depasse
    from lus l join totaux t on t.dossier_id = l.dossier_id join instruction i on i.dossier_id = l.dossier_id
    join decision d on d.dossier_id = l.dossier_id and not exists (select from decision r where r.remplace_id = d.id)
    left join deja j on j.bilan_id = l.id left join noms n on n.dossier_id = l.dossier_id
    where j.n > 0 or n.n > 0 or (i.cout_global is not null and t.ht > greatest(i.cout_global, coalesce(d.base, d.montant)))`.execute(tx)
  return rows
}
