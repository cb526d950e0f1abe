import { Alert } from '../../ui/blocs.tsx'
import { Page } from '../../ui/page.tsx'
import type { Site } from '../../ui/site.ts'

/** An act of the comité that did not happen, and why. */
export const RefusPage = ({ site, retour, phrase }: { site: Site; retour: string; phrase: string }) => (
  <Page site={site} titre="Rien n’a changé" erreur>
    <h1 class="fr-h2">Rien n’a changé</h1>
    <Alert ton="error" reponse>
      <p>{phrase}</p>
    </Alert>
    <p class="fr-mt-3w">
      <a class="fr-link" href={retour}>
        Revenir à la séance
      </a>
    </p>
  </Page>
)
