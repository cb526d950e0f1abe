import { sql } from 'kysely'
import type { ContexteActeur } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import type { InterimPose } from './interims.rules.ts'

/** Lets one act at a time say who replaces whom. */
export const verrouillerInterims = (tx: Tx, guichetId: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`interims:${guichetId}`}, 0))`.execute(tx)

/** Those that stand at an instant or will: of one of these people. */
export const interimsPoses = (tx: Tx, guichetId: string, instant: Date, comptes: readonly string[]): Promise<InterimPose[]> =>
  tx
    .selectFrom('interim')
    .select(['remplace_id as remplaceId', 'remplacant_id as remplacantId', 'du', 'au'])
    .where('guichet_id', '=', guichetId)
    .where('annule_le', 'is', null)
    .where('au', '>', instant)
    .where(eb => eb.or([eb('remplace_id', 'in', comptes), eb('remplacant_id', 'in', comptes)]))
    .execute()

const base = (tx: Tx, guichetId: string) =>
  tx
    .selectFrom('interim as n')
    .innerJoin('compte as a', 'a.id', 'n.remplace_id')
    .innerJoin('compte as b', 'b.id', 'n.remplacant_id')
    .innerJoin('compte as c', 'c.id', 'n.accorde_par')
    .select(['n.id', 'n.du', 'n.au', 'n.motif', 'n.accorde_le', 'n.annule_le', 'n.remplace_id', 'n.remplacant_id'])
    .select([
      'a.name as remplace',
      'b.name as remplacant',
      'c.name as par',
      'a.email as courriel_remplace',
      'b.email as courriel_remplacant',
    ])
    .where('n.guichet_id', '=', guichetId)
export type InterimLigne = Awaited<ReturnType<ReturnType<typeof base>['executeTakeFirstOrThrow']>>

/** Ended ones that the page keeps in sight. */
const PASSES_MAX = 50
/** The interims that somebody may know: theirs on either side, or all for an administrateur; running and coming first, then the last that ended. */
export async function interimsConnus(
  tx: Tx,
  ctx: ContexteActeur,
  tous: boolean,
): Promise<{ actuels: InterimLigne[]; passes: InterimLigne[] }> {
  const moi = ctx.acteur.compteId
  const siens = () =>
    base(tx, ctx.guichetId).$if(!tous, q => q.where(eb => eb.or([eb('n.remplace_id', '=', moi), eb('n.remplacant_id', '=', moi)])))
  const actuels = await siens().where('n.annule_le', 'is', null).where('n.au', '>', ctx.instant).orderBy('n.du').orderBy('n.id').execute()
  const passes = await siens()
    .where(eb => eb.or([eb('n.annule_le', 'is not', null), eb('n.au', '<=', ctx.instant)]))
    .orderBy(sql`coalesce(n.annule_le, n.au)`, 'desc')
    .orderBy('n.id', 'desc')
    .limit(PASSES_MAX)
    .execute()
  return { actuels, passes }
}

/** One interim, locked: two who end it follow one another. */
export const interimPour = (tx: Tx, guichetId: string, id: string): Promise<InterimLigne | undefined> =>
  base(tx, guichetId).where('n.id', '=', id).forUpdate('n').executeTakeFirst()
