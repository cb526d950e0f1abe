import { sql } from 'kysely'
import type { Tx } from '../../db/db.ts'
import type { Centimes } from '../../lib/euros.ts'

/** A decision that was told, an act that was established or a payment that was ordered, which bears somebody's name. `arrete`: the number of the arrêté under which it was signed; nothing in one's own name. */
export type Signe = { quoi: string; numero: string; porteur: string; montant: Centimes | null; le: Date; arrete: string | null }

/** The last ones that a page shows. */
const MONTRES = 200

/** What bears the name of an account, in whatever office, the last first. */
export async function signesPar(tx: Tx, guichetId: string, compteId: string): Promise<Signe[]> {
  const { rows } = await sql<Signe>`
    with siens as (select id from signataire where guichet_id = ${guichetId} and compte_id = ${compteId})
    select x.quoi, i.numero, i.porteur, x.montant, x.le, d.arrete_numero as arrete from (
      select 'Décision' as quoi, y.dossier_id, case when y.montant > 0 then y.montant end as montant, c.confirmee_le as le, c.delegation_id
        from confirmation c join decision y on y.id = c.decision_id where c.guichet_id = ${guichetId} and c.signataire_id in (select id from siens)
          and exists (select from notification n where n.decision_id = c.decision_id and n.envoyee_le is not null)
      union all
      select case a.nature when 'arrete' then 'Arrêté' when 'convention' then 'Convention' else 'Avenant' end || ' n°\u00a0' || a.numero, a.dossier_id, y.montant, a.prepare_le, a.delegation_id
        from acte a join decision y on y.id = a.decision_id where a.guichet_id = ${guichetId} and a.retire_le is null and a.signataire_id in (select id from siens)
      union all
      select 'Ordre de paiement, ' || v.nature, v.dossier_id, v.montant, v.ordonne_le, v.delegation_id
        from versement v where v.guichet_id = ${guichetId} and v.annule_le is null and v.signataire_id in (select id from siens)
    ) x join instruction i on i.dossier_id = x.dossier_id left join delegation d on d.id = x.delegation_id
    order by x.le desc, i.numero limit ${MONTRES}`.execute(tx)
  return rows
}
