import { sql } from 'kysely'
import type { Db, Tx } from '../../db/db.ts'

/** Where nobody receives anything (RFC 2606). */
export const ADRESSE_EFFACEE = 'supprime.invalid'

/**
 * An account becomes nobody: its name, address, ways to sign in and sessions go; its identifier stays, since acts are told by it. Accounts act in
 * several guichets: the caller has made sure that no other one needs it.
 */
export async function effacerIdentite(tx: Tx, compteId: string, courriel: string): Promise<void> {
  for (const table of ['session_http', 'identite', 'second_facteur', 'cle_acces'] as const)
    await tx.deleteFrom(table).where('user_id', '=', compteId).execute()
  await tx.deleteFrom('siret_prouve').where('compte_id', '=', compteId).execute()
  await tx.deleteFrom('code_accepte').where('compte_id', '=', compteId).execute()
  await tx.deleteFrom('connexion').where('compte_id', '=', compteId).execute()
  await tx.deleteFrom('derniere_connexion').where('compte_id', '=', compteId).execute()
  await tx.deleteFrom('verification').where(sql<boolean>`strpos(lower(identifier || ' ' || value), lower(${courriel})) > 0`).execute()
  await tx
    .updateTable('compte')
    .set({
      name: 'Compte supprimé',
      email: `${compteId}@${ADRESSE_EFFACEE}`,
      email_verified: false,
      image: null,
      two_factor_enabled: false,
    })
    .where('id', '=', compteId)
    .execute()
}

/** All that is known of an account, secrets aside: for its own export. */
export async function identiteEntiere(db: Db | Tx, compteId: string) {
  const compte = await db
    .selectFrom('compte')
    .select(['name as nom', 'email as courriel', 'email_verified as courriel_verifie', 'created_at as cree_le', 'two_factor_enabled'])
    .where('id', '=', compteId)
    .executeTakeFirstOrThrow()
  return {
    ...compte,
    connexions: await db
      .selectFrom('identite')
      .select(['provider_id as moyen', 'created_at as depuis'])
      .where('user_id', '=', compteId)
      .execute(),
    cles_d_acces: await db
      .selectFrom('cle_acces')
      .select(['name as nom', 'created_at as ajoutee_le'])
      .where('user_id', '=', compteId)
      .execute(),
    sessions: await db
      .selectFrom('session_http')
      .select(['created_at as ouverte_le', 'expires_at as finit_le', 'ip_address as adresse_ip', 'user_agent as navigateur'])
      .where('user_id', '=', compteId)
      .execute(),
    siret_prouve:
      (await db.selectFrom('siret_prouve').select(['siret', 'prouve_le']).where('compte_id', '=', compteId).executeTakeFirst()) ?? null,
    derniere_connexion:
      (await db.selectFrom('derniere_connexion').select('le').where('compte_id', '=', compteId).executeTakeFirst())?.le ?? null,
  }
}
