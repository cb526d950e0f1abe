import { paths } from '../../../paths.ts'
import { Instruction } from '../../../ui/dossier.tsx'
import { ErrorSummary } from '../../../ui/form.tsx'
import { Nouvelles } from '../../../ui/nouvelles.tsx'
import type { Site } from '../../../ui/site.ts'
import { Cadre, type CadreInstruction } from '../../instruction/index.ts'
import { Ecrire, type ErreursMessage, Fil, type FilVue } from '../fil.view.tsx'

type Props = {
  site: Site
  cadre: CadreInstruction
  fil: Omit<FilVue, 'vide'>
  /** The key of the form, when the reader may write now. */
  cle: string | undefined
  texte?: string | undefined
  errors?: ErreursMessage | undefined
  fait?: string | undefined
}

/** What the service and the structures of the project wrote to each other, and one message to write. */
export const EchangesPage = ({ site, cadre, fil, cle, texte, errors = {}, fait }: Props) => (
  <Cadre
    site={site}
    cadre={cadre}
    onglet="echanges"
    titre="échanges"
    erreur={Object.keys(errors).length > 0}
    skip={cle ? [{ libelle: 'Écrire un message', href: '#panneau' }] : []}
  >
    <ErrorSummary errors={errors} />
    <Nouvelles fait={fait} />
    <Instruction panneau={<Panneau cadre={cadre} cle={cle} texte={texte} errors={errors} />} nomPanneau="Écrire">
      <div class="gt-lecture-barre">
        <h2 class="fr-h6">Échanges avec le porteur</h2>
        {cle && (
          <ul>
            <li class="gt-vers-panneau">
              <a href="#panneau">Écrire un message</a>
            </li>
          </ul>
        )}
      </div>
      <Fil {...fil} vide="Ce que vous écrivez au porteur et ce qu’il répond se lit ici." />
    </Instruction>
  </Cadre>
)

const Panneau = ({ cadre, cle, texte, errors = {} }: Pick<Props, 'cadre' | 'cle' | 'texte' | 'errors'>) =>
  cle ? (
    <Ecrire
      action={paths.instruction.echanges(cadre.id)}
      cle={cle}
      titre={cadre.avec.length > 0 ? 'Écrire au porteur et à ses partenaires' : 'Écrire au porteur'}
      aide="Chaque membre reçoit un courriel avec un lien, sans votre texte. Votre rôle s’affiche, pas votre nom."
      texte={texte}
      errors={errors}
    />
  ) : (
    <p>On ne s’écrit plus au sujet de ce dossier.</p>
  )
