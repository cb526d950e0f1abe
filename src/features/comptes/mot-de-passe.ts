import type { ContexteActeur } from '../../contexte.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { appeler, type Demandeur } from './appeler.ts'
import type { Auth } from './auth.ts'
import { aMotDePasse, fermerAutresSessions, sessionRecente } from './comptes.queries.ts'
import { noterActe } from './noter.ts'

export type MotDePasseRefuse = { kind: 'actuel_faux' } | { kind: 'trop_d_essais'; reponse: Response }
/** Within this time after signing in, a forgotten password may be replaced without being known: the person has just shown who they are. */
const RECENTE_MIN = 15

/** Whether the current password must be typed to set another. */
export const actuelExige = async (ctx: ContexteActeur) =>
  (await aMotDePasse(ctx.db, ctx.acteur.compteId)) && !(await sessionRecente(ctx.db, ctx.acteur.sessionId, RECENTE_MIN))

/** Sets or replaces the account's password, and closes its other sessions: whoever knew the old one is out. */
export async function changerMotDePasse(
  auth: Auth,
  d: Demandeur,
  ctx: ContexteActeur,
  v: { actuel: string; nouveau: string },
): Promise<Result<void, MotDePasseRefuse>> {
  const { compteId, sessionId } = ctx.acteur
  if (await actuelExige(ctx)) {
    const res = await appeler(auth, d, '/change-password', {
      currentPassword: v.actuel,
      newPassword: v.nouveau,
      revokeOtherSessions: false,
    })
    if (res.status === 429) return err({ kind: 'trop_d_essais', reponse: res })
    if (!res.ok) return err({ kind: 'actuel_faux' })
  } else {
    const { internalAdapter, password } = await auth.$context
    const empreinte = await password.hash(v.nouveau)
    if (await internalAdapter.findCredentialAccount(compteId)) await internalAdapter.updatePassword(compteId, empreinte)
    else await internalAdapter.createAccount({ userId: compteId, providerId: 'credential', accountId: compteId, password: empreinte })
  }
  await fermerAutresSessions(ctx.db, compteId, { id: sessionId })
  await noterActe(ctx, 'compte.mot_de_passe.changer')
  return ok(undefined)
}
