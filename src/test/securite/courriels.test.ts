import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { creerBoiteDepart, type Entetes, entetesDe } from '../../features/courriels/index.ts'

/**
 * What leaves for a mail server, read on the wire: a name or a title that somebody typed adds no header, no recipient, no second mail.
 * Seen to fail: with the address given to nodemailer as a text (« a, b » are two people to it); with the line ends that nodemailer takes out of a header left in it (in
 * a copy of the package), the subject of several lines adds a recipient's header and a second text.
 */
const commandes: string[] = []
const contenu: string[] = []
const serveur = createServer(s => {
  s.setEncoding('utf8').write('220 essai\r\n')
  let reste = ''
  let donnees = false
  s.on('data', (t: string) => {
    reste += t
    for (let fin = reste.indexOf('\r\n'); fin >= 0; fin = reste.indexOf('\r\n')) {
      const ligne = reste.slice(0, fin)
      reste = reste.slice(fin + 2)
      ;(donnees ? contenu : commandes).push(ligne)
      if (donnees) {
        if (ligne !== '.') continue
        donnees = false
        s.write('250 ok\r\n')
      } else if (/^data$/i.test(ligne)) {
        donnees = true
        s.write('354 ok\r\n')
      } else s.write(/^quit/i.test(ligne) ? '221 ok\r\n' : '250 ok\r\n')
    }
  })
  s.on('error', () => {})
})
let port: number
beforeAll(async () => {
  serveur.listen(0, '127.0.0.1')
  await once(serveur, 'listening')
  port = (serveur.address() as AddressInfo).port
})
afterAll(() => serveur.close())

type Essai = { destinataire?: string; sujet?: string; texte?: string } & Partial<Entetes>
async function envoyer(m: Essai, expediteur = 'guichet@guichet.example') {
  commandes.length = 0
  contenu.length = 0
  const boite = creerBoiteDepart({ smtpUrl: `smtp://127.0.0.1:${port}`, expediteur })
  await boite.envoyer({ destinataire: 'mairie@guichet.example', sujet: 'Un sujet', texte: 'Bonjour.', cle: 'cle', ...m }).catch(() => {})
  const entetes = contenu.slice(0, contenu.indexOf(''))
  return {
    destinataires: commandes.filter(l => /^rcpt to/i.test(l)),
    de: entetes.find(l => /^from:/i.test(l)),
    repondreA: entetes.find(l => /^reply-to:/i.test(l)),
    messages: commandes.filter(l => /^mail from/i.test(l)).length,
    noms: entetes.filter(l => !/^\s/.test(l)).map(l => l.split(':')[0]!.toLowerCase()),
  }
}

it.each([
  ['un sujet de plusieurs lignes', { sujet: 'Un titre\r\nBcc: victime@mechant.example\r\n\r\nUn autre texte' }],
  ['un sujet coupé autrement', { sujet: 'Un titre\nBcc: victime@mechant.example\u2028X-Autre: 1\u0085Y: 2' }],
  ['un texte qui finit le message', { texte: 'Bonjour.\r\n.\r\nMAIL FROM:<x@mechant.example>\r\nRCPT TO:<victime@mechant.example>\r\n' }],
])('%s n’ajoute ni en-tête, ni destinataire, ni message', async (_quoi, m) => {
  const simple = await envoyer({})
  expect(simple).toMatchObject({ messages: 1, destinataires: ['RCPT TO:<mairie@guichet.example>'] })
  expect(await envoyer(m)).toEqual(simple)
})

it.each([
  'victime@mechant.example, mairie@guichet.example',
  'Mairie <victime@mechant.example>',
  'mairie@guichet.example\r\nRCPT TO:<victime@mechant.example>',
  'mairie@guichet.example>\r\nBcc: <victime@mechant.example',
])('« %j » n’est pas l’adresse d’un autre', async destinataire => {
  const { destinataires, noms } = await envoyer({ destinataire })
  expect(destinataires.filter(d => /<victime@mechant\.example>/i.test(d))).toEqual([])
  expect(noms).not.toContain('bcc')
})

// what the settings say is checked when it is typed; what a file says of it arrives here all the same
it.each([
  { nom: 'Guichet\r\nBcc: victime@mechant.example', courriels: {} },
  {
    nom: 'Guichet',
    courriels: { expediteur: 'a@b.example\r\nBcc: victime@mechant.example', repondreA: 'c@d.example\nBcc: victime@mechant.example' },
  },
  { nom: 'Guichet <victime@mechant.example>,', courriels: { expediteur: 'a@b.example, victime@mechant.example' } },
])('un nom ou une adresse d’expéditeur n’ajoute ni en-tête ni destinataire (%#)', async expedition => {
  const { destinataires, noms, messages } = await envoyer(entetesDe(expedition))
  expect(noms).not.toContain('bcc')
  expect(destinataires.filter(d => /mechant/i.test(d))).toEqual([])
  expect(messages).toBeLessThanOrEqual(1)
})

it('un courriel part au nom du guichet, de l’adresse qu’il a choisie, et les réponses vont où il l’a dit', async () => {
  const courriels = { expediteur: 'ne-pas-repondre@guichet.example', repondreA: 'accueil@guichet.example' }
  expect(await envoyer(entetesDe({ nom: 'Guichet territorial', courriels }))).toMatchObject({
    de: 'From: Guichet territorial <ne-pas-repondre@guichet.example>',
    repondreA: 'Reply-To: accueil@guichet.example',
  })
  expect((await envoyer(entetesDe({ nom: 'Guichet territorial', courriels: {} }))).de).toBe(
    'From: Guichet territorial <guichet@guichet.example>',
  )
  const nomme = await envoyer(entetesDe({ nom: 'Guichet territorial', courriels: {} }), 'Service <service@guichet.example>')
  expect(nomme.de).toBe('From: Guichet territorial <service@guichet.example>')
})
