import { type DateCivile, dateCivile } from '../../lib/dates.ts'
import type { Appel } from '../cahier/index.ts'
import { vagueDuDepot } from './depot.rules.ts'
import { prochainsReleves } from './releves.rules.ts'

/** The last day, in Paris, of the answer that a call promises to what a relevé takes; nothing where it promises none. */
export function reponseApres(appel: Appel, releve: Date): DateCivile | undefined {
  const semaines = appel.calendrier.continu?.reponse_semaines
  return semaines === undefined ? undefined : jour(releve).add({ weeks: semaines }).toString()
}

/**
 * The day by which what is filed at this instant is answered, in a call without waves: as its relevé promises, or from the filing where it has none. A call that
 * promises nothing, not even in words, has the delay after which silence is an answer.
 */
export function reponseAvant(appel: Appel, instant: Date): DateCivile | undefined {
  const { continu } = appel.calendrier
  if (!continu) return undefined
  if (continu.reponse_semaines === undefined)
    return continu.reponse ? undefined : jour(instant).add({ months: appel.regime.decision.delai_mois }).toString()
  const depuis = vagueDuDepot(appel, instant).auDepot ? instant : prochainsReleves(appel, instant).prochain
  return depuis && reponseApres(appel, depuis)
}

const jour = (d: Date) => Temporal.PlainDate.from(dateCivile(d))
