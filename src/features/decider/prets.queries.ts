import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../db/db.ts'
import type { Centimes } from '../../lib/euros.ts'
import type { Sens } from '../decisions/index.ts'
import { porteurDeclare } from '../etats/index.ts'

/** A dossier whose instruction is over, and what was decided of it. */
export type Pret = {
  id: string
  numero: string
  titre: string
  porteur: string
  declaree: boolean
  demandee: Centimes | null
  /** What the instruction proposes. */
  proposee: Centimes | null
  /** When its report was finished. */
  instruitLe: Date | null
  decision: { sens: Sens; montant: Centimes; rang: number | null } | null
  /** Confirmed by the authority: its letter is ready. */
  confirmee: boolean
}

/** Those of a call whose letter is not sent, in the order of their instruction. `lisible`: what the reader may read of a row of `instruction` named `i`. */
export async function pretsDe(tx: Tx, guichetId: string, appelId: string, lisible: RawBuilder<boolean>): Promise<Pret[]> {
  const { rows } = await sql<Pret>`
    select i.dossier_id as id, i.numero, i.titre, i.porteur, ${porteurDeclare('i.structure_id')} as declaree, i.aide_demandee as demandee,
      r.montant as proposee, r.termine_le as "instruitLe", c.decision_id is not null as confirmee,
      case when d.id is not null then json_build_object('sens', d.sens, 'montant', d.montant, 'rang', d.rang) end as decision
    from instruction i left join rapport r on r.dossier_id = i.dossier_id and r.termine_le is not null
    left join decision d on d.dossier_id = i.dossier_id and not exists (select from decision x where x.remplace_id = d.id)
    left join confirmation c on c.decision_id = d.id
    where i.guichet_id = ${guichetId} and i.appel_id = ${appelId} and i.etat in ('au_comite', 'delibere') and ${lisible}
    order by r.termine_le nulls last, i.depose_le, i.numero`.execute(tx)
  return rows
}
