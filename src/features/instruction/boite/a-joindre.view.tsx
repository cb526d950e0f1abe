import { formatJour } from '../../../lib/dates.ts'
import { formatEuros } from '../../../lib/euros.ts'
import { paths } from '../../../paths.ts'
import type { AJoindre } from '../../enveloppes/index.ts'

/** At the head of the list of whoever moved money: the papers that are still to be brought. */
export const DocumentsAJoindre = ({ documents }: { documents: readonly AJoindre[] }) =>
  documents.length === 0 ? null : (
    <section aria-labelledby="a-joindre" class="fr-mb-2w">
      <h2 class="fr-text--md fr-mb-1v" id="a-joindre">
        {documents.length > 1 ? `${documents.length}\u00a0documents à joindre` : 'Un document à joindre'}
      </h2>
      <ul class="fr-my-0">
        {documents.map(d => (
          <li>
            <a href={paths.administration.documentMouvement(d.slug, d.id)}>
              {d.quoi} de {formatEuros(d.montant)}, mouvement n°&nbsp;{d.numero}
            </a>
            {`, ${d.titre}\u00a0: `}
            {d.enRetard ? <strong>en retard depuis le {formatJour(d.avant)}</strong> : `avant le ${formatJour(d.avant)}`}
          </li>
        ))}
      </ul>
    </section>
  )
