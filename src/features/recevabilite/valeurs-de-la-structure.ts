import { tranche } from '../../lib/effectifs.ts'
import type { Appel } from '../cahier/index.ts'
import type { Faits } from '../verdicts/index.ts'
import type { Valeur } from './publicodes.ts'

export type Poser = (nom: string, valeur: Valeur | undefined) => void
export const code = (c: string | undefined): Valeur | undefined => (c === undefined ? undefined : { code: c })

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
  const salaries = tranche(s?.effectifs)
  poser('salariés au moins', salaries?.[0])
  poser('salariés au plus', salaries?.[1])
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
