import type { Tx } from '../../db/db.ts'

/** What is read of a report here: whether each criterion is appreciated. */
type Notes = { notes?: Record<string, { appreciation?: unknown }> }

/** How far a report is: criteria appreciated, of those of the call. */
export async function avancementRapport(
  tx: Tx,
  guichetId: string,
  dossierId: string,
): Promise<{ dits: number; termine: boolean } | undefined> {
  const l = await tx
    .selectFrom('rapport')
    .select(['criteres', 'termine_le'])
    .where('guichet_id', '=', guichetId)
    .where('dossier_id', '=', dossierId)
    .executeTakeFirst()
  if (!l) return undefined
  const notes = Object.values((l.criteres as Notes).notes ?? {})
  return { dits: notes.filter(n => n.appreciation).length, termine: l.termine_le !== null }
}
