import { sql } from 'kysely'
import { createTransport } from 'nodemailer'
import { auGuichet, type Db, type Tx } from '../../db/db.ts'
import type { Horloge } from '../../lib/horloge.ts'
import { paths } from '../../paths.ts'
import { expeditionDe, verrouillerCourriel } from './courriels.queries.ts'
import { adresseSeule, type Entetes, entetesDe, texteEnvoye } from './entetes.rules.ts'

/** `arret`: where a mailbox stops the mails of this sort in one click (RFC 8058). */
type Message = Partial<Entetes> & { destinataire: string; sujet: string; texte: string; cle: string; arret?: string }
/** Where mails leave from. */
export type BoiteDepart = { envoyer: (m: Message) => Promise<void>; garderSecrets: boolean }

/** A mail server that does not answer at all is tried again later. Once it has the mail, it has the ten minutes of RFC 5321 to say so. */
const DELAIS = { connectionTimeout: 10_000, greetingTimeout: 30_000, socketTimeout: 600_000 }
/** What the log keeps of a failure, at most. */
const LONGUEUR_ERREUR = 500

/** SMTP when an address is given; otherwise the demonstration's mailbox, where nothing leaves. `expediteur`: that of the installation, where the guichet names no other. */
export function creerBoiteDepart({ smtpUrl, expediteur }: { smtpUrl?: string | undefined; expediteur: string }): BoiteDepart {
  if (!smtpUrl) return { envoyer: async () => {}, garderSecrets: true }
  const transport = createTransport({ url: smtpUrl, ...DELAIS })
  const envoyerDe = async (adresse: string, m: Message) => {
    // one address and no list of them, whatever signs it holds
    await transport.sendMail({
      from: m.de ? { name: m.de.nom, address: adresse } : adresse,
      ...(m.repondreA ? { replyTo: { name: '', address: m.repondreA } } : {}),
      to: { name: '', address: m.destinataire },
      subject: m.sujet,
      text: m.texte,
      messageId: `<${m.cle}@${adresse.split('@')[1]}>`,
      ...(m.arret ? { headers: { 'List-Unsubscribe': `<${m.arret}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' } } : {}),
    })
  }
  const installation = adresseSeule(expediteur)
  return {
    garderSecrets: false,
    envoyer: async m => {
      const choisi = m.de?.adresse
      if (!choisi || choisi === installation) return envoyerDe(installation, m)
      try {
        await envoyerDe(choisi, m)
      } catch (e) {
        // without mails nobody could sign in any more, to choose another sender
        if (!refuse(e)) throw e
        await envoyerDe(installation, { repondreA: choisi, ...m })
      }
    },
  }
}

/** A refusal for good, before the mail was taken. Servers give that of a sender as that of the recipient: both are tried again. */
const refuse = (e: unknown) => {
  const { code, responseCode } = e as { code?: string; responseCode?: number }
  return code === 'EENVELOPE' && responseCode !== undefined && responseCode >= 500
}

type Deps = { db: Db; horloge: Horloge; boite: BoiteDepart; urlPublique: string }

type Envoi = { id: string; guichetId: string }

/**
 * Job: sends one mail, once. The identifier stays the same when a retry follows an unclear answer of the server. What fails is written beside the mail, which the queue
 * then tries again.
 */
export async function envoyerCourriel(d: Deps, envoi: Envoi): Promise<void> {
  try {
    await auGuichet(d.db, envoi.guichetId, tx => envoyer(tx, d, envoi))
  } catch (e) {
    await noter(d, envoi, String(e).slice(0, LONGUEUR_ERREUR))
    throw e
  }
}

async function envoyer(tx: Tx, d: Deps, { id, guichetId }: Envoi) {
  const c = await verrouillerCourriel(tx, guichetId, id)
  if (!c || c.envoye_le) return
  // a slow server keeps the transaction waiting: cut by the database's limit, the mail would have left and be sent again
  await sql`select set_config('idle_in_transaction_session_timeout', '0', true)`.execute(tx)
  const expedition = await expeditionDe(tx, guichetId)
  const texte = texteEnvoye(c.texte, c.lien ? d.urlPublique + c.lien : undefined, expedition)
  const arret = c.jeton ? { arret: d.urlPublique + paths.nouvelles.fin(c.jeton) } : {}
  await d.boite.envoyer({ destinataire: c.destinataire, sujet: c.sujet, texte, cle: c.id, ...entetesDe(expedition), ...arret })
  await tx
    .updateTable('courriel')
    .set({ envoye_le: d.horloge.maintenant(), erreur: null, ...(c.secret && !d.boite.garderSecrets ? { texte: '', lien: null } : {}) })
    .where('id', '=', id)
    .where('guichet_id', '=', guichetId)
    .execute()
}

const noter = (d: Deps, { id, guichetId }: Envoi, erreur: string) =>
  auGuichet(d.db, guichetId, tx =>
    tx
      .updateTable('courriel')
      .set({ erreur })
      .where('guichet_id', '=', guichetId)
      .where('id', '=', id)
      .where('envoye_le', 'is', null)
      .execute(),
  ).catch(() => {}) // the first fault is the one to tell
