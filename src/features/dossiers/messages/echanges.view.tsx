import { paths } from '../../../paths.ts'
import { Alert } from '../../../ui/blocs.tsx'
import { ErrorSummary } from '../../../ui/form.tsx'
import type { Site } from '../../../ui/site.ts'
import { Cadre, type Tete } from '../cadre.view.tsx'
import { Ecrire, Fil, type FilVue } from './fil.view.tsx'

type Props = {
  site: Site
  tete: Tete
  fil: Omit<FilVue, 'vide'>
  /** The key of the form, when the reader may write now. */
  cle: string | undefined
  texte?: string | undefined
  erreur?: string | undefined
  fait?: string | undefined
  refus?: string | undefined
}

/** What the structures of the project and the service wrote to each other, and one message to write. */
export const EchangesPage = ({ site, tete, fil, cle, texte, erreur, fait, refus }: Props) => (
  <Cadre site={site} tete={tete} titre="Échanges" erreur={!!(erreur || refus)}>
    <h1 class="fr-h3">Échanges avec le service</h1>
    <ErrorSummary errors={erreur ? { texte: erreur } : {}} />
    {fait && (
      <Alert ton="success" petit reponse>
        <p>{fait}</p>
      </Alert>
    )}
    {refus && (
      <Alert ton="error" petit reponse>
        <p>{refus}</p>
      </Alert>
    )}
    <div class="gt-mesure">
      {cle && fil.messages.length > 2 && (
        <p>
          <a href="#ecrire">Écrire un message</a>
        </p>
      )}
      <Fil {...fil} vide="Ce que vous écrivez au service et ce qu’il répond se lit ici." />
      {cle ? (
        <Ecrire
          action={paths.dossiers.echanges(tete.id)}
          cle={cle}
          titre="Écrire au service"
          aide="Les membres de votre structure et des structures associées au projet lisent ces messages."
          texte={texte}
          erreur={erreur}
        />
      ) : (
        <p>On ne s’écrit plus au sujet de ce dossier.</p>
      )}
      <p class="fr-mt-3w">
        <a href={paths.dossiers.voir(tete.id)}>Revenir au dossier</a>
      </p>
    </div>
  </Cadre>
)
