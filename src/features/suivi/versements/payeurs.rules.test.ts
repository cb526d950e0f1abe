import { describe, expect, it } from 'vitest'
import { resteAPayer } from './payeurs.rules.ts'

const ETAT = { id: 'etat', libelle: 'État', montant: 9_000 }
const CTC = { id: 'ctc', libelle: 'Collectivité', montant: 3_000 }
const v = (montant: number, enveloppeId: string | null = null, nature = 'acompte', annuleLe: Date | null = null) => ({
  nature,
  montant,
  enveloppeId,
  annuleLe,
})

describe('ce que chaque enveloppe d’une aide a encore à payer', () => {
  // biome-ignore format: one case, one line
  it.each([
    ['rien n’est payé', [], [9_000, 3_000]],
    ['sans choix, dans leur ordre', [v(10_000)], [0, 2_000]],
    ['celle qui est dite', [v(2_500, 'ctc')], [9_000, 500]],
    ['un ordre annulé ne compte pas', [v(2_500, 'ctc', 'acompte', new Date(0))], [9_000, 3_000]],
    ['ce qui est à reverser revient à la dernière', [v(10_000), v(1_500, null, 'reversement')], [500, 3_000]],
    ['celle qui est dite n’a plus assez\u00a0: le reste dans leur ordre', [v(4_000, 'ctc')], [8_000, 0]],
    ['une enveloppe que l’aide n’a plus', [v(1_000, 'ailleurs')], [8_000, 3_000]],
  ])('%s', (_, versements, attendu) => {
    expect(resteAPayer([ETAT, CTC], versements).map(p => p.reste)).toEqual(attendu)
  })
})
