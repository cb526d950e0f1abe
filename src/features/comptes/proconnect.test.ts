import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import { consentir, creerFournisseur } from '../../test/fournisseur-oidc.ts'
import { entrerParLien, type Navigateur, navigateur, oublierLimites } from '../../test/navigateur.ts'
import { openWorld, URL_TEST, type World } from '../../test/world.ts'

/** A real OpenID provider, set as ProConnect is: signed userinfo, RS256, client_secret_post. `userinfo` lets a test falsify its answer. */
const CLIENT = 'guichet-essai'
const SECRET = 'secret-du-client-essai'
const PERSONNE = { email: 'agent@mairie.example', given_name: 'Ana', usual_name: 'Essai', siret: '21200004600012' }
let serveur: Server
let issuer: string
let w: World
let userinfo: ((sub: string) => Promise<{ type: string; corps: string }>) | undefined
/** Addresses that a provider sends us to, and what was asked of them. */
const renvois = { profil: '', demandes: [] as string[] }
let profil: Record<string, unknown> = PERSONNE
let cle: CryptoKey

beforeAll(async () => {
  const paire = await generateKeyPair('RS256', { extractable: true })
  cle = paire.privateKey
  const jwk = { ...(await exportJWK(cle)), use: 'sig', alg: 'RS256', kid: 'k1' }
  let traiter: (req: import('node:http').IncomingMessage, res: import('node:http').ServerResponse) => unknown = () => {}
  serveur = createServer((req, res) => void traiter(req, res)).listen(0)
  await new Promise(r => serveur.once('listening', r))
  issuer = `http://localhost:${(serveur.address() as AddressInfo).port}`
  const provider = creerFournisseur(issuer, jwk, { id: CLIENT, secret: SECRET }, () => profil)
  const servir = provider.callback()
  traiter = async (req, res) => {
    if (req.url?.startsWith('/interaction/')) return consentir(provider, req, res)
    if (req.url?.startsWith('/interne')) {
      renvois.demandes.push(req.url)
      return res.writeHead(200, { 'content-type': 'application/jwt' }).end(await signe({ sub: 'agent-1', ...PERSONNE }))
    }
    if (renvois.profil && req.url?.startsWith('/me')) return res.writeHead(302, { location: renvois.profil }).end()
    if (userinfo && req.url?.startsWith('/me')) {
      const { type, corps } = await userinfo('agent-1')
      return res.writeHead(200, { 'content-type': type }).end(corps)
    }
    return servir(req, res)
  }
  w = await openWorld({ env: { PROCONNECT_ISSUER: issuer, PROCONNECT_CLIENT_ID: CLIENT, PROCONNECT_CLIENT_SECRET: SECRET } })
})
afterAll(async () => {
  await w.close()
  serveur.closeAllConnections()
  serveur.close()
})
beforeEach(async () => {
  userinfo = undefined
  profil = PERSONNE
  await oublierLimites(w)
})

/** A profile as the provider signs it. */
const signe = (contenu: Record<string, unknown>) =>
  new SignJWT(contenu).setProtectedHeader({ alg: 'RS256', kid: 'k1' }).setIssuer(issuer).setAudience(CLIENT).setIssuedAt().sign(cle)

/** Presses the button and follows the provider to our callback; gives its URL, not followed yet. */
async function jusquAuRetour(n: Navigateur, retour?: string): Promise<string> {
  const depart = await n.post(paths.connexionProConnect, retour ? { retour } : {})
  expect(depart.status).toBe(303)
  let url = depart.headers.get('location') ?? ''
  const cookies = new Map<string, string>()
  for (let i = 0; i < 8 && url.startsWith(issuer); i++) {
    const r = await fetch(url, { redirect: 'manual', headers: { cookie: [...cookies].map(([k, v]) => `${k}=${v}`).join('; ') } })
    for (const v of r.headers.getSetCookie()) {
      const [k, val] = (v.split(';')[0] ?? '').split(/=(.*)/s)
      cookies.set(k ?? '', val ?? '')
    }
    url = new URL(r.headers.get('location') ?? '', url).href
  }
  expect(url).toContain('/api/auth/callback/proconnect?')
  return url.replace(URL_TEST, '')
}
const entrer = async (n: Navigateur, retour?: string) => n.get(await jusquAuRetour(n, retour))
const connecte = async (n: Navigateur) => (await n.get(paths.compte.voir)).status === 200
const comptes = () =>
  w.db.selectFrom('compte').select(['id', 'name', 'email', 'email_verified']).where('email', '=', PERSONNE.email).execute()
