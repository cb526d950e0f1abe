import { auGuichet } from '../../db/db.ts'
import type { Deps } from '../../http.ts'
import { supprimerOrphelins } from '../fichiers/index.ts'
import { effacerEnvoisPerimes } from './envois.queries.ts'
import { clesNommees, envoisNommes } from './purger.queries.ts'

const VIE_ENVOI_MS = 7 * 24 * 3600_000

/** Removes the guichet's uploads that have not moved for seven days, rows then bytes; how many. For a daily job: twice does no harm. */
export async function purgerTeleversements(
  { db, guichetId, stockage }: Pick<Deps, 'db' | 'guichetId' | 'stockage'>,
  instant: Date,
): Promise<number> {
  const avant = new Date(instant.getTime() - VIE_ENVOI_MS)
  const ids = await auGuichet(db, guichetId, tx => effacerEnvoisPerimes(tx, guichetId, avant))
  for (const id of ids) await stockage.attente.supprimer(id)
  return ids.length
}

/** Removes bytes that no row names and that are more than a day old; how many files. For a daily job, once for all guichets. */
export const purgerOrphelins = ({ db, stockage }: Pick<Deps, 'db' | 'stockage'>, maintenant = new Date()): Promise<number> =>
  supprimerOrphelins(stockage, { cles: cles => clesNommees(db, cles), envois: ids => envoisNommes(db, ids) }, maintenant)
