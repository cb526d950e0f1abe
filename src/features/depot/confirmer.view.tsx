import { paths } from '../../paths.ts'
import { TextArea } from '../../ui/champs.tsx'
import { ErrorSummary, FormActions, Formulaire } from '../../ui/form.tsx'
import type { Site } from '../../ui/site.ts'
import { Time } from '../../ui/texte.tsx'
import { Cadre, type Tete } from '../cadre/index.ts'

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

type RetraitProps = Props & { service: string; values?: { motif?: string }; errors?: Record<string, string> }

/** Before a filed dossier is withdrawn: what that means, and why if the structure wishes to say. */
export const RetirerPage = ({ site, tete, service, values = {}, errors = {} }: RetraitProps) => (
  <Cadre site={site} tete={tete} titre="Retirer le dossier" erreur={Object.keys(errors).length > 0}>
    <div class="gt-lecture">
      <ErrorSummary errors={errors} />
      <h1 class="fr-h2">Retirer le dossier</h1>
      <p class="fr-text--lead">Le service n’examinera pas un dossier retiré. Ce choix est définitif.</p>
      <ul>
        <li>Le dossier et son accusé de réception restent lisibles par votre structure.</li>
        <li>{service} reçoit un courriel.</li>
        <li>Vous pourrez copier le dossier dans un nouveau brouillon.</li>
      </ul>
      <Formulaire action={paths.dossiers.retrait(tete.id)}>
        <TextArea name="motif" label="Pourquoi" facultatif hint="Le service lit cette phrase." value={values.motif} error={errors.motif} />
        <FormActions principal="Retirer le dossier" filet={false}>
          <a class="fr-link" href={paths.dossiers.voir(tete.id)}>
            Garder le dossier
          </a>
        </FormActions>
      </Formulaire>
    </div>
  </Cadre>
)
