import { enumeration } from '../../../lib/mots.ts'
import { Alert } from '../../../ui/blocs.tsx'
import type { Manque } from './ecrit.donnees.ts'

/** `image`: the address of the drawing, or the drawing itself. `refus`: why there is none, in a sentence. */
export type ApercuProps = { titre: string; image?: string | undefined; manques?: readonly Manque[]; refus?: string | undefined }

/** The document as the porteur will receive it, and what is left out of it; a script puts another in its place as one types. */
export const Apercu = ({ titre, image, manques = [], refus }: ApercuProps) => (
  <>
    {refus && (
      <Alert ton="warning" petit>
        <p>{refus}</p>
      </Alert>
    )}
    {manques.length > 0 && (
      <ul class="gt-ecrit__manques">
        {manques.map(m => (
          <li>
            <b>
              {m.ou}&nbsp;: {enumeration(m.mots.map(n => `«\u00a0${n}\u00a0»`))} {m.mots.length > 1 ? 'manquent' : 'manque'}.
            </b>{' '}
            {m.imprime ? 'La place reste vide pour ce dossier.' : 'Il n’est pas imprimé pour ce dossier.'}
          </li>
        ))}
      </ul>
    )}
    {image && <img class="gt-ecrit__feuille" src={image} alt={`Aperçu du document «\u00a0${titre}\u00a0»`} width={595} height={842} />}
  </>
)
