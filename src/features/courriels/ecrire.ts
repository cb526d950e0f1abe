import { type Contexte, nouvelId } from '../../contexte.ts'
import { type Tx, tacheAjoutee } from '../../db/db.ts'

export type Courriel = {
  /** What makes it unique in the guichet: the same key never writes a second mail. Absent for mails that may repeat (sign-in links). */
  cle?: string
  destinataire: string
  sujet: string
  /** What it says, a paragraph each, after the greeting. Plain text. */
  phrases: readonly string[]
  /** Who signs: the service of the call, where it speaks. */
  signe?: string
  /** Path of our own site that the mail leads to. */
  lien?: string
  /** The dossier that it is about: it then stands among the dossier's messages. */
  dossierId?: string
  /** The subscription that it is sent to: it then tells the mailbox how to stop, and goes when the subscription does. */
  abonnementId?: string
  /** Its text opens a session: emptied once sent. */
  secret?: boolean
}

const corps = ({ phrases, signe }: Courriel) => ['Bonjour,', ...phrases, ...(signe === undefined ? [] : [signe])].join('\n\n')

/** Writes a mail and its sending job in the transaction of the act. A key already used writes nothing. */
export async function ecrireCourriel(tx: Tx, ctx: Pick<Contexte, 'guichetId' | 'instant'>, courriel: Courriel): Promise<void> {
  const id = nouvelId()
  const { cle = null, lien = null, secret = false, dossierId = null, abonnementId = null, destinataire, sujet } = courriel
  await tx
    .with('ecrit', db =>
      db
        .insertInto('courriel')
        .values({
          id,
          guichet_id: ctx.guichetId,
          cle,
          lien,
          secret,
          dossier_id: dossierId,
          abonnement_id: abonnementId,
          cree_le: ctx.instant,
          destinataire,
          sujet,
          texte: corps(courriel),
        })
        .onConflict(oc => oc.columns(['guichet_id', 'cle']).doNothing())
        .returning('id'),
    )
    .selectFrom('ecrit')
    .select(tacheAjoutee('courriel', { id, guichetId: ctx.guichetId }, `courriel-${id}`).as('tache'))
    .execute()
}
