import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import { roleDe } from '../../test/acteur.ts'
import { entrerParLien, lienDuCourriel, navigateur, oublierLimites } from '../../test/navigateur.ts'
import { openWorld, type World } from '../../test/world.ts'

let w: World
beforeAll(async () => {
  w = await openWorld()
})
afterAll(() => w.close())
beforeEach(() => oublierLimites(w))

const comptes = (courriel: string) => w.db.selectFrom('compte').select(['id', 'email_verified']).where('email', '=', courriel).execute()

test('je demande un lien, je l’ouvre, j’appuie sur Entrer : je suis connecté et mon compte existe', async () => {
  const n = navigateur(w)
  const envoi = await n.post(paths.connexionLien, { courriel: '  Mairie@Guichet.example ' })
  expect(envoi.status).toBe(303)
  expect(await (await n.get(envoi.headers.get('location') ?? '')).text()).toContain('mairie@guichet.example')
  expect(await comptes('mairie@guichet.example')).toEqual([])

  const lien = await lienDuCourriel(w, 'mairie@guichet.example')
  const page = await (await n.get(lien)).text()
  expect(page).toContain('Entrer')
  const entree = await n.post(lien)
  expect(entree.status).toBe(303)
  expect(entree.headers.get('location')).toBe(paths.structures.rejoindre)
  expect(await comptes('mairie@guichet.example')).toMatchObject([{ email_verified: true }])
  expect((await n.get(paths.connexion)).headers.get('location')).toBe(paths.structures.rejoindre)
  const cookie = entree.headers.getSetCookie().find(v => v.includes('session_token'))
  expect(cookie).toMatch(/HttpOnly/)
  expect(cookie).toMatch(/SameSite=Lax/)
})

// Seen to fail: whoever signs, and whoever only reads figures, were led to the public list of calls.
test.each([
  [['signataire'], paths.signatures.aSigner],
  [['signataire', 'direction'], paths.signatures.aSigner],
  [['signataire', 'referent_regional'], paths.instruction.journee],
  [['lecteur'], paths.instruction.journee],
  [['direction'], paths.instruction.boite],
  [['membre_comite'], paths.comite.accueil],
] as const)('connecté, %s arrive à sa page', async (roles, page) => {
  const { cookie } = await w.compte({ roles: roles.map(r => roleDe(r)) })
  expect((await w.get(paths.connexion, cookie)).headers.get('location')).toBe(page)
  expect((await w.get(page, cookie)).status).toBe(200)
})

test('ouvrir le lien ne le consomme pas : l’antivirus de la mairie peut passer avant moi', async () => {
  const n = navigateur(w)
  await n.post(paths.connexionLien, { courriel: 'antivirus@guichet.example' })
  const lien = await lienDuCourriel(w, 'antivirus@guichet.example')
  for (let i = 0; i < 3; i++) {
    const r = await n.get(lien)
    expect(r.status).toBe(200)
    expect(r.headers.getSetCookie()).toEqual([])
  }
  expect((await n.post(lien)).status).toBe(303)
})

test('un lien déjà utilisé ne rouvre rien et propose d’en demander un autre', async () => {
  const n = navigateur(w)
  await entrerParLien(w, n, 'deux-fois@guichet.example')
  const autre = navigateur(w)
  const r = await autre.post(await lienDuCourriel(w, 'deux-fois@guichet.example'))
  expect(r.status).toBe(422)
  expect(await r.text()).toContain('Demander un autre lien')
  expect(autre.cookie()).toBeUndefined()
})

test('six appuis simultanés sur le même lien ouvrent une seule session', async () => {
  await navigateur(w).post(paths.connexionLien, { courriel: 'six@guichet.example' })
  const lien = await lienDuCourriel(w, 'six@guichet.example')
  // six addresses of their own, so that the rate limit is not what stops them
  const reponses = await Promise.all(Array.from({ length: 4 }, () => navigateur(w).post(lien)))
  expect(reponses.filter(r => r.status === 303)).toHaveLength(1)
})

test('un lien expiré ne sert plus, et on me le dit', async () => {
  const n = navigateur(w)
  await n.post(paths.connexionLien, { courriel: 'tard@guichet.example' })
  await sql`update verification set expires_at = clock_timestamp() - interval '1 second'`.execute(w.db)
  const r = await n.post(await lienDuCourriel(w, 'tard@guichet.example'))
  expect(r.status).toBe(422)
  expect(await r.text()).toContain('Ce lien ne sert plus')
})

test('la page d’un lien qui a servi ou expiré le dit, sans proposer d’entrer', async () => {
  const n = navigateur(w)
  await n.post(paths.connexionLien, { courriel: 'deux-fois@guichet.example' })
  const lien = await lienDuCourriel(w, 'deux-fois@guichet.example')
  const lire = async (chemin = lien) => (await (await navigateur(w).get(chemin)).text()).replace(/<[^>]+>/g, ' ')
  expect(await lire()).toContain('Votre lien de connexion est prêt')
  expect(await lire(), 'reading it does not use it').toContain('Votre lien de connexion est prêt')
  expect((await n.post(lien)).status).toBe(303)
  for (const mort of [lien, paths.connexionLienRecu('abc')]) {
    expect(await lire(mort)).toContain('Ce lien ne sert plus')
    expect(await lire(mort)).not.toContain('est prêt')
  }
  await n.post(paths.connexionLien, { courriel: 'trop-tard@guichet.example' })
  await sql`update verification set expires_at = clock_timestamp() - interval '1 second'`.execute(w.db)
  expect(await lire(await lienDuCourriel(w, 'trop-tard@guichet.example'))).toContain('Ce lien ne sert plus')
})

