import { passkey } from '@better-auth/passkey'
import { type BetterAuthOptions, betterAuth } from 'better-auth'
import { createAuthMiddleware } from 'better-auth/api'
import { genericOAuth, magicLink, twoFactor } from 'better-auth/plugins'
import { camel, type Db } from '../../db/db.ts'
import { type ProConnect, profilSigne } from './proconnect.ts'

export type LienMagique = { courriel: string; jeton: string }
export type AuthDeps = {
  db: Db
  urlPublique: string
  secret: string
  nomSite: string
  envoyerLien: (lien: LienMagique) => Promise<void>
  envoyerReinitialisation: (lien: LienMagique) => Promise<void>
  proconnect?: ProConnect | undefined
}

/** Paths of better-auth after which the session has had its second factor. */
const SECOND_FACTEUR = ['/two-factor/verify-totp', '/two-factor/verify-backup-code', '/passkey/verify-authentication']

export const DUREE_LIEN_MIN = 15
export const DUREE_SESSION_H = 12

/** better-auth, with our tables and the guards that docs/adr/0004 explains. */
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
      updateAge: 3600,
      additionalFields: { second_facteur: { type: 'boolean' as const, required: false, input: false, defaultValue: false } },
    },
    account: { modelName: 'identite' },
    verification: { modelName: 'verification' },
    emailAndPassword: {
      enabled: true,
      minPasswordLength: 12,
      maxPasswordLength: 128,
      autoSignIn: false,
      disableSignUp: true,
      revokeSessionsOnPasswordReset: true,
      sendResetPassword: async ({ user, token }: { user: { email: string }; token: string }) => d.envoyerReinitialisation({ courriel: user.email, jeton: token }),
    },
    rateLimit: { enabled: true, storage: 'database' as const, modelName: 'limite_debit' },
    advanced: { database: { generateId: 'uuid' as const }, cookiePrefix: 'guichet', ipAddress: { ipAddressHeaders: ['x-client-ip'] } },
    // A magic link or ProConnect opens a full session even for an account that has a second factor: what counts is this mark.
    hooks: {
      after: createAuthMiddleware(async ctx => {
        if (!SECOND_FACTEUR.includes(ctx.path)) return
        const s = ctx.context.newSession ?? ctx.context.session
        if (s) await ctx.context.internalAdapter.updateSession(s.session.token, { second_facteur: true })
      }),
    },
    plugins: [
      magicLink({ storeToken: 'hashed', expiresIn: DUREE_LIEN_MIN * 60, sendMagicLink: async ({ email, token }) => d.envoyerLien({ courriel: email, jeton: token }) }),
      twoFactor({ issuer: d.nomSite, schema: { twoFactor: { modelName: 'second_facteur' } } }),
      passkey({ rpID: new URL(d.urlPublique).hostname, rpName: d.nomSite, origin: d.urlPublique, schema: { passkey: { modelName: 'cle_acces' } } }),
      ...(d.proconnect
        ? [
            genericOAuth({
              config: [
                {
                  providerId: 'proconnect',
                  clientId: d.proconnect.clientId,
                  clientSecret: d.proconnect.clientSecret,
                  discoveryUrl: `${d.proconnect.issuer}/.well-known/openid-configuration`,
                  requireIdTokenVerification: true,
                  pkce: true,
                  scopes: ['openid', 'given_name', 'usual_name', 'email', 'uid', 'siret', 'idp_id'],
                  authorizationUrlParams: { acr_values: 'eidas1' },
                  getUserInfo: profilSigne(d.proconnect),
                },
              ],
            }),
          ]
        : []),
    ],
  }) satisfies BetterAuthOptions

export const creerAuth = (d: AuthDeps) => betterAuth(authOptions(d))
export type Auth = ReturnType<typeof creerAuth>
