import { formatNombre } from '../../../lib/euros.ts'
import { paths } from '../../../paths.ts'
import { Alert, Essentiel } from '../../../ui/blocs.tsx'
import { Formulaire } from '../../../ui/form.tsx'
import { formatTaille } from '../../../ui/liens.tsx'
import { Page } from '../../../ui/page.tsx'
import type { Site } from '../../../ui/site.ts'

type Props = {
  site: Site
  slug: string
  titre: string
  compte: { dossiers: number; fichiers: number; octets: number }
  /** Number of a dossier on which the reader is in conflict. */
  conflit: string | undefined
  enCours?: boolean
}

/** What the archive of a call holds and how it is verified, and the way to take it. */
export const ArchivePage = ({ site, slug, titre, compte, conflit, enCours }: Props) => (
  <Page
    site={site}
    titre={`Archive, ${titre}`}
    ariane={[
      { libelle: 'Appels et versions', href: paths.administration.appels },
      { libelle: titre, href: paths.administration.appel(slug) },
      { libelle: 'Archive' },
    ]}
  >
    <div class="fr-grid-row">
      <div class="fr-col-12 fr-col-lg-8">
        {enCours && (
          <Alert ton="warning" titre="Une archive est déjà en cours" reponse>
            <p>Attendez que son téléchargement se termine, puis recommencez.</p>
          </Alert>
        )}
        <h1 class="fr-h2">Archive de l’appel</h1>
        <p class="fr-text--lead">Un fichier ZIP réunit tout l’appel, avec de quoi prouver que rien n’a changé.</p>
        <Essentiel
          faits={[
            { terme: 'Dossiers déposés', valeur: formatNombre(compte.dossiers) },
            { terme: 'Pièces jointes', valeur: `${formatNombre(compte.fichiers)} (${formatTaille(compte.octets)})` },
          ]}
        />
        <ul class="fr-mt-3w">
          <li>Chaque dossier&nbsp;: document PDF, dépôts mot pour mot, pièces, lettres, actes, messages et bilans.</li>
          <li>Les procès-verbaux figés, les décisions, les paiements, le registre des enveloppes.</li>
          <li>Le cahier des charges, version par version.</li>
          <li>Le journal des actes et l’empreinte de chaque fichier. Le fichier VERIFIER.md dit comment les contrôler.</li>
        </ul>
        <p>
          L’archive contient des données personnelles. Gardez-la comme les dossiers eux-mêmes. Son téléchargement est inscrit au journal.
        </p>
        {conflit ? (
          <Alert ton="info" titre="Demandez l’archive à un collègue">
            <p>
              Vous êtes en conflit d’intérêts sur le dossier {conflit}. L’archive contient les notes et le débat du comité sur ce dossier.
            </p>
          </Alert>
        ) : (
          <Formulaire action={paths.conservation.archiveZip(slug)} sansTurbo class="fr-mt-4w">
            <button class="fr-btn fr-btn--icon-left fr-icon-download-line" type="submit">
              Télécharger l’archive
            </button>
          </Formulaire>
        )}
      </div>
    </div>
  </Page>
)
