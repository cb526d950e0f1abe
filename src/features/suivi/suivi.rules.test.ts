import { expect, it } from 'vitest'
import { chargerAppel } from '../../test/appels/jouer.ts'
import { ETAPES_SUIVI, type EtapeSuivi, type Place } from '../decret/index.ts'
import { ACTES_BILAN, type ActeBilan, ETATS_BILAN, type EtatBilan, naturesEligibles, peutSurBilan } from './suivi.rules.ts'

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

it('la base que l’aide paie compte les dépenses éligibles et celles qui le sont à la marge, aucune autre', () => {
  const { natures } = chargerAppel('appels/itn7-axe3-corse-2021/appel.yml')
  expect(new Set(natures.map(n => n.eligible))).toEqual(new Set(['oui', 'marginale', 'non', 'exclue']))
  const parCode = new Map(natures.map(n => [n.code, n.eligible]))
  const comptees = naturesEligibles({ natures } as Parameters<typeof naturesEligibles>[0])
  expect(new Set(comptees.map(c => parCode.get(c)))).toEqual(new Set(['oui', 'marginale']))
  expect(comptees).toHaveLength(natures.filter(n => !['non', 'exclue'].includes(n.eligible)).length)
})
