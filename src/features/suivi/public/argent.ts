import type { Tx } from '../../../db/db.ts'
import type { DateCivile } from '../../../lib/dates.ts'
import type { Centimes } from '../../../lib/euros.ts'
import { type AppelPublie, appelsPublies } from '../../appels/index.ts'
import { restesPublics } from '../../enveloppes/index.ts'
import { type AidePublique, lireAides } from './aides.queries.ts'
import { appelsAides } from './couverture.queries.ts'

/** Projects of all calls that are read at once. */
export const PROJETS_MAX = 2000
/** A call whose aids were told: what it had to give, what was told of it. Cents. */
export type ArgentAppel = { publie: AppelPublie; montant: Centimes; aides: AidePublique[] }

/** Every call of which an aid was told, the last one first, with all that everybody may follow of it. */
export async function lireArgent(tx: Tx, guichetId: string, jour: DateCivile): Promise<ArgentAppel[]> {
  const publies = await appelsPublies(tx, guichetId)
  const lus: ArgentAppel[] = []
  let n = 0
  for (const id of await appelsAides(tx, guichetId)) {
    const publie = publies.find(p => p.appelId === id)
    if (!publie || n >= PROJETS_MAX) continue
    const enveloppes = await restesPublics(tx, guichetId, publie)
    const aides = await lireAides(tx, guichetId, publie, jour)
    n += aides.length
    if (aides.length > 0) lus.push({ publie, montant: enveloppes.reduce((s, e) => s + e.montant, 0), aides })
  }
  return lus
}
