import { expect, it } from 'vitest'
import { ETAPES_SUIVI } from '../etats/index.ts'
import {
  ACTES_BILAN,
  ACTES_SUIVI,
  type ActeBilan,
  type ActeSuivi,
  ETATS_BILAN,
  type EtapeSuivi,
  type EtatBilan,
  peutSuivre,
  peutSurBilan,
  RELATIONS_SUIVI,
  type RelationSuivi,
} from './suivi.rules.ts'

type Oui = { etapes: readonly EtapeSuivi[]; qui: readonly RelationSuivi[] }
const OUVERT: EtapeSuivi[] = ['notifie', 'conventionne', 'en_cours']
const ENGAGE: EtapeSuivi[] = ['conventionne', 'en_cours']
/** Every yes of the decree; whatever is not written here is no. */
const SUIVI: Record<ActeSuivi, Oui> = {
  lire_suivi: { etapes: ETAPES_SUIVI, qui: ['porteur', 'partenaire', 'referent', 'administrateur'] },
  etablir_acte: { etapes: OUVERT, qui: ['referent', 'administrateur'] },
  retirer_acte: { etapes: OUVERT, qui: ['referent', 'administrateur'] },
  deposer_signe: { etapes: OUVERT, qui: ['porteur', 'referent', 'administrateur'] },
  verser: { etapes: ENGAGE, qui: ['referent', 'administrateur'] },
  constater_versement: { etapes: [...ENGAGE, 'abandonne'], qui: ['referent', 'administrateur'] },
  annuler_versement: { etapes: ENGAGE, qui: ['referent', 'administrateur'] },
  demander_avenant: { etapes: ENGAGE, qui: ['porteur'] },
  retirer_avenant: { etapes: ENGAGE, qui: ['porteur'] },
  instruire_avenant: { etapes: ENGAGE, qui: ['referent', 'administrateur'] },
  decider_avenant: { etapes: ENGAGE, qui: ['administrateur'] },
}
const BILAN: Record<ActeBilan, Oui & { etats: readonly EtatBilan[] }> = {
  lire_bilan: { etapes: ETAPES_SUIVI, etats: ETATS_BILAN, qui: ['porteur', 'partenaire'] },
  remplir_bilan: { etapes: OUVERT, etats: ['a_deposer', 'renvoye'], qui: ['porteur'] },
  deposer_bilan: { etapes: OUVERT, etats: ['a_deposer', 'renvoye'], qui: ['porteur'] },
  juger_bilan: { etapes: OUVERT, etats: ['depose'], qui: ['referent', 'administrateur'] },
}

it.each(ACTES_SUIVI.flatMap(a => ETAPES_SUIVI.flatMap(e => RELATIONS_SUIVI.map(r => [a, e, r] as const))))(
  '%s, lauréat %s, par %s',
  (acte, etape, qui) => {
    expect(peutSuivre(acte, etape, qui)).toBe(SUIVI[acte].etapes.includes(etape) && SUIVI[acte].qui.includes(qui))
  },
)

it.each(ACTES_BILAN.flatMap(a => ETAPES_SUIVI.flatMap(e => ETATS_BILAN.map(b => [a, e, b] as const))))(
  '%s, lauréat %s, bilan %s\u00a0: ceux qui le peuvent, et eux seuls',
  (acte, etape, etat) => {
    const oui = BILAN[acte].etapes.includes(etape) && BILAN[acte].etats.includes(etat)
    const attendus = RELATIONS_SUIVI.filter(r => oui && BILAN[acte].qui.includes(r))
    expect(RELATIONS_SUIVI.filter(qui => peutSurBilan(acte, { etape, etat }, qui))).toEqual(attendus)
  },
)
