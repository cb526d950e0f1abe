import type { Preuve } from '../../contexte.ts'

const PREUVES: Record<Preuve, { mot: string; phrase: string; ton: 'warning' | 'success' }> = {
  declaree: {
    mot: 'Pas encore vérifié',
    phrase: 'La personne dit agir pour la structure\u00a0: ce n’est pas encore vérifié',
    ton: 'warning',
  },
  proconnect: { mot: 'Prouvé par ProConnect', phrase: 'La personne agit pour la structure\u00a0: ProConnect le prouve', ton: 'success' },
  domaine: {
    mot: 'Prouvé par l’adresse',
    phrase: 'La personne agit pour la structure\u00a0: son adresse est au nom de la structure',
    ton: 'success',
  },
  referent: {
    mot: 'Confirmé par le service',
    phrase: 'La personne agit pour la structure\u00a0: un référent l’a confirmé',
    ton: 'success',
  },
}

/** How a person's membership of a structure is known, in a word and its tone; never « Déclarée », which is said of a structure. */
export const motPreuve = (preuve: Preuve) => PREUVES[preuve]
/** The same, as a sentence for whoever reads their dossier. */
export const libellePreuve = (preuve: Preuve) => PREUVES[preuve].phrase
