import { formatInstant, formatJour } from '../../../lib/dates.ts'
import type { FieldErrors } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { Alert, EmptyState } from '../../../ui/blocs.tsx'
import { Field, Select } from '../../../ui/champs.tsx'
import { BoutonPost, ErrorSummary, FormActions, Formulaire } from '../../../ui/form.tsx'
import { Page } from '../../../ui/page.tsx'
import type { Site } from '../../../ui/site.ts'
import { Tableau } from '../../../ui/table.tsx'
import { direDates } from '../personnes.mots.ts'
import { MOTS_ROLES, parAppel } from '../roles.ts'
import { ChampsPortee, type Choix } from './champs-role.view.tsx'
import type { AgentDuGuichet, RoleTenu } from './guichet.queries.ts'
import { ROLES_A_DONNER } from './inviter.view.tsx'
import { ARIANE_AGENTS } from './liste.view.tsx'
import { type AppelsConnus, direAppel, direPortee, direRoles } from './roles.mots.ts'

export type SaisieRole = { role: string; appel: string; departements: readonly string[] }
export type AgentProps = {
  site: Site
  agent: AgentDuGuichet
  /** Whether it is whoever reads. */
  moi: boolean
  appels: AppelsConnus
  choix: Choix
  /** Why their pages are not shown; nothing when they may be. */
  jamais: string | undefined
  saisie: SaisieRole
  titre: string
  errors: FieldErrors
  fait: string | undefined
}

/** Somebody of the guichet: what they hold, call by call, and what may be changed of it. */
export const AgentPage = (p: AgentProps) => (
  <Page
    site={p.site}
    titre={p.agent.nom}
    large
    erreur={Object.keys(p.errors).length > 0}
    ariane={[...ARIANE_AGENTS, { libelle: 'Personnes et rôles', href: paths.administration.agents }, { libelle: p.agent.nom }]}
  >
    <ErrorSummary errors={p.errors} />
    <h1 class="fr-h2">{p.agent.nom}</h1>
    <p class="fr-text--lead">{[p.agent.titre, p.agent.courriel].filter(Boolean).join(', ')}</p>
    {p.fait && (
      <Alert ton="success" reponse petit>
        <p>{p.fait}</p>
      </Alert>
    )}
    <Etat {...p} />
    {p.agent.suspenduLe ? <Gardes {...p} /> : <Roles {...p} />}
    {!p.agent.suspenduLe && !p.moi && <Donner {...p} />}
    {!p.agent.suspenduLe && <Voir {...p} />}
    <Titre {...p} />
    <Acces {...p} />
  </Page>
)

const Etat = ({ agent, moi }: AgentProps) => (
  <>
    {agent.suspenduLe && (
      <Alert ton="warning" titre={`Accès suspendu depuis le ${formatJour(agent.suspenduLe)}`}>
        <p>Cette personne n’a plus aucun rôle ici. Les siens sont gardés ci-dessous, et lui reviennent quand vous lui rendez son accès.</p>
      </Alert>
    )}
    <ul>
      <li>{moi ? 'C’est vous.' : agent.vuLe ? `Dernière connexion le ${formatInstant(agent.vuLe)}.` : 'Ne s’est jamais connectée.'}</li>
      <li>
        {agent.secondFacteur
          ? 'A un second facteur.'
          : 'N’a pas encore de second facteur\u00a0: elle l’enregistre avant toute page du service.'}
      </li>
    </ul>
  </>
)

type Ligne = { role: RoleTenu; portee: RoleTenu['perimetres'][number] | undefined }
const lignesDe = (roles: readonly RoleTenu[]): Ligne[] =>
  roles.flatMap((role): Ligne[] =>
    role.perimetres.length === 0 ? [{ role, portee: undefined }] : role.perimetres.map(portee => ({ role, portee })),
  )

