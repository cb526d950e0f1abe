import { AsyncLocalStorage } from 'node:async_hooks'
import { createRemoteJWKSet, type JWTPayload, jwtVerify } from 'jose'
import { err, ok, type Result } from '../../lib/result.ts'

export type ProConnect = { issuer: string; clientId: string; clientSecret: string }
export type ProConnectMuet = { kind: 'proconnect_muet' }
type Decouverte = { userinfo_endpoint: string; jwks_uri: string }

const DELAI_MS = 10_000
const DELAI_DECOUVERTE_MS = 4_000
const SIRET = /^\d{14}$/

/** What ProConnect said during one call, read by whoever handles the callback: the SIRET of its verified profile, and the ID token that this sign-in ends with. */
export type ProfilRecu = { siret?: string; idToken?: string }
export const profilEnCours = new AsyncLocalStorage<ProfilRecu>()

/** ProConnect answers userinfo as a signed JWT (`application/jwt`): verified here against the provider's keys; anything else is refused. */
export function profilSigne(p: ProConnect) {
  let lecture: Promise<{ userinfo: string; cles: ReturnType<typeof createRemoteJWKSet> }> | undefined
  return async (jetons: { accessToken?: string | undefined; idToken?: string | undefined }) => {
    lecture ??= decouvrir(p.issuer, DELAI_MS)
      .then(d => ({ userinfo: d.userinfo_endpoint, cles: createRemoteJWKSet(new URL(d.jwks_uri)) }))
      .catch(e => {
        lecture = undefined
        throw e
      })
    const { userinfo, cles } = await lecture
    const headers = { authorization: `Bearer ${jetons.accessToken}` }
    const res = await fetch(userinfo, { headers, signal: AbortSignal.timeout(DELAI_MS), redirect: 'error' }).catch(() => undefined)
    if (!res?.ok || !res.headers.get('content-type')?.startsWith('application/jwt')) return null
    const lu = await jwtVerify(await res.text(), cles, { issuer: p.issuer, audience: p.clientId, algorithms: ['RS256', 'ES256'] }).catch(
      () => null,
    )
    if (!lu) return null
    const recu = profilEnCours.getStore()
    const siret = texte(lu.payload.siret)
    if (recu && siret && SIRET.test(siret)) recu.siret = siret
    if (recu && jetons.idToken) recu.idToken = jetons.idToken
    return enProfil(lu.payload)
  }
}

/** At the address that was set and no other: sent elsewhere, we do not go. */
async function decouvrir(issuer: string, delai: number): Promise<Decouverte> {
  const res = await fetch(`${issuer}/.well-known/openid-configuration`, { signal: AbortSignal.timeout(delai), redirect: 'error' })
  if (!res.ok) throw new Error(`ProConnect: discovery refused (${res.status})`)
  return (await res.json()) as Decouverte
}

const texte = (v: unknown) => (typeof v === 'string' && v !== '' ? v : undefined)
const enProfil = (p: JWTPayload) => {
  const email = texte(p.email)
  if (!p.sub || !email) return null
  return {
    id: p.sub,
    sub: p.sub,
    email,
    emailVerified: true,
    name: [texte(p.given_name), texte(p.usual_name)].filter(Boolean).join(' ') || email,
  }
}

/**
 * An instance apart for ProConnect, made at first use: better-auth reads the provider's discovery without any time limit, and every call of an
 * instance waits for it. Discovery is tried here first, with a limit; an instance that could not be made in time is thrown away.
 */
export function instanceProConnect<A>(issuer: string, creer: () => A, pret: (auth: A) => Promise<unknown>) {
  let instance: A | undefined
  return async (): Promise<Result<A, ProConnectMuet>> => {
    if (instance) return ok(instance)
    try {
      await decouvrir(issuer, DELAI_DECOUVERTE_MS)
      const neuve = creer()
      await avantDelai(pret(neuve), DELAI_DECOUVERTE_MS)
      instance = neuve
      return ok(neuve)
    } catch {
      return err({ kind: 'proconnect_muet' })
    }
  }
}

/** The promise's value, or a rejection once `ms` have passed. */
export async function avantDelai<T>(promesse: Promise<T>, ms: number): Promise<T> {
  let minuteur: NodeJS.Timeout | undefined
  const trop = new Promise<never>((_, non) => {
    minuteur = setTimeout(() => non(new Error(`no answer after ${ms} ms`)), ms)
  })
  try {
    return await Promise.race([promesse, trop])
  } finally {
    clearTimeout(minuteur)
  }
}
