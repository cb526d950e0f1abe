import { Alert } from '../../ui/blocs.tsx'
import { Page } from '../../ui/page.tsx'
import { type Perdu, Perdus, remplis } from '../../ui/perdus.tsx'
import type { Site } from '../../ui/site.ts'

/** An act of the comité that did not happen (`acte`), or a page of it that is not open, and why. `perdus`: what was typed then. */
type Props = { site: Site; retour: string; phrase: string; acte: boolean; perdus?: readonly Perdu[] }
export const RefusPage = ({ site, retour, phrase, acte, perdus = [] }: Props) => (
  <Page site={site} titre={titreRefus(acte)} erreur>
    <h1 class="fr-h2">{titreRefus(acte)}</h1>
    <Alert ton="error" reponse>
      <p>{phrase}</p>
    </Alert>
    <Perdus perdus={remplis(perdus)} />
    <p class="fr-mt-3w">
      <a class="fr-link" href={retour}>
        Revenir à la séance
      </a>
    </p>
  </Page>
)
const titreRefus = (acte: boolean) => (acte ? 'Rien n’a changé' : 'Cette page n’est pas ouverte')
