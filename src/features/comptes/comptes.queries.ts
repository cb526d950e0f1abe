import { type Selectable, sql } from 'kysely'
import type { Db } from '../../db/db.ts'
import type { SessionHttp } from '../../db/types.gen.ts'

// Accounts act in several guichets: their tables carry no guichet_id, every query here names the account. Sessions live in system time.
const enCours = sql<boolean>`expires_at > clock_timestamp()`

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

/** The second factor of the account refuses every code for a while, after too many wrong ones. */
export const secondFacteurBloque = async (db: Db, compteId: string) =>
  !!(await db
    .selectFrom('second_facteur')
    .select('id')
    .where('user_id', '=', compteId)
    .where(sql<boolean>`locked_until > clock_timestamp()`)
    .executeTakeFirst())

const ECHECS_MAX = 10
/** better-auth counts wrong codes at sign-ins by password only; here for a session that a link or ProConnect opened. Locks for 15 minutes. */
export const compterEchec = (db: Db, compteId: string) =>
  db
    .updateTable('second_facteur')
    .set({
      failed_verification_count: sql`case when locked_until <= clock_timestamp() then 1 else coalesce(failed_verification_count, 0) + 1 end`,
      locked_until: sql`case when locked_until <= clock_timestamp() then null when coalesce(failed_verification_count, 0) + 1 >= ${ECHECS_MAX}::int then clock_timestamp() + interval '15 minutes' end`,
    })
    .where('user_id', '=', compteId)
    .execute()
export const oublierEchecs = (db: Db, compteId: string) =>
  db.updateTable('second_facteur').set({ failed_verification_count: 0, locked_until: null }).where('user_id', '=', compteId).execute()

export const cleDuCompte = async (db: Db, compteId: string, credentialId: string) =>
  !!(await db
    .selectFrom('cle_acces')
    .select('id')
    .where('user_id', '=', compteId)
    .where('credential_id', '=', credentialId)
    .executeTakeFirst())

export const fermerSession = async (db: Db, compteId: string, sessionId: string) =>
  (await db.deleteFrom('session_http').where('user_id', '=', compteId).where('id', '=', sessionId).executeTakeFirst()).numDeletedRows > 0n
export const fermerAutresSessions = (db: Db, compteId: string, saufSession: string) =>
  db.deleteFrom('session_http').where('user_id', '=', compteId).where('id', '<>', saufSession).execute()
export const renommer = (db: Db, compteId: string, nom: string) =>
  db.updateTable('compte').set({ name: nom }).where('id', '=', compteId).execute()
export const retirerCle = async (db: Db, compteId: string, id: string) =>
  (await db.deleteFrom('cle_acces').where('user_id', '=', compteId).where('id', '=', id).executeTakeFirst()).numDeletedRows > 0n
