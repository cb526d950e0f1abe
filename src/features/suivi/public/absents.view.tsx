import { paths } from '../../../paths.ts'
import type { LigneAppel } from './argent.donnees.ts'

/** The calls that a search, or the page of a name, did not go through: one reads each by itself. */
export const AppelsAbsents = ({ absents }: { absents: readonly Pick<LigneAppel, 'slug' | 'titre'>[] }) =>
  absents.length === 0 ? null : (
    <p class="gt-sous">
      Les appels les plus anciens ne sont pas lus ici&nbsp;:{' '}
      {absents.map((a, i) => (
        <>
          {i > 0 && ', '}
          <a href={paths.projetsAides({ appel: a.slug })}>{a.titre}</a>
        </>
      ))}
      .
    </p>
  )
