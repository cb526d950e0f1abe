import { createOTP } from '@better-auth/utils/otp'
import { symmetricDecrypt } from 'better-auth/crypto'
import { sql } from 'kysely'
import type { Db } from '../../db/db.ts'
import type { Ctx } from '../../http.ts'
import { reseauDe } from '../../lib/adresse-ip.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { compter, type Limite, oublier } from '../limites/index.ts'
import { appeler } from './appeler.ts'
import type { Auth } from './auth.ts'
import { totpDe } from './comptes.queries.ts'
import type { CodeSaisi } from './connexion.form.ts'
import { demandeur } from './reponses.tsx'
import { cookieDe } from './session.ts'

const QUART_D_HEURE_S = 15 * 60
const PERIODE_MS = 30_000
/** Steps before and after ours whose code is right: clocks of telephones drift. */
const ECART = 1

export type CodeRefuse =
  /** Too many codes: no further one is looked at for a while. */
  | { kind: 'trop' }
  | { kind: 'faux' }
  | { kind: 'deja_servi' }
  /** The sign-in by password that asked for this code is over. */
  | { kind: 'defi_perdu' }

/** For whom a code is typed: the account, and its open session or the challenge that follows a password. */
export type PourQui = { compteId: string; cle: string }

/**
 * By session and by network first, so that whoever tries codes at one place stops there; then by account, wider: its owner, elsewhere, is not locked out by another
 * person's few tries. Without any factor of ours, ten guesses in a million hold one right code in about 33 000 series.
 */
const limites = ({ compteId, cle }: PourQui, adresse: string): Limite[] => [
  { cle: `code|${cle}`, max: 10, secondes: QUART_D_HEURE_S },
  { cle: `code|${compteId}|${reseauDe(adresse)}`, max: 20, secondes: QUART_D_HEURE_S },
  { cle: `code|${compteId}`, max: 60, secondes: 4 * QUART_D_HEURE_S },
]

/**
 * Tries a code of the second factor: counted before it is looked at, then looked at, then its step of time taken, so that it serves once. better-auth alone opens or marks the
 * session, and looks at backup codes, which it uses up.
 */
export async function essayerCode(c: Ctx, auth: Auth, qui: PourQui, { genre, code }: CodeSaisi): Promise<Result<Response, CodeRefuse>> {
  const { db } = c.var.deps
  const comptes = limites(qui, c.var.adresseClient)
  if (await compter(db, comptes)) return err({ kind: 'trop' })
  if (genre === 'totp') {
    const pas = await pasDuCode(auth, db, qui.compteId, code)
    if (pas === undefined) return err({ kind: 'faux' })
    if (!(await prendrePas(db, qui.compteId, pas))) return err({ kind: 'deja_servi' })
  }
  const res = await appeler(auth, demandeur(c), genre === 'totp' ? '/two-factor/verify-totp' : '/two-factor/verify-backup-code', { code })
  if (!res.ok) return err({ kind: (await defiPerdu(res)) ? 'defi_perdu' : 'faux' })
  await oublier(
    db,
    comptes.map(l => l.cle),
  )
  return ok(res)
}

/** The step of time that this code is of, if any near ours. */
async function pasDuCode(auth: Auth, db: Db, compteId: string, code: string): Promise<number | undefined> {
  const totp = await totpDe(db, compteId)
  if (!totp) return undefined
  const { secretConfig } = await auth.$context
  const otp = createOTP(await symmetricDecrypt({ key: secretConfig, data: totp.secret }), { digits: 6, period: PERIODE_MS / 1000 })
  const ici = Math.floor(Date.now() / PERIODE_MS)
  for (let pas = ici - ECART; pas <= ici + ECART; pas++) if ((await otp.hotp(pas)) === code) return pas
  return undefined
}

/** Takes a step of time for the account, once: codes of this step and of those before it serve no more. */
async function prendrePas(db: Db, compteId: string, pas: number): Promise<boolean> {
  const { rows } = await sql`
    insert into code_accepte as a (compte_id, pas) values (${compteId}, ${pas})
    on conflict (compte_id) do update set pas = excluded.pas where a.pas < excluded.pas
    returning 1`.execute(db)
  return rows.length > 0
}

/** The challenge after a password lasts ten minutes; then one signs in again. */
async function defiPerdu(res: Response) {
  const { code } = (await res.json().catch(() => ({}))) as { code?: string }
  return code === 'INVALID_TWO_FACTOR_COOKIE' || code === 'TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE'
}

/** Between a password and its code: the account that better-auth's signed cookie waits for. The cookie holds a secret that nobody guesses. */
export async function defiEnCours(c: Ctx): Promise<PourQui | undefined> {
  const { db, urlPublique } = c.var.deps
  const brut = cookieDe(c.req.header('cookie'), 'two_factor', urlPublique)
  const defi = brut && decodeURIComponent(brut).split('.')[0]
  if (!defi) return undefined
  const ligne = await db.selectFrom('verification').select('value').where('identifier', '=', defi).executeTakeFirst()
  return ligne && { compteId: ligne.value, cle: defi }
}
