import { hkdfSync, randomBytes } from 'node:crypto'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { CookieOptions } from 'hono/utils/cookie'
import { EncryptJWT, jwtDecrypt } from 'jose'
import type { Ctx } from '../../http.ts'
import { paths } from '../../paths.ts'
import { DUREE_MAX_SESSION_H, jetonDeSession } from './session.ts'

/** How long a sign-out at ProConnect may take, in seconds: then its return is no longer recognised. */
const DUREE_SORTIE_S = 600
const BILLET = 'guichet.proconnect'
const SORTIE = 'guichet.sortie'
/** Characters of a cookie that every browser keeps (RFC 6265 § 6.1: 4096 bytes with its name and attributes). */
const TAILLE_MAX = 3800

/** That a session came from ProConnect, with the ID token that its sign-out must show, if there was one of a size to be kept. */
type Billet = { idToken?: string | undefined }

const reglages = (c: Ctx): CookieOptions => ({
  path: paths.deconnexion,
  httpOnly: true,
  sameSite: 'Lax',
  ...(enHttps(c) ? { prefix: 'secure', secure: true } : {}),
})
const enHttps = (c: Ctx) => c.var.deps.urlPublique.startsWith('https:')
const lire = (c: Ctx, nom: string) => getCookie(c, nom, enHttps(c) ? 'secure' : undefined)
const cleDe = (c: Ctx) => new Uint8Array(hkdfSync('sha256', c.var.deps.secret, '', BILLET, 32))

async function poser(c: Ctx, sujet: string, { idToken }: Billet, secondes: number) {
  const sceller = (contenu: Record<string, unknown>) =>
    new EncryptJWT(contenu)
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
      .setSubject(sujet)
      .setExpirationTime(`${secondes}s`)
      .encrypt(cleDe(c))
  const entier = await sceller({ idToken })
  const valeur = entier.length > TAILLE_MAX ? await sceller({}) : entier
  setCookie(c, BILLET, valeur, { ...reglages(c), maxAge: secondes })
}

async function ouvrir(c: Ctx, sujet: string): Promise<Billet | undefined> {
  const lu = await jwtDecrypt(lire(c, BILLET) ?? '', cleDe(c), { subject: sujet }).catch(() => undefined)
  return lu && (lu.payload as Billet)
}

/**
 * The ID token of a sign-in by ProConnect stays with the browser that made it, sealed for the one session that it opened (JWE, A256GCM) and sent to the sign-out
 * alone; the database has none. A session opened another way in the same browser cannot use it.
 */
export const poserBillet = (c: Ctx, jeton: string, idToken: string | undefined) => poser(c, jeton, { idToken }, DUREE_MAX_SESSION_H * 3600)

/** The billet of the session that asks, when ProConnect opened it. */
export async function billetDeSession(c: Ctx): Promise<Billet | undefined> {
  const jeton = jetonDeSession(c.req.header('cookie'), c.var.deps)
  return jeton ? ouvrir(c, jeton) : undefined
}

/** The session goes on under another token (a second factor added or taken away): so does its billet. */
export async function suivreBillet(c: Ctx, nouveau: string | undefined) {
  const billet = nouveau && (await billetDeSession(c))
  if (billet) await poserBillet(c, nouveau, billet.idToken)
}

/** Our session is over, ProConnect's is to be closed: a state that only this browser has, and the billet sealed for it. */
export async function commencerSortie(c: Ctx, billet: Billet) {
  const etat = randomBytes(24).toString('base64url')
  setCookie(c, SORTIE, etat, { ...reglages(c), maxAge: DUREE_SORTIE_S })
  await poser(c, etat, billet, DUREE_SORTIE_S)
}

export function oublierBillet(c: Ctx) {
  if (lire(c, BILLET)) deleteCookie(c, BILLET, reglages(c))
}

export type Sortie =
  /** Our session alone was to be closed, or there is nothing more to know. */
  | 'ici'
  /** ProConnect is still to be asked. */
  | 'a_demander'
  /** ProConnect came back with our state. */
  | 'partout'
  /** ProConnect was asked, or could not be: it has not come back with our state. */
  | 'sans_reponse'

/** Where this browser's sign-out stands; `etat` is what ProConnect came back with. */
export async function lireSortie(c: Ctx, etat: string | undefined): Promise<Sortie> {
  const attendu = lire(c, SORTIE)
  if (!attendu) return 'ici'
  if (await ouvrir(c, attendu)) return 'a_demander'
  if (etat !== attendu) return 'sans_reponse'
  deleteCookie(c, SORTIE, reglages(c))
  return 'partout'
}

/** What to show ProConnect to close its session, once: the billet is gone after. */
export async function utiliserBillet(c: Ctx): Promise<{ idToken: string; etat: string } | undefined> {
  const etat = lire(c, SORTIE)
  const billet = etat ? await ouvrir(c, etat) : undefined
  oublierBillet(c)
  return etat && billet?.idToken ? { idToken: billet.idToken, etat } : undefined
}