test('un lien coupé par la messagerie donne la même phrase, pas une erreur', async () => {
  expect((await navigateur(w).post(paths.connexionLienRecu('abc'))).status).toBe(422)
})

test('que l’adresse ait un compte ou non, la page est la même', async () => {
  await entrerParLien(w, navigateur(w), 'connue@guichet.example')
  const page = async (courriel: string) => {
    const r = await navigateur(w).post(paths.connexionLien, { courriel })
    const html = await (await navigateur(w).get(r.headers.get('location') ?? '')).text()
    return [r.status, html.replaceAll(courriel, 'X')]
  }
  expect(await page('connue@guichet.example')).toEqual(await page('inconnue@guichet.example'))
})

test('une adresse mal écrite : la page revient avec ce que j’ai tapé et le message à côté du champ', async () => {
  const r = await navigateur(w).post(paths.connexionLien, { courriel: 'mairie@' })
  const html = await r.text()
  expect(r.status).toBe(422)
  expect(html).toContain('<title>Erreur : ')
  expect(html).toContain('value="mairie@"')
  expect(html).toMatch(/aria-describedby="[^"]*courriel-erreur"/)
})

test('après la connexion je reviens à la page demandée, jamais sur un autre site', async () => {
  expect((await entrerParLien(w, navigateur(w), 'retour@guichet.example', '/appels?q=1')).headers.get('location')).toBe('/appels?q=1')
  for (const mauvais of ['//mechant.example', 'https://mechant.example', '/\\mechant.example']) {
    const n = navigateur(w)
    await oublierLimites(w)
    await w.db.deleteFrom('verification').execute()
    await n.post(paths.connexionLien, { courriel: `m${mauvais.length}@guichet.example`, retour: mauvais })
    const lien = await lienDuCourriel(w, `m${mauvais.length}@guichet.example`)
    expect(lien).not.toContain('retour')
    expect((await n.post(lien, { retour: mauvais })).headers.get('location')).toBe(paths.structures.rejoindre)
  }
})

test('trop d’essais : une page claire, avec le temps à attendre', async () => {
  const n = navigateur(w)
  const statuts: number[] = []
  let derniere: Response | undefined
  for (let i = 0; i < 6; i++) {
    derniere = await n.post(paths.connexionLien, { courriel: `essai${i}@guichet.example` })
    statuts.push(derniere.status)
  }
  expect(statuts).toEqual([303, 303, 303, 303, 303, 429])
  expect(await derniere?.text()).toContain('Trop d’essais')
  expect(Number(derniere?.headers.get('retry-after'))).toBeGreaterThan(0)
})

test('personne ne peut noyer ma boîte : cinq liens au plus par quart d’heure, sans le dire', async () => {
  for (let i = 0; i < 7; i++) {
    await oublierLimites(w)
    expect((await navigateur(w).post(paths.connexionLien, { courriel: 'noyee@guichet.example' })).status).toBe(303)
  }
  expect((await w.courriels()).filter(m => m.destinataire === 'noyee@guichet.example')).toHaveLength(5)
})

test('un formulaire venu d’un autre site est refusé', async () => {
  const mechant = { origin: 'https://mechant.example', 'sec-fetch-site': 'cross-site' }
  for (const chemin of [paths.connexionLien, paths.connexion, paths.deconnexion, paths.connexionCode])
    expect((await navigateur(w).post(chemin, { courriel: 'a@guichet.example' }, mechant)).status).toBe(403)
})

test('je me déconnecte : la session est fermée, le cookie copié ne sert plus', async () => {
  const n = navigateur(w)
  await entrerParLien(w, n, 'sortie@guichet.example')
  const copie = n.cookie() ?? ''
  expect((await w.get(paths.connexion, copie)).status).toBe(303)
  expect((await n.post(paths.deconnexion)).headers.get('location')).toBe(paths.accueil)
  expect(n.cookie()).toBeUndefined()
  expect((await w.get(paths.connexion, copie)).status).toBe(200)
})

// Seen to fail: with any signature taken (`jetonDeSession`).
test('un cookie fabriqué ou modifié n’ouvre rien', async () => {
  const n = navigateur(w)
  await entrerParLien(w, n, 'signe@guichet.example')
  const cookie = decodeURIComponent(n.cookie() ?? '')
  expect((await w.get(paths.connexion, cookie)).status).toBe(303)
  for (const faux of [
    cookie.replace(/=./, '=X'),
    `${cookie.slice(0, -6)}AAAAA=`,
    'guichet.session_token=%E0%A4%A',
    'guichet.session_token=abc',
  ])
    expect((await w.get(paths.connexion, faux)).status).toBe(200)
})