const refuse = async (n: Navigateur, r: Response) => {
  expect(r.headers.get('location')).toContain(`${paths.connexion}?erreur=proconnect`)
  expect(await connecte(n)).toBe(false)
}

test('userinfo en clair, ou signé d’une autre clé, ou pour un autre client : refusé, aucun compte n’est créé', async () => {
  const etrangere = (await generateKeyPair('RS256')).privateKey
  const signer =
    (k: CryptoKey, aud = CLIENT) =>
    async (sub: string) => ({
      type: 'application/jwt',
      corps: await new SignJWT({ sub, ...PERSONNE })
        .setProtectedHeader({ alg: 'RS256', kid: 'k1' })
        .setIssuer(issuer)
        .setAudience(aud)
        .setIssuedAt()
        .sign(k),
    })
  for (const faux of [
    async (sub: string) => ({ type: 'application/json', corps: JSON.stringify({ sub, ...PERSONNE }) }),
    signer(etrangere),
    signer(cle, 'autre-client'),
  ]) {
    userinfo = faux
    await oublierLimites(w)
    const n = navigateur(w)
    await refuse(n, await entrer(n))
  }
  expect(await comptes()).toEqual([])
  expect(await w.db.selectFrom('siret_prouve').selectAll().execute()).toEqual([])
})

test('un profil qui parle d’une autre personne que le jeton d’identité est refusé', async () => {
  userinfo = async () => ({
    type: 'application/jwt',
    corps: await new SignJWT({ sub: 'une-autre', ...PERSONNE })
      .setProtectedHeader({ alg: 'RS256', kid: 'k1' })
      .setIssuer(issuer)
      .setAudience(CLIENT)
      .sign(cle),
  })
  const n = navigateur(w)
  await refuse(n, await entrer(n))
  // the same answer, about the right person, is accepted: what was refused is what was wrong
  userinfo = async sub => ({
    type: 'application/jwt',
    corps: await new SignJWT({ sub, ...PERSONNE, email: 'temoin@mairie.example' })
      .setProtectedHeader({ alg: 'RS256', kid: 'k1' })
      .setIssuer(issuer)
      .setAudience(CLIENT)
      .sign(cle),
  })
  await oublierLimites(w)
  await entrer(n)
  expect(await connecte(n)).toBe(true)
  await w.db.deleteFrom('compte').execute()
})

// Seen to fail: with redirects followed for the profile (somebody got in), then for the discovery.
test('ProConnect qui renvoie vers une autre adresse, pour le profil ou pour ses réglages, n’est pas suivi', async () => {
  renvois.profil = '/interne/profil'
  const n = navigateur(w)
  await refuse(n, await entrer(n))
  renvois.profil = ''
  expect(await comptes()).toEqual([])

  const detour = createServer((_q, r) => void r.writeHead(302, { location: `${issuer}/interne/reglages` }).end()).listen(0)
  await new Promise(r => detour.once('listening', r))
  const v = await openWorld({
    env: {
      PROCONNECT_ISSUER: `http://localhost:${(detour.address() as AddressInfo).port}`,
      PROCONNECT_CLIENT_ID: CLIENT,
      PROCONNECT_CLIENT_SECRET: SECRET,
    },
  })
  try {
    const r = await navigateur(v).post(paths.connexionProConnect)
    expect(r.headers.get('location')).toBe(`${paths.connexion}?erreur=muet`)
    expect(renvois.demandes).toEqual([])
  } finally {
    await v.close()
    detour.closeAllConnections()
    detour.close()
  }
})

