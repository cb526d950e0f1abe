import type { Tx } from '../../../db/db.ts'
import type { DateCivile } from '../../../lib/dates.ts'
import type { Centimes } from '../../../lib/euros.ts'
import { type AppelPublie, appelsPublies } from '../../appels/index.ts'
import { restesPublics } from '../../enveloppes/index.ts'
import { type AidePublique, lireAides } from './aides.queries.ts'
import { type SommeAppel, sommesParAppel } from './sommes.queries.ts'

/** Projects that a search, or the page of a name, goes through at most. */
export const PROJETS_MAX = 2000
/** A call whose aids were told: what it had to give, what was told of it. Cents. */
export type AppelAide = SommeAppel & { publie: AppelPublie; montant: Centimes }

/** Every call of which an aid was told, the last one first, with its sums. */
export async function lireAppelsAides(tx: Tx, guichetId: string): Promise<AppelAide[]> {
  const publies = new Map((await appelsPublies(tx, guichetId)).map(p => [p.appelId, p]))
  const lus: AppelAide[] = []
  for (const somme of await sommesParAppel(tx, guichetId)) {
    const publie = publies.get(somme.appelId)
    if (!publie) continue
    const enveloppes = await restesPublics(tx, guichetId, publie)
    lus.push({ ...somme, publie, montant: enveloppes.reduce((s, e) => s + e.montant, 0) })
  }
  return lus
}

/** What a reading over all calls found. `absents`: the calls that it did not go through, the oldest ones. */
export type ToutesLesAides = { aides: AidePublique[]; absents: AppelAide[] }
/** The aids of all these calls, one call after the other, as long as they are `max` at most; the first call is read whatever it holds. */
export async function lireToutesLesAides(
  tx: Tx,
  guichetId: string,
  jour: DateCivile,
  appels: readonly AppelAide[],
  max = PROJETS_MAX,
): Promise<ToutesLesAides> {
  const aides: AidePublique[] = []
  const place = appels.findIndex((_, i) => i > 0 && appels.slice(0, i + 1).reduce((s, a) => s + a.projets, 0) > max)
  const lus = place < 0 ? appels : appels.slice(0, place)
  for (const { publie } of lus) aides.push(...(await lireAides(tx, guichetId, publie, jour)))
  return { aides, absents: appels.slice(lus.length) }
}
