import { type Selectable, sql } from 'kysely'
import type { Db } from '../../db/db.ts'
import type { SessionHttp } from '../../db/types.gen.ts'

// Accounts act in several guichets: their tables carry no guichet_id, every query here names the account. Sessions live in system time.
const enCours = sql<boolean>`expires_at > clock_timestamp()`

/** Whether the sign-in link kept under this imprint still opens a session: asking does not use it. */
export const lienSert = async (db: Db, empreinte: string): Promise<boolean> =>
  (await db.selectFrom('verification').select('id').where('identifier', '=', `magic-link:${empreinte}`).where(enCours).limit(1).execute())
    .length > 0

export type SessionOuverte = Pick<Selectable<SessionHttp>, 'id' | 'created_at' | 'user_agent'>
export const sessionsOuvertes = (db: Db, compteId: string): Promise<SessionOuverte[]> =>
  db
    .selectFrom('session_http')
    .select(['id', 'created_at', 'user_agent'])
    .where('user_id', '=', compteId)
    .where(enCours)
    .orderBy('created_at', 'desc')
    .limit(100)
    .execute()

/** A session opened less than `minutes` ago: the person has just shown who they are. */
export const sessionRecente = async (db: Db, sessionId: string, minutes: number) =>
  !!(await db
    .selectFrom('session_http')
    .select('id')
    .where('id', '=', sessionId)
    .where(sql<boolean>`created_at > clock_timestamp() - make_interval(mins => ${minutes})`)
    .executeTakeFirst())

/** How long the second factor, given again in a session, allows what weakens the account. */
const CONFIRMATION_MIN = 5
export const confirmeRecemment = async (db: Db, sessionId: string) =>
  !!(await db
    .selectFrom('session_http')
    .select('id')
    .where('id', '=', sessionId)
    .where(sql<boolean>`confirmee_le > clock_timestamp() - make_interval(mins => ${CONFIRMATION_MIN})`)
    .executeTakeFirst())
/** The application is gone and the session goes on under a new token: it has had its second factor if a passkey remains, just as it had. */
export const garderSecondFacteur = (db: Db, jeton: string) =>
  db
    .updateTable('session_http as s')
    .set({ second_facteur: sql<boolean>`exists (select from cle_acces k where k.user_id = s.user_id)` })
    .where('s.token', '=', jeton)
    .execute()
export const noterConfirmation = (db: Db, sessionId: string) =>
  db.updateTable('session_http').set({ confirmee_le: sql`clock_timestamp()` }).where('id', '=', sessionId).execute()

export const aMotDePasse = async (db: Db, compteId: string) =>
  !!(await db
    .selectFrom('identite')
    .select('id')
    .where('user_id', '=', compteId)
    .where('provider_id', '=', 'credential')
    .where('password', 'is not', null)
    .executeTakeFirst())

export const clesAcces = (db: Db, compteId: string) =>
  db.selectFrom('cle_acces').select(['id', 'name', 'created_at']).where('user_id', '=', compteId).orderBy('created_at').execute()

/** TOTP of the account: `verified` once its first code was confirmed. */
export const totpDe = (db: Db, compteId: string) =>
  db.selectFrom('second_facteur').select(['id', 'secret', 'verified']).where('user_id', '=', compteId).executeTakeFirst()

export const compteDe = (db: Db, compteId: string) =>
  db.selectFrom('compte').select(['name', 'email']).where('id', '=', compteId).executeTakeFirstOrThrow()

export const cleDuCompte = async (db: Db, compteId: string, credentialId: string) =>
  !!(await db
    .selectFrom('cle_acces')
    .select('id')
    .where('user_id', '=', compteId)
    .where('credential_id', '=', credentialId)
    .executeTakeFirst())

export const fermerSession = async (db: Db, compteId: string, sessionId: string) =>
  (await db.deleteFrom('session_http').where('user_id', '=', compteId).where('id', '=', sessionId).executeTakeFirst()).numDeletedRows > 0n
/** Closes every session but this one, named by its identifier or by the token that it has just been given. */
export const fermerAutresSessions = (db: Db, compteId: string, sauf: { id: string } | { jeton: string }) =>
  db
    .deleteFrom('session_http')
    .where('user_id', '=', compteId)
    .where(eb => ('id' in sauf ? eb('id', '<>', sauf.id) : eb('token', '<>', sauf.jeton)))
    .execute()
export const renommer = (db: Db, compteId: string, nom: string) =>
  db.updateTable('compte').set({ name: nom }).where('id', '=', compteId).execute()
export const retirerCle = async (db: Db, compteId: string, id: string) =>
  (await db.deleteFrom('cle_acces').where('user_id', '=', compteId).where('id', '=', id).executeTakeFirst()).numDeletedRows > 0n
