import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import type { Acteur, Rattachement, Role } from '../../contexte.ts'
import { composee, type Db, type Tx } from '../../db/db.ts'
import { jourDuGuichet } from '../../db/jour.ts'
import { porteesDe } from '../perimetre/index.ts'

/** How long a session lasts after its sign-in: a working day. */
export const DUREE_SESSION_H = 12
/** Until when, after its sign-in, its owner may prolong it (`prolonger.ts`). Never beyond: one signs in again. RGAA 13.1 asks for twenty hours at least. */
export const DUREE_MAX_SESSION_H = 24
export const PREFIXE_COOKIE = 'guichet'
/**
 * A cookie of ours by its name in this site: over https, the one with the prefix that a browser takes from nobody but a secure page, and no other. Without it, a
 * page in clear or another site of the domain could put a session of its own in the place of ours.
 */
export const cookieDe = (cookies: string | null | undefined, nom: string, urlPublique: string) =>
  new RegExp(`(?:^|;\\s*)${urlPublique.startsWith('https:') ? '__Secure-' : ''}${PREFIXE_COOKIE}\\.${nom}=([^;]+)`).exec(cookies ?? '')?.[1]

/** A session as it stands in the database, before asking what it may do. */
export type Session = {
  session_id: string
  compte_id: string
  nom: string
  courriel: string
  courriel_verifie: boolean
  /** The account has enrolled a second factor (TOTP or passkey). */
  deux_facteurs: boolean
  /** This session has had it. */
  second_facteur: boolean
  /** Seconds before its end, and whether its owner may still put it off. */
  reste_s: number
  prolongeable: boolean
  roles: Role[]
  structures: Rattachement[]
  /** The pages of somebody else that it holds open, over or not (seconds left, none when negative). */
  vue: { id: string; par: string; vu: string; reste_s: number } | null
}

type Site = { secret: string; urlPublique: string }
const JETONS_GARDES = 2_000
/** Cookies whose signature was found right: each request of a session brings the same one again. */
const dejaVerifies = new Map<string, string>()

/** The session's token, if the cookie is there and bears our signature. better-auth writes `token.base64(HMAC-SHA256(token))`. */
export function jetonDeSession(cookies: string | null | undefined, { secret, urlPublique }: Site): string | undefined {
  const brut = cookieDe(cookies, 'session_token', urlPublique)
  if (!brut) return undefined
  const cle = `${secret} ${brut}`
  const jeton = dejaVerifies.get(cle) ?? verifier(brut, secret)
  if (jeton === undefined) return undefined
  if (dejaVerifies.size >= JETONS_GARDES) dejaVerifies.clear()
  dejaVerifies.set(cle, jeton)
  return jeton
}

function verifier(brut: string, secret: string): string | undefined {
  let valeur: string
  try {
    valeur = decodeURIComponent(brut)
  } catch {
    return undefined
  }
  const point = valeur.lastIndexOf('.')
  const jeton = valeur.slice(0, point)
  const attendu = signer(jeton, secret)
  const recu = Buffer.from(valeur.slice(point + 1), 'base64')
  return recu.length === attendu.length && timingSafeEqual(recu, attendu) ? jeton : undefined
}
const signer = (jeton: string, secret: string) => createHmac('sha256', secret).update(jeton).digest()

/** The session of this token in one query, or nothing when it is closed or past its end. */
export const lireSession = async (db: Db, guichetId: string, jeton: string): Promise<Session | undefined> =>
  (await session(db, { guichetId, jeton, jour: jourDuGuichet(guichetId) }))[0]
const session = composee(
  (
    _,
    p: { guichetId: string; jeton: string; jour: string },
  ) => sql<Session>`select l.*, extract(epoch from l.expire_le - clock_timestamp())::int as reste_s,
    s.created_at + make_interval(hours => ${sql.lit(DUREE_MAX_SESSION_H)}) > l.expire_le as prolongeable,
    vue_ouverte(l.session_id, ${p.guichetId}::uuid) as vue
    from lire_session(${p.jeton}, ${p.guichetId}::uuid, ${p.jour}::date) l join session_http s on s.id = l.session_id`,
)

/** The account of a session, as part of a statement; whether that session still acts is for `lireActeur` to say. */
export const compteDeLaSession = (jeton: string): RawBuilder<string> =>
  sql<string>`(select s.user_id from session_http s where s.token = ${jeton})`

