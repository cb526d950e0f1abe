import { formatHeure } from '../../lib/dates.ts'
import { formatEuros } from '../../lib/euros.ts'
import { phraseMinimis } from '../antecedents/index.ts'
import { accorde, type DecisionPrise, MOTS_SENS } from '../decisions/index.ts'
import type { RefusPrononce } from './prononcer.ts'

/** « retenu en partie, 66 000 € », « liste complémentaire, rang 2 ». */
export const phraseDecision = (p: Pick<DecisionPrise, 'sens' | 'montant' | 'rang'>) =>
  [
    MOTS_SENS[p.sens].toLowerCase(),
    ...(accorde(p.sens) ? [formatEuros(p.montant)] : []),
    ...(p.rang === null ? [] : [`rang\u00a0${p.rang}`]),
  ].join(', ')

/** Why a decision is not written, in a sentence; what is wrong in its form is said beside its fields. */
export function phrasePrononce(r: Exclude<RefusPrononce, { motif: 'saisie' | 'structure_declaree' | 'rang_pris' }>): string {
  switch (r.motif) {
    case 'notifie':
      if (r.retire) return 'Le porteur vient de retirer ce dossier\u00a0: il n’y a plus rien à décider.'
      return 'Cette décision est notifiée. Elle se corrige par une nouvelle lettre, depuis les notifications.'
    case 'autre':
      return r.prise
        ? `Une autre décision a été enregistrée à ${formatHeure(r.prise.le)}\u00a0: ${phraseDecision(r.prise)}. Relisez, puis enregistrez la vôtre si elle doit la remplacer.`
        : 'La décision que vous modifiez n’est plus là. Relisez, puis enregistrez à nouveau.'
    case 'enveloppe':
      return `${r.libelle ?? 'L’enveloppe'} ne suffit pas${r.reste === undefined ? '' : `\u00a0: il reste ${formatEuros(r.reste)} pour ce dossier`}.`
    case 'trop_de_laureats':
      return `L’appel retient ${r.max}\u00a0projets au plus\u00a0: ils le sont déjà.`
    case 'minimis':
      return phraseMinimis(r.place)
    case 'avis':
      return r.phrase
  }
}
