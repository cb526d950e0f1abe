import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import type { Deps } from '../../../http.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { effacerEnvoi, type OuEnvoi, trouverEnvoi } from '../envois.queries.ts'
import { seul } from './seul.ts'

/** Gives up an upload: its bytes go. A closed call is no reason to refuse; another person's upload does not exist. */
export const annulerEnvoi = (
  ctx: ContexteActeur,
  { stockage }: Pick<Deps, 'stockage'>,
  ou: OuEnvoi,
): Promise<Result<undefined, { kind: 'introuvable' }>> =>
  seul(ou.id, async () => {
    const trouve = await enTransaction(ctx, async tx => {
      const envoi = await trouverEnvoi(tx, ctx, ou)
      if (envoi) await effacerEnvoi(tx, ctx.guichetId, envoi.id)
      return !!envoi
    })
    if (!trouve) return err({ kind: 'introuvable' })
    await stockage.attente.supprimer(ou.id)
    return ok(undefined)
  })
