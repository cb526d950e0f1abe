import { sql } from 'kysely'
import type { Tx } from '../../../db/db.ts'
import { type Lecteur, lisible } from '../../perimetre/index.ts'

/** Filed dossiers that a reader may read, and all those of the guichet. */
export const dossiersLus = async (tx: Tx, lecteur: Lecteur): Promise<{ lus: number; tous: number }> =>
  await tx
    .selectFrom('instruction as i')
    .select([sql<number>`(count(*) filter (where ${lisible(lecteur)}))::int`.as('lus'), sql<number>`count(*)::int`.as('tous')])
    .where('i.guichet_id', '=', lecteur.guichetId)
    .executeTakeFirstOrThrow()
