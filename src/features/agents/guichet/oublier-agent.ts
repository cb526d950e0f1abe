import type { Tx } from '../../../db/db.ts'

type Qui = { guichetId: string; compteId: string; courriel: string }

/** What the guichet itself keeps of an account goes with it: title, kept roles, invitations to its address. Who was shown whose pages stays, without a name. */
export async function oublierAgent(tx: Tx, { guichetId, compteId, courriel }: Qui): Promise<void> {
  await tx.deleteFrom('agent').where('guichet_id', '=', guichetId).where('compte_id', '=', compteId).execute()
  await tx.deleteFrom('invitation_agent').where('guichet_id', '=', guichetId).where('courriel', '=', courriel.toLowerCase()).execute()
}

/** The same, for the export of whoever it is about: and when their pages were shown to somebody else. */
export async function ceQueLeGuichetGarde(tx: Tx, { guichetId, compteId, courriel }: Qui) {
  const agent = await tx
    .selectFrom('agent')
    .select(['titre', 'suspendu_le', 'roles_gardes'])
    .where('guichet_id', '=', guichetId)
    .where('compte_id', '=', compteId)
    .executeTakeFirst()
  const invitations = await tx
    .selectFrom('invitation_agent')
    .select(['nom', 'titre', 'roles', 'invitee_le', 'expire_le', 'finie_le'])
    .where('guichet_id', '=', guichetId)
    .where('courriel', '=', courriel.toLowerCase())
    .orderBy('invitee_le')
    .execute()
  const vues = await tx
    .selectFrom('vue_comme')
    .select(['debut_le', 'finie_le', 'jusqua'])
    .where('guichet_id', '=', guichetId)
    .where('vu_id', '=', compteId)
    .orderBy('debut_le')
    .limit(VUES_MAX)
    .execute()
  return { au_guichet: agent ?? null, invitations_recues: invitations, pages_montrees: vues }
}
/** More than anybody is looked at. */
const VUES_MAX = 1000
