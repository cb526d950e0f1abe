import { enumeration } from '../../../lib/mots.ts'
import { type Appel, TYPES_STRUCTURE, type TypeStructure } from '../../cahier/index.ts'
import type { Usages } from '../../recevabilite/index.ts'
import type { Remarque } from './sujets.table.ts'

/** Those whose population the shipped referential gives; of the others, the Collectivité de Corse included, nobody knows any (docs/ecrire-un-appel.md, « porteurs »). */
const TYPES_PEUPLES: ReadonlySet<string> = new Set<TypeStructure>(['commune', 'epci'])

/** An aid worked out from a population, of structures that have none: they would fill everything in, and never file. One that reads the type as well may tell them apart. */
export function populationInconnue({ porteurs }: Appel, { deLAide }: Pick<Usages, 'deLAide'>): Remarque[] {
  const sans = porteurs.types.filter(t => !TYPES_PEUPLES.has(t.type))
  if (sans.length === 0 || !deLAide.has('population') || deLAide.has('type de structure')) return []
  return [
    {
      sujet: 'population_inconnue',
      chemin: ['aide', 'calcul'],
      fait: `L’aide se calcule avec la population de la structure, et le guichet n’en connaît pas pour ${enumeration(sans.map(t => `«\u00a0${TYPES_STRUCTURE[t.type]}\u00a0»`))}.`,
      consequence: 'Ces structures rempliraient tout sans pouvoir déposer.',
      remede: 'Distinguez-les avec «\u00a0si type de structure = …\u00a0», ou retirez-les de «\u00a0porteurs\u00a0».',
    },
  ]
}
