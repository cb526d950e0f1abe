import { formatEuros } from '../../../lib/euros.ts'
import type { RefusDefaire } from './defaire.ts'

/** Why a movement is not undone, in a sentence. */
export function phraseDefaire(r: Exclude<RefusDefaire, { motif: 'introuvable' }>): string {
  switch (r.motif) {
    case 'interdit':
      return 'Cet acte n’est pas le vôtre.'
    case 'deja':
      return `Le mouvement n°\u00a0${r.numero} est déjà défait.`
    case 'definitif':
      return `Le mouvement n°\u00a0${r.numero} ne se défait pas. Faites un autre mouvement.`
    case 'decide':
      return `Le mouvement n°\u00a0${r.numero} ne se défait plus\u00a0: une décision a été prise depuis sur cette enveloppe. Faites un autre mouvement.`
    case 'trop':
      return `Le mouvement n°\u00a0${r.numero} ne se défait plus\u00a0: il n’en reste que ${formatEuros(r.max)} de libres.`
  }
}
