import { de } from '../../../lib/mots.ts'
import { paths } from '../../../paths.ts'
import { Alert } from '../../../ui/blocs.tsx'
import { Checkbox } from '../../../ui/choix.tsx'
import { ErrorSummary, FormActions, Formulaire } from '../../../ui/form.tsx'
import { Page } from '../../../ui/page.tsx'
import type { Site } from '../../../ui/site.ts'
import { arianeCompte } from '../export/donnees.view.tsx'
import type { Obstacle, SituationCompte } from './effacement.rules.ts'

type Structures = SituationCompte['structures']
type Props = {
  site: Site
  courriel: string
  structures: Structures
  empeche: Obstacle | undefined
  dossiersAns: number
  erreur?: string | undefined
}

/** What erasing one's account takes away and what it leaves, said before; or why it cannot be, and what to do. */
export const SuppressionPage = ({ site, courriel, structures, empeche, dossiersAns, erreur }: Props) => (
  <Page site={site} titre="Supprimer mon compte" ariane={arianeCompte('Supprimer mon compte')} erreur={!!erreur}>
    <div class="fr-grid-row">
      <div class="fr-col-12 fr-col-lg-8">
        {erreur && <ErrorSummary errors={{ compris: erreur }} />}
        <h1>Supprimer mon compte</h1>
        {empeche && (
          <Alert ton="warning" titre="Votre compte ne peut pas être supprimé maintenant">
            <p>{phraseObstacle(empeche)}</p>
          </Alert>
        )}
        <h2 class="fr-h4 fr-mt-4w">Ce qui est effacé</h2>
        <ul>
          <li>Votre nom et votre adresse {courriel}.</li>
          <li>Votre mot de passe, vos clés d’accès, vos sessions ouvertes.</li>
          <li>Les courriels que le site vous a envoyés, vos réglages.</li>
          <li>Votre place dans vos structures{structures.length > 0 && ['\u00a0: ', structures.map(s => s.nom).join(', ')]}.</li>
        </ul>
        <h2 class="fr-h4 fr-mt-4w">Ce qui est gardé</h2>
        <ul>
          <li>
            Les dossiers de votre structure&nbsp;: ils sont à elle. Vos actes y sont signés «&nbsp;Compte supprimé&nbsp;», sauf votre nom
            sur ce qui a été déposé ou validé, gardé {dossiersAns}&nbsp;ans après la fin du projet.
          </li>
          <li>Les décisions, les paiements, les procès-verbaux et le journal des actes&nbsp;: la loi demande de les garder.</li>
        </ul>
        <p>
          <a href={paths.conservation.mesDonnees}>Exportez d’abord vos données</a> si vous voulez en garder une copie.
        </p>
        {!empeche && (
          <Formulaire action={paths.conservation.suppression}>
            <Seul structures={structures} />
            <Checkbox
              name="compris"
              label="Je veux supprimer mon compte. Je sais que je ne pourrai pas revenir en arrière."
              error={erreur}
            />
            <FormActions principal="Supprimer mon compte">
              <a class="fr-btn fr-btn--secondary" href={paths.compte.voir}>
                Garder mon compte
              </a>
            </FormActions>
          </Formulaire>
        )}
      </div>
    </div>
  </Page>
)

/** Alone in a structure whose drafts nobody will open any more. */
const Seul = ({ structures }: { structures: Structures }) => {
  const seules = structures.filter(s => s.membres === 1 && s.brouillons > 0)
  return seules.length > 0 ? (
    <p>
      <b>Attention&nbsp;:</b> plus personne n’ouvrira les brouillons de {seules.map(s => s.nom).join(', ')}. Invitez d’abord un collègue si
      quelqu’un prend la suite.
    </p>
  ) : null
}

function phraseObstacle(o: Obstacle) {
  if (o.motif === 'agent')
    return 'Votre compte est celui d’un agent ou d’un membre du comité. Demandez d’abord à l’administrateur de retirer ce rôle.'
  if (o.motif === 'ailleurs') return 'Votre compte sert aussi dans un autre guichet de ce site. Quittez-y d’abord vos structures.'
  return (
    <>
      Vous êtes le dernier membre {o.structures.map(de).join(', ')}, qui a un dossier en cours. Invitez un collègue depuis{' '}
      <a href={paths.structures.rejoindre}>la page de votre structure</a>, ou retirez le dossier. Vous pourrez ensuite supprimer votre
      compte.
    </>
  )
}

export const SupprimePage = ({ site }: { site: Site }) => (
  <Page site={site} titre="Compte supprimé">
    <h1>Votre compte est supprimé</h1>
    <p class="fr-text--lead">Votre nom, votre adresse et vos accès sont effacés.</p>
    <p>
      <a href={paths.accueil}>Revenir à l’accueil</a>
    </p>
  </Page>
)
