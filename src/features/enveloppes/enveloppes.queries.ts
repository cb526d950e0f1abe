import { sql } from 'kysely'
import type { Tx } from '../../db/db.ts'

/** An envelope and what is left of it. Cents. */
export type EnveloppeLue = { id: string; libelle: string; montant: number; accorde: number; reste: number }

/** The envelopes of a call as they stand; with `alors`, as the ledger had them at that instant. */
export async function enveloppesDe(tx: Tx, guichetId: string, appelId: string, alors?: Date | null): Promise<EnveloppeLue[]> {
  const lignes = await tx
    .selectFrom('enveloppe as e')
    .select(['e.id', 'e.libelle', 'e.montant'])
    .select(
      alors
        ? sql<number>`coalesce((select sum(m.montant) from mouvement m where m.enveloppe_id = e.id and m.instant <= ${alors}), 0)::bigint`.as(
            'accorde',
          )
        : 'e.accorde',
    )
    .where('e.guichet_id', '=', guichetId)
    .where('e.appel_id', '=', appelId)
    .orderBy('e.creee_le')
    .orderBy('e.id')
    .execute()
  return lignes.map(e => ({ ...e, reste: e.montant - e.accorde }))
}
