import { paths } from '../../../paths.ts'
import { Alert, Badge } from '../../../ui/blocs.tsx'
import { FormActions, Formulaire } from '../../../ui/form.tsx'
import { Page } from '../../../ui/page.tsx'
import type { Site } from '../../../ui/site.ts'
import { Tableau } from '../../../ui/table.tsx'
import { ARIANE_AGENTS } from '../guichet/liste.view.tsx'
import type { LigneVue } from './ce-que-voit.rules.ts'
import { DUREE_VUE_MIN } from './commencer.ts'

type Props = {
  site: Site
  agent: { id: string; nom: string }
  lignes: readonly LigneVue[]
  /** Why their pages are not shown; nothing when they may be. */
  jamais: string | undefined
  refus?: string | undefined
}

/** What somebody sees, what they do not, and why; then their pages, for some minutes. */
export const VoirCommePage = ({ site, agent, lignes, jamais, refus }: Props) => (
  <Page
    site={site}
    titre={`Voir comme ${agent.nom}`}
    large
    erreur={refus !== undefined}
    ariane={[
      ...ARIANE_AGENTS,
      { libelle: 'Personnes et rôles', href: paths.administration.agents },
      { libelle: agent.nom, href: paths.administration.agent(agent.id) },
      { libelle: 'Voir comme' },
    ]}
  >
    <h1 class="fr-h2">Voir comme {agent.nom}</h1>
    {refus && (
      <Alert ton="error" reponse petit>
        <p>{refus}</p>
      </Alert>
    )}
    <Tableau
      legende="Ce que voit cette personne"
      lignes={lignes}
      colonnes={[
        { titre: 'Quoi', cellule: l => l.quoi },
        { titre: 'Voit', cellule: l => (l.voit ? <Badge ton="success">Oui</Badge> : <Badge>Non</Badge>) },
        { titre: 'Pourquoi', cellule: l => l.pourquoi },
      ]}
    />
    <section class="gt-lecture fr-mt-4w" aria-labelledby="ouvrir">
      <h2 class="fr-h4" id="ouvrir">
        Ouvrir ses pages
      </h2>
      {jamais ? (
        <p>{jamais}</p>
      ) : (
        <Formulaire action={paths.administration.vueAgent(agent.id)}>
          <p>
            Vous verrez ses menus et ses listes, en lecture seule, {DUREE_VUE_MIN}&nbsp;minutes au plus. C’est écrit au journal, et cette
            personne le sait par un courriel.
          </p>
          <p>
            Vous ne lirez que ce que vous pouvez lire tous les deux. Ses vues gardées, ses lectures et ses fichiers ne sont pas montrés.
          </p>
          <FormActions principal="Ouvrir ses pages" filet={false}>
            <a class="fr-link" href={paths.administration.agent(agent.id)}>
              Annuler
            </a>
          </FormActions>
        </Formulaire>
      )}
    </section>
  </Page>
)

/** A view is over without its reader having said so. */
export const VueFiniePage = ({ site }: { site: Site }) => (
  <Page site={site} titre="Vous êtes revenu à votre compte">
    <div class="gt-lecture fr-py-4w">
      <h1>Vous êtes revenu à votre compte</h1>
      <p class="fr-text--lead">Les pages de l’autre personne ne sont plus montrées.</p>
      <p>
        Les {DUREE_VUE_MIN}&nbsp;minutes sont passées, ou l’un de vos deux comptes a changé. Rien de ce que vous auriez envoyé depuis n’a
        été enregistré.
      </p>
      <p>
        <a class="fr-btn" href={paths.administration.agents}>
          Personnes et rôles
        </a>
      </p>
    </div>
  </Page>
)
