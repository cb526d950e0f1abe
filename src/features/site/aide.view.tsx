import type { GuichetConfig } from '../../config.ts'
import { paths } from '../../paths.ts'
import type { Site } from '../../ui/site.ts'
import { Contacts } from '../appels/index.ts'
import type { Appel } from '../cahier/index.ts'
import { PageTexte, Partie } from './texte.view.tsx'

/** `appels`: those that one may file at now or later; `clos`: the others, of which dossiers are examined and projects followed. */
type AideProps = {
  site: Site
  guichet: GuichetConfig
  appels: readonly Appel[]
  clos: readonly Appel[]
  service: 'administre' | 'instruit' | undefined
}

/** Whom to ask about what, then the questions that come back most. */
export const AidePage = ({ site, guichet, appels, clos, service: agent }: AideProps) => {
  const { service } = guichet
  return (
    <PageTexte site={site} titre="Aide et contacts">
      {agent && <PourLeService administre={agent === 'administre'} />}
      {appels.map(a => (
        <Partie titre={`Une question sur «\u00a0${a.titre}\u00a0»`}>
          <Contacts appel={a} />
        </Partie>
      ))}
      {clos.length > 0 && (
        <Partie titre="Une question sur un appel clos">
          <p>Les contacts restent les mêmes pendant l’examen des dossiers et le suivi des projets.</p>
          <ul>
            {clos.map(a => (
              <li>
                <a href={`${paths.appels.voir(a.slug)}#contacts`}>Les contacts de «&nbsp;{a.titre}&nbsp;»</a>
              </li>
            ))}
          </ul>
        </Partie>
      )}
      <Partie titre="Une question sur le site">
        <p>
          {service.nom}, <a href={`mailto:${service.courriel}`}>{service.courriel}</a>, {service.telephone.replaceAll(' ', '\u00a0')}
        </p>
      </Partie>
      <Partie titre="Comment faire">
        <h3>Savoir si mon projet peut être aidé</h3>
        <p>
          <a href={paths.eligibilite.choisir}>Faites le test</a>&nbsp;: il applique à vos réponses les règles de l’appel, sans compte et
          sans rien enregistrer.
        </p>
        <h3>Commencer un dossier</h3>
        <p>
          Ouvrez l’appel, puis choisissez «&nbsp;Commencer un dossier&nbsp;». Le site vous demande de vous connecter et d’indiquer votre
          structure. Vous pouvez arrêter et reprendre quand vous voulez.
        </p>
        <h3>Travailler à plusieurs</h3>
        <p>
          Le dossier appartient à votre structure. Invitez vos collègues depuis <a href={paths.espace}>votre espace</a>&nbsp;: ils le lisent
          et le complètent avec vous.
        </p>
        <h3>Déposer à temps</h3>
        <p>
          L’heure qui compte est celle à laquelle le site commence à recevoir votre dépôt. Après la clôture, un brouillon reste lisible mais
          ne peut plus être déposé.
        </p>
        <h3>Savoir qui est aidé</h3>
        <p>
          Les lauréats d’un appel paraissent sur sa page une fois les décisions notifiées. Toutes les aides sont dans{' '}
          <a href={paths.donneesOuvertes.accueil}>les données ouvertes</a>.
        </p>
        <h3>Prouver mon dépôt</h3>
        <p>
          L’accusé de réception porte un numéro et une empreinte. Chacun peut les contrôler sur la page{' '}
          <a href={paths.verifier}>Vérifier un document</a>.
        </p>
      </Partie>
    </PageTexte>
  )
}

/** What people of the service look for first. */
const PourLeService = ({ administre }: { administre: boolean }) => (
  <Partie titre="Pour le service">
    <h3>Savoir ce qui m’attend</h3>
    <p>
      <a href={paths.instruction.journee}>Ma journée</a> dit ce qui presse, avec le lien de chaque chose à faire.
    </p>
    {administre && (
      <>
        <h3>Écrire un appel</h3>
        <p>
          Dans le <a href={paths.studio.accueil}>studio</a>, choisissez le modèle le plus proche, ou un appel du guichet à reprendre. Vous
          changez les dates, les montants et les textes&nbsp;; le site dit ce qui bloque. Rien ne paraît avant que vous publiiez.
        </p>
        <h3>Corriger un appel publié</h3>
        <p>
          Dans le <a href={paths.studio.accueil}>studio</a>, reprenez-le puis «&nbsp;Préparer une nouvelle version&nbsp;». Avant de publier,
          vous lisez ce qui change et qui est touché.
        </p>
        <h3>Donner un rôle, inviter quelqu’un</h3>
        <p>
          Dans <a href={paths.administration.agents}>Personnes et rôles</a>. Ce qu’une personne voit dépend de ses rôles et de ses appels.
        </p>
        <h3>Désigner qui signe</h3>
        <p>
          Ouvrez l’appel dans <a href={paths.administration.appels}>Appels et versions</a>, puis «&nbsp;Qui instruit quoi&nbsp;». Quelqu’un
          qui signera s’invite d’abord comme lecteur.
        </p>
      </>
    )}
  </Partie>
)
