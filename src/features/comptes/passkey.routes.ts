import { type Ctx, router } from '../../http.ts'
import { aConfirmer } from './a-confirmer.ts'
import { appeler } from './appeler.ts'
import { cleDuCompte, noterConfirmation } from './comptes.queries.ts'
import { noterActe } from './noter.ts'
import { demandeur, jetonOuvert, sessionDe } from './reponses.tsx'
import type { Service } from './service.ts'
import { lireSession } from './session.ts'

const BASE = '/api/auth/passkey'
/** « User verified » in the authenticator's flags (WebAuthn § 6.1): the key asked for a PIN, a finger or a face. */
const POSITION_DRAPEAUX = 32
const VERIFIE = 0x04

/**
 * The few paths of better-auth that scripts call themselves: passkeys. Everything else goes through our own forms. Adding a key needs an
 * account that acts (second factor given, or none enrolled yet), else a stolen mailbox could add one.
 */
export function passkeyRoutes(s: Service) {
  const transmettre = (c: Ctx, chemin: string, corps?: Record<string, unknown>) => appeler(s.auth, demandeur(c), `/passkey${chemin}`, corps)
  return router()
    .get(`${BASE}/generate-register-options`, async c =>
      (await peutAjouter(c)) ? transmettre(c, '/generate-register-options') : c.json({}, 401),
    )
    .post(`${BASE}/verify-registration`, async c => {
      if (!(await peutAjouter(c))) return c.json({}, 401)
      const corps = await corpsJson(c)
      if (!corps) return c.json({}, 400)
      const res = await transmettre(c, '/verify-registration', corps)
      if (res.ok) await noterActe(c.var.ctx, 'compte.cle_acces.ajouter')
      return res
    })
    .get(`${BASE}/generate-authenticate-options`, c => transmettre(c, '/generate-authenticate-options'))
    .post(`${BASE}/verify-authentication`, async c => {
      const corps = await corpsJson(c)
      if (!corps) return c.json({}, 400)
      if (!(await vautDeuxFacteurs(c, corps))) return c.json({}, 401)
      const res = await transmettre(c, '/verify-authentication', corps)
      if (res.ok) await retenirConfirmation(c, jetonOuvert(c, res))
      return res
    })
}

/** An account that acts, and that has given its second factor again if it has one. */
const peutAjouter = async (c: Ctx) => !!c.var.ctx.acteur && !(await aConfirmer(c))

/** A key used in a session that already acts is its owner who confirms: the session that it opens goes on with that. */
async function retenirConfirmation(c: Ctx, jeton: string | undefined) {
  const { db, guichetId } = c.var.deps
  const ouverte = jeton && (await lireSession(db, guichetId, jeton))
  if (ouverte && c.var.ctx.acteur?.compteId === ouverte.compte_id) await noterConfirmation(db, ouverte.session_id)
}

async function corpsJson(c: Ctx): Promise<Record<string, unknown> | undefined> {
  if (!c.req.header('content-type')?.startsWith('application/json')) return undefined
  const corps: unknown = await c.req.json().catch(() => undefined)
  return typeof corps === 'object' && corps !== null ? (corps as Record<string, unknown>) : undefined
}

/**
 * A key alone counts for two factors when it checked its holder (better-auth does not ask it); otherwise it only completes a session that
 * the same account already opened another way. The flags read here are covered by the signature that better-auth then checks.
 */
async function vautDeuxFacteurs(c: Ctx, corps: Record<string, unknown>): Promise<boolean> {
  const { id, response } = (corps.response ?? {}) as { id?: unknown; response?: { authenticatorData?: unknown } }
  if (typeof id !== 'string' || typeof response?.authenticatorData !== 'string') return false
  const drapeaux = Buffer.from(response.authenticatorData, 'base64url')[POSITION_DRAPEAUX] ?? 0
  if (drapeaux & VERIFIE) return true
  const session = await sessionDe(c)
  return !!session && cleDuCompte(c.var.deps.db, session.compte_id, id)
}
