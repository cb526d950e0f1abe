import { tranche } from '../../lib/effectifs.ts'
import type { Appel } from '../cahier/index.ts'
import type { Faits } from '../verdicts/index.ts'
import { parCommune } from './lexique.ts'
import type { Valeur } from './publicodes.ts'

export type Poser = (nom: string, valeur: Valeur | undefined) => void
export const code = (c: string | undefined): Valeur | undefined => (c === undefined ? undefined : { code: c })

/** Facts of the structure that bears the dossier. */
export function valeursDeLaStructure(appel: Appel, { structure: s }: Faits, poser: Poser) {
  const admis = appel.porteurs.types.filter(t => t.type === s?.type)
  const departements = appel.territoire.departements.map(d => d.code)
  const limites = admis.some(t => t.population_min !== undefined || t.population_max !== undefined)
  const p = s?.population
  poser('type de structure', code(s?.type))
  poser('population', p)
  poser('commune du porteur', code(s?.commune))
  poser('EPCI', code(s?.epci))
  const salaries = tranche(s?.effectifs)
  poser('salariés au moins', salaries?.[0])
  poser('salariés au plus', salaries?.[1])
  poser('revenu annuel', s?.chiffreAffaires === undefined ? undefined : s.chiffreAffaires * 100)
  poser('département', s?.departement === undefined ? undefined : code(departements.includes(s.departement) ? s.departement : 'autre'))
  poser('porteur autorisé', s?.type === undefined ? undefined : admis.length > 0)
  poser('dans le territoire', dansLeTerritoire(appel, s))
  if (!limites) poser('population admise', s?.type === undefined ? undefined : true)
  else
    poser(
      'population admise',
      p === undefined ? undefined : admis.some(t => p >= (t.population_min ?? 0) && p <= (t.population_max ?? Number.POSITIVE_INFINITY)),
    )
}

/** Made of more than communes: they are in the territory by what they cover, whichever communes the call names. */
const PLUS_GRANDES: ReadonlySet<string> = new Set(['departement', 'region', 'collectivite_corse', 'etat'])
/** Whether a structure is in the territory of the call; nothing as long as it is not known where it is. */
function dansLeTerritoire(appel: Appel, s: Faits['structure']): boolean | undefined {
  const { communes, departements, epci, regions } = appel.territoire
  if (!parCommune(appel) || PLUS_GRANDES.has(s?.type ?? '')) {
    if (s?.departement === undefined && s?.region === undefined) return undefined
    return departements.some(d => d.code === s.departement) || regions.includes(s.region ?? '')
  }
  if (s?.commune === undefined && s?.epci === undefined) return undefined
  return communes.some(c => c.code === s.commune) || epci.some(e => e.siren === s.epci)
}
