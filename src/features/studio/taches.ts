import { relireYaml } from '../../lib/yaml-relu.ts'
import type { Chemin } from '../formes/index.ts'
import { lieuxDe } from './document/lieux.ts'
import { type RegleDite, reglesDites } from './motifs/regles-dites.ts'
import { citationsDe, usagesDe } from './usages/usages.ts'

/** Where a draft names one of its things. Pure: done in a thread. */
export const chercherUsages = ({ source, chemin }: { source: string; chemin: Chemin }): Chemin[] => {
  const lu = relireYaml(source)
  const lisible = lu.ok ? lu.value : lu.error.lu
  return lisible ? usagesDe(lisible.brut, chemin) : []
}

/** Where a draft names each of these questions, which it has no more. Pure: done in a thread. */
export const chercherCitations = ({ source, ids }: { source: string; ids: readonly string[] }): Chemin[][] => {
  const lu = relireYaml(source)
  const lisible = lu.ok ? lu.value : lu.error.lu
  return ids.map(id => (lisible ? citationsDe(lisible.brut, id) : []))
}

/** A draft as data, its rules as sentences, and where in it stands what the checker speaks of; `brut` is missing when the text is not YAML. Pure: done in a thread. */
export function lireBrouillon({ source, places }: { source: string; places: readonly { ligne: number; colonne: number }[] }): {
  brut?: unknown
  regles: RegleDite[]
  reglesDuSecond: RegleDite[]
  lieux: Chemin[]
} {
  const lu = relireYaml(source)
  const lisible = lu.ok ? lu.value : lu.error.lu
  return {
    ...(lisible ? { brut: lisible.brut } : {}),
    regles: reglesDites(lisible?.brut),
    reglesDuSecond: reglesDites(lisible?.brut, 2),
    lieux: lisible ? lieuxDe(lisible, places) : places.map(() => []),
  }
}
