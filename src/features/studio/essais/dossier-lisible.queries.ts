import type { ContexteActeur } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import type { Dossier } from '../../dossiers/index.ts'
import { lireDepose } from '../../examen/index.ts'
import { trouverInstruit } from '../../service/index.ts'

/** A filed dossier by its number, as it was filed, for whoever may read it in the instruction; for others it does not exist. */
export async function dossierLisible(tx: Tx, ctx: ContexteActeur, numero: string): Promise<Dossier | undefined> {
  const ligne = await tx
    .selectFrom('dossier')
    .select('id')
    .where('guichet_id', '=', ctx.guichetId)
    .where('numero', '=', numero)
    .executeTakeFirst()
  if (!ligne || !(await trouverInstruit(tx, ctx, ligne.id))) return undefined
  return (await lireDepose(tx, ctx.guichetId, ligne.id)).dossier
}
