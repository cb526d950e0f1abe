import { sql } from 'kysely'
import type { Db, Tx } from '../../db/db.ts'

/** `instant`: when they were counted. */
export type Activite = { dossiers: number; structures: number; instant: Date }

/** Every dossier of the calls is read to count whose they are: the answer serves those who come within a minute, and those who come together wait for one. */
const GARDE_MS = 60_000
const GARDEES_MAX = 100
const gardees = new Map<string, { instant: Date; activite: Promise<Activite> }>()

/** Dossiers filed at these calls, and by how many structures: as they were within a minute of `instant`. */
export function activiteDe(tx: Tx, guichetId: string, appelIds: readonly string[], instant: Date): Promise<Activite> {
  const cle = [guichetId, ...appelIds.toSorted()].join(' ')
  const gardee = gardees.get(cle)
  // the clock of the demonstration goes back too
  if (gardee && Math.abs(instant.getTime() - gardee.instant.getTime()) < GARDE_MS) return gardee.activite
  if (gardees.size >= GARDEES_MAX) gardees.clear()
  const activite = compterActivite(tx, guichetId, appelIds, instant)
  gardees.set(cle, { instant, activite })
  activite.catch(() => gardees.delete(cle))
  return activite
}

async function compterActivite(tx: Tx, guichetId: string, appelIds: readonly string[], instant: Date): Promise<Activite> {
  if (appelIds.length === 0) return { dossiers: 0, structures: 0, instant }
  const ligne = await tx
    .selectFrom('dossier')
    .select(eb => [eb.fn.countAll<number>().as('dossiers'), eb.fn.count<number>('structure_id').distinct().as('structures')])
    .where('guichet_id', '=', guichetId)
    .where('etat', 'not in', ['brouillon', 'abandonne', 'retire'])
    .where('appel_id', 'in', appelIds)
    .executeTakeFirstOrThrow()
  return { dossiers: Number(ligne.dossiers), structures: Number(ligne.structures), instant }
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
