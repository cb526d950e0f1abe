import { sql } from 'kysely'
import type { Tx } from '../../../db/db.ts'
import type { Verification } from '../verifier-journal.ts'

/** What is known of the chain. `rang`: up to which it was found whole; `rompue`: what was found otherwise. */
export type Preuve = {
  tete: { rang: number; empreinte: string } | undefined
  verifieeLe: Date | null
  rang: number | null
  rompue: string | null
  /** Asked for, and not done yet. */
  enCours: boolean
  ancre: { rang: number; prisLe: Date } | undefined
}

export async function preuveDe(tx: Tx, guichetId: string): Promise<Preuve> {
  const [tete, preuve, ancre] = await Promise.all([
    tx
      .selectFrom('journal_tete')
      .select(['rang', sql<string>`encode(hash, 'hex')`.as('empreinte')])
      .where('guichet_id', '=', guichetId)
      .executeTakeFirst(),
    tx.selectFrom('journal_preuve').selectAll().where('guichet_id', '=', guichetId).executeTakeFirst(),
    tx
      .selectFrom('journal_ancrage')
      .select(['rang', 'pris_le as prisLe'])
      .where('guichet_id', '=', guichetId)
      .orderBy('jour', 'desc')
      .limit(1)
      .executeTakeFirst(),
  ])
  return {
    tete,
    verifieeLe: preuve?.verifiee_le ?? null,
    rang: preuve?.rang ?? null,
    rompue: preuve?.rompue ?? null,
    enCours: !!preuve?.demandee_le,
    ancre,
  }
}

/** What the last verification found broken, if it did. */
export const rupture = async (tx: Tx, guichetId: string): Promise<string | undefined> =>
  (
    await tx
      .selectFrom('journal_preuve')
      .select('rompue')
      .where('guichet_id', '=', guichetId)
      .where('rompue', 'is not', null)
      .executeTakeFirst()
  )?.rompue ?? undefined

/** Says that a verification is waited for; false when one is already. */
export const demanderPreuve = async (tx: Tx, guichetId: string, instant: Date): Promise<boolean> =>
  (
    await tx
      .insertInto('journal_preuve')
      .values({ guichet_id: guichetId, demandee_le: instant })
      .onConflict(c => c.column('guichet_id').doUpdateSet({ demandee_le: instant }).where('journal_preuve.demandee_le', 'is', null))
      .returning('guichet_id')
      .execute()
  ).length > 0

export async function ecrirePreuve(tx: Tx, guichetId: string, instant: Date, v: Verification): Promise<void> {
  const lu = {
    demandee_le: null,
    verifiee_le: instant,
    rang: v.lignes,
    empreinte: v.ok ? v.empreinte : null,
    rompue: v.ok ? null : v.raison,
  }
  await tx
    .insertInto('journal_preuve')
    .values({ guichet_id: guichetId, ...lu })
    .onConflict(c => c.column('guichet_id').doUpdateSet(lu))
    .execute()
}
