import { formatJourCourt, formatJourSemaine } from '../../../lib/dates.ts'
import { pluriel } from '../../../lib/mots.ts'
import { paths } from '../../../paths.ts'
import { motUrgence } from './journee.rules.ts'
import type { Journee } from './lire-journee.ts'

type Props = Pick<Journee, 'interets' | 'instant'>

/** Before the séance, whoever sits in it says where they have an interest: until then, its dossiers stay closed to them. */
export const Interets = ({ interets, instant }: Props) =>
  interets.length > 0 && (
    <section aria-labelledby="interets" class="gt-journee__groupe">
      <h2 class="fr-h6" id="interets">
        Intérêts à déclarer <span class="gt-compte">{interets.length}</span>
      </h2>
      <ul class="gt-journee__actes">
        {interets.map(s => (
          <li>
            <span class="gt-journee__quand">
              <span class="fr-sr-only">Avant la séance&nbsp;: </span>
              {motUrgence(s.tenueLe, instant)}
              <span class="gt-sous">{formatJourCourt(s.tenueLe).slice(0, 5)}</span>
            </span>
            <span class="gt-journee__quoi">
              <b>Déclarer vos intérêts pour la séance du {formatJourSemaine(s.tenueLe)}</b>
              <span class="gt-sous">
                {pluriel(s.dossiers, 'dossier attend', 'dossiers attendent')} votre déclaration. Leur contenu s’ouvre ensuite.
              </span>
            </span>
            <span class="gt-journee__qui">{s.appel}</span>
            <a class="fr-btn fr-btn--secondary fr-btn--sm" href={paths.comite.conflits(s.id)}>
              Déclarer<span class="fr-sr-only"> vos intérêts, séance du {formatJourSemaine(s.tenueLe)}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  )

/** The same in the sentence of the day; nothing when no séance waits. */
export const phraseInterets = (interets: Props['interets']): string[] =>
  interets.length > 0 ? [`${pluriel(interets.length, 'séance attend', 'séances attendent')} votre déclaration d’intérêts.`] : []
