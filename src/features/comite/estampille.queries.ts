import { sql } from 'kysely'
import type { Tx } from '../../db/db.ts'

/** The same, and with what is about to be proposed: only the screen of the room shows it. */
export async function estampilleEcran(tx: Tx, guichetId: string, seanceId: string): Promise<string> {
  const salle = await estampilleDe(tx, guichetId, seanceId)
  const { rows } = await sql<{ estampille: string }>`
    select md5(concat_ws('/', ${salle}::text, s.propose_sens, s.propose_montant)) as estampille from seance s
    where s.guichet_id = ${guichetId} and s.id = ${seanceId}`.execute(tx)
  return rows[0]?.estampille ?? ''
}

/** Changes with anything that the room shows of a séance; says nothing of what. */
export async function estampilleDe(tx: Tx, guichetId: string, seanceId: string): Promise<string> {
  const { rows } = await sql<{ estampille: string }>`
    select md5(concat_ws('/', s.etat, s.president_id, s.titulaire_id, s.en_debat, s.rappel_le, s.suspendue_le,
      (select string_agg(m.id || coalesce(m.presence, '?') || coalesce(m.pouvoir_a::text, '') || m.supplee || (m.retire_le is null), ',' order by m.id) from seance_membre m where m.seance_id = s.id),
      (select string_agg(x.dossier_id || x.rang::text || (x.retire_le is null), ',' order by x.dossier_id) from seance_dossier x where x.seance_id = s.id),
      (select count(*) from conflit c where c.seance_id = s.id),
      (select count(*) || coalesce(max(g.finalisee_le)::text, '') from grille g where g.seance_id = s.id and g.finalisee_le is not null),
      (select count(*) || coalesce(max(d.id::text), '') from decision d join instruction i on i.dossier_id = d.dossier_id where i.appel_id = s.appel_id),
      (select string_agg(a.id || a.revision::text, ',' order by a.id) from avis_instance a where a.seance_id = s.id),
      (select string_agg(x.id || x.revision::text || x.calcul || (x.resultat is null), ',' order by x.id) from scenario x
        where x.seance_id = s.id and x.retire_le is null),
      (select sum(e.montant) || '-' || sum(e.reserve) from enveloppe e where e.appel_id = s.appel_id))) as estampille
    from seance s where s.guichet_id = ${guichetId} and s.id = ${seanceId}`.execute(tx)
  return rows[0]?.estampille ?? ''
}
