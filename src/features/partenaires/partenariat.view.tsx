import type { FieldErrors } from '../../lib/forms.ts'
import { a } from '../../lib/mots.ts'
import { paths } from '../../paths.ts'
import { RadioGroup } from '../../ui/choix.tsx'
import { ErrorSummary, FormActions, Formulaire } from '../../ui/form.tsx'
import { Page } from '../../ui/page.tsx'
import type { Site } from '../../ui/site.ts'
import type { Invitation } from './invitation.queries.ts'

type Props = {
  site: Site
  invitation: Invitation
  /** The active structures of the person, the porteur left out. */
  structures: readonly { id: string; nom: string }[]
  value?: string | undefined
  errors?: FieldErrors
}

/** What the invitation asks, and for which structure one answers. Whoever belongs to none joins it first, then comes back here. */
export const PartenariatPage = ({ site, invitation: i, structures, value, errors = {} }: Props) => (
  <Page
    site={site}
    titre="Un projet commun"
    erreur={Object.keys(errors).length > 0}
    ariane={[{ libelle: 'Mon espace', href: paths.espace }, { libelle: 'Un projet commun' }]}
  >
    <div class="gt-lecture">
      <ErrorSummary errors={errors} />
      <h1>{i.porteur.nom} vous associe à un projet commun</h1>
      <p class="fr-text--lead">
        « {i.titre || 'Projet sans titre'} », pour l’appel <a href={paths.appels.voir(i.appel.slug)}>{i.appel.titre}</a>.
      </p>
      {i.role && <p>Le rôle prévu pour votre structure : {i.role}.</p>}
      <h2 class="fr-h5">Ce qu’on vous demande</h2>
      <ol>
        <li>Dire au nom de quelle structure vous répondez. Ses membres verront le dossier.</li>
        <li>Lire le projet.</li>
        <li>Le valider au nom de cette structure, et dire quels moyens elle apporte. Sans cela, le dossier ne peut pas être déposé.</li>
      </ol>
      {i.structureId === null && structures.length > 0 ? (
        <Repondre invitation={i} structures={structures} value={value} error={errors.structure} />
      ) : (
        <Rejoindre invitation={i} />
      )}
    </div>
  </Page>
)

const retourIci = (i: Invitation) => `${paths.structures.rejoindre}?${new URLSearchParams({ retour: paths.dossiers.partenariat(i.id) })}`

const Repondre = ({
  invitation,
  structures,
  value,
  error,
}: Pick<Props, 'invitation' | 'structures' | 'value'> & { error: string | undefined }) => (
  <Formulaire action={paths.dossiers.partenariat(invitation.id)}>
    <RadioGroup
      name="structure"
      label="Au nom de quelle structure répondez-vous ?"
      options={structures.map(s => ({ value: s.id, label: s.nom }))}
      value={value ?? (structures.length === 1 ? structures[0]!.id : undefined)}
      error={error}
    />
    <FormActions principal="Participer au projet" filet={false}>
      <a class="fr-link" href={retourIci(invitation)}>
        Répondre pour une autre structure
      </a>
    </FormActions>
  </Formulaire>
)

/** The structure is named and the person does not belong to it, or the person belongs to none. */
const Rejoindre = ({ invitation: i }: { invitation: Invitation }) => (
  <>
    <p>
      {i.structure
        ? `Votre compte n’est pas encore rattaché ${a(i.structure)}.`
        : 'Votre compte n’est encore rattaché à aucune structure qui puisse répondre.'}{' '}
      Rejoignez-la : vous reviendrez ensuite ici.
    </p>
    <a class="fr-btn" href={retourIci(i)}>
      Rejoindre {i.structure ?? 'ma structure'}
    </a>
  </>
)
