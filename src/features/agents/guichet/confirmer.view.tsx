import type { PropsWithChildren } from 'hono/jsx'
import { pluriel } from '../../../lib/mots.ts'
import { paths } from '../../../paths.ts'
import { Alert } from '../../../ui/blocs.tsx'
import { FormActions, Formulaire } from '../../../ui/form.tsx'
import { Page } from '../../../ui/page.tsx'
import type { Site } from '../../../ui/site.ts'
import { ARIANE_AGENTS } from './liste.view.tsx'

type Qui = { id: string; nom: string }
type Props = { site: Site; agent: Qui; refus?: string | undefined }

const Confirmer = ({
  site,
  agent,
  refus,
  titre,
  action,
  bouton,
  children,
}: PropsWithChildren<Props & { titre: string; action: string; bouton: string }>) => (
  <Page
    site={site}
    titre={`${titre}, ${agent.nom}`}
    erreur={refus !== undefined}
    ariane={[
      ...ARIANE_AGENTS,
      { libelle: 'Personnes et rôles', href: paths.administration.agents },
      { libelle: agent.nom, href: paths.administration.agent(agent.id) },
      { libelle: titre },
    ]}
  >
    <div class="gt-lecture">
      <h1 class="fr-h2">{titre}</h1>
      <p class="fr-text--lead">{agent.nom}</p>
      {refus ? (
        <Alert ton="error" reponse titre={refus}>
          <p>
            <a href={paths.administration.agent(agent.id)}>Revenir à sa page</a>
          </p>
        </Alert>
      ) : (
        <>
          {children}
          <Formulaire action={action}>
            <FormActions principal={bouton} filet={false}>
              <a class="fr-link" href={paths.administration.agent(agent.id)}>
                Annuler
              </a>
            </FormActions>
          </Formulaire>
        </>
      )}
    </div>
  </Page>
)

/** Before an access is cut: what goes, what stays, and what waits for somebody else. */
export const SuspendrePage = ({ dossiers, ...p }: Props & { dossiers: number }) => (
  <Confirmer {...p} titre="Suspendre l’accès" action={paths.administration.suspension(p.agent.id)} bouton="Suspendre">
    <p>
      Ses sessions sont fermées tout de suite et ses rôles ne comptent plus, ni ici, ni dans les courriels. Vous pourrez les lui rendre.
    </p>
    <p>
      {dossiers === 0
        ? 'Aucun dossier en cours ne lui est affecté.'
        : `${pluriel(dossiers, 'dossier')} en cours ${dossiers > 1 ? 'lui restent affectés' : 'lui reste affecté'}\u00a0: affectez-les à une autre personne depuis la boîte.`}
    </p>
  </Confirmer>
)

/** Before a second factor is taken away. */
export const FacteurPage = (p: Props) => (
  <Confirmer {...p} titre="Redemander le second facteur" action={paths.administration.facteurAgent(p.agent.id)} bouton="Redemander">
    <p>
      L’application ou la clé de cette personne ne servira plus, et ses sessions seront fermées. Elle en enregistrera une autre en entrant.
    </p>
    <p>Assurez-vous de vive voix que c’est bien elle qui le demande. Jusque-là, qui lit sa boîte aux lettres entrerait à sa place.</p>
  </Confirmer>
)
