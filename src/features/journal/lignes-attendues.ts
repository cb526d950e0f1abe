import { sql } from 'kysely'
import type { Tx } from '../../db/db.ts'

/** A line that what is kept implies and that the journal does not have: « ITN7-0031 », « le dépôt de la version 2 ». */
export type LigneManquante = { numero: string; quoi: string }

/**
 * What the tables say was done, act by act: the dossier whose line it is, the acts that may have written it, and what this line names. A line that
 * is not there was taken away, or the act was never written to the journal.
 */
const ATTENDUES = sql`
  select d.id as dossier, array['dossier.cree'] as actions, null as nomme, null as par, 'la création du dossier' as quoi from dossier d
  union all
  select dossier_id, array['dossier.depose'], sha256, 'sha256', 'le dépôt de la version ' || version from depot
  union all
  select id, array['dossier.retire'], null, null, 'le retrait du dossier' from dossier where etat = 'retire'
  union all
  select dossier_id, array['comite.decide', 'decision.prise', 'decision.corrigee', 'decision.rang_retenu', 'dossier.renonce', 'suivi.acte_signe', 'suivi.avenant_decide'],
    id::text, 'decision', 'une décision (' || sens || ')' from decision
  union all
  select dossier_id, array['comite.avis_rendu'], id::text, 'avis', 'l’avis d’une instance' from avis_instance
  union all
  select dossier_id, array['notification.envoyee'], id::text, 'notification', 'l’envoi d’une lettre' from notification where envoyee_le is not null
  union all
  select dossier_id, array['suivi.acte_etabli', 'suivi.avenant_decide'], id::text, 'acte', 'l’établissement de l’acte ' || numero from acte
  union all
  select dossier_id, array['suivi.acte_signe'], id::text, 'acte', 'la signature de l’acte ' || numero from acte where signe_le is not null
  union all
  -- what a porteur who gives up has to pay back is ordered by the same act
  select dossier_id, case when calcul ? 'abandon' then array['dossier.renonce'] else array['suivi.versement_ordonne'] end,
    case when calcul ? 'abandon' then null else id::text end, 'versement', 'l’ordre d’un paiement (' || nature || ')' from versement
  union all
  select dossier_id, array['suivi.versement_constate'], id::text, 'versement', 'un paiement (' || nature || ')' from versement where verse_le is not null
  union all
  select b.dossier_id, array['bilan.depose'], p.sha256, 'sha256', 'le dépôt d’un bilan' from bilan_depot p join bilan b on b.id = p.bilan_id`

const DITES_MAX = 20

/** The first of the lines that are missing, and how many they are. One statement: an act and its line are seen together or not at all. */
export async function lignesManquantes(tx: Tx, guichetId: string): Promise<{ nombre: number; lignes: LigneManquante[] }> {
  const { rows } = await sql<LigneManquante & { nombre: number }>`
    with attendue as (${ATTENDUES})
    select d.numero, a.quoi, count(*) over ()::int as nombre from attendue a join dossier d on d.id = a.dossier and d.guichet_id = ${guichetId}
    where not exists (select from evenement e where e.guichet_id = ${guichetId} and e.objet_id = a.dossier and e.action = any(a.actions)
      and (a.nomme is null or e.donnees ->> a.par = a.nomme))
    order by d.numero, a.quoi limit ${DITES_MAX}`.execute(tx)
  return { nombre: rows[0]?.nombre ?? 0, lignes: rows.map(({ numero, quoi }) => ({ numero, quoi })) }
}
