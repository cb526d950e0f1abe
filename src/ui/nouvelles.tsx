import { Alert } from './blocs.tsx'

/** What an act has just done, or why it was refused: told to screen readers too. */
export const Nouvelles = ({ fait, refus }: { fait?: string | undefined; refus?: string | undefined }) => (
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
  </>
)
