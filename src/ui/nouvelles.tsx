import { Alert } from './blocs.tsx'
import { type Perdu, Perdus, remplis } from './perdus.tsx'

/** What an act has just done, or why it was refused: told to screen readers too. `perdus`: what was typed and is not kept. */
type Props = { fait?: string | undefined; refus?: string | undefined; perdus?: readonly Perdu[] | undefined }
export const Nouvelles = ({ fait, refus, perdus }: Props) => (
  <>
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
    {perdus && <Perdus perdus={remplis(perdus)} />}
  </>
)
