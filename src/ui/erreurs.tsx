import { formatNombre } from '../lib/euros.ts'
import { paths } from '../paths.ts'
import { Page } from './page.tsx'
import type { Site } from './site.ts'

type Mots = { titre: string; phrases: readonly string[] }

/** What happened and what to do next, in plain words. Nothing here says what the page would have been: a page of somebody else « n’existe pas ». */
const MOTS: Record<number, Mots> = {
  400: {
    titre: 'Demande illisible',
    phrases: ['Le site n’a pas pu lire ce que votre navigateur a envoyé.', 'Revenez à la page précédente et recommencez.'],
  },
  403: {
    titre: 'Accès refusé',
    phrases: [
      'Vous n’avez pas le droit de faire cette action, ou le formulaire vient d’un autre site.',
      'Si vous remplissiez un formulaire, rouvrez sa page depuis ce site et envoyez-le à nouveau.',
    ],
  },
  404: {
    titre: 'Page introuvable',
    phrases: [
      'Cette page n’existe pas, ou votre compte n’y a pas accès.',
      'Si vous avez tapé l’adresse, vérifiez-la. Si vous avez suivi un lien, il est peut-être ancien.',
    ],
  },
  413: {
    titre: 'Envoi trop volumineux',
    phrases: [
      'Ce que vous avez envoyé dépasse la taille que le site accepte. Rien n’a été enregistré.',
      'Revenez à la page précédente\u00a0: elle indique la taille maximale.',
    ],
  },
  429: { titre: 'Trop d’essais', phrases: ['Vous avez fait trop d’essais en peu de temps.', 'Attendez une minute, puis recommencez.'] },
  503: {
    titre: 'Site momentanément indisponible',
    phrases: [
      'Le site ne peut pas répondre pour l’instant. Ce que vous aviez déjà enregistré est conservé.',
      'Ce que vous venez d’envoyer n’a peut-être pas été enregistré\u00a0: attendez une minute, revenez à la page précédente et vérifiez.',
    ],
  },
  500: {
    titre: 'Erreur du site',
    phrases: [
      'Une erreur s’est produite de notre côté. Ce que vous aviez déjà enregistré est conservé.',
      'Attendez quelques minutes, puis recommencez.',
    ],
  },
}

/** A refusal whose number says too little. */
const MOTIFS = {
  documents: {
    titre: 'Trop de documents demandés à la fois',
    phrases: ['Les documents que vous avez déjà demandés ne sont pas tous prêts.', 'Attendez une minute, puis redemandez celui-ci.'],
  },
} satisfies Record<string, Mots>

const motsDe = (statut: number): Mots => MOTS[statut] ?? (statut >= 500 ? MOTS[500]! : MOTS[400]!)

type PageErreurProps = { site: Site; statut: number; reference?: string | undefined; motif?: keyof typeof MOTIFS }
/** The page of a refusal or of a failure. `reference` names a failure in our log, so that the person can quote it. */
export const PageErreur = ({ site, statut, reference, motif }: PageErreurProps) => {
  const { titre, phrases } = motif ? MOTIFS[motif] : motsDe(statut)
  return (
    <Page site={site} titre={titre}>
      <div class="gt-lecture fr-py-6w">
        <h1>{titre}</h1>
        {phrases.map((p, i) => (
          <p class={i === 0 ? 'fr-text--lead' : undefined}>{p}</p>
        ))}
        {statut >= 500 && reference && (
          <p>
            Si l’erreur revient, écrivez-nous et citez la référence <b>{reference}</b>.
          </p>
        )}
        <ul class="fr-btns-group fr-btns-group--inline-md fr-mt-4w">
          <li>
            <a class="fr-btn" href={paths.accueil}>
              Aller à l’accueil
            </a>
          </li>
          <li>
            <a class="fr-btn fr-btn--secondary" href={paths.aide}>
              Aide et contacts
            </a>
          </li>
        </ul>
        <p class="fr-text--sm fr-hint-text">Erreur {statut}</p>
      </div>
    </Page>
  )
}

/** A text that no form takes, given back whole to whoever wrote it. */
export const PageTexteTropLong = ({ site, texte, max }: { site: Site; texte: string; max: number }) => (
  <Page site={site} titre="Texte trop long">
    <div class="gt-lecture fr-py-6w">
      <h1>Texte trop long</h1>
      <p class="fr-text--lead">
        Votre texte a {formatNombre(texte.length)}&nbsp;caractères. Un champ en accepte {formatNombre(max)} au plus. Rien n’a été
        enregistré.
      </p>
      <p>Copiez votre texte, revenez à la page précédente et collez-en une partie, ou joignez-le dans un fichier.</p>
      <div class="fr-input-group">
        <label class="fr-label" for="texte-trop-long">
          Votre texte
        </label>
        <textarea class="fr-input" id="texte-trop-long" rows={12} readonly>
          {texte}
        </textarea>
      </div>
    </div>
  </Page>
)
