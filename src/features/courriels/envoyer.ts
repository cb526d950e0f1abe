import { createTransport } from 'nodemailer'
import { auGuichet, type Db } from '../../db/db.ts'
import type { Horloge } from '../../lib/horloge.ts'
import { verrouillerCourriel } from './courriels.queries.ts'

type Message = { destinataire: string; sujet: string; texte: string; cle: string }
/** Where mails leave from. */
export type BoiteDepart = { envoyer: (m: Message) => Promise<void>; garderSecrets: boolean }

/** SMTP when an address is given; otherwise the demonstration's mailbox, where nothing leaves. */
export function creerBoiteDepart({ smtpUrl, expediteur }: { smtpUrl?: string | undefined; expediteur: string }): BoiteDepart {
  if (!smtpUrl) return { envoyer: async () => {}, garderSecrets: true }
  const transport = createTransport(smtpUrl, { from: expediteur })
  return {
    garderSecrets: false,
    envoyer: async m => {
      await transport.sendMail({ to: m.destinataire, subject: m.sujet, text: m.texte, messageId: `<${m.cle}@${expediteur.split('@')[1]}>` })
    },
  }
}

type Deps = { db: Db; horloge: Horloge; boite: BoiteDepart; urlPublique: string }

/** Job: sends one mail, once. The identifier stays the same when a retry follows an unclear answer of the server. */
export const envoyerCourriel = (d: Deps, { id, guichetId }: { id: string; guichetId: string }) =>
  auGuichet(d.db, guichetId, async tx => {
    const c = await verrouillerCourriel(tx, guichetId, id)
    if (!c || c.envoye_le) return
    const texte = c.lien ? `${c.texte}\n\n${d.urlPublique}${c.lien}\n` : `${c.texte}\n`
    await d.boite.envoyer({ destinataire: c.destinataire, sujet: c.sujet, texte, cle: c.id })
    await tx
      .updateTable('courriel')
      .set({ envoye_le: d.horloge.maintenant(), ...(c.secret && !d.boite.garderSecrets ? { texte: '', lien: null } : {}) })
      .where('id', '=', id)
      .where('guichet_id', '=', guichetId)
      .execute()
  })
