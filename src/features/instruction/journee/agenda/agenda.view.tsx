import { paths } from '../../../../paths.ts'
import { Alert } from '../../../../ui/blocs.tsx'
import { BoutonPost, Formulaire } from '../../../../ui/form.tsx'
import { Page } from '../../../../ui/page.tsx'
import type { Site } from '../../../../ui/site.ts'
import { Time } from '../../../../ui/texte.tsx'

type Props = { site: Site; depuis: Date | undefined; adresse: string | undefined; fait: string | undefined }

/** Where somebody of the service makes the secret address of their calendar, changes it, takes it back. */
export const AgendaPage = ({ site, depuis, adresse, fait }: Props) => (
  <Page
    site={site}
    titre="Suivre mon calendrier"
    ariane={[{ libelle: 'Ma journée', href: paths.instruction.journee }, { libelle: 'Suivre mon calendrier' }]}
  >
    <h1 class="fr-h2">Suivre mon calendrier</h1>
    <p>
      Votre agenda (celui de votre téléphone ou de votre poste) peut lire vos dates&nbsp;: clôtures, relevés, comités, intérims, et le
      nombre d’actes à faire chaque jour. Il n’y lit aucun dossier, aucun nom.
    </p>
    {fait && (
      <Alert ton="success" reponse petit>
        <p>{fait}</p>
      </Alert>
    )}
    {adresse && (
      <Alert ton="success" titre="Votre adresse secrète" reponse>
        <p>Copiez-la dans votre agenda, à «&nbsp;S’abonner à un calendrier&nbsp;». Elle n’est montrée qu’ici, maintenant.</p>
        <p>
          <code class="gt-adresse">{adresse}</code>
        </p>
      </Alert>
    )}
    {depuis ? (
      <>
        <p>
          Une adresse est ouverte depuis le <Time instant={depuis} />. Qui la connaît lit ces dates. En faire une autre arrête celle-ci.
        </p>
        <div class="gt-actions gt-actions--simple">
          <Creer classe="fr-btn fr-btn--secondary fr-btn--sm" libelle="Changer l’adresse" />
          <BoutonPost action={paths.instruction.arretAgenda}>Ne plus la partager</BoutonPost>
        </div>
      </>
    ) : (
      <Creer classe="fr-btn" libelle="Créer mon adresse" />
    )}
  </Page>
)

/** Answered by the page itself, which alone shows the address: no redirection. */
const Creer = ({ classe, libelle }: { classe: string; libelle: string }) => (
  <Formulaire action={paths.instruction.agenda} sansTurbo>
    <button class={classe} type="submit">
      {libelle}
    </button>
  </Formulaire>
)
