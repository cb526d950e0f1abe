import { type Droit, droit } from './droit.rules.ts'

/** A guichet is open, or it is not in the database. */
export const ETATS_GUICHET = ['ouvert'] as const
export type EtatGuichet = (typeof ETATS_GUICHET)[number]
const oui = droit<EtatGuichet>

/** Who may do what with the settings of the guichet. */
export const GUICHET = {
  lire_reglages: oui('Lire les réglages du guichet et leur histoire, les emporter en fichier', { ouvert: ['administrateur'] }),
  lire_journal: oui('Lire le journal du guichet, le chercher, l’emporter, le faire vérifier', { ouvert: ['administrateur', 'direction'] }),
  comparer: oui('Comparer les appels, voir qui ne dépose jamais, préparer la note au préfet', { ouvert: ['administrateur', 'direction'] }),
  lire_passages: oui('Lire qui a ouvert quel dossier, et qui s’est connecté', { ouvert: ['administrateur'] }),
  tenir_phrases: oui('Tenir les phrases types d’un appel que l’on instruit', { ouvert: ['administrateur', 'referent'] }),
  regler: oui('Changer les réglages du guichet', { ouvert: ['administrateur'] }),
} as const satisfies Record<string, Droit<EtatGuichet>>
