import { sql } from 'kysely'
import type { ContexteActeur } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { journaliser } from '../../journal/index.ts'

/** Requests that wait fall with what they were made for: nobody answers them any more. The act that does it tells the porteur, and holds the dossiers. */
export async function faireTomber(tx: Tx, ctx: ContexteActeur, dossiers: readonly string[], motif: string): Promise<void> {
  const tombees = await tx
    .updateTable('complement')
    .set({ annule_le: ctx.instant, annule_par: ctx.acteur.compteId, annule_motif: motif })
    .where('guichet_id', '=', ctx.guichetId)
    .where('dossier_id', '=', sql<string>`any(${[...dossiers]}::uuid[])`)
    .where('repondu_le', 'is', null)
    .where('annule_le', 'is', null)
    .returning(['id', 'numero', 'dossier_id'])
    .execute()
  for (const { id, numero, dossier_id } of tombees)
    await journaliser(tx, ctx, 'instruction.complement_retire', dossier_id, { complement: id, numero, motif })
}
