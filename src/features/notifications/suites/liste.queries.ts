import { sql } from 'kysely'
import type { Tx } from '../../../db/db.ts'
import { enConflit } from '../notifications.queries.ts'
import type { Rang } from './liste.rules.ts'

/** The reserve list of a call, by rank: decisions in force whose dossier is still there. */
export async function listeComplementaire(tx: Tx, guichetId: string, appelId: string, compteId: string): Promise<Rang[]> {
  const { rows } = await sql<Rang>`
    select d.rang, d.id as "decisionId", i.dossier_id as "dossierId", i.numero, i.titre, i.porteur, i.etat = 'liste_complementaire' as notifiee,
      ${enConflit(compteId)} as "enConflit",
      least(coalesce(i.aide_demandee, 0), case when r.termine_le is not null then r.base end) as plafond,
      (p.contenu::jsonb ->> 'aide_minimale')::bigint as minimale,
      coalesce((select sum(greatest(0, e.montant - e.reserve - e.accorde)) from enveloppe e where e.appel_id = i.appel_id and (e.volets is null or i.volet = any(e.volets))
        and (e.departements is null or i.tout_territoire or i.departements && e.departements)), 0)::bigint as reste
    from decision d
    join instruction i on i.dossier_id = d.dossier_id
    join depot p on p.id = i.depot_id
    left join rapport r on r.dossier_id = i.dossier_id
    where d.guichet_id = ${guichetId} and i.appel_id = ${appelId} and d.sens = 'liste_complementaire' and i.etat in ('delibere', 'liste_complementaire')
      and not exists (select from decision n where n.remplace_id = d.id)
    order by d.rang, i.numero`.execute(tx)
  return rows
}
