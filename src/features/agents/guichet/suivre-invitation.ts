import type { Updateable } from 'kysely'
import { type Contexte, type ContexteActeur, enTransaction, nouvelId } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import type { DB } from '../../../db/types.gen.ts'
import { empreinteDuJeton, nouveauJeton } from '../../../lib/jetons.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import type { TropDeCourriels } from '../../courriels/index.ts'
import { journaliser } from '../../journal/index.ts'
import { enAdministrant, tenirAdministration } from '../administration.ts'
import { donnerRole } from '../donner-role.ts'
import { TOUS_LES_APPELS } from './bornes.ts'
import type { Ou } from './changer-roles.ts'
import { compterInvitation, type TropDInvitations } from './compter-invitation.ts'
import { type InvitationAgent, invitationDite, invitationDuLien } from './invitations.queries.ts'
import { ecrireInvitation, expiration, porteeDuRole } from './inviter-agent.ts'
import { refusDesPortees } from './portees-dites.ts'
import { prevenirAgent } from './prevenir.ts'

type Introuvable = { kind: 'introuvable' }
type RefusRenvoi = Introuvable | TropDInvitations | TropDeCourriels

/** Sends an invitation again, by a link that takes the place of the one before. */
export const renvoyerInvitation = (ctx: ContexteActeur, id: string): Promise<Result<void, RefusRenvoi>> =>
  enAdministrant<void, RefusRenvoi>(ctx, async tx => {
    const i = await invitationDite(tx, ctx.guichetId, id)
    if (!i) return err({ kind: 'introuvable' })
    const envoi = await compterInvitation(tx, ctx, i.courriel)
    if (!envoi.ok) return envoi
    const jeton = nouveauJeton()
    // whoever sends it again answers for it from now on
    const par = { invitee_par: ctx.acteur.compteId, envoyee_le: ctx.instant, expire_le: expiration(ctx.instant) }
    await changer(tx, ctx, i.id, { empreinte: empreinteDuJeton(jeton), ...par })
    await ecrireInvitation(tx, ctx, { courriel: i.courriel, roles: i.roles, jeton })
    await journaliser(tx, ctx, 'compte.invitation_renvoyee', i.id)
    return ok(undefined)
  })

/** Withdraws an invitation: its link opens nothing any more. */
export const retirerInvitationAgent = (ctx: ContexteActeur, id: string): Promise<Result<void, Introuvable>> =>
  enAdministrant<void, Introuvable>(ctx, async tx => {
    const i = await invitationDite(tx, ctx.guichetId, id)
    if (!i) return err({ kind: 'introuvable' })
    await changer(tx, ctx, i.id, { empreinte: null, finie_le: ctx.instant })
    await journaliser(tx, ctx, 'compte.invitation_retiree', i.id)
    await prevenirAgent(tx, ctx, i.courriel, 'Une invitation est retirée', [
      'L’invitation à travailler dans le guichet qui vous avait été envoyée ne sert plus.',
    ])
    return ok(undefined)
  })

/** Whether a link still gives what it says: sent less than a week ago, by somebody who administers the guichet still. */
export async function invitationValable(
  tx: Tx,
  ctx: Contexte,
  jeton: string,
  o: { verrou?: boolean } = {},
): Promise<InvitationAgent | undefined> {
  const i = await invitationDuLien(tx, ctx.guichetId, jeton, o)
  if (!i || i.expireLe <= ctx.instant) return undefined
  const administre = await tx
    .selectFrom('role')
    .select('id')
    .where('guichet_id', '=', ctx.guichetId)
    .where('compte_id', '=', i.par)
    .where('role', '=', 'administrateur')
    .executeTakeFirst()
  return administre && i
}

/**
 * Takes what an invitation gives: an account is made for the address unless it has one, which then holds the roles beside whatever it held. No session is opened: a sign-in
 * link, mailed to the same address, does it. Of two who follow the link at once, the second finds it used.
 */
export const accepterInvitation = (ctx: Contexte, jeton: string, ou: Ou): Promise<Result<{ courriel: string }, Introuvable>> =>
  enTransaction(ctx, async tx => {
    await tenirAdministration(tx, ctx.guichetId)
    const i = await invitationValable(tx, ctx, jeton, { verrou: true })
    if (!i) return err({ kind: 'introuvable' })
    // the call may have changed since: nothing is given of what could not be said today
    const refus = await refusDesPortees(tx, ctx.guichetId, { ...i, appel: i.tous ? TOUS_LES_APPELS : (i.appels[0] ?? '') }, ou)
    if (refus || (await estSuspendu(tx, ctx.guichetId, i.courriel))) return err({ kind: 'introuvable' })
    const compteId = await compteA(tx, i)
    // a role that is held already for every call stays as it is
    for (const role of i.roles)
      await donnerRole({ ...ctx, acteur: null, tx }, { courriel: i.courriel, role, volets: [], ...porteeDuRole(role, i) }, ou)
    if (i.titre)
      await tx
        .insertInto('agent')
        .values({ guichet_id: ctx.guichetId, compte_id: compteId, titre: i.titre })
        .onConflict(oc => oc.columns(['guichet_id', 'compte_id']).doUpdateSet({ titre: i.titre }))
        .execute()
    await changer(tx, ctx, i.id, { empreinte: null, finie_le: ctx.instant, acceptee_par: compteId })
    await journaliser(tx, ctx, 'compte.invitation_acceptee', i.id, { compte: compteId, par: i.par, roles: i.roles })
    return ok({ courriel: i.courriel })
  })

const changer = (tx: Tx, ctx: Contexte, id: string, v: Updateable<DB['invitation_agent']>) =>
  tx.updateTable('invitation_agent').set(v).where('guichet_id', '=', ctx.guichetId).where('id', '=', id).execute()

async function compteA(tx: Tx, { courriel, nom }: InvitationAgent): Promise<string> {
  const connu = await tx.selectFrom('compte').select('id').where('email', '=', courriel).executeTakeFirst()
  if (connu) return connu.id
  const id = nouvelId()
  // not verified: the sign-in link proves the address
  await tx.insertInto('compte').values({ id, name: nom, email: courriel, email_verified: false }).execute()
  return id
}

const estSuspendu = async (tx: Tx, guichetId: string, courriel: string): Promise<boolean> =>
  (await tx
    .selectFrom('agent as a')
    .innerJoin('compte as c', 'c.id', 'a.compte_id')
    .select('a.compte_id')
    .where('a.guichet_id', '=', guichetId)
    .where('c.email', '=', courriel)
    .where('a.suspendu_le', 'is not', null)
    .executeTakeFirst()) !== undefined
