import { sql } from 'kysely'
import type { Tx } from '../../../db/db.ts'
import type { Signe } from './liaison.rules.ts'

/** Who has been heard of in a room, by account. */
export async function signesDe(tx: Tx, guichetId: string, seanceId: string): Promise<ReadonlyMap<string, Signe>> {
  const lus = await tx
    .selectFrom('presence_salle')
    .select(['compte_id as compteId', 'dossier_id as dossierId', 'retenu', 'vu_le as le', 'jusqu_a as jusqua'])
    .where('guichet_id', '=', guichetId)
    .where('seance_id', '=', seanceId)
    .execute()
  return new Map(lus.map(({ compteId, ...signe }) => [compteId, signe]))
}

/** A screen says where it is. Two windows of one person say it in turn: the last one counts. */
export const noterSigne = (
  tx: Tx,
  { guichetId, seanceId, compteId, ...s }: Signe & { guichetId: string; seanceId: string; compteId: string },
) =>
  sql`insert into presence_salle (seance_id, compte_id, guichet_id, dossier_id, retenu, vu_le, jusqu_a)
    values (${seanceId}, ${compteId}, ${guichetId}, ${s.dossierId}, ${s.retenu}, ${s.le}, ${s.jusqua})
    on conflict (seance_id, compte_id) do update set dossier_id = excluded.dossier_id, retenu = excluded.retenu, vu_le = excluded.vu_le,
      jusqu_a = excluded.jusqu_a`.execute(tx)

/** The screen of the room is there. */
export const noterEcran = (tx: Tx, { guichetId, seanceId, le, jusqua }: { guichetId: string; seanceId: string; le: Date; jusqua: Date }) =>
  tx
    .updateTable('seance')
    .set({ ecran_vu_le: le, ecran_jusqu_a: jusqua })
    .where('guichet_id', '=', guichetId)
    .where('id', '=', seanceId)
    .execute()

/** Nobody is in a room any more. */
export const oublierSignes = (tx: Tx, guichetId: string, seanceId: string) =>
  tx.deleteFrom('presence_salle').where('guichet_id', '=', guichetId).where('seance_id', '=', seanceId).execute()
