import { paths } from '../../paths.ts'
import { Alert } from '../../ui/blocs.tsx'
import { Page } from '../../ui/page.tsx'
import type { Site } from '../../ui/site.ts'
import type { Sortie } from './billet.ts'
import { Colonne } from './connexion.view.tsx'

const PHRASES: Record<Sortie, string> = {
  ici: 'Votre session est fermée.',
  a_demander: 'Votre session est fermée ici. Il reste à fermer celle de ProConnect\u00a0: la suite s’ouvre toute seule.',
  partout: 'Votre session est fermée ici, et chez ProConnect.',
  sans_reponse: 'Votre session est fermée ici.',
}

export const DeconnectePage = ({ site, sortie }: { site: Site; sortie: Sortie }) => (
  <Page site={site} titre="Vous êtes déconnecté">
    <Colonne>
      <h1>Vous êtes déconnecté</h1>
      <p class="fr-text--lead">{PHRASES[sortie]}</p>
      {sortie === 'sans_reponse' && (
        <Alert ton="warning" petit>
          <p>
            ProConnect n’a pas confirmé la fermeture de sa session. Si d’autres personnes se servent de ce poste, fermez toutes les fenêtres
            du navigateur avant de partir.
          </p>
        </Alert>
      )}
      {sortie === 'a_demander' ? (
        <a class="fr-btn" href={paths.deconnexionProConnect} data-turbo="false">
          Fermer ma session ProConnect
        </a>
      ) : (
        <ul class="fr-btns-group fr-btns-group--inline-sm fr-mt-4w">
          <li>
            <a class="fr-btn" href={paths.accueil}>
              Revenir à l’accueil
            </a>
          </li>
          <li>
            <a class="fr-btn fr-btn--secondary" href={paths.connexion}>
              Se connecter
            </a>
          </li>
        </ul>
      )}
    </Colonne>
  </Page>
)
