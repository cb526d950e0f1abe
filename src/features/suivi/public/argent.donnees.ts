import type { Centimes } from '../../../lib/euros.ts'
import type { Site } from '../../../ui/site.ts'
import type { AidePublique } from './aides.queries.ts'
import type { NomsDepartements } from './argent.mots.ts'
import type { Nomme } from './argent.queries.ts'
import type { EntreprisePublique } from './entreprises.queries.ts'
import type { Flux } from './flux.rules.ts'

/** A call in the table of all of them. Cents. */
export type LigneAppel = {
  slug: string
  titre: string
  annees: string
  montant: Centimes
  projets: number
  accorde: Centimes
  depense: Centimes
}
/** What the page of the money is given. `choisi`: the call that is drawn; `trouves`: by a search, when there is one. */
export type ArgentProps = {
  site: Site
  territoire: string
  depuis: string
  appels: readonly LigneAppel[]
  choisi: LigneAppel
  annees: readonly string[]
  annee: string
  flux: Flux
  forfait: boolean
  /** Where the money of the call comes from, when its text says how much that is. */
  programme: { nom: string; montant: Centimes } | undefined
  /** What companies whose registered office is on the territory were paid, of all that was spent. */
  ici: Centimes
  depense: Centimes
  entreprises: readonly EntreprisePublique[]
  aides: readonly AidePublique[]
  noms: NomsDepartements
  q: string
  trouves: { resultats: readonly Nomme[]; absents: readonly Pick<LigneAppel, 'slug' | 'titre'>[] } | undefined
}
