import { type Droit, dans, droit } from './droit.rules.ts'

/** A decision of a call for which somebody signs: to be put before them, before them, signed. */
export const ETATS_SIGNATURE = ['a_presenter', 'presentee', 'signee'] as const
export type EtatSignature = (typeof ETATS_SIGNATURE)[number]
const oui = droit<EtatSignature>

/** Who may do what between a decision and its letter: the service presents, whoever signs for the call reads, signs or gives back, and nobody does both by one role. */
export const SIGNATURE = {
  presenter: oui('Présenter une décision à la signature', { a_presenter: ['administrateur'] }),
  reprendre_presentation: oui('Reprendre une décision présentée', { presentee: ['administrateur'] }),
  lire_document: oui('Lire le document à signer', { presentee: ['signataire'] }),
  apposer: oui('Signer une décision', { presentee: ['signataire'] }),
  rendre: oui('Rendre une décision au service avec une note', { presentee: ['signataire'] }),
  annuler_signature: oui('Reprendre sa signature dans les dix minutes', { signee: ['signataire'] }),
  engager: oui('Écrire un numéro d’engagement', { signee: ['administrateur'] }),
  envoyer_signees: oui('Envoyer ce qui est signé', { signee: ['administrateur'] }),
  exporter_paiements: oui('Exporter ce qui peut être payé, annuler un export', dans(['signee'], ['administrateur'])),
} as const satisfies Record<string, Droit<EtatSignature>>
