import { finDuJour, formatDateCivile } from '../../../lib/dates.ts'
import { formatEuros } from '../../../lib/euros.ts'
import { pluriel } from '../../../lib/mots.ts'
import { paths } from '../../../paths.ts'
import { phraseInterets } from './interets.view.tsx'
import { motUrgence } from './journee.rules.ts'
import type { Journee } from './lire-journee.ts'

/** What is asked of somebody in their own name, whether they instruct or not: a signature, a reading, their interests. */
export type Attendus = Pick<Journee, 'aSigner' | 'relectures' | 'interets' | 'instant'>

export const ASigner = ({ aSigner: { nombre, montant } }: Attendus) =>
  nombre > 0 && (
    <section aria-labelledby="a-signer" class="gt-journee__groupe">
      <h2 class="fr-h6" id="a-signer">
        À signer <span class="gt-compte">{nombre}</span>
      </h2>
      <ul class="gt-journee__actes">
        <li>
          <span class="gt-journee__quand">ce jour</span>
          <span class="gt-journee__quoi">
            <b>{pluriel(nombre, 'décision attend', 'décisions attendent')} votre signature</b>
            <span class="gt-sous">{montant > 0 && `${formatEuros(montant)}. `}Vous lisez, puis vous signez ou refusez.</span>
          </span>
          <span />
          <a class="fr-btn fr-btn--secondary fr-btn--sm" href={paths.signatures.aSigner}>
            Lire et signer
          </a>
        </li>
      </ul>
    </section>
  )

export const Relectures = ({ relectures, instant }: Attendus) =>
  relectures.length > 0 && (
    <section aria-labelledby="relectures" class="gt-journee__groupe">
      <h2 class="fr-h6" id="relectures">
        Appels à relire <span class="gt-compte">{relectures.length}</span>
      </h2>
      <ul class="gt-journee__actes">
        {relectures.map(r => (
          <li>
            <span class="gt-journee__quand">{motUrgence(finDuJour(r.pourLe), instant)}</span>
            <span class="gt-journee__quoi">
              <b>
                À relire pour le {formatDateCivile(r.pourLe)}&nbsp;: {r.titre}
              </b>
              <span class="gt-sous">Demandé par {r.demandeePar}, avant que l’appel soit publié.</span>
            </span>
            <span />
            <a class="fr-btn fr-btn--secondary fr-btn--sm" href={paths.studio.relecture(r.id)}>
              Relire<span class="fr-sr-only">, {r.titre}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  )

/** The same in the sentence of the day; nothing when nothing is asked. */
export const phrasesAttendus = ({ aSigner, relectures, interets }: Attendus): string[] => [
  ...(aSigner.nombre > 0 ? [`${pluriel(aSigner.nombre, 'décision attend', 'décisions attendent')} votre signature.`] : []),
  ...(relectures.length > 0 ? [`${pluriel(relectures.length, 'appel attend', 'appels attendent')} votre relecture.`] : []),
  ...phraseInterets(interets),
]
