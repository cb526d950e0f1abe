import type { IncomingMessage, ServerResponse } from 'node:http'
import Provider from 'oidc-provider'
import { URL_TEST } from './world.ts'

/** A real OpenID provider, set as ProConnect is: signed userinfo, RS256, client_secret_post. `profil` is read at each sign-in. */
export function creerFournisseur(url: string, jwk: object, client: { id: string; secret: string }, profil: () => Record<string, unknown>) {
  return new Provider(url, {
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: [`${URL_TEST}/api/auth/callback/proconnect`],
        grant_types: ['authorization_code'],
        response_types: ['code'],
        userinfo_signed_response_alg: 'RS256',
        id_token_signed_response_alg: 'RS256',
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    jwks: { keys: [jwk] },
    features: { jwtUserinfo: { enabled: true }, devInteractions: { enabled: false } },
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

/** The provider's pages: says yes to everything, as « agent-1 ». */
export async function consentir(provider: Provider, req: IncomingMessage, res: ServerResponse) {
  const d = await provider.interactionDetails(req, res)
  if (d.prompt.name === 'login')
    return provider.interactionFinished(
      req,
      res,
      { login: { accountId: 'agent-1', acr: 'eidas1', amr: ['pwd'] } },
      { mergeWithLastSubmission: false },
    )
  const g = new provider.Grant({ accountId: d.session?.accountId ?? '', clientId: d.params.client_id as string })
  g.addOIDCScope('openid email given_name usual_name siret uid idp_id')
  return provider.interactionFinished(req, res, { consent: { grantId: await g.save() } }, { mergeWithLastSubmission: true })
}
