import { type Appel, voletDe } from '../../cahier/index.ts'
import { reglesDeLAppel } from '../../recevabilite/index.ts'

export const voletParmi = (appels: readonly Appel[], code: string) => appels.map(a => voletDe(a, code)).find(v => v !== undefined)

/** Rules of these calls by id, at both temps, those that a filed dossier may have a verdict of: those of the simulator alone would make empty columns, under the same title. */
export const reglesDe = (appels: readonly Appel[]) =>
  new Map(
    appels
      .flatMap(a => (a.second ? [a, a.second] : [a]))
      .flatMap(reglesDeLAppel)
      .filter(r => r.usages.some(u => u !== 'simulateur'))
      .map(r => [r.id, r]),
  )
