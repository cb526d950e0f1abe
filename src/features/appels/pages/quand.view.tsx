import { Cloture, TempsRestant } from '../../../ui/blocs.tsx'
import type { Appel } from '../../cahier/index.ts'
import { quandEnMots, RIEN_NE_PRESSE } from '../../calendrier/index.ts'
import type { Moment } from './appels.mots.ts'

/** Beside the button: what is left before the closing; or that nothing presses, with the next relevé and the one after it. */
export const QuandDeposer = ({ appel, moment: { quand, fin }, instant }: { appel: Appel; moment: Moment; instant: Date }) =>
  quand.presse ? (
    <>
      <TempsRestant maintenant={instant} fin={fin ?? quand.cloture} />
      <Cloture fin={quand.cloture} />
    </>
  ) : (
    <>
      <p class="gt-agir__delai">
        <span class="gt-agir__nombre">{RIEN_NE_PRESSE}</span>
      </p>
      <p class="gt-agir__note">{[...quandEnMots(quand), appel.calendrier.continu?.reponse].filter(Boolean).join(' ')}</p>
    </>
  )
