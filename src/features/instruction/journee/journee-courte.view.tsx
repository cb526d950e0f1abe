import { formatJourSemaine } from '../../../lib/dates.ts'
import { majuscule } from '../../../lib/mots.ts'
import { EmptyState } from '../../../ui/blocs.tsx'
import { Page } from '../../../ui/page.tsx'
import type { Site } from '../../../ui/site.ts'
import { ASigner, type Attendus, phrasesAttendus, Relectures } from './attendus.view.tsx'
import { Interets } from './interets.view.tsx'

/** The day of whoever works here and instructs nothing: what is asked of them in their own name, and where the rest of what they read is. */
export const JourneeCourtePage = ({ site, ailleurs, ...j }: Attendus & { site: Site; ailleurs: { libelle: string; href: string } }) => {
  const attendus = phrasesAttendus(j)
  return (
    <Page site={site} titre="Ma journée" large skip={[{ libelle: 'Ce qui vous attend', href: '#actes' }]}>
      <h1 class="fr-h2 fr-mb-1w">{majuscule(formatJourSemaine(j.instant))}</h1>
      {attendus.length > 0 && <p>{attendus.join(' ')}</p>}
      <div id="actes" tabindex={-1}>
        <ASigner {...j} />
        <Relectures {...j} />
        <Interets {...j} />
        {attendus.length === 0 && (
          <EmptyState titre="Rien ne vous attend">
            Ce qui vous sera demandé paraîtra ici. <a href={ailleurs.href}>{ailleurs.libelle}</a>
          </EmptyState>
        )}
      </div>
    </Page>
  )
}
