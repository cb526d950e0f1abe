import { formatEuros } from '../../../lib/euros.ts'
import { phraseMinimis } from '../../antecedents/index.ts'
import type { RefusCorrection } from './corriger.ts'
import type { RefusRang } from './retenir-rang.ts'

type Dit = Exclude<RefusRang | RefusCorrection, { motif: 'introuvable' | 'saisie' }>
/** Why an act on what was decided did not happen, in a sentence. */
export function phraseSuite(r: Dit): string {
  switch (r.motif) {
    case 'change':
      return 'La décision de ce dossier a changé depuis que vous avez ouvert la page. Relisez-la, puis recommencez.'
    case 'conflit':
      return `Vous êtes en conflit d’intérêts sur le dossier ${r.numero}\u00a0: une autre personne s’en charge.`
    case 'a_notifier':
      return 'La lettre de ce dossier n’est pas encore partie. Envoyez-la d’abord.'
    case 'acte_signe':
      return 'L’acte de ce projet est signé\u00a0: seul un avenant change l’aide. Son porteur le demande depuis son dossier.'
    case 'rang':
      return `Le rang ${r.rang} passe avant (${r.numero}).`
    case 'enveloppe':
      return `Il ne reste que ${formatEuros(r.reste)} pour ce dossier${r.libelle ? ` dans l’enveloppe ${r.libelle}` : ''}.`
    case 'trop_de_laureats':
      return `L’appel compte déjà ${r.max}\u00a0lauréat${r.max > 1 ? 's' : ''}, le plus qu’il permet.`
    case 'structure_declaree':
      return 'La structure de ce dossier est déclarée, non confirmée. Confirmez-la d’abord.'
    case 'minimis':
      return phraseMinimis(r.place)
    case 'avis':
      return r.phrase
    case 'rang_pris':
      return `Le rang ${r.rang} est celui d’un autre dossier.`
  }
}
