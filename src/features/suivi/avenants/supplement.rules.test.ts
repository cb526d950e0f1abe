import { describe, expect, it } from 'vitest'
import { pourLeSupplement, reimputer } from './supplement.rules.ts'

const source = (id: string, reste: number, reserve = false) => ({ id, libelle: id.toUpperCase(), reserve, reste })
const ETAT = source('etat', 141_000)
const CTC = source('ctc', 12_000, true)

/** The dossier has 10 000 of « etat », counted in what that one has for it. */
describe('qui paie ce qu’un avenant change', () => {
  const tenues = [{ id: 'etat', montant: 10_000 }]
  // biome-ignore format: one case, one line
  it.each([
    ['garde la sienne, même quand une autre lui est réservée', [ETAT, CTC], tenues, 15_000, '', [{ id: 'etat', montant: 15_000 }]],
    ['celle qui est dite paie ce qui s’ajoute, et rien de ce qui était pris', [ETAT, CTC], tenues, 15_000, 'ctc', [{ id: 'etat', montant: 10_000 }, { id: 'ctc', montant: 5_000 }]],
    ['la sienne d’abord, les autres ensuite', [source('etat', 12_000), CTC], tenues, 20_000, '', [{ id: 'etat', montant: 12_000 }, { id: 'ctc', montant: 8_000 }]],
    ['celle qui est dite, quand elle ne suffit pas', [ETAT, CTC], tenues, 25_000, 'ctc', undefined],
    ['trop pour toutes', [source('etat', 12_000), CTC], tenues, 24_001, '', undefined],
    ['une baisse revient à la dernière', [ETAT, CTC], [...tenues, { id: 'ctc', montant: 5_000 }], 12_000, '', [{ id: 'etat', montant: 10_000 }, { id: 'ctc', montant: 2_000 }]],
    ['et la vide avant de prendre à celle d’avant', [ETAT, CTC], [...tenues, { id: 'ctc', montant: 5_000 }], 9_000, 'ctc', [{ id: 'etat', montant: 9_000 }]],
    ['le même montant ne bouge rien', [ETAT, CTC], tenues, 10_000, 'ctc', tenues],
  ])('%s', (_, sources, deja, montant, choix, attendu) => {
    expect(reimputer(sources, deja, montant, choix)).toEqual(attendu)
  })

  it('chacune dit ce qu’elle peut ajouter, la sienne en premier', () => {
    expect(pourLeSupplement([CTC, ETAT], tenues).map(x => [x.id, x.reste])).toEqual([
      ['etat', 131_000],
      ['ctc', 12_000],
    ])
  })
})