/** The account has a second factor and this session has not had it yet: until then it acts as nobody, whatever opened it. */
export const attendSecondFacteur = (s: Session) => s.deux_facteurs && !s.second_facteur

/**
 * Who is asking, in one query. Nobody while an enrolled second factor has not been given: a magic link or ProConnect alone is not enough.
 * Roles of an agent who has enrolled none stay « en attente » where one is required (`exigeSecondFacteur`).
 */
export async function lireActeur(db: Db, guichetId: string, jeton: string, exigeSecondFacteur: boolean): Promise<Acteur | null> {
  const s = await lireSession(db, guichetId, jeton)
  if (!s || attendSecondFacteur(s)) return null
  const enAttente = exigeSecondFacteur && !s.second_facteur
  return {
    compteId: s.compte_id,
    sessionId: s.session_id,
    nom: s.nom || s.courriel,
    courriel: s.courriel,
    roles: enAttente ? [] : s.roles,
    rolesEnAttente: enAttente ? s.roles : [],
    structures: s.structures,
    aSecondFacteur: s.deux_facteurs,
    session: { resteS: s.reste_s, prolongeable: s.prolongeable },
    // of this account and no other, whatever the line says
    ...(s.vue && s.vue.par === s.compte_id ? { vue: { id: s.vue.id, vu: s.vue.vu, resteS: s.vue.reste_s } } : {}),
  }
}

/** What an account may do at this moment, outside any session: for work that it asked for and that goes on without it. */
export async function acteurDuCompte(tx: Tx, guichetId: string, compteId: string): Promise<Acteur> {
  const compte = await tx
    .selectFrom('compte as c')
    .select(['c.name as nom', 'c.email as courriel', 'c.two_factor_enabled as second'])
    .where('c.id', '=', compteId)
    .executeTakeFirstOrThrow()
  const roles = await tx
    .selectFrom('role as r')
    .select(['r.role', porteesDe('r').as('perimetres')])
    .where('r.guichet_id', '=', guichetId)
    .where('r.compte_id', '=', compteId)
    .execute()
  const structures = await tx
    .selectFrom('appartenance as a')
    .innerJoin('structure as s', 's.id', 'a.structure_id')
    .select(['s.id', 's.nom', 's.type', 's.departement', 'a.etat', 'a.preuve'])
    .where('a.guichet_id', '=', guichetId)
    .where('a.compte_id', '=', compteId)
    .where('a.etat', '<>', 'retiree')
    .execute()
  return {
    compteId,
    sessionId: '',
    nom: compte.nom || compte.courriel,
    courriel: compte.courriel,
    roles: roles as Role[],
    rolesEnAttente: [],
    structures: structures as Rattachement[],
    aSecondFacteur: compte.second ?? false,
  }
}

/**
 * Opens a session without asking anything, as the demonstration's « se connecter comme » does. Gives the `set-cookie` value.
 * The session counts as having had its second factor.
 */
export async function ouvrirSession(d: { db: Db; secret: string; urlPublique: string }, compteId: string): Promise<string> {
  const jeton = randomBytes(24).toString('base64url')
  const maintenant = new Date() // sessions live in system time, even where business time is set by hand
  const fin = new Date(maintenant.getTime() + DUREE_SESSION_H * 3_600_000)
  await d.db
    .insertInto('session_http')
    .values({ user_id: compteId, token: jeton, expires_at: fin, updated_at: maintenant, second_facteur: true })
    .execute()
  return cookieDeSession(d, jeton, DUREE_SESSION_H * 3600)
}

/** The `set-cookie` value that keeps this token for so many seconds, as better-auth writes it. */
export function cookieDeSession(d: { secret: string; urlPublique: string }, jeton: string, dureeS: number): string {
  const https = d.urlPublique.startsWith('https:')
  const valeur = encodeURIComponent(`${jeton}.${signer(jeton, d.secret).toString('base64')}`)
  const nom = `${https ? '__Secure-' : ''}${PREFIXE_COOKIE}.session_token`
  return `${nom}=${valeur}; Max-Age=${dureeS}; Path=/; HttpOnly; SameSite=Lax${https ? '; Secure' : ''}`
}
