import { paths } from '../../../paths.ts'
import { FormActions, Formulaire } from '../../../ui/form.tsx'
import type { Site } from '../../../ui/site.ts'
import { Time } from '../../../ui/texte.tsx'
import { Cadre, type Tete } from '../cadre.view.tsx'

type Props = { site: Site; tete: Tete }

/** Before changes to a filed dossier are given up: what comes back, what goes. */
export const RenoncerPage = ({ site, tete, depose, clos }: Props & { depose: Date; clos: boolean }) => (
  <Cadre site={site} tete={tete} titre="Renoncer à ces modifications">
    <div class="gt-lecture">
      <h1 class="fr-h2">Renoncer à ces modifications</h1>
      <p class="fr-text--lead">
        Le dossier revient tel que vous l’avez déposé le <Time instant={depose} />.
      </p>
      <p>
        Les réponses, les pièces et les partenaires du dépôt reviennent. Ce que votre structure a changé depuis est abandonné. Les fichiers
        joints depuis restent parmi les versions précédentes.
      </p>
      <Formulaire action={paths.dossiers.finReouverture(tete.id)}>
        <FormActions principal="Renoncer à ces modifications" filet={false}>
          <a class="fr-link" href={paths.dossiers.voir(tete.id)}>
            {clos ? 'Revenir au dossier' : 'Continuer à modifier'}
          </a>
        </FormActions>
      </Formulaire>
    </div>
  </Cadre>
)
