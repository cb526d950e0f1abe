import { paths } from '../../paths.ts'
import { ErrorSummary } from '../../ui/form.tsx'
import { Nouvelles } from '../../ui/nouvelles.tsx'
import type { Site } from '../../ui/site.ts'
import { Cadre, type Tete } from '../cadre/index.ts'
import { Ecrire, type ErreursMessage, Fil, type FilVue } from './fil.view.tsx'

type Props = {
  site: Site
  tete: Tete
  fil: Omit<FilVue, 'vide'>
  /** The key of the form, when the reader may write now. */
  cle: string | undefined
  texte?: string | undefined
  errors?: ErreursMessage | undefined
  fait?: string | undefined
}

/** What the structures of the project and the service wrote to each other, and one message to write. */
export const EchangesPage = ({ site, tete, fil, cle, texte, errors = {}, fait }: Props) => (
  <Cadre site={site} tete={tete} titre="Échanges" erreur={Object.keys(errors).length > 0}>
    <h1 class="fr-h3">Échanges avec le service</h1>
    <ErrorSummary errors={errors} />
    <Nouvelles fait={fait} />
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
          errors={errors}
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