test('un retour avec un autre état, ou dans un autre navigateur, est refusé', async () => {
  const n = navigateur(w)
  const retour = await jusquAuRetour(n)
  await refuse(navigateur(w), await navigateur(w).get(retour))
  const n2 = navigateur(w)
  const faux = (await jusquAuRetour(n2)).replace(/state=[^&]+/, 'state=invente')
  await refuse(n2, await n2.get(faux))
  await refuse(n2, await n2.get('/api/auth/callback/proconnect?error=access_denied&state=x'))
})

test('j’entre avec ProConnect : compte créé, on me propose ma mairie, et mon rattachement est prouvé', async () => {
  const n = navigateur(w)
  const r = await entrer(n)
  expect(r.headers.get('location')).toBe(paths.structures.rejoindre)
  expect(await comptes()).toMatchObject([{ name: 'Ana Essai', email_verified: true }])
  expect(await (await n.get(paths.structures.rejoindre)).text()).toContain('ProConnect indique que vous travaillez pour Ajaccio')
  const s = await w.structure('Ajaccio')
  expect((await n.post(paths.structures.rejoindre, { structure: s.id, fonction: 'agent' })).status).toBe(303)
  const page = await (await n.get(paths.structures.voir(s.id))).text()
  expect(page).toContain('Prouvée par ProConnect')
})

test('je reviens à la page demandée, et c’est le même compte', async () => {
  const n = navigateur(w)
  expect((await entrer(n, '/appels')).headers.get('location')).toBe('/appels')
  expect(await comptes()).toHaveLength(1)
})

test('un rattachement déclaré avant devient prouvé quand ProConnect donne le SIRET de la structure, et lui seul', async () => {
  const lui = navigateur(w)
  await entrerParLien(w, lui, 'agent@mairie.example')
  const bastia = await w.structure('Bastia')
  await lui.post(paths.structures.rejoindre, { structure: bastia.id, fonction: 'agent' })
  const preuve = () =>
    w.auGuichet(tx => tx.selectFrom('appartenance').select('preuve').where('structure_id', '=', bastia.id).executeTakeFirst())
  profil = PERSONNE
  await oublierLimites(w)
  await entrer(lui)
  expect(await preuve()).toEqual({ preuve: 'declaree' })
  profil = { ...PERSONNE, siret: `${bastia.siren}00013` }
  await oublierLimites(w)
  await entrer(navigateur(w))
  expect(await preuve()).toEqual({ preuve: 'proconnect' })
})

test('ProConnect qui accepte et ne répond jamais ne bloque rien : le site répond, le bouton rend la main', async () => {
  const trou = createServer(() => {}).listen(0)
  await new Promise(r => trou.once('listening', r))
  const v = await openWorld({
    env: {
      PROCONNECT_ISSUER: `http://localhost:${(trou.address() as AddressInfo).port}`,
      PROCONNECT_CLIENT_ID: 'x',
      PROCONNECT_CLIENT_SECRET: 'y',
    },
  })
  try {
    const bouton = navigateur(v).post(paths.connexionProConnect)
    const debut = performance.now()
    await entrerParLien(v, navigateur(v), 'pendant@guichet.example')
    expect((await v.get(paths.connexion)).status).toBe(200)
    expect(performance.now() - debut).toBeLessThan(2000)
    const r = await bouton
    expect(r.headers.get('location')).toBe(`${paths.connexion}?erreur=muet`)
    expect(performance.now() - debut).toBeLessThan(9000)
    expect(await (await v.get(`${paths.connexion}?erreur=muet`)).text()).toContain('ProConnect ne répond pas')
  } finally {
    await v.close()
    trou.closeAllConnections()
    trou.close()
  }
})

test('sans réglage ProConnect, ni bouton ni adresse', async () => {
  const v = await openWorld()
  expect(await (await v.get(paths.connexion)).text()).not.toContain('ProConnect')
  expect((await v.post(paths.connexionProConnect, {})).status).toBe(404)
  await v.close()
})
