import { createRemoteJWKSet, type JWTPayload, jwtVerify } from 'jose'

export type ProConnect = {
  issuer: string
  clientId: string
  clientSecret: string
  /** Told of every verified profile: its `siret` proves a membership. */
  surProfil: (profil: { courriel: string; siret: string | undefined }) => Promise<void>
}
type Decouverte = { userinfo_endpoint: string; cles: ReturnType<typeof createRemoteJWKSet> }

const DELAI_MS = 10_000

/** ProConnect answers userinfo as a signed JWT (`application/jwt`): verified here against the provider's keys; anything else is refused. */
export function profilSigne(p: ProConnect) {
  let decouverte: Promise<Decouverte> | undefined
  return async (jetons: { accessToken?: string | undefined }) => {
    decouverte ??= decouvrir(p.issuer).catch(e => {
      decouverte = undefined
      throw e
    })
    const { userinfo_endpoint, cles } = await decouverte
    const res = await fetch(userinfo_endpoint, { headers: { authorization: `Bearer ${jetons.accessToken}` }, signal: AbortSignal.timeout(DELAI_MS) })
    if (!res.ok || !res.headers.get('content-type')?.startsWith('application/jwt')) return null
    const { payload } = await jwtVerify(await res.text(), cles, { issuer: p.issuer, audience: p.clientId, algorithms: ['RS256', 'ES256'] })
    const profil = enProfil(payload)
    await p.surProfil({ courriel: profil.email, siret: texte(payload.siret) })
    return profil
  }
}

async function decouvrir(issuer: string): Promise<Decouverte> {
  const res = await fetch(`${issuer}/.well-known/openid-configuration`, { signal: AbortSignal.timeout(DELAI_MS) })
  if (!res.ok) throw new Error(`ProConnect : découverte refusée (${res.status})`)
  const d = (await res.json()) as { userinfo_endpoint: string; jwks_uri: string }
  return { userinfo_endpoint: d.userinfo_endpoint, cles: createRemoteJWKSet(new URL(d.jwks_uri)) }
}

const texte = (v: unknown) => (typeof v === 'string' && v !== '' ? v : undefined)
const enProfil = (p: JWTPayload) => {
  const email = texte(p.email)
  if (!p.sub || !email) throw new Error('ProConnect : profil sans identifiant ou sans adresse')
  return { id: p.sub, sub: p.sub, email, emailVerified: true, name: [texte(p.given_name), texte(p.usual_name)].filter(Boolean).join(' ') || email }
}
