import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { ok, type Result } from '../../../lib/result.ts'
import { dossierPour, type RefusComite } from '../acte.ts'
import type { Inscrit } from '../seance.ts'
import { RIEN } from './proposer.ts'

/** Leads the room to a dossier: every screen that follows shows it. It decides nothing, and the journal says nothing of it. */
export const conduireA = (ctx: ContexteActeur, d: { seanceId: string; dossierId: string }): Promise<Result<void, RefusComite>> =>
  enTransaction(ctx, async tx => {
    const lue = await dossierPour(tx, ctx, 'conduire', d)
    if (!lue.ok) return lue
    const { s, inscrit } = lue.value
    if (s.enDebat?.dossierId !== inscrit.id) await placer(tx, ctx, s.id, inscrit)
    return ok(undefined)
  })

/** Where the room is from now on; without a dossier, nothing is left to examine. */
export const placer = (tx: Tx, ctx: ContexteActeur, seanceId: string, d: Inscrit | undefined) =>
  tx
    .updateTable('seance')
    .set({ en_debat: d?.id ?? null, en_debat_le: d ? ctx.instant : null, rappel_le: null, ...RIEN })
    .where('guichet_id', '=', ctx.guichetId)
    .where('id', '=', seanceId)
    .execute()
