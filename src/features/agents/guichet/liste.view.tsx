import { formatJour } from '../../../lib/dates.ts'
import { paths } from '../../../paths.ts'
import { Alert, Badge, EmptyState } from '../../../ui/blocs.tsx'
import { Field } from '../../../ui/champs.tsx'
import { BoutonPost, Formulaire } from '../../../ui/form.tsx'
import { Page } from '../../../ui/page.tsx'
import type { Site } from '../../../ui/site.ts'
import { Tableau } from '../../../ui/table.tsx'
import { MOTS_ROLES, roleSur } from '../roles.ts'
import { AGENTS_MAX } from './bornes.ts'
import type { AgentDuGuichet } from './guichet.queries.ts'
import type { InvitationAgent } from './invitations.queries.ts'
import { type AppelsConnus, direRoles } from './roles.mots.ts'

export const ARIANE_AGENTS = [
  { libelle: 'Accueil', href: paths.accueil },
  { libelle: 'Appels et versions', href: paths.administration.appels },
]

export type AgentsProps = {
  site: Site
  /** Whoever reads. */
  moi: string
  q: string
  agents: readonly AgentDuGuichet[]
  appels: AppelsConnus
  trous: readonly { slug: string; titre: string; phrase: string }[]
  invitations: readonly InvitationAgent[]
  instant: Date
  fait: string | undefined
  refus: string | undefined
}

/** Everybody who works in the guichet, what nobody instructs, and those who were asked and have not come yet. */
export const AgentsPage = (p: AgentsProps) => (
  <Page site={p.site} titre="Personnes et rôles" large ariane={[...ARIANE_AGENTS, { libelle: 'Personnes et rôles' }]}>
    <h1 class="fr-h2">Personnes et rôles</h1>
    <p class="fr-text--lead">Qui fait quoi, appel par appel. Un rôle donné sur un appel ne donne rien sur les autres.</p>
    {p.fait && (
      <Alert ton="success" reponse petit>
        <p>{p.fait}</p>
      </Alert>
    )}
    {p.refus && (
      <Alert ton="error" reponse petit>
        <p>{p.refus}</p>
      </Alert>
    )}
    <p>
      <a class="fr-btn" href={paths.administration.invitationsAgents}>
        Inviter une personne
      </a>
    </p>
    <Trous {...p} />
    <Chercher q={p.q} />
    <Agents {...p} />
    <Invitations {...p} />
  </Page>
)

const Trous = ({ trous }: AgentsProps) =>
  trous.length === 0 ? null : (
    <Alert ton="warning" titre="Des dossiers n’arrivent à personne">
      <ul>
        {trous.map(t => (
          <li>
            {t.titre}&nbsp;: {t.phrase}{' '}
            <a href={paths.administration.personnes(t.slug)}>
              Désigner<span class="fr-sr-only"> qui instruit {t.titre}</span>
            </a>
          </li>
        ))}
      </ul>
    </Alert>
  )

const Chercher = ({ q }: { q: string }) => (
  <div role="search" class="gt-etroit fr-mt-3w">
    <Formulaire method="get" action={paths.administration.agents}>
      <Field name="q" type="search" label="Chercher un nom, une adresse, un titre" value={q} autocomplete="off" maxlength={100} />
      <div class="gt-actions gt-actions--simple">
        <button class="fr-btn fr-btn--secondary" type="submit">
          Afficher
        </button>
        {q && (
          <a class="fr-link" href={paths.administration.agents}>
            Voir tout le monde
          </a>
        )}
      </div>
    </Formulaire>
  </div>
)

const Agents = ({ agents, appels, moi, q }: AgentsProps) => (
  <>
    {agents.length > AGENTS_MAX && <p>Voici les {AGENTS_MAX} premières personnes. Cherchez les autres par leur nom.</p>}
    <Tableau
      legende="Personnes qui travaillent dans le guichet"
      lignes={agents.slice(0, AGENTS_MAX)}
      vide={
        q ? (
          <EmptyState titre="Personne ne répond à cette recherche.">Essayez un autre nom, ou une partie de l’adresse.</EmptyState>
        ) : (
          <EmptyState titre="Personne ne travaille encore ici.">Invitez une première personne.</EmptyState>
        )
      }
      colonnes={[
        {
          titre: 'Personne',
          cellule: a => (
            <>
              <a href={paths.administration.agent(a.id)}>{a.nom}</a>
              <div class="gt-sous">{a.courriel}</div>
              {a.titre && <div class="gt-sous">{a.titre}</div>}
            </>
          ),
        },
        {
          titre: 'Rôles',
          cellule: a => direRoles(a.suspenduLe ? a.rolesGardes : a.roles, appels).map(r => <div>{r}</div>),
        },
        { titre: 'Second facteur', cellule: a => (a.secondFacteur ? 'Oui' : <Badge ton="warning">Pas encore</Badge>) },
        { titre: 'Dernière connexion', cellule: a => (a.vuLe ? formatJour(a.vuLe) : 'Jamais') },
        {
          titre: 'État',
          cellule: a =>
            a.id === moi ? <Badge ton="info">Vous</Badge> : a.suspenduLe ? <Badge>Suspendu</Badge> : <Badge ton="success">Actif</Badge>,
        },
        {
          titre: 'Acte',
          cellule: a =>
            a.id === moi || a.suspenduLe ? (
              '–'
            ) : (
              <a href={paths.administration.vueAgent(a.id)}>
                Voir comme<span class="fr-sr-only"> {a.nom}</span>
              </a>
            ),
        },
      ]}
    />
  </>
)

const Invitations = ({ invitations, instant }: AgentsProps) => (
  <Tableau
    legende="Invitations en attente"
    lignes={invitations}
    vide={
      <section aria-labelledby="invitations" class="fr-mt-4w">
        <h2 class="fr-h4" id="invitations">
          Invitations en attente
        </h2>
        <p>Aucune invitation n’attend de réponse.</p>
      </section>
    }
    colonnes={[
      {
        titre: 'Personne',
        cellule: i => (
          <>
            {i.nom}
            <div class="gt-sous">{i.courriel}</div>
          </>
        ),
      },
      { titre: 'Rôles', cellule: i => i.roles.map(r => MOTS_ROLES[roleSur(r)!]).join(', ') },
      {
        titre: 'Dates',
        cellule: i =>
          i.expireLe > instant
            ? `Invitée le ${formatJour(i.inviteeLe)}, lien valable jusqu’au ${formatJour(i.expireLe)}`
            : `Invitée le ${formatJour(i.inviteeLe)}, lien périmé depuis le ${formatJour(i.expireLe)}`,
      },
      {
        titre: 'Acte',
        cellule: i => (
          <>
            <BoutonPost action={paths.administration.renvoiInvitation(i.id)}>
              Renvoyer le lien<span class="fr-sr-only"> à {i.nom}</span>
            </BoutonPost>
            <div class="fr-mt-1w">
              <BoutonPost action={paths.administration.retraitInvitation(i.id)} class="fr-btn fr-btn--tertiary fr-btn--sm">
                Retirer<span class="fr-sr-only"> l’invitation de {i.nom}</span>
              </BoutonPost>
            </div>
          </>
        ),
      },
    ]}
  />
)
