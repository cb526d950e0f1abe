import { vagueUtile } from '../cahier/appel.rules.ts'
import type { Appel } from '../cahier/index.ts'
import { prochainsReleves } from './releves.rules.ts'

/** An end that the call always had is said as one when it is this near; until then nothing is urgent. */
const PROCHE_MS = 30 * 86_400_000

/**
 * What says when to file: a closing that is near, or else nothing that presses: the next relevé and the one after it, as far as they are known, or the filing itself where
 * instruction begins with it. `cloture`: the end that is still far.
 */
export type Quand =
  | { presse: true; cloture: Date }
  | { presse: false; auDepot: boolean; prochain: Date | undefined; suivant: Date | undefined; cloture: Date | undefined }

export function quandDeposer(appel: Appel, instant: Date): Quand {
  const { cloture, auDepot } = vagueUtile(appel, instant)
  const { continu } = appel.calendrier
  if (cloture && (!continu || continu.fermeture || cloture.getTime() - instant.getTime() <= PROCHE_MS)) return { presse: true, cloture }
  return { presse: false, auDepot, ...prochainsReleves(appel, instant), cloture }
}
