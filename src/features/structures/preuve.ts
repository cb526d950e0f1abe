import type { Preuve } from '../../contexte.ts'

const PREUVES: Record<Preuve, { mot: string; phrase: string; ton: 'warning' | 'success' }> = {
  declaree: { mot: 'Rattachement déclaré', phrase: 'Rattachement déclaré par la personne, pas encore prouvé', ton: 'warning' },
  proconnect: { mot: 'Prouvé par ProConnect', phrase: 'Rattachement prouvé par ProConnect', ton: 'success' },
  domaine: { mot: 'Prouvé par l’adresse', phrase: 'Rattachement prouvé par une adresse au domaine de la structure', ton: 'success' },
  referent: { mot: 'Confirmé par le service', phrase: 'Rattachement confirmé par un référent', ton: 'success' },
}

/** How a person's membership of a structure is known, in a word and its tone; never « Déclarée », which is said of a structure. */
export const motPreuve = (preuve: Preuve) => PREUVES[preuve]
/** The same, as a sentence for whoever reads their dossier. */
export const libellePreuve = (preuve: Preuve) => PREUVES[preuve].phrase
