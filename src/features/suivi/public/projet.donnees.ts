import type { DateCivile } from '../../../lib/dates.ts'
import type { Site } from '../../../ui/site.ts'
import type { Appel } from '../../cahier/index.ts'
import type { AidePublique } from './aides.queries.ts'
import type { NomsDepartements } from './argent.mots.ts'
import type { LignePayee } from './entreprises.queries.ts'
import type { ActePublic, MesurePublique, VersementPublic } from './projet.queries.ts'

/** What the page of a project is given. */
export type ProjetPublicProps = {
  site: Site
  url: string
  aide: AidePublique
  appel: Appel
  lignes: readonly LignePayee[]
  versements: readonly VersementPublic[]
  actes: readonly ActePublic[]
  mesures: readonly MesurePublique[]
  noms: NomsDepartements
  jour: DateCivile
  /** The address of the page as a code that a telephone reads: SVG. */
  qr: string
}
