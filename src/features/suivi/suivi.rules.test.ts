import { expect, it } from 'vitest'
import { ETAPES_SUIVI, type EtapeSuivi, type Place } from '../decret/index.ts'
import { ACTES_BILAN, type ActeBilan, ETATS_BILAN, type EtatBilan, peutSurBilan } from './suivi.rules.ts'

type Oui = { etapes: readonly EtapeSuivi[]; qui: readonly Place[] }
const OUVERT: EtapeSuivi[] = ['notifie', 'conventionne', 'en_cours']
/** Every yes on a bilan, by its state; whatever is not written here is no. */
const QUI = ['porteur', 'partenaire', 'referent', 'referent_associe', 'administrateur', 'sans_lien'] as const
const BILAN: Record<ActeBilan, Oui & { etats: readonly EtatBilan[] }> = {
  lire_bilan: { etapes: ETAPES_SUIVI, etats: ETATS_BILAN, qui: ['porteur', 'partenaire'] },
  remplir_bilan: { etapes: OUVERT, etats: ['a_deposer', 'renvoye'], qui: ['porteur'] },
  deposer_bilan: { etapes: OUVERT, etats: ['a_deposer', 'renvoye'], qui: ['porteur'] },
  juger_bilan: { etapes: OUVERT, etats: ['depose'], qui: ['referent', 'administrateur'] },
}

it.each(ACTES_BILAN.flatMap(a => ETAPES_SUIVI.flatMap(e => ETATS_BILAN.map(b => [a, e, b] as const))))(
  '%s, lauréat %s, bilan %s\u00a0: ceux qui le peuvent, et eux seuls',
  (acte, etape, etat) => {
    const oui = BILAN[acte].etapes.includes(etape) && BILAN[acte].etats.includes(etat)
    const attendus = QUI.filter(r => oui && BILAN[acte].qui.includes(r))
    expect(QUI.filter(qui => peutSurBilan(acte, { etape, etat }, qui))).toEqual(attendus)
  },
)
