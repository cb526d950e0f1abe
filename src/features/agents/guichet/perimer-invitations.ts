import { type Contexte, enTransaction } from '../../../contexte.ts'

/** How long an invitation is kept after its link has ended, in days: what was given stands in the journal. */
const GARDE_J = 90

/** Forgets the invitations whose link ended long ago, whatever became of them. How many. */
export const perimerInvitations = (d: Pick<Contexte, 'db' | 'guichetId'>, instant: Date): Promise<number> =>
  enTransaction(d, async tx => {
    const { numDeletedRows } = await tx
      .deleteFrom('invitation_agent')
      .where('guichet_id', '=', d.guichetId)
      .where('expire_le', '<', new Date(instant.getTime() - GARDE_J * 86_400_000))
      .executeTakeFirstOrThrow()
    return Number(numDeletedRows)
  })
