import type { Tx } from '../../db/db.ts'
import { formatEuros, formatNombre } from '../../lib/euros.ts'
import type { AppelPublie, Resultats } from '../appels/index.ts'
import { laureatsParAppel } from './laureats.queries.ts'

/** What came of these calls, in words: « 18 lauréats, 578 820 € ». A call without any lauréat is left out. */
export async function resultatsDe(tx: Tx, guichetId: string, publies: readonly AppelPublie[]): Promise<Resultats> {
  const laureats = await laureatsParAppel(
    tx,
    guichetId,
    publies.map(p => p.appelId),
  )
  return new Map(
    publies.flatMap(({ appel, appelId }) => {
      const n = laureats.get(appelId)
      return n ? [[appel.slug, `${formatNombre(n.nombre)}\u00a0lauréat${n.nombre > 1 ? 's' : ''}, ${formatEuros(n.aide)}`] as const] : []
    }),
  )
}
