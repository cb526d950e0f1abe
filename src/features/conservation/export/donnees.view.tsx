import { de } from '../../../lib/mots.ts'
import { paths } from '../../../paths.ts'
import { Alert } from '../../../ui/blocs.tsx'
import { Formulaire } from '../../../ui/form.tsx'
import { Page } from '../../../ui/page.tsx'
import type { Site } from '../../../ui/site.ts'

export const arianeCompte = (ici: string) => [
  { libelle: 'Accueil', href: paths.accueil },
  { libelle: 'Mon compte', href: paths.compte.voir },
  { libelle: ici },
]

/** What an export holds, and the way to take it. `enCours`: one is already being sent. */
export const MesDonneesPage = ({ site, structures, enCours }: { site: Site; structures: readonly string[]; enCours?: boolean }) => (
  <Page site={site} titre="Exporter mes données" ariane={arianeCompte('Exporter mes données')}>
    <div class="fr-grid-row">
      <div class="fr-col-12 fr-col-lg-8">
        {enCours && (
          <Alert ton="warning" titre="Un téléchargement est déjà en cours" reponse>
            <p>Attendez qu’il se termine, puis recommencez.</p>
          </Alert>
        )}
        <h1>Exporter mes données</h1>
        <p class="fr-text--lead">Un fichier ZIP réunit tout ce que le site garde de vous.</p>
        <ul>
          <li>Votre compte, vos structures, vos réglages, vos sessions ouvertes.</li>
          <li>Les courriels que le site vous a envoyés, et la liste de vos actes.</li>
          <li>
            {structures.length > 0 ? `Les dossiers ${structures.map(de).join(', ')}` : 'Les dossiers de vos structures'}&nbsp;: contenu,
            document PDF, pièces, messages, bilans et décisions.
          </li>
        </ul>
        <p>Le nom de vos collègues n’y figure que là où le dossier de votre structure le porte. Aucun mot de passe n’y figure.</p>
        <Formulaire action={paths.conservation.export} sansTurbo class="fr-mt-4w">
          <button class="fr-btn fr-btn--icon-left fr-icon-download-line" type="submit">
            Télécharger mes données
          </button>
        </Formulaire>
        <p class="fr-mt-4w">
          <a href={paths.donneesPersonnelles}>Combien de temps vos données sont gardées</a>
        </p>
      </div>
    </div>
  </Page>
)
