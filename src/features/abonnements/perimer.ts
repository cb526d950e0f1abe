import { type Contexte, enTransaction } from '../../contexte.ts'
import type { Deps } from '../../http.ts'
import { appelsPublies } from '../appels/index.ts'
import { etatAppel } from '../cahier/index.ts'
import { GARDE_A_CONFIRMER_JOURS, oublisApres } from './garde.rules.ts'

const JOUR_MS = 86_400_000

/** Forgets the addresses that never confirmed, and those that followed a call which ended long ago. For a daily job; returns how many. */
export const perimerAbonnements = ({ db, guichetId }: Pick<Deps, 'db' | 'guichetId'>, instant: Date): Promise<number> => {
  const ctx: Contexte = { db, guichetId, acteur: null, instant }
  return enTransaction(ctx, async tx => {
    const finis = (await appelsPublies(tx, guichetId)).filter(({ appel }) => {
      const cloture = appel.calendrier.vagues.at(-1)?.cloture
      return etatAppel(appel, instant) === 'clos' && cloture !== undefined && oublisApres(cloture) <= instant
    })
    const effaces = await tx
      .deleteFrom('abonnement')
      .where('guichet_id', '=', guichetId)
      .where(eb =>
        eb.or([
          eb.and([eb('confirme_le', 'is', null), eb('demande_le', '<=', new Date(instant.getTime() - GARDE_A_CONFIRMER_JOURS * JOUR_MS))]),
          eb('appel_id', 'in', [...finis.map(f => f.appelId), NUL]),
        ]),
      )
      .executeTakeFirstOrThrow()
    return Number(effaces.numDeletedRows)
  })
}
/** No call has it: a list in SQL is never empty. */
const NUL = '00000000-0000-0000-0000-000000000000'
