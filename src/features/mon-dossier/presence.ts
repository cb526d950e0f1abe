import type { ContexteActeur } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { deMesStructures } from '../dossiers/index.ts'
import { noterPresence, presents } from '../presences/index.ts'

/** A sign from an open page: who else is there, and at which revision the dossier is. `undefined` for a dossier of others. */
export async function signaler(tx: Tx, ctx: ContexteActeur, dossierId: string, etape: string) {
  const dossier = await tx
    .selectFrom('dossier as d')
    .select('d.revision')
    .where('d.guichet_id', '=', ctx.guichetId)
    .where('d.id', '=', dossierId)
    .where(deMesStructures(ctx))
    .executeTakeFirst()
  if (!dossier) return undefined
  await noterPresence(tx, ctx, { quoi: 'dossier', id: dossierId }, etape)
  return { autres: await presents(tx, ctx, { quoi: 'dossier', id: dossierId }), revision: dossier.revision }
}
