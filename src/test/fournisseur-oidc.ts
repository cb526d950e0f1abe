import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import Provider from 'oidc-provider'
import { paths } from '../paths.ts'
import { URL_TEST } from './world.ts'

export const CLIENT = 'guichet-essai'
const SECRET = 'secret-du-client-essai'
export const PERSONNE = { email: 'agent@mairie.example', given_name: 'Ana', usual_name: 'Essai', siret: '21200004600012' }

/**
 * A real OpenID provider, set as ProConnect is: signed userinfo, RS256, client_secret_post, RP-initiated logout. It says yes to everything, as `sujet` of
 * `profil`; `avant` lets a test answer in its place (true once it has). `origine` is the site that it serves, set before the first request.
 */
export async function ouvrirFournisseur() {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  const jwk = { ...(await exportJWK(privateKey)), use: 'sig', alg: 'RS256', kid: 'k1' }
  let provider: Provider | undefined
  let servir: ReturnType<Provider['callback']>
  const serveur = createServer(async (req, res) => {
    if (!provider) {
      provider = creer(issuer, jwk, f.origine, () => f.profil)
      servir = provider.callback()
    }
    if (await f.avant?.(req, res)) return
    if (req.url?.startsWith('/interaction/')) return consentir(provider, req, res)
    servir(req, res)
  }).listen(0)
  await new Promise(r => serveur.once('listening', r))
  const issuer = `http://localhost:${(serveur.address() as AddressInfo).port}`
  /** The provider's pages; counts how often it had to ask who is there. */
  async function consentir(p: Provider, req: IncomingMessage, res: ServerResponse) {
    const d = await p.interactionDetails(req, res)
    if (d.prompt.name === 'login') {
      f.identifications++
      const login = { accountId: f.sujet, acr: 'eidas1', amr: ['pwd'] }
      return p.interactionFinished(req, res, { login }, { mergeWithLastSubmission: false })
    }
    const g = new p.Grant({ accountId: d.session?.accountId ?? '', clientId: d.params.client_id as string })
    g.addOIDCScope('openid email given_name usual_name siret uid idp_id')
    return p.interactionFinished(req, res, { consent: { grantId: await g.save() } }, { mergeWithLastSubmission: true })
  }
  const f = {
    issuer,
    env: { PROCONNECT_ISSUER: issuer, PROCONNECT_CLIENT_ID: CLIENT, PROCONNECT_CLIENT_SECRET: SECRET },
    origine: URL_TEST,
    /** How the provider names whoever signs in. */
    sujet: 'agent-1',
    profil: PERSONNE as Record<string, unknown>,
    identifications: 0,
    avant: undefined as ((req: IncomingMessage, res: ServerResponse) => Promise<boolean> | boolean) | undefined,
    /** A profile as the provider signs it, or as somebody else would. */
    signer: (contenu: Record<string, unknown>, { cle = privateKey, audience = CLIENT } = {}) =>
      new SignJWT(contenu).setProtectedHeader({ alg: 'RS256', kid: 'k1' }).setIssuer(issuer).setAudience(audience).setIssuedAt().sign(cle),
    fermer: () => {
      serveur.closeAllConnections()
      serveur.close()
    },
  }
  return f
}
export type Fournisseur = Awaited<ReturnType<typeof ouvrirFournisseur>>

function creer(url: string, jwk: object, origine: string, profil: () => Record<string, unknown>) {
  return new Provider(url, {
    clients: [
      {
        client_id: CLIENT,
        client_secret: SECRET,
        redirect_uris: [`${origine}/api/auth/callback/proconnect`],
        post_logout_redirect_uris: [origine + paths.deconnexion],
        grant_types: ['authorization_code'],
        response_types: ['code'],
        userinfo_signed_response_alg: 'RS256',
        id_token_signed_response_alg: 'RS256',
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    jwks: { keys: [jwk] },
    features: { jwtUserinfo: { enabled: true }, devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true } },
    claims: {
      openid: ['sub'],
      email: ['email'],
      given_name: ['given_name'],
      usual_name: ['usual_name'],
      siret: ['siret'],
      uid: ['uid'],
      idp_id: ['idp_id'],
      acr: null,
    },
    scopes: ['openid', 'email', 'given_name', 'usual_name', 'siret', 'uid', 'idp_id'],
    acrValues: ['eidas1'],
    cookies: { keys: ['cle-des-cookies'] },
    findAccount: (_c: unknown, id: string) => ({ accountId: id, claims: async () => ({ sub: id, ...profil() }) }),
    interactions: { url: (_c: unknown, i: { uid: string }) => `/interaction/${i.uid}` },
  })
}

/** A browser at the provider: keeps its cookies, says yes to what it is asked, and is followed until it is sent elsewhere. Gives that address. */
export function chezLeFournisseur({ issuer }: Fournisseur) {
  const cookies = new Map<string, string>()
  const demander = async (url: string, corps?: Record<string, string>) => {
    const r = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([k, v]) => `${k}=${v}`).join('; ') },
      ...(corps ? { method: 'POST', body: new URLSearchParams(corps) } : {}),
    })
    for (const v of r.headers.getSetCookie()) {
      const [k, val] = (v.split(';')[0] ?? '').split(/=(.*)/s)
      if (val) cookies.set(k ?? '', val)
      else cookies.delete(k ?? '')
    }
    return r
  }
  return async (depart: string): Promise<string> => {
    let url = depart
    for (let i = 0; i < 10 && url.startsWith(issuer); i++) {
      let r = await demander(url)
      const question = r.status === 200 ? await r.text() : ''
      const xsrf = /name="xsrf" value="([^"]+)"/.exec(question)?.[1]
      const action = /action="([^"]+)"/.exec(question)?.[1]
      if (xsrf && action) r = await demander(action, { xsrf, logout: 'yes' })
      url = new URL(r.headers.get('location') ?? '', url).href
    }
    return url
  }
}
