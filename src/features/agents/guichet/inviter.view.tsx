import type { FieldErrors } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { Field } from '../../../ui/champs.tsx'
import { CheckboxGroup } from '../../../ui/choix.tsx'
import { ErrorSummary, FormActions, Formulaire } from '../../../ui/form.tsx'
import { Page } from '../../../ui/page.tsx'
import type { Site } from '../../../ui/site.ts'
import { MOTS_ROLES } from '../roles.ts'
import { DUREE_INVITATION_J } from './bornes.ts'
import { ChampsPortee, type Choix } from './champs-role.view.tsx'
import type { SaisieInvitation } from './invitation.form.ts'
import { ARIANE_AGENTS } from './liste.view.tsx'

/** Roles that may be given from here, each with what it opens. */
export const ROLES_A_DONNER = [
  { role: 'referent_departemental', dit: 'Lit et instruit les dossiers de ses départements' },
  { role: 'referent_regional', dit: 'Lit et instruit les dossiers de tout le territoire' },
  { role: 'lecteur', dit: 'Lit les chiffres, aucun dossier' },
  { role: 'membre_comite', dit: 'Siège au comité, après avoir déclaré ses intérêts' },
  { role: 'direction', dit: 'Lit tout, mouvemente les enveloppes, n’instruit jamais' },
  { role: 'administrateur', dit: 'Lit tout, publie les appels, donne les rôles' },
] as const

type Props = { site: Site; choix: Choix; saisie: SaisieInvitation; errors: FieldErrors; agent: string | undefined }

/** Asking somebody to work in the guichet. `agent`: the page of whoever is at this address already. */
export const InviterPage = ({ site, choix, saisie, errors, agent }: Props) => (
  <Page
    site={site}
    titre="Inviter une personne"
    erreur={Object.keys(errors).length > 0}
    ariane={[...ARIANE_AGENTS, { libelle: 'Personnes et rôles', href: paths.administration.agents }, { libelle: 'Inviter une personne' }]}
  >
    <div class="gt-lecture">
      <ErrorSummary errors={errors} />
      <h1 class="fr-h2">Inviter une personne</h1>
      {agent && (
        <p>
          <a href={paths.administration.agent(agent)}>Ouvrir la page de cette personne</a>
        </p>
      )}
      <p>
        Elle reçoit un lien qui sert une fois, pendant {DUREE_INVITATION_J}&nbsp;jours. Ses rôles lui sont donnés quand elle accepte, et
        rien d’autre.
      </p>
      <Formulaire action={paths.administration.invitationsAgents}>
        <Field
          name="courriel"
          type="email"
          label="Courriel professionnel"
          value={saisie.courriel}
          error={errors.courriel}
          autocomplete="off"
        />
        <Field name="nom" label="Nom" value={saisie.nom} error={errors.nom} autocomplete="off" />
        <Field
          name="titre"
          label="Titre"
          hint={'Par exemple\u00a0: chargée de mission, pôle des dotations'}
          facultatif
          value={saisie.titre}
          error={errors.titre}
          autocomplete="off"
        />
        <CheckboxGroup
          name="role"
          label="Rôles"
          values={saisie.roles}
          error={errors.role}
          options={ROLES_A_DONNER.map(r => ({ value: r.role, label: MOTS_ROLES[r.role], hint: r.dit }))}
        />
        <p class="fr-hint-text">
          Quelqu’un qui signera s’invite d’abord comme lecteur. On le désigne ensuite à la page «&nbsp;Qui instruit quoi&nbsp;» de chaque
          appel.
        </p>
        <ChampsPortee choix={choix} saisie={saisie} errors={errors} />
        <FormActions principal="Envoyer l’invitation" filet={false}>
          <a class="fr-link" href={paths.administration.agents}>
            Annuler
          </a>
        </FormActions>
      </Formulaire>
    </div>
  </Page>
)
