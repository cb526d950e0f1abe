import { formatJour } from '../../lib/dates.ts'
import type { SeanceSansPv } from './notifications.queries.ts'

const MANQUE: Record<SeanceSansPv['manque'], string> = {
  cloture: 'est encore ouverte\u00a0: il faut la clore, puis établir, faire signer et figer son procès-verbal.',
  proces_verbal: 'n’a pas de procès-verbal. Établissez-le, faites-le signer, puis figez-le.',
  gel: 'a un procès-verbal qui n’est pas figé. Faites-le signer, puis figez-le.',
}
/** What the séances lack, before anything that they decided is signed or told. */
export const ceQuiManque = (seances: readonly SeanceSansPv[]) =>
  seances.map(s => `La séance du ${formatJour(s.tenueLe)} ${MANQUE[s.manque]}`).join(' ')
export const phraseEnvois = (seances: readonly SeanceSansPv[]) => `Aucune lettre n’est partie. ${ceQuiManque(seances)}`
