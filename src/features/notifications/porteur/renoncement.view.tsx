import { formatEuros } from '../../../lib/euros.ts'
import { paths } from '../../../paths.ts'
import { TextArea } from '../../../ui/champs.tsx'
import { ErrorSummary, FormActions, Formulaire } from '../../../ui/form.tsx'
import type { Site } from '../../../ui/site.ts'
import { Time } from '../../../ui/texte.tsx'
import { Cadre, type Tete } from '../../cadre/index.ts'
import type { TacheEspace } from '../../taches/index.ts'
import { AFaire } from './decision.view.tsx'
import type { LettreLue } from './lettre.queries.ts'

type Props = {
  site: Site
  tete: Tete
  service: string
  montant: number
  /** Of what was paid: what is kept, what is asked back. Cents. */
  verse: { garde: number; aReverser: number }
  /** Of the reserve list, when it is what is given up. */
  rang: number | null
  values?: { motif?: string }
  errors?: Record<string, string>
}

const AIDE = 'Renoncer à l’aide'
const LISTE = 'Renoncer à la liste complémentaire'

/** Before an aid or a rank is given up: what that means, and why. */
export const RenoncementPage = ({ site, tete, service, montant, verse, rang, values = {}, errors = {} }: Props) => (
  <Cadre site={site} tete={tete} titre={rang === null ? AIDE : LISTE} erreur={Object.keys(errors).length > 0}>
    <div class="gt-lecture">
      <ErrorSummary errors={errors} />
      <h1 class="fr-h2">{rang === null ? AIDE : LISTE}</h1>
      {rang === null ? (
        <p class="fr-text--lead">
          Votre structure rend les <strong>{formatEuros(montant - verse.garde)}</strong>{' '}
          {verse.garde > 0 ? 'qui restent de l’aide accordée' : 'accordés'} à ce projet. Ce choix est définitif.
        </p>
      ) : (
        <p class="fr-text--lead">
          Votre structure laisse le <strong>rang&nbsp;{rang}</strong>. Ce choix est définitif.
        </p>
      )}
      <ul>
        {rang === null ? (
          <>
            {verse.garde > 0 && <li>{formatEuros(verse.garde)} déjà versés restent acquis, pour les dépenses que vos bilans déclarent.</li>}
            {verse.aReverser > 0 && <li>Vous reversez {formatEuros(verse.aReverser)} déjà versés que ces dépenses ne couvrent pas.</li>}
            <li>L’aide peut alors aller à un projet de la liste complémentaire.</li>
            <li>Le projet quitte la page publique des lauréats.</li>
          </>
        ) : (
          <li>Le projet du rang suivant passe devant. Le vôtre ne sera plus retenu.</li>
        )}
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
        <FormActions principal={rang === null ? AIDE : LISTE} filet={false}>
          <a class="fr-link" href={paths.dossiers.voir(tete.id)}>
            {rang === null ? 'Garder l’aide' : 'Garder ce rang'}
          </a>
        </FormActions>
      </Formulaire>
    </div>
  </Cadre>
)

export type Renoncement = { structure: string; le: Date; motif: string }

type ARenonceProps = { r: Renoncement; lettre: LettreLue | undefined; taches: readonly TacheEspace[] }
/** On the page of the dossier once the aid or the rank is given up, with what is still to pay back; the letter received stays. */
export const ARenonce = ({ r, lettre, taches }: ARenonceProps) => (
  <>
    <h1>{lettre && lettre.rang !== null ? 'Liste complémentaire quittée' : 'Aide abandonnée'}</h1>
    <p class="fr-text--lead">
      {r.structure} a renoncé à {lettre && lettre.rang !== null ? `son rang\u00a0${lettre.rang}` : 'l’aide'} le <Time instant={r.le} />
      {lettre && lettre.montant > 0 && <> ({formatEuros(lettre.montant)})</>}.
    </p>
    <p>Motif donné&nbsp;: {r.motif}</p>
    {taches.length > 0 && <AFaire taches={taches} />}
    {lettre && (
      <p>
        <a class="fr-link" href={paths.dossiers.notification(lettre.dossierId)} data-turbo="false">
          Lire la lettre de la décision (PDF)
        </a>
      </p>
    )}
  </>
)
