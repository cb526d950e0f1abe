import type { Appel } from '../cahier/index.ts'
import { autoriteDe } from '../instances/instances.rules.ts'

/** Who signs what the service decided, at the start of a sentence: « Le préfet de Corse ». Pure. */
export function quiSigne(appel: Appel): string {
  const autorite = autoriteDe(appel)
  return autorite.charAt(0).toUpperCase() + autorite.slice(1)
}
