import { type Contexte, enTransaction } from '../../contexte.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { journaliser } from '../journal/index.ts'
import { resteUneAdministration, tenirAdministration } from './administration.ts'
import { courrielSur, type RefusAgent } from './donner-role.ts'
import { finirFonction } from './fonctions.ts'
import { reporterSurLeRole } from './portees.ts'
import { roleSur } from './roles.ts'

/** Takes a role back, for good or for these calls alone: the person's next page no longer has it. Without any call left, the role reads nothing; a signatory's office ends with the role. The account stays. */
export async function retirerRole(
  ctx: Contexte,
  saisie: { courriel: string; role: string; appels?: readonly string[] },
): Promise<Result<undefined, RefusAgent>> {
  const courriel = courrielSur(saisie.courriel)
  const role = roleSur(saisie.role)
  const appels = saisie.appels ?? []
  if (!courriel) return err({ kind: 'courriel' })
  if (!role) return err({ kind: 'role' })
  return enTransaction(ctx, async tx => {
    if (role === 'administrateur') await tenirAdministration(tx, ctx.guichetId)
    const sien = await tx
      .selectFrom('role')
      .select(['id', 'compte_id'])
      .where('guichet_id', '=', ctx.guichetId)
      .where('role', '=', role)
      .where('compte_id', 'in', tx.selectFrom('compte').select('id').where('email', '=', courriel))
      .forUpdate()
      .executeTakeFirst()
    if (!sien) return err({ kind: 'introuvable' })
    if (role === 'administrateur' && !(await resteUneAdministration(tx, ctx.guichetId, sien.compte_id)))
      return err({ kind: 'derniere_administration' })
    if (appels.length === 0) await tx.deleteFrom('role').where('guichet_id', '=', ctx.guichetId).where('id', '=', sien.id).execute()
    else {
      const retires = await tx
        .deleteFrom('perimetre')
        .where('guichet_id', '=', ctx.guichetId)
        .where('role_id', '=', sien.id)
        .where('appel_id', 'in', tx.selectFrom('appel').select('id').where('guichet_id', '=', ctx.guichetId).where('slug', 'in', appels))
        .returning('id')
        .execute()
      if (retires.length === 0) return err({ kind: 'introuvable' })
      await reporterSurLeRole(tx, ctx.guichetId, sien.id)
    }
    if (role === 'signataire' && appels.length === 0) await finirFonction(tx, ctx, sien.compte_id)
    await journaliser(tx, ctx, 'compte.role_retire', sien.compte_id, { role, ...(appels.length > 0 ? { appels: [...appels] } : {}) })
    return ok(undefined)
  })
}
