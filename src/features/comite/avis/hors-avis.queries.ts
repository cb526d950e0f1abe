import { sql } from 'kysely'
import type { ContexteActeur } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import type { Sens } from '../../decisions/index.ts'
import type { AvisRendu } from '../../instances/index.ts'
import { enConflit } from '../../notifications/index.ts'
import type { Seance } from '../seance.ts'

/** An opinion of the body that the authority has not followed, told since to the porteur. Cents. */
export type HorsAvis = {
  numero: string
  titre: string
  porteur: string
  avis: AvisRendu['sens']
  sens: Sens
  montant: number
  raison: string
}

/** What a body is shown at its next séance; nothing of a dossier on which the reader is in conflict. The last hundred. */
export async function horsAvisDe(tx: Tx, ctx: ContexteActeur, s: Pick<Seance, 'appelId' | 'instance' | 'id'>): Promise<HorsAvis[]> {
  const { rows } = await sql<HorsAvis>`
    select i.numero, i.titre, i.porteur, a.sens as avis, d.sens, d.montant, d.hors_avis as raison
    from decision d join instruction i on i.dossier_id = d.dossier_id
    join lateral (select x.sens from avis_instance x join seance y on y.id = x.seance_id
      where x.dossier_id = d.dossier_id and y.instance = ${s.instance.code} and y.id <> ${s.id} order by y.tenue_le desc limit 1) a on true
    where d.guichet_id = ${ctx.guichetId} and i.appel_id = ${s.appelId} and d.hors_avis <> '' and not ${enConflit(ctx.acteur.compteId)}
      and exists (select from notification n where n.decision_id = d.id and n.envoyee_le is not null)
      and not exists (select from decision r where r.remplace_id = d.id)
    order by d.prise_le desc, i.numero limit 100`.execute(tx)
  return rows
}
