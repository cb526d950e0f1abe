import type { Appel } from '../cahier/index.ts'
import type { Personne } from './agents.queries.ts'

/** A line of another call as it would be on this one; `perdue`: nothing of it is here. */
export type LigneReprise = Personne & { perdue: boolean }
type Cadre = Pick<Appel, 'volets' | 'territoire'>

/**
 * What becomes of somebody's line when the people of one call are taken up for another: their départements that it has; their volets that it has under the same code
 * and the same title, since a code alone says nothing. Whoever has all of them keeps all; whoever would be left with none is not taken up, and never gets all instead.
 */
export function reprise(p: Personne, ancien: Cadre, nouveau: Cadre): LigneReprise {
  const departements = p.departements.filter(d => nouveau.territoire.departements.some(x => x.code === d))
  const titre = (a: Cadre, code: string) => a.volets.find(v => v.code === code)?.titre
  const volets = p.volets.filter(v => titre(nouveau, v) !== undefined && titre(nouveau, v) === titre(ancien, v))
  const perdue = (p.departements.length > 0 && departements.length === 0) || (p.volets.length > 0 && volets.length === 0)
  return { ...p, departements, volets, perdue }
}
