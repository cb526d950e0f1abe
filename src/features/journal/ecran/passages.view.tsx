import { formatInstant } from '../../../lib/dates.ts'
import { paths } from '../../../paths.ts'
import { EmptyState } from '../../../ui/blocs.tsx'
import { Pagination } from '../../../ui/liens.tsx'
import { Page } from '../../../ui/page.tsx'
import type { Site } from '../../../ui/site.ts'
import type { Passage } from '../../consultations/index.ts'
import { TableauPassages } from '../../consultations/index.ts'
import { OngletsJournal } from './journal.view.tsx'

type Props = { site: Site; lignes: readonly Passage[]; suite: string | undefined; debut: boolean; gardeMois: number }

/** Who opened which dossier, who came in: for whoever administers, alone. */
export const PassagesPage = ({ site, lignes, suite, debut, gardeMois }: Props) => (
  <Page site={site} titre="Lectures et connexions" large>
    <h1>Lectures et connexions</h1>
    <p class="gt-sous">
      Une ligne par personne, par dossier ou pièce, et par jour. Gardé {gardeMois}&nbsp;mois, hors de la chaîne du journal, pour
      l’administration seule.
    </p>
    <OngletsJournal courant="passages" />
    {lignes.length === 0 ? (
      <EmptyState titre="Personne n’a encore rien ouvert.">
        Les dossiers ouverts par le service et les connexions de ses agents s’écrivent ici.
      </EmptyState>
    ) : (
      <TableauPassages lignes={lignes} />
    )}
    {(suite || debut) && (
      <Pagination
        nom="Pages des lectures"
        position={lignes[0] ? `Depuis le ${formatInstant(lignes[0].le)}` : 'Fin'}
        debut={debut ? paths.administration.passages : undefined}
        suivants={suite}
      />
    )}
  </Page>
)
