import { formatDateCivile } from '../../lib/dates.ts'
import { paths } from '../../paths.ts'
import { Alert } from '../../ui/blocs.tsx'
import type { Delegation } from './delegations.queries.ts'

/** That a delegation which somebody gave or received ends soon; nothing when none does. */
export const FinsProches = ({ fins, compteId }: { fins: readonly (Delegation & { au: string })[]; compteId: string }) =>
  fins.length === 0 ? null : (
    <Alert ton="info" petit>
      <ul class="fr-raw-list">
        {fins.map(d => (
          <li>
            {d.delegant.compteId === compteId ? 'La délégation que vous avez donnée à ' : 'La délégation que vous avez reçue de '}«&nbsp;
            {d.delegant.compteId === compteId ? d.delegue.qualite : d.delegant.qualite}&nbsp;» prend fin le {formatDateCivile(d.au)} au
            soir.
          </li>
        ))}
      </ul>
      <p>
        <a href={paths.signatures.accueil}>Vos délégations</a>
      </p>
    </Alert>
  )
