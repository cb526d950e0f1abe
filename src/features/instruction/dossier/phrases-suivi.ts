import { formatInstant } from '../../../lib/dates.ts'
import { phraseRefus, type RefusInstruction } from '../../service/index.ts'
import type { RefusAffectation } from './affecter.ts'
import { ETIQUETTE_MAX, ETIQUETTES_MAX, type RefusEtiquette } from './etiqueter.ts'

type SansIntrouvable<R> = Exclude<R, { motif: 'introuvable' }>
const duDecret = (r: SansIntrouvable<RefusInstruction>) => phraseRefus(r)

/** Why nobody was put in charge. */
export function phraseAffectation(r: SansIntrouvable<RefusAffectation>): string {
  if (r.motif === 'inconnu') return 'Cette personne ne peut pas lire ce dossier. Choisissez-en une autre, ou ouvrez-lui d’abord le dossier.'
  if (r.motif !== 'change') return duDecret(r)
  return r.nom && r.le ? `${r.nom} s’en occupe depuis le ${formatInstant(r.le)}.` : 'Plus personne ne s’en occupe.'
}

/** Why labels did not change; without a full stop when it stands beside its field. */
export function phraseEtiquette(r: SansIntrouvable<RefusEtiquette>): string {
  if (r.motif === 'trop') return `Un dossier porte ${ETIQUETTES_MAX}\u00a0étiquettes au plus`
  if (r.motif === 'longue') return `«\u00a0${r.etiquette}\u00a0» est trop longue. Une étiquette a ${ETIQUETTE_MAX}\u00a0caractères au plus`
  return duDecret(r)
}
