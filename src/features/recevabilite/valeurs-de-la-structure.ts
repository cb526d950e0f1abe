import type { Appel } from '../cahier/index.ts'
import type { Faits } from '../verdicts/index.ts'
import type { Valeur } from './publicodes.ts'

export type Poser = (nom: string, valeur: Valeur | undefined) => void
export const code = (c: string | undefined): Valeur | undefined => (c === undefined ? undefined : { code: c })

/** INSEE's brackets of employees (« tranche d'effectifs », Sirene): the least and the most people of each. « NN », no employee known, says nothing. */
const SALARIES: Readonly<Record<string, readonly [number, number]>> = {
  '00': [0, 0],
  '01': [1, 2],
  '02': [3, 5],
  '03': [6, 9],
  '11': [10, 19],
  '12': [20, 49],
  '21': [50, 99],
  '22': [100, 199],
  '31': [200, 249],
  '32': [250, 499],
  '41': [500, 999],
  '42': [1000, 1999],
  '51': [2000, 4999],
  '52': [5000, 9999],
  '53': [10_000, 10_000_000],
}

/** Facts of the structure that bears the dossier. */
export function valeursDeLaStructure(appel: Appel, { structure: s }: Faits, poser: Poser) {
  const admis = appel.porteurs.types.filter(t => t.type === s?.type)
  const departements = appel.territoire.departements.map(d => d.code)
  const situee = s?.departement !== undefined || s?.region !== undefined
  const limites = admis.some(t => t.population_min !== undefined || t.population_max !== undefined)
  const p = s?.population
  poser('type de structure', code(s?.type))
  poser('population', p)
  poser('EPCI', code(s?.epci))
  const tranche = s?.effectifs === undefined ? undefined : SALARIES[s.effectifs]
  poser('salariés au moins', tranche?.[0])
  poser('salariés au plus', tranche?.[1])
  poser('revenu annuel', s?.chiffreAffaires === undefined ? undefined : s.chiffreAffaires * 100)
  poser('département', s?.departement === undefined ? undefined : code(departements.includes(s.departement) ? s.departement : 'autre'))
  poser('porteur autorisé', s?.type === undefined ? undefined : admis.length > 0)
  poser(
    'dans le territoire',
    situee ? departements.includes(s?.departement ?? '') || appel.territoire.regions.includes(s?.region ?? '') : undefined,
  )
  if (!limites) poser('population admise', s?.type === undefined ? undefined : true)
  else
    poser(
      'population admise',
      p === undefined ? undefined : admis.some(t => p >= (t.population_min ?? 0) && p <= (t.population_max ?? Number.POSITIVE_INFINITY)),
    )
}
