import { sql } from 'kysely'
import type { Tx } from '../../../db/db.ts'
import type { Centimes } from '../../../lib/euros.ts'
import { appelDeVersion } from '../../appels/index.ts'
import { aidesDites } from '../../laureats/index.ts'
import { consommes } from '../portefeuille/portefeuille.queries.ts'
import { naturesEligibles } from '../suivi.rules.ts'

/** What was told of a call, and what became of it by its accepted bilans: the sums of its `AidePublique`. Cents; `annees`: of its letters. */
export type SommeAppel = { appelId: string; projets: number; accorde: Centimes; depense: Centimes; annees: string[] }

/** Of a lump sum: the share of its milestones last said to be reached; of a project without milestones, all of it once its last bilan is accepted. */
const GAGNE = sql`case when j.jalons = 0 then case when j.acheve then v.accorde else 0 end else div(v.accorde::numeric * j.faits, j.jalons)::bigint end`

/**
 * Every call of which an aid was told, counted by the database whatever the number of its projects, the one that told the last of them first.
 * `base`: nothing for a lump sum, which no order spends.
 */
export async function sommesParAppel(tx: Tx, guichetId: string): Promise<SommeAppel[]> {
  const { rows: versions } = await sql<{ id: string }>`select distinct version as id from ${aidesDites(guichetId)} a`.execute(tx)
  const natures: [string, string][] = []
  const forfaits: string[] = []
  for (const { id } of versions) {
    const { appel } = (await appelDeVersion(tx, guichetId, id))!
    if (appel.plan === 'aucun') forfaits.push(id)
    for (const code of naturesEligibles(appel)) natures.push([id, code])
  }
  const { rows } = await sql<SommeAppel>`
    with v as materialized (select a.*, a.version = any(${forfaits}::uuid[]) as forfait from ${aidesDites(guichetId)} a),
    nature (version, code) as (select * from unnest(${natures.map(n => n[0])}::uuid[], ${natures.map(n => n[1])}::text[])),
    o as (select v.dossier_id, coalesce(sum(k.ht) filter (where k.nature is null or m.code is not null), 0)::bigint as ht
      from v join bilan b on b.dossier_id = v.dossier_id and b.etat = 'accepte' join commande_compte k on k.bilan_id = b.id and k.nombre > 0
      left join nature m on m.version = v.version and m.code = k.nature where not v.forfait group by 1),
    j as (select v.dossier_id, count(x.id) as jalons, count(*) filter (where x.etat = 'fait') as faits,
        exists (select from bilan b where b.dossier_id = v.dossier_id and b.etat = 'accepte' and b.final) as acheve
      from v left join lateral (select j.id, (select n.etat from bilan_jalon n join bilan b on b.id = n.bilan_id
          where n.jalon_id = j.id and b.etat = 'accepte' order by b.rang desc limit 1) as etat
        from jalon j where j.dossier_id = v.dossier_id) x on true
      where v.forfait group by 1)
    select v.appel_id as "appelId", count(*)::int as projets, sum(v.accorde)::bigint as accorde,
      sum(case when v.forfait then ${GAGNE} when v.base <= 0 then 0 else ${consommes(sql`coalesce(o.ht, 0)`)} end)::bigint as depense,
      array_agg(distinct v.annee order by v.annee) as annees
    from v left join o using (dossier_id) left join j using (dossier_id) group by v.appel_id order by max(v.dite_le) desc, v.appel_id`.execute(
    tx,
  )
  return rows
}
