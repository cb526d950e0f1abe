import type { Contexte } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { revenirAuDepot } from '../depot/index.ts'
import { piecesDe } from '../dossiers/index.ts'

/** What was changed for an answer that is no longer asked goes: the dossier stands as it was filed. The caller holds its lock. */
export const rendreAuDepot = async (tx: Tx, ctx: Contexte, id: string) =>
  revenirAuDepot(tx, ctx, { id, rouvertLe: null, pieces: await piecesDe(tx, ctx.guichetId, id) })
