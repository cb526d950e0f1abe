import { describe, expect, it } from 'vitest'
import { imputer, payeursDe, resteDe } from './decision.rules.ts'

const source = (id: string, reste: number, reserve = false) => ({ id, libelle: id.toUpperCase(), reserve, reste })
const ETAT = source('etat', 141_000)
const CTC = source('ctc', 12_000, true)

describe('qui paie', () => {
  it.each([
    ['sans choix, la réservée d’abord', [ETAT, CTC], 38_000, '', [{ id: 'ctc', montant: 12_000 }, { id: 'etat', montant: 26_000 }]], // biome-ignore format: one case, one line
    ['celle qui est dite, seule', [ETAT, CTC], 38_000, 'etat', [{ id: 'etat', montant: 38_000 }]],
    ['celle qui est dite, quand elle ne suffit pas', [ETAT, CTC], 38_000, 'ctc', undefined],
    ['une qui n’est pas de celles-là, qui ne paie rien', [ETAT], 38_000, 'ailleurs', undefined],
    ['trop pour toutes', [ETAT, CTC], 153_001, '', undefined],
    ['tout, au centime', [ETAT, CTC], 153_000, '', [{ id: 'ctc', montant: 12_000 }, { id: 'etat', montant: 141_000 }]], // biome-ignore format: one case, one line
  ])('%s', (_, sources, montant, choix, attendu) => {
    expect(imputer(sources, montant, choix)).toEqual(attendu)
  })

  it('ce qui reste est celui de toutes, ou de celle qui est dite', () => {
    expect([resteDe([ETAT, CTC]), resteDe([ETAT, CTC], 'ctc'), resteDe([ETAT, source('x', -5)])]).toEqual([153_000, 12_000, 141_000])
  })

  it('chacune dit son reste avant et après, ou ce qui lui manque', () => {
    const dit = payeursDe([ETAT, CTC, source('vide', 0)], 38_000)
    expect(dit.ensemble).toEqual([
      { id: 'ctc', libelle: 'CTC', montant: 12_000 },
      { id: 'etat', libelle: 'ETAT', montant: 26_000 },
    ])
    expect(dit.seules).toEqual([{ ...ETAT, apres: 103_000 }])
    expect(dit.manquent.map(m => [m.id, m.manque])).toEqual([
      ['ctc', 26_000],
      ['vide', 38_000],
    ])
  })
})
