import { formatEuros } from '../../../lib/euros.ts'
import { paths } from '../../../paths.ts'
import { TextArea } from '../../../ui/champs.tsx'
import { ErrorSummary, FormActions, Formulaire } from '../../../ui/form.tsx'
import type { Site } from '../../../ui/site.ts'
import { Time } from '../../../ui/texte.tsx'
import { Cadre, type Tete } from '../cadre.view.tsx'
import type { LettreLue } from './lettre.queries.ts'

type Props = {
  site: Site
  tete: Tete
  service: string
  montant: number
  values?: { motif?: string }
  errors?: Record<string, string>
}

/** Before an aid is given up: what that means, and why. */
export const RenoncementPage = ({ site, tete, service, montant, values = {}, errors = {} }: Props) => (
  <Cadre site={site} tete={tete} titre="Renoncer à l’aide" erreur={Object.keys(errors).length > 0}>
    <div class="gt-lecture">
      <ErrorSummary errors={errors} />
      <h1 class="fr-h2">Renoncer à l’aide</h1>
      <p class="fr-text--lead">
        Votre structure rend les <strong>{formatEuros(montant)}</strong> accordés à ce projet. Ce choix est définitif.
      </p>
      <ul>
        <li>L’aide peut alors aller à un projet de la liste complémentaire.</li>
        <li>Le projet quitte la page publique des lauréats.</li>
        <li>{service} et les structures du projet reçoivent un courriel.</li>
        <li>Le dossier et la lettre de la décision restent lisibles ici.</li>
      </ul>
      <Formulaire action={paths.dossiers.renoncement(tete.id)}>
        <TextArea
          name="motif"
          label="Pourquoi"
          hint="Le service et les structures du projet lisent cette phrase."
          value={values.motif}
          error={errors.motif}
        />
        <FormActions principal="Renoncer à l’aide" filet={false}>
          <a class="fr-link" href={paths.dossiers.voir(tete.id)}>
            Garder l’aide
          </a>
        </FormActions>
      </Formulaire>
    </div>
  </Cadre>
)

export type Renoncement = { structure: string; le: Date; motif: string }

/** On the page of the dossier once the aid is given up; the letter received stays. */
export const AideAbandonnee = ({ r, lettre }: { r: Renoncement; lettre: LettreLue | undefined }) => (
  <>
    <h1>Aide abandonnée</h1>
    <p class="fr-text--lead">
      {r.structure} a renoncé à l’aide le <Time instant={r.le} />
      {lettre && lettre.montant > 0 && <> ({formatEuros(lettre.montant)})</>}.
    </p>
    <p>Motif donné&nbsp;: {r.motif}</p>
    {lettre && (
      <p>
        <a class="fr-link" href={paths.dossiers.notification(lettre.dossierId)} data-turbo="false">
          Lire la lettre de la décision (PDF)
        </a>
      </p>
    )}
  </>
)
