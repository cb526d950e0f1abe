import type { GuichetConfig } from '../../config.ts'
import { paths } from '../../paths.ts'
import { LienExterne } from '../../ui/liens.tsx'
import type { Site } from '../../ui/site.ts'
import { Tableau } from '../../ui/table.tsx'
import { GARDE_A_CONFIRMER_JOURS, GARDE_APRES_FIN_MOIS } from '../abonnements/index.ts'
import { JOURS_GARDES } from '../suivi/index.ts'
import { PageTexte, Partie } from './texte.view.tsx'

type Traitement = { pourquoi: string; quoi: string; fondement: string; duree: string }

const an = (n: number) => `${n}\u00a0an${n > 1 ? 's' : ''}`

const traitements = ({ dossiersAns, brouillonsMois, refusesAns, comptesMois }: GuichetConfig['conservation']): Traitement[] => [
  {
    pourquoi: 'Recevoir et instruire les demandes d’aide',
    quoi: 'Votre nom, votre fonction, vos coordonnées professionnelles, ce que vous écrivez dans le dossier',
    fondement: 'Mission d’intérêt public (RGPD, article 6.1 e)',
    duree: `Brouillon que personne ne modifie\u00a0: ${brouillonsMois}\u00a0mois. Dossier non retenu\u00a0: ${an(refusesAns)}. Projet aidé\u00a0: ${an(dossiersAns)} après sa fin.`,
  },
  {
    pourquoi: 'Demander un avis à une personne extérieure',
    quoi: 'Sa fonction, son adresse électronique, son avis, les liens qu’elle déclare avec le projet',
    fondement: 'Mission d’intérêt public (RGPD, article 6.1 e)',
    duree: `Comme le dossier\u00a0: ${an(dossiersAns)}.`,
  },
  {
    pourquoi: 'Classer les actes signés qui reviennent du scanner',
    quoi: 'Les pages numérisées, avec leurs signatures',
    fondement: 'Mission d’intérêt public (RGPD, article 6.1 e)',
    duree: `${JOURS_GARDES}\u00a0jours. L’exemplaire signé, lui, se garde avec le dossier.`,
  },
  {
    pourquoi: 'Reconnaître la structure que vous déclarez',
    quoi: 'Son nom, ses numéros, l’adresse de son siège, qui l’a déclarée',
    fondement: 'Mission d’intérêt public (RGPD, article 6.1 e)',
    duree: 'Aussi longtemps que la structure. L’adresse s’efface avec votre compte si plus personne n’y est.',
  },
  {
    pourquoi: 'Vous écrire ce qui arrive à un appel que vous suivez',
    quoi: 'Votre adresse électronique',
    fondement: 'Votre consentement (RGPD, article 6.1 a), confirmé par un lien et retiré de même',
    duree: `Jusqu’à ce que vous arrêtiez, ou ${GARDE_APRES_FIN_MOIS}\u00a0mois après la fin de l’appel. Non confirmée\u00a0: ${GARDE_A_CONFIRMER_JOURS}\u00a0jours.`,
  },
  {
    pourquoi: 'Ouvrir votre compte et le protéger',
    quoi: 'Votre adresse électronique, votre nom, vos sessions ouvertes (date, navigateur, adresse IP)',
    fondement: 'Mission d’intérêt public (RGPD, article 6.1 e)',
    duree: `Compte\u00a0: jusqu’à votre demande de suppression, ou ${comptesMois}\u00a0mois sans connexion. Session\u00a0: jusqu’à sa fermeture ou à son expiration.`,
  },
  {
    pourquoi: 'Garder la preuve des actes (dépôts, publications, décisions)',
    quoi: 'Qui a fait quoi, et à quel instant',
    fondement: 'Mission d’intérêt public (RGPD, article 6.1 e)',
    duree: 'Aussi longtemps que le guichet, sous un identifiant\u00a0: un compte supprimé n’y laisse ni nom ni adresse.',
  },
]

/** What is collected, why, for how long, and how to have one's rights heard; durations come from the deployment's configuration. */
export const DonneesPersonnellesPage = ({ site, guichet }: { site: Site; guichet: GuichetConfig }) => {
  const { service } = guichet
  return (
    <PageTexte site={site} titre="Données personnelles">
      <p class="fr-text--lead">Le site ne demande que ce qui sert à instruire votre dossier. Il ne mesure pas votre navigation.</p>
      <Partie titre="Qui est responsable">
        <p>
          {service.nom}, {service.adresse}.
        </p>
      </Partie>
      <Partie titre="Quelles données, pour quoi, combien de temps">
        <Tableau
          legende="Traitements de données"
          legendeCachee
          colonnes={[
            { titre: 'Pour quoi', cellule: t => t.pourquoi },
            { titre: 'Quelles données', cellule: t => t.quoi },
            { titre: 'Sur quel fondement', cellule: t => t.fondement },
            { titre: 'Combien de temps', cellule: t => t.duree },
          ]}
          lignes={traitements(guichet.conservation)}
        />
      </Partie>
      <Partie titre="Ce qui se passe à la fin">
        <p>
          Un courriel vous prévient 30&nbsp;jours avant. Ensuite, les réponses, les pièces, les messages et les noms sont effacés. Les
          décisions, les paiements, les procès-verbaux et le journal des actes sont gardés&nbsp;: la loi le demande.
        </p>
      </Partie>
      <Partie titre="Qui les lit">
        <ul>
          <li>Les membres de votre structure, pour ses dossiers.</li>
          <li>Les agents qui instruisent, dans leur département et leurs volets seulement.</li>
          <li>Les administrateurs du guichet.</li>
          <li>
            Les personnes extérieures à qui le service demande un avis&nbsp;: les parties du dossier qu’il choisit, par un lien qui expire.
          </li>
        </ul>
        <p>Elles ne sont ni vendues, ni transmises à d’autres.</p>
      </Partie>
      <Partie titre="Le test d’éligibilité">
        <p>
          Le test «&nbsp;Suis-je éligible{'\u202f'}?&nbsp;» n’enregistre rien. Vos réponses restent dans l’adresse de la page, que vous seul
          décidez de partager.
        </p>
      </Partie>
      <Partie titre="Cookies">
        <p>
          Un cookie, déposé quand vous vous connectez, tient votre session ouverte. Avec ProConnect, d’autres servent à la connexion, et à
          fermer aussi la session ProConnect quand vous vous déconnectez. Tous sont nécessaires au service. Aucun cookie de mesure ou de
          publicité.
        </p>
      </Partie>
      <Partie titre="Vos droits">
        <p>
          Vous pouvez demander à lire vos données, à les corriger, à en limiter l’usage ou à vous y opposer, dans les conditions du
          règlement général sur la protection des données (articles 15 à 21).
        </p>
        <p>
          Depuis <a href={paths.compte.voir}>votre compte</a>, vous pouvez <a href={paths.conservation.mesDonnees}>exporter vos données</a>{' '}
          et <a href={paths.conservation.suppression}>supprimer votre compte</a>.
        </p>
        <p>
          Pour le reste, écrivez à <a href={`mailto:${service.courriel}`}>{service.courriel}</a>. Si la réponse ne vous convient pas, vous
          pouvez saisir la{' '}
          <LienExterne href="https://www.cnil.fr/fr/plaintes" nom="CNIL">
            CNIL
          </LienExterne>
          .
        </p>
      </Partie>
    </PageTexte>
  )
}