const Roles = ({ agent, appels }: AgentProps) => (
  <Tableau
    legende="Rôles, appel par appel"
    lignes={lignesDe(agent.roles)}
    vide={<EmptyState titre="Aucun rôle.">Donnez-en un ci-dessous.</EmptyState>}
    colonnes={[
      { titre: 'Rôle', cellule: l => MOTS_ROLES[l.role.role] },
      {
        titre: 'Appel',
        cellule: ({ role, portee }) => {
          const connu = portee?.appel ? appels.get(portee.appel) : undefined
          if (connu) return <a href={paths.administration.personnes(connu.slug)}>{connu.titre}</a>
          return parAppel(role.role) ? (portee ? 'Tous les appels, présents et à venir' : 'Aucun') : 'Tout le guichet'
        },
      },
      { titre: 'Dates', cellule: l => (l.portee ? direDates(l.portee) : '') },
      { titre: 'Où', cellule: l => (l.portee && direPortee(l.portee, appels)) || 'Tout' },
      {
        titre: 'Acte',
        cellule: l => (
          <BoutonPost
            action={paths.administration.retraitRole(agent.id)}
            champs={{ role: l.role.role, ...(l.portee ? { perimetre: l.portee.id } : {}) }}
          >
            Retirer
            <span class="fr-sr-only"> {`${MOTS_ROLES[l.role.role]}${l.portee ? `, ${direAppel(l.portee.appel, appels)}` : ''}`}</span>
          </BoutonPost>
        ),
      },
    ]}
  />
)

const Gardes = ({ agent, appels }: AgentProps) => (
  <section aria-labelledby="gardes" class="fr-mt-4w">
    <h2 class="fr-h4" id="gardes">
      Rôles gardés
    </h2>
    <ul>
      {direRoles(agent.rolesGardes, appels).map(r => (
        <li>{r}</li>
      ))}
    </ul>
  </section>
)

const Donner = ({ agent, choix, saisie, errors }: AgentProps) => (
  <section aria-labelledby="donner" class="fr-mt-5w gt-etroit">
    <h2 class="fr-h4" id="donner">
      Donner un rôle
    </h2>
    <Formulaire action={paths.administration.rolesAgent(agent.id)} aria-labelledby="donner">
      <Select
        name="role"
        label="Rôle"
        value={saisie.role}
        error={errors.role}
        options={ROLES_A_DONNER.map(r => ({ value: r.role, label: MOTS_ROLES[r.role] }))}
      />
      <ChampsPortee choix={choix} saisie={saisie} errors={errors} />
      <p class="fr-hint-text">
        Donné de nouveau pour un appel, un rôle y prend les nouveaux départements. Des volets, une instance, une signature se donnent sur la
        page de l’appel.
      </p>
      <FormActions principal="Donner ce rôle" filet={false} />
    </Formulaire>
  </section>
)

const Voir = ({ agent, moi, jamais }: AgentProps) => (
  <section aria-labelledby="voir" class="fr-mt-5w gt-lecture">
    <h2 class="fr-h4" id="voir">
      Voir comme
    </h2>
    {moi ? (
      <p>Ce sont vos pages.</p>
    ) : (
      <>
        <p>
          {jamais ??
            'Ce que cette personne voit, ce qu’elle ne voit pas, et pourquoi. Vous pouvez ensuite ouvrir ses pages, en lecture seule.'}
        </p>
        <p>
          <a class="fr-link" href={paths.administration.vueAgent(agent.id)}>
            Ce que voit {agent.nom}
          </a>
        </p>
      </>
    )}
  </section>
)

const Titre = ({ agent, titre, errors }: AgentProps) => (
  <section aria-labelledby="son-titre" class="fr-mt-5w gt-etroit">
    <h2 class="fr-h4" id="son-titre">
      Titre
    </h2>
    <p>
      Son nom et son adresse sont à elle&nbsp;: elle les change dans «&nbsp;Mon compte&nbsp;». Une autre adresse est une autre invitation.
    </p>
    <Formulaire action={paths.administration.titreAgent(agent.id)} aria-labelledby="son-titre">
      <Field name="titre" label="Titre dans le service" facultatif value={titre} error={errors.titre} autocomplete="off" />
      <FormActions principal="Enregistrer le titre" filet={false} />
    </Formulaire>
  </section>
)

const Acces = ({ agent, moi }: AgentProps) =>
  moi ? null : (
    <section aria-labelledby="acces" class="fr-mt-5w gt-lecture">
      <h2 class="fr-h4" id="acces">
        Accès
      </h2>
      <ul>
        {agent.secondFacteur && (
          <li>
            <a href={paths.administration.facteurAgent(agent.id)}>Redemander le second facteur</a>, si cette personne a perdu le sien
          </li>
        )}
        {!agent.suspenduLe && (
          <li>
            <a href={paths.administration.suspension(agent.id)}>Suspendre l’accès</a>
          </li>
        )}
      </ul>
      {agent.suspenduLe && <BoutonPost action={paths.administration.finSuspension(agent.id)}>Rendre l’accès</BoutonPost>}
    </section>
  )
