import { messageMontant, parseEuros } from '../../../lib/euros.ts'
import type { Filtre } from './filtres.ts'

const MONTANTS = ['aide_min', 'aide_max', 'cout_min', 'cout_max'] as const
const POPULATIONS = ['population_min', 'population_max'] as const
const JOURS = ['depose_du', 'depose_au'] as const
export type Borne = (typeof MONTANTS)[number] | (typeof POPULATIONS)[number] | (typeof JOURS)[number]
/** What somebody typed and that cannot be read, with why. The list leaves it out and says so. */
export type Illisibles = Partial<Record<Borne, { saisie: string; phrase: string }>>

const SAISIE_MAX = 100

export function illisiblesDe(query: URLSearchParams, f: Filtre): Illisibles {
  const dits = (noms: readonly Borne[], phrase: (saisie: string) => string) =>
    noms.flatMap(nom => {
      const saisie = (query.get(nom) ?? '').trim().slice(0, SAISIE_MAX)
      return saisie && f[nom] === undefined ? [[nom, { saisie, phrase: phrase(saisie) }]] : []
    })
  return Object.fromEntries([
    ...dits(MONTANTS, s => {
      const lu = parseEuros(s)
      return messageMontant(lu.ok ? 'illisible' : lu.error, s)
    }),
    ...dits(POPULATIONS, s => `«\u00a0${s}\u00a0» n’est pas un nombre d’habitants. Écrivez par exemple 3500`),
    ...dits(JOURS, s => `«\u00a0${s}\u00a0» n’est pas une date. Écrivez par exemple 17/09/2021`),
  ])
}
