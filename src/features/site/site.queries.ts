import { sql } from 'kysely'
import type { Db, Tx } from '../../db/db.ts'

export type Activite = { dossiers: number; structures: number }

/** Dossiers filed at these calls, and by how many structures. */
export async function activiteDe(tx: Tx, guichetId: string, appelIds: readonly string[]): Promise<Activite> {
  if (appelIds.length === 0) return { dossiers: 0, structures: 0 }
  const ligne = await tx
    .selectFrom('dossier')
    .select(eb => [eb.fn.countAll<number>().as('dossiers'), eb.fn.count<number>('structure_id').distinct().as('structures')])
    .where('guichet_id', '=', guichetId)
    .where('etat', 'not in', ['brouillon', 'abandonne', 'retire'])
    .where('appel_id', 'in', appelIds)
    .executeTakeFirstOrThrow()
  return { dossiers: Number(ligne.dossiers), structures: Number(ligne.structures) }
}

const DELAI_BASE_MS = 3000

/** Whether the database answers, within three seconds. */
export async function baseRepond(db: Db): Promise<boolean> {
  let minuterie: NodeJS.Timeout | undefined
  const delai = new Promise<boolean>(non => {
    minuterie = setTimeout(() => non(false), DELAI_BASE_MS)
  })
  const essai = sql`select 1`.execute(db).then(
    () => true,
    () => false,
  )
  return await Promise.race([essai, delai]).finally(() => clearTimeout(minuterie))
}
