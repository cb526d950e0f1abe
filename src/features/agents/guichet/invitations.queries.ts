import type { Tx } from '../../../db/db.ts'
import { empreinteDuJeton } from '../../../lib/jetons.ts'

const invitations = (tx: Tx, guichetId: string) =>
  tx
    .selectFrom('invitation_agent as i')
    .innerJoin('compte as p', 'p.id', 'i.invitee_par')
    .select(['i.id', 'i.courriel', 'i.nom', 'i.titre', 'i.roles', 'i.appels', 'i.tous', 'i.departements'])
    .select([
      'i.invitee_le as inviteeLe',
      'i.envoyee_le as envoyeeLe',
      'i.expire_le as expireLe',
      'i.invitee_par as par',
      'p.name as parNom',
    ])
    .where('i.guichet_id', '=', guichetId)
    .where('i.finie_le', 'is', null)
export type InvitationAgent = Awaited<ReturnType<ReturnType<typeof invitations>['executeTakeFirstOrThrow']>>

/** Invitations that wait, at most: beyond, some are withdrawn first. */
export const INVITATIONS_MAX = 50
export const invitationsEnAttente = (tx: Tx, guichetId: string): Promise<InvitationAgent[]> =>
  invitations(tx, guichetId).orderBy('i.invitee_le', 'desc').orderBy('i.id').limit(INVITATIONS_MAX).execute()

/** One that waits, locked. */
export const invitationDite = (tx: Tx, guichetId: string, id: string): Promise<InvitationAgent | undefined> =>
  invitations(tx, guichetId).where('i.id', '=', id).forNoKeyUpdate('i').executeTakeFirst()

/** The one that waits behind a link, locked when it is to be taken. */
export const invitationDuLien = (tx: Tx, guichetId: string, jeton: string, { verrou = false } = {}): Promise<InvitationAgent | undefined> =>
  invitations(tx, guichetId)
    .where('i.empreinte', '=', empreinteDuJeton(jeton))
    .$if(verrou, q => q.forNoKeyUpdate('i'))
    .executeTakeFirst()
