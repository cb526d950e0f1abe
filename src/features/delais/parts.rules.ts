import { recuATemps } from '../cahier/appel.rules.ts'
import type { Appel } from '../cahier/index.ts'

/** Where a dossier may draw from, as far as is known: no volet yet, or no département (the whole territory), leaves every share possible. */
export type Ou = { volet?: string | undefined; departements: readonly string[] }

/** The shares of a call that may pay for a dossier. Pure. */
export const partsPossibles = (appel: Appel, { volet, departements }: Ou): Appel['enveloppes'] =>
  appel.enveloppes.filter(
    e =>
      (!e.volets || volet === undefined || e.volets.includes(volet)) &&
      (!e.departements || departements.length === 0 || e.departements.some(d => departements.includes(d))),
  )

/** When the last share that could pay for it closes, where each of them was closed by an act; nothing as long as one stays open. Pure. */
export function finDesParts(appel: Appel, ou: Ou): Date | undefined {
  const fins = partsPossibles(appel, ou).map(e => e.avis?.le.getTime())
  return fins.length === 0 || fins.includes(undefined) ? undefined : new Date(Math.max(...(fins as number[])))
}

/** Whether what arrives at this instant is before that closing, its whole second inside. */
export const avantLaFin = (fin: Date | undefined, instant: Date) =>
  fin === undefined || recuATemps({ ouverture: new Date(0), cloture: fin }, instant)
