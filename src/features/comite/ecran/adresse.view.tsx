import { paths } from '../../../paths.ts'
import { Alert } from '../../../ui/blocs.tsx'
import { Page } from '../../../ui/page.tsx'
import type { Site } from '../../../ui/site.ts'

/** Told once to whoever opens it: where the screen is. */
export const EcranOuvertPage = ({ site, seance, adresse }: { site: Site; seance: string; adresse: string }) => (
  <Page
    site={site}
    titre="Écran de la salle"
    ariane={[
      { libelle: 'Comité', href: paths.comite.accueil },
      { libelle: 'Salle', href: paths.comite.salle(seance) },
      { libelle: 'Écran de la salle' },
    ]}
  >
    <h1 class="fr-h2">Écran de la salle</h1>
    <Alert ton="success" titre="L’écran est prêt" reponse>
      <p>Ouvrez cette adresse sur le poste relié au projecteur, de préférence sans y être connecté. Elle n’est montrée qu’ici.</p>
      <p>
        <code class="gt-adresse">{adresse}</code>
      </p>
      <p>
        <a class="fr-btn fr-btn--sm" href={adresse} target="_blank" rel="noopener noreferrer" title="Ouvrir l’écran, nouvelle fenêtre">
          Ouvrir l’écran
        </a>
      </p>
    </Alert>
    <p>
      Il suit la salle tout seul, et se ferme avec la séance. Qui connaît l’adresse lit les dossiers et les notes&nbsp;: en ouvrir un autre
      arrête celui-ci. Il ne dit pas qui s’est déporté.
    </p>
    <p>
      <a class="fr-link" href={paths.comite.salle(seance)}>
        Revenir à la salle
      </a>
    </p>
  </Page>
)

/** `sienne`: the address is right, and whoever is signed in here may not look at it. */
export const EcranFermePage = ({ site, sienne }: { site: Site; sienne: boolean }) => (
  <Page site={site} titre="Écran de la salle" nue>
    <h1 class="fr-h2">{sienne ? 'Cet écran ne s’ouvre pas ici' : 'Cet écran est fermé'}</h1>
    <p>
      {sienne
        ? 'Il montre tous les dossiers de la séance. Ouvrez-le sur un poste où personne n’est connecté.'
        : 'La séance est close, ou un autre écran a été ouvert depuis la salle.'}
    </p>
  </Page>
)
