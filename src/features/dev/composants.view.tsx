import { paths } from '../../paths.ts'
import { Page } from '../../ui/page.tsx'
import type { Site } from '../../ui/site.ts'
import { ExemplesBlocs } from './exemples-blocs.tsx'
import { ExemplesCartes } from './exemples-cartes.tsx'
import { ExemplesDossier } from './exemples-dossier.tsx'
import { ExemplesFormulaires } from './exemples-formulaires.tsx'
import { ExemplesListes } from './exemples-listes.tsx'
import { ExemplesPlots } from './exemples-plots.tsx'
import { ExemplesVerdicts } from './exemples-verdicts.tsx'

/** Every component in every state. `large` shows them in the frame of the tool pages. */
export const PageComposants = ({ site, large }: { site: Site; large: boolean }) => (
  <Page
    site={site}
    titre="Composants"
    ariane={[{ libelle: 'Accueil', href: paths.accueil }, { libelle: 'Composants' }]}
    erreur
    large={large}
  >
    <h1>Composants</h1>
    <p>
      Tous les composants du site, dans tous leurs états.{' '}
      <a href={large ? paths.dev.composants : `${paths.dev.composants}?large=oui`}>
        {large ? 'Voir dans une page de lecture' : 'Voir dans une page d’outil'}
      </a>
    </p>
    <ExemplesFormulaires />
    <ExemplesVerdicts />
    <ExemplesBlocs />
    <ExemplesListes />
    <ExemplesDossier />
    <ExemplesPlots />
    <ExemplesCartes />
  </Page>
)
