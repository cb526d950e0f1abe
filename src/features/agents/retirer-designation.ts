import { type ContexteActeur, enTransaction } from '../../contexte.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { appelConnu } from '../appels/index.ts'
import { journaliser } from '../journal/index.ts'
import { personnesDe } from './agents.queries.ts'
import { reporterSurLeRole } from './portees.ts'

/** Takes a line of somebody's role on this call away. What is held for every call is not of this one: it is taken back with the role. */
export const retirerDesignation = (ctx: ContexteActeur, slug: string, id: string): Promise<Result<void, { kind: 'introuvable' }>> =>
  enTransaction(ctx, async tx => {
    const connu = await appelConnu(tx, ctx.guichetId, slug)
    const ligne = connu && (await personnesDe(tx, ctx.guichetId, connu.appelId)).find(p => p.id === id && !p.tous)
    if (!ligne) return err({ kind: 'introuvable' })
    const retiree = await tx
      .deleteFrom('perimetre')
      .where('guichet_id', '=', ctx.guichetId)
      .where('id', '=', ligne.id)
      .returning('id')
      .executeTakeFirst()
    // of two at once, the second has nothing left to do
    if (!retiree) return ok(undefined)
    await reporterSurLeRole(tx, ctx.guichetId, ligne.roleId)
    const { role, departements, volets } = ligne
    await journaliser(tx, ctx, 'compte.role_retire', ligne.compteId, { role, appels: [slug], departements, volets })
    return ok(undefined)
  })
