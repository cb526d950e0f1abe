import { paths } from '../../paths.ts'
import { Alert } from '../../ui/blocs.tsx'
import { Time } from '../../ui/texte.tsx'

/** On each page of a filed dossier that is being changed: what counts meanwhile. */
export const EnModification = ({ id, depose }: { id: string; depose: Date }) => (
  <Alert petit>
    <p>
      Vous modifiez un dossier déposé. Le dépôt du <Time instant={depose} /> compte tant que vous ne déposez pas à nouveau.{' '}
      <a href={paths.dossiers.finReouverture(id)}>Renoncer à ces modifications</a>
    </p>
  </Alert>
)
