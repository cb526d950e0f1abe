import { type Droit, dans, droit } from './droit.rules.ts'

/** Where a lauréat stands, from the letter to the last payment. */
export const ETAPES_SUIVI = ['notifie', 'conventionne', 'en_cours', 'solde', 'abandonne'] as const
export type EtapeSuivi = (typeof ETAPES_SUIVI)[number]

const PROJET = ['porteur', 'partenaire'] as const
const SERVICE = ['referent', 'administrateur'] as const
/** Once the act is signed, until the last payment. */
const ENGAGE = ['conventionne', 'en_cours'] as const
const OUVERT = ['notifie', ...ENGAGE] as const
const oui = droit<EtapeSuivi>

/** Who may do what on a lauréat and its bilans. What the service decides is its own: a porteur never accepts its own bilan. */
export const LAUREAT = {
  lire_suivi: oui('Lire le suivi', dans(ETAPES_SUIVI, [...PROJET, ...SERVICE, 'direction'])),
  etablir_acte: oui('Établir l’acte attributif', dans(OUVERT, SERVICE)),
  retirer_acte: oui('Retirer un acte non signé', dans(OUVERT, SERVICE)),
  deposer_signe: oui('Déposer l’acte signé', dans(OUVERT, ['porteur', ...SERVICE])),
  verser: oui('Ordonner un versement', dans(ENGAGE, SERVICE)),
  // what is asked back of an aid given up comes in after it
  constater_versement: oui('Constater un versement', dans([...ENGAGE, 'abandonne'], SERVICE)),
  annuler_versement: oui('Annuler un versement', dans(ENGAGE, SERVICE)),
  demander_avenant: oui('Demander un avenant', dans(ENGAGE, ['porteur'])),
  retirer_avenant: oui('Retirer sa demande d’avenant', dans(ENGAGE, ['porteur'])),
  instruire_avenant: oui('Donner un avis sur un avenant', dans(ENGAGE, SERVICE)),
  decider_avenant: oui('Décider d’un avenant', dans(ENGAGE, ['administrateur'])),
  lire_bilan: oui('Lire un bilan', dans(ETAPES_SUIVI, PROJET)),
  remplir_bilan: oui('Remplir un bilan', dans(OUVERT, ['porteur'])),
  deposer_bilan: oui('Déposer un bilan', dans(OUVERT, ['porteur'])),
  juger_bilan: oui('Accepter ou renvoyer un bilan', dans(OUVERT, SERVICE)),
} as const satisfies Record<string, Droit<EtapeSuivi>>
