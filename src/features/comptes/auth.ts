import { createHash } from 'node:crypto'
import { passkey } from '@better-auth/passkey'
import { type BetterAuthOptions, betterAuth } from 'better-auth'
import { createAuthMiddleware, isAPIError } from 'better-auth/api'
import { genericOAuth, magicLink, twoFactor } from 'better-auth/plugins'
import { camel, type Db } from '../../db/db.ts'
import { paths } from '../../paths.ts'
import { demandeEnCours, nouveauJeton } from './demande-code.ts'
import { type ProConnect, profilSigne } from './proconnect.ts'
import { DUREE_SESSION_H, PREFIXE_COOKIE } from './session.ts'

/** How the token of a sign-in link is kept: it cannot be read back. */
export const empreinteLien = (jeton: string) => createHash('sha256').update(jeton).digest('base64url')

export type AuthDeps = {
  db: Db
  urlPublique: string
  secret: string
  nomSite: string
  /** Sends a sign-in link; `retour` is the path to come back to. */
  envoyerLien: (lien: { courriel: string; jeton: string; code: string | undefined; retour: string | undefined }) => Promise<void>
  proconnect?: ProConnect | undefined
}

/** Life of a sign-in link, in minutes. */
export const DUREE_LIEN_MIN = 15
export const MOT_DE_PASSE = { min: 12, max: 128 } as const
export const PROCONNECT = 'proconnect'

/**
 * Paths of better-auth after which the session has had its second factor. The last one only runs for a session that had it already, or whose
 * account has just enrolled its first one: `exigeCompte` guards it.
 */
const SECOND_FACTEUR = [
  '/two-factor/verify-totp',
  '/two-factor/verify-backup-code',
  '/passkey/verify-authentication',
  '/passkey/verify-registration',
]

/** better-auth, with our tables and our guards. */
export const authOptions = (d: AuthDeps) =>
  ({
    appName: d.nomSite,
    baseURL: d.urlPublique,
    basePath: '/api/auth',
    secret: d.secret,
    trustedOrigins: [d.urlPublique],
    telemetry: { enabled: false },
    logger: { disabled: true },
    database: { db: camel(d.db) as never, type: 'postgres' as const, transaction: true },
    user: { modelName: 'compte' },
    session: {
      modelName: 'session_http',
      expiresIn: DUREE_SESSION_H * 3600,
      disableSessionRefresh: true,
      additionalFields: {
        second_facteur: { type: 'boolean' as const, required: false, input: false, defaultValue: false },
        confirmee_le: { type: 'date' as const, required: false, input: false },
      },
    },
    account: { modelName: 'identite' },
    databaseHooks: { account: { create: { before: sansJetons }, update: { before: sansJetons } } },
    verification: { modelName: 'verification' },
    onAPIError: { errorURL: `${d.urlPublique}${paths.connexion}?erreur=${PROCONNECT}` },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: MOT_DE_PASSE.min, maxPasswordLength: MOT_DE_PASSE.max },
    // codes are counted by `essayer-code.ts`, before they are looked at and by account too
    rateLimit: {
      enabled: true,
      storage: 'database' as const,
      modelName: 'limite_debit',
      customRules: { '/two-factor/verify-totp': false as const, '/two-factor/verify-backup-code': false as const },
    },
    advanced: { database: { generateId: 'uuid' as const }, cookiePrefix: PREFIXE_COOKIE, ipAddress: { ipAddressHeaders: ['x-client-ip'] } },
    // A magic link or ProConnect opens a full session even for an account that has a second factor: what counts is this mark.
    hooks: {
      after: createAuthMiddleware(async ctx => {
        // the hook also runs after a refusal, with the session of whoever typed the wrong code
        if (!SECOND_FACTEUR.includes(ctx.path) || isAPIError(ctx.context.returned)) return
        const s = ctx.context.newSession ?? ctx.context.session
        if (s) await ctx.context.internalAdapter.updateSession(s.session.token, { second_facteur: true })
      }),
    },
    plugins: [
      magicLink({
        storeToken: { type: 'custom-hasher', hash: async jeton => empreinteLien(jeton) },
        expiresIn: DUREE_LIEN_MIN * 60,
        // the form that asks for a link chooses its token, to keep it with the code of the same mail
        generateToken: () => demandeEnCours.getStore()?.jeton ?? nouveauJeton(),
        sendMagicLink: async ({ email, token, metadata }) =>
          d.envoyerLien({ courriel: email, jeton: token, code: demandeEnCours.getStore()?.code, retour: texte(metadata?.retour) }),
      }),
      twoFactor({
        issuer: d.nomSite,
        allowPasswordless: true,
        accountLockout: { enabled: false },
        schema: { twoFactor: { modelName: 'second_facteur' } },
      }),
      passkey({
        rpID: new URL(d.urlPublique).hostname,
        rpName: d.nomSite,
        origin: d.urlPublique,
        // « credentialID » comes back from the snake_case column as « credentialId »: without this the key is read without its identifier
        schema: { passkey: { modelName: 'cle_acces', fields: { credentialID: 'credentialId' } } },
      }),
      ...(d.proconnect ? [genericOAuth({ config: [configProConnect(d.proconnect)] })] : []),
    ],
  }) satisfies BetterAuthOptions

/** The provider's tokens serve at the sign-in alone, and the ID token at the sign-out, from the browser (`billet.ts`): the database keeps none. */
const sansJetons = async <A extends object>(identite: A) => ({
  data: { ...identite, accessToken: null, refreshToken: null, idToken: null },
})

const configProConnect = (p: ProConnect) => ({
  providerId: PROCONNECT,
  clientId: p.clientId,
  clientSecret: p.clientSecret,
  discoveryUrl: `${p.issuer}/.well-known/openid-configuration`,
  requireIdTokenVerification: true,
  pkce: true,
  scopes: ['openid', 'given_name', 'usual_name', 'email', 'uid', 'siret', 'idp_id'],
  authorizationUrlParams: { acr_values: 'eidas1' },
  getUserInfo: profilSigne(p),
})

const texte = (v: unknown) => (typeof v === 'string' ? v : undefined)

export const creerAuth = (d: AuthDeps) => betterAuth(authOptions(d))
export type Auth = ReturnType<typeof creerAuth>
