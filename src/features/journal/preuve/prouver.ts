import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import { ajouterTache, auGuichet, type Db } from '../../../db/db.ts'
import { verifierJournal } from '../verifier-journal.ts'
import { demanderPreuve, ecrirePreuve } from './preuve.queries.ts'

/** The name of the job, which somebody may also ask for. */
export const TACHE_PREUVE = 'preuve_du_journal'

/** Recomputes the whole chain and keeps what it found, each night and when somebody asks. What was broken and is whole again says so. */
export async function prouverJournal({ db, guichetId }: { db: Db; guichetId: string }, instant: Date): Promise<boolean> {
  const v = await auGuichet(db, guichetId, tx => verifierJournal(tx, guichetId))
  await auGuichet(db, guichetId, tx => ecrirePreuve(tx, guichetId, instant, v))
  return v.ok
}

/** Asks for a verification now: once, whoever else asks meanwhile. It reads, and changes nothing: no act. */
export const demanderVerification = (ctx: ContexteActeur): Promise<void> =>
  enTransaction(ctx, async tx => {
    if (await demanderPreuve(tx, ctx.guichetId, ctx.instant))
      await ajouterTache(tx, TACHE_PREUVE, { guichetId: ctx.guichetId }, `${TACHE_PREUVE}:${ctx.guichetId}`)
  })
