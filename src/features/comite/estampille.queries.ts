import { sql } from 'kysely'
import { composee, type Tx } from '../../db/db.ts'

/** `ecran`: with what is about to be proposed, which only the screen of the room shows. */
export type Estampilles = { salle: string; ecran: string }
const SANS: Estampilles = { salle: '', ecran: '' }

/** They change with anything that the room shows of a séance, and say nothing of what. */
export const estampillesDe = async (tx: Tx, guichetId: string, seanceId: string): Promise<Estampilles> =>
  (await lire(tx, { guichetId, seanceId }))[0] ?? SANS
export const estampilleDe = async (tx: Tx, guichetId: string, seanceId: string): Promise<string> =>
  (await estampillesDe(tx, guichetId, seanceId)).salle

const lire = composee(
  (_tx, p: { guichetId: string; seanceId: string }) => sql<Estampilles>`
    select e.salle, md5(concat_ws('/', e.salle, e.propose_sens, e.propose_montant)) as ecran from (select s.propose_sens, s.propose_montant,
      md5(concat_ws('/', s.etat, s.president_id, s.titulaire_id, s.en_debat, s.rappel_le, s.suspendue_le,
      (select string_agg(m.id || coalesce(m.presence, '?') || coalesce(m.pouvoir_a::text, '') || m.supplee || (m.retire_le is null), ',' order by m.id) from seance_membre m where m.seance_id = s.id),
      (select string_agg(x.dossier_id || x.rang::text || (x.retire_le is null) || i.etat, ',' order by x.dossier_id)
        from seance_dossier x join instruction i on i.dossier_id = x.dossier_id where x.seance_id = s.id),
      (select count(*) from conflit c where c.seance_id = s.id),
      (select count(*) || coalesce(max(g.finalisee_le)::text, '') from grille g where g.seance_id = s.id and g.finalisee_le is not null),
      (select count(*) || coalesce(max(d.id::text), '') from decision d join instruction i on i.dossier_id = d.dossier_id where i.appel_id = s.appel_id),
      (select string_agg(a.id || a.revision::text, ',' order by a.id) from avis_instance a where a.seance_id = s.id),
      (select string_agg(x.id || x.revision::text || x.calcul || (x.resultat is null), ',' order by x.id) from scenario x
        where x.seance_id = s.id and x.retire_le is null),
      (select sum(e.montant) || '-' || sum(e.reserve) from enveloppe e where e.appel_id = s.appel_id))) as salle
    from seance s where s.guichet_id = ${p.guichetId} and s.id = ${p.seanceId}) e`,
)
