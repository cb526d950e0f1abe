import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

export type Humeur = 'normal' | 'lent' | 'refuse'
/** A mail that the server said it has taken. */
export type Recu = { a: string; messageId: string; sujet: string }

/** A mail server on the loopback that counts: it takes mails, takes its time to, or refuses them; stopped, nobody answers at its port. */
export async function ouvrirSmtp() {
  const recus: Recu[] = []
  const etat = { humeur: 'normal' as Humeur, lenteurMs: 0, refus: 0 }
  let port = 0
  const creer = () =>
    new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      logger: false,
      onRcptTo: (_a, _s, repondre) => {
        if (etat.humeur !== 'refuse') return repondre()
        etat.refus++
        repondre(Object.assign(new Error('mailbox unavailable'), { responseCode: 451 }))
      },
      onData: (flux, session, repondre) => {
        const blocs: Buffer[] = []
        flux.on('data', b => blocs.push(b))
        flux.on('end', () => {
          const texte = Buffer.concat(blocs).toString()
          const entete = (nom: string) => new RegExp(`^${nom}: *(.*(?:\\r\\n[ \\t].*)*)`, 'im').exec(texte)?.[1]?.trim() ?? ''
          const prendre = () => {
            recus.push({ a: session.envelope.rcptTo[0]!.address, messageId: entete('Message-ID'), sujet: entete('Subject') })
            repondre()
          }
          setTimeout(prendre, etat.humeur === 'lent' ? etat.lenteurMs : 0)
        })
      },
    })
  let serveur: SMTPServer | undefined
  const ouvrir = async () => {
    const s = creer()
    s.on('error', () => {}) // a client that is killed
    await new Promise<void>(done => s.listen(port, '127.0.0.1', done))
    port = (s.server.address() as AddressInfo).port
    serveur = s
  }
  const fermer = async () => {
    const s = serveur
    serveur = undefined
    if (s) await new Promise<void>(done => s.close(done))
  }
  await ouvrir()
  return { recus, etat, ouvrir, fermer, env: { SMTP_URL: `smtp://127.0.0.1:${port}` } }
}
