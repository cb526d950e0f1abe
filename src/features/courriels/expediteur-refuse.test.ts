import { createServer, type Server } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { creerBoiteDepart } from './envoyer.ts'

/** A mail server that lets one address write through it. `refuse`: at which command it refuses others; `recus`: the mails that it took. */
const INSTALLATION = 'guichet@guichet.example'
let refuse: { a: 'MAIL' | 'RCPT'; par: string }
let recus: { de: string; texte: string }[]
let essais: number
let serveur: Server
let smtpUrl: string
beforeAll(async () => {
  serveur = createServer(s => {
    let [de, texte, dedans] = ['', '', false]
    const dire = (l: string) => s.write(`${l}\r\n`)
    const refuser = (a: 'MAIL' | 'RCPT') => a === refuse.a && de !== INSTALLATION
    dire('220 essai')
    s.on('error', () => {})
    s.on('data', b => {
      for (const l of b.toString().split('\r\n').slice(0, -1)) {
        if (dedans && l !== '.') {
          texte += `${l}\n`
          continue
        }
        const mot = l.slice(0, 4).toUpperCase()
        if (mot === 'MAIL') {
          essais++
          de = /<([^>]*)>/.exec(l)![1]!
          dire(refuser('MAIL') ? refuse.par : '250 ok')
        } else if (mot === 'RCPT') dire(refuser('RCPT') ? refuse.par : '250 ok')
        else if (mot === 'DATA') {
          dedans = true
          texte = ''
          dire('354 allez')
        } else if (l === '.' && dedans) {
          dedans = false
          recus.push({ de, texte })
          dire('250 pris')
        } else if (mot === 'QUIT') s.end('221 bye\r\n')
        else dire('250 essai')
      }
    })
  })
  await new Promise<void>(fait => serveur.listen(0, '127.0.0.1', fait))
  smtpUrl = `smtp://127.0.0.1:${(serveur.address() as { port: number }).port}`
})
afterAll(() => new Promise(fait => serveur.close(fait)))
beforeEach(() => {
  ;[recus, essais] = [[], 0]
})
const envoyer = (repondreA?: string) =>
  creerBoiteDepart({ smtpUrl, expediteur: `Guichet <${INSTALLATION}>` }).envoyer({
    de: { nom: 'Guichet', adresse: 'autre@ailleurs.example' },
    ...(repondreA ? { repondreA } : {}),
    destinataire: 'mairie@commune.example',
    sujet: 'Votre lien',
    texte: 'Voici.',
    cle: 'cle',
  })

// seen to fail: no mail left any more, and nobody could sign in to choose another sender
it.each(['MAIL', 'RCPT'] as const)(
  'un expéditeur que le serveur refuse (%s)\u00a0: le courriel part de l’adresse de l’installation',
  async a => {
    refuse = { a, par: '553 5.7.1 Sender address rejected: not owned by user' }
    await envoyer()
    expect(recus).toEqual([{ de: INSTALLATION, texte: expect.stringContaining('Reply-To: autre@ailleurs.example') }])
    await envoyer('reponses@guichet.example')
    expect(recus[1]!.texte).toContain('Reply-To: reponses@guichet.example')
  },
)

it('un serveur qui dit «\u00a0plus tard\u00a0» est essayé plus tard, de la même adresse', async () => {
  refuse = { a: 'MAIL', par: '451 plus tard' }
  await expect(envoyer()).rejects.toThrow('451')
  expect([recus, essais]).toEqual([[], 1])
})
