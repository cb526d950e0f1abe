import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { paths } from './paths.ts'
import { adressesServies, nomAdresse, remplie } from './test/securite/adresses-servies.ts'
import { lisible } from './test/vico.ts'
import { openWorld, URL_TEST, type World } from './test/world.ts'

let w: World
let vico: Awaited<ReturnType<World['compte']>>
beforeAll(async () => {
  w = await openWorld({ env: { GUICHET_MODE: 'production' } })
  vico = await w.compte({ structures: ['Vico'] })
})
afterAll(() => w.close())

const FORMULAIRE = 'application/x-www-form-urlencoded'
const envoyer = (type: string, corps: string) =>
  w.app.request(URL_TEST + paths.compte.nom, {
    method: 'POST',
    headers: { origin: URL_TEST, cookie: vico.cookie, 'content-type': type },
    body: corps,
  })
const partie = (nom: string, contenu: string) => `--b\r\nContent-Disposition: form-data; name="${nom}"\r\n\r\n${contenu}\r\n`
const MULTIPART = 'multipart/form-data; boundary=b'

describe('ce qu’un formulaire envoie est mesuré avant d’être lu', () => {
  it.each([
    ['250 000 champs', FORMULAIRE, 'a=b&'.repeat(250_000), 413],
    ['un nom sans fin', FORMULAIRE, `${'n'.repeat(1000)}=x`, 413],
    ['des parties par milliers', MULTIPART, `${partie('a', 'x').repeat(2000)}--b--`, 413],
    ['un nom de partie sans fin', MULTIPART, `${partie('a'.repeat(1000), 'x')}--b--`, 413],
    ['un en-tête de partie sans fin', MULTIPART, `${partie('a'.repeat(100_000), 'x')}--b--`, 400],
    ['une frontière de plus de 70 signes', `multipart/form-data; boundary=${'b'.repeat(71)}`, 'x', 400],
    ['deux frontières', `multipart/form-data; boundary=${'c'.repeat(300)}; boundary=b`, partie('a', 'x'), 400],
  ])('%s\u00a0: refusé', async (_quoi, type, corps, statut) => {
    expect((await envoyer(type, corps)).status).toBe(statut)
  })

  it.each([
    ['un formulaire simple', FORMULAIRE, (texte: string) => `nom=${encodeURIComponent(texte)}`],
    ['un formulaire à fichiers', MULTIPART, (texte: string) => `${partie('nom', texte)}--b--`],
  ])('un texte plus long qu’aucun champ n’en prend est rendu à qui l’a écrit\u00a0: %s', async (_quoi, type, corps) => {
    const texte = `Début é. ${'mot '.repeat(60_000)}Fin.`
    const r = await envoyer(type, corps(texte))
    expect(r.status).toBe(422)
    const page = await lisible(r)
    expect(page).toContain('Texte trop long')
    expect(page).toContain(texte.slice(0, 60))
    expect(page).toContain('mot mot Fin.')
  })

  // seen to fail: bytes counted for characters, and « %C3 » without its second byte
  it.each([
    ['%C3%A9', 50_000, false],
    ['%C3%A9', 50_001, true],
    ['%c3%a9', 50_000, false],
    ['%E2%82%AC', 50_000, false],
    ['%E2%82%AC', 50_001, true],
    ['é', 50_000, false],
    ['%zz', 16_666, false],
    ['%zz', 16_667, true],
  ])('après 150\u00a0000 signes, « %s » %i fois\u00a0: trop long, %s', async (signe, fois, trop) => {
    const page = await lisible(await envoyer(FORMULAIRE, `nom=${'a'.repeat(150_000)}${signe.repeat(fois)}`))
    expect(page.includes('Texte trop long')).toBe(trop)
  })

  it('un texte que seul son champ trouve trop long reçoit la phrase de ce champ', async () => {
    const r = await envoyer(FORMULAIRE, `nom=${'é'.repeat(150_000)}`)
    expect(r.status).toBe(422)
    expect(await lisible(r)).not.toContain('Texte trop long')
  })
})

/** Seen to fail: with the expert's link looked for after its form, and a passkey's body read before its account. */
it('rien de ce qu’envoie un inconnu n’est lu, là où il n’a rien à faire', async () => {
  const lus: string[] = []
  for (const r of adressesServies(w).filter(a => a.methode !== 'GET' && !PUBLIQUES.test(a.chemin))) {
    let lu = false
    const body = new ReadableStream(
      {
        pull: c => {
          lu = true
          c.enqueue(Buffer.from('a=b'))
          c.close()
        },
      },
      { highWaterMark: 0 },
    )
    const headers = { origin: URL_TEST, 'content-type': FORMULAIRE, 'content-length': '3' }
    const reponse = await w.app.request(
      new Request(URL_TEST + remplie(r.chemin, { jeton: 'inconnu' }), { method: r.methode, headers, body, duplex: 'half' } as RequestInit),
    )
    if (lu) lus.push(`${nomAdresse(r)} ${reponse.status}`)
  }
  expect(lus).toEqual([])
})
/** Where whoever comes may write: to sign in, to sign up, with a key, to have a document checked, and to follow a call by mail or no longer. */
const PUBLIQUES =
  /^\/(connexion|inscription|api\/auth\/passkey\/verify-authentication|appels\/:slug\/nouvelles|verifier|nouvelles\/:jeton\/fin)(\/|$)/
