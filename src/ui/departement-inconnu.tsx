import { Alert } from './blocs.tsx'

/** An address names a département that is none of those of the list: what is shown is said, never passed over. */
export const DepartementInconnu = ({ inconnu }: { inconnu: boolean }) =>
  inconnu ? (
    <Alert ton="warning" petit>
      <p>Le département de cette adresse n’est pas dans la liste&nbsp;: la page les montre tous.</p>
    </Alert>
  ) : null
