import { createHash, hkdfSync, timingSafeEqual } from 'node:crypto'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { CookieOptions } from 'hono/utils/cookie'
import { EncryptJWT, jwtDecrypt } from 'jose'
import type { Ctx } from '../../http.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { compter, type Limite, oublier } from '../limites/index.ts'
import { appeler } from './appeler.ts'
import { DUREE_LIEN_MIN } from './auth.ts'
import { type DemandeDeCode, demandeEnCours, nouvelleDemande } from './demande-code.ts'
import { demandeur, jetonOuvert, transmettreCookies } from './reponses.tsx'
import type { Service } from './service.ts'

/** Codes that one mail lets somebody try. */
export const ESSAIS_CODE = 4
/** And one mailbox in a day, whoever asks for the mails: the link goes on working. */
const ESSAIS_PAR_JOUR = 20
const COOKIE = 'guichet.code'

/** What a browser waits for: the mail that it asked for, sealed, since its code opens a session. */
type Attente = DemandeDeCode & { courriel: string; le: number }
export type CodeAttendu = { courriel: string; demandeLe: Date }
export type CodeRecuRefuse = { kind: 'faux'; restent: number } | { kind: 'trop' } | { kind: 'perdu' } | { kind: 'debit'; res: Response }

const enHttps = (c: Ctx) => c.var.deps.urlPublique.startsWith('https:')
const reglages = (c: Ctx): CookieOptions => ({
  path: '/',
  httpOnly: true,
  sameSite: 'Lax',
  ...(enHttps(c) ? { prefix: 'secure', secure: true } : {}),
})
const cleDe = (c: Ctx) => new Uint8Array(hkdfSync('sha256', c.var.deps.secret, '', COOKIE, 32))

async function lireAttente(c: Ctx): Promise<Attente | undefined> {
  const lu = await jwtDecrypt(getCookie(c, COOKIE, enHttps(c) ? 'secure' : undefined) ?? '', cleDe(c)).catch(() => undefined)
  return lu?.payload as Attente | undefined
}

/** The mail that this browser has asked for, while its code may still serve. */
export async function codeAttendu(c: Ctx): Promise<CodeAttendu | undefined> {
  const a = await lireAttente(c)
  return a && { courriel: a.courriel, demandeLe: new Date(a.le) }
}
export const oublierCode = (c: Ctx) => deleteCookie(c, COOKIE, reglages(c))

/** Sends the mail with its link and its code. The code serves in the browser that asked for it, and in no other: read over a shoulder, it opens nothing elsewhere. */
export async function demanderCode(c: Ctx, s: Service, { courriel, retour }: { courriel: string; retour: string | undefined }) {
  const demande = nouvelleDemande()
  const res = await demandeEnCours.run(demande, () =>
    appeler(s.auth, demandeur(c), '/sign-in/magic-link', { email: courriel, metadata: { retour } }),
  )
  if (!res.ok) return res
  const attente = { ...demande, courriel, le: c.var.ctx.instant.getTime() }
  const valeur = await new EncryptJWT(attente)
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .setExpirationTime(`${DUREE_LIEN_MIN}m`)
    .encrypt(cleDe(c))
  setCookie(c, COOKIE, valeur, { ...reglages(c), maxAge: DUREE_LIEN_MIN * 60 })
  return res
}

/** By mail first, so that whoever tries at one place stops there; then by mailbox, whatever was asked for it. */
const limites = ({ jeton, courriel }: Attente): [Limite, Limite] => [
  { cle: `code-recu|${jeton}`, max: ESSAIS_CODE, secondes: DUREE_LIEN_MIN * 60 },
  { cle: `code-recu|${courriel}`, max: ESSAIS_PAR_JOUR, secondes: 24 * 3600 },
]

/** Opens the session by the code: a try is counted before the code is looked at, by one statement of the database, so that six at once are six. */
export async function essayerCodeRecu(c: Ctx, s: Service, code: string): Promise<Result<string, CodeRecuRefuse>> {
  const attente = await lireAttente(c)
  if (!attente) return err({ kind: 'perdu' })
  const { db } = c.var.deps
  const comptes = limites(attente)
  if (await compter(db, comptes)) return err({ kind: 'trop' })
  if (!memes(code, attente.code)) return err({ kind: 'faux', restent: await restent(c, comptes[0]) })
  const params = new URLSearchParams({ token: attente.jeton, callbackURL: '/', errorCallbackURL: '/' })
  const res = await appeler(s.auth, demandeur(c), `/magic-link/verify?${params}`)
  if (res.status === 429) return err({ kind: 'debit', res })
  const session = jetonOuvert(c, res)
  if (!session) return err({ kind: 'perdu' })
  await oublier(
    db,
    comptes.map(l => l.cle),
  )
  transmettreCookies(c, res)
  oublierCode(c)
  return ok(session)
}

/** Beside the field, what was refused and what to do. */
export const codeRecuRefuse = (r: Extract<CodeRecuRefuse, { kind: 'faux' | 'trop' }>) =>
  r.kind === 'trop' || r.restent === 0
    ? 'Trop de codes faux. Ouvrez le lien du courriel, ou demandez un autre message'
    : `Ce code n’est pas le bon. Il reste ${r.restent > 1 ? `${r.restent}\u00a0essais` : 'un essai'}`

const memes = (a: string, b: string) => {
  const [x, y] = [a, b].map(t => createHash('sha256').update(t).digest()) as [Buffer, Buffer]
  return timingSafeEqual(x, y)
}
async function restent(c: Ctx, limite: Limite): Promise<number> {
  const cle = createHash('sha256').update(limite.cle).digest('hex')
  const ligne = await c.var.deps.db.selectFrom('limite_acte').select('nombre').where('cle', '=', cle).executeTakeFirst()
  return Math.max(0, limite.max - (ligne?.nombre ?? 0))
}
