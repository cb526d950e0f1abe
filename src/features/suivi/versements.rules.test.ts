import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { gagneAuForfait } from './consommation.rules.ts'
import { abandonDe, acomptePossible, avancePossible, plafondVerse, type Situation, soldeDe, soldeDuForfait } from './versements.rules.ts'

const DECRET = { avance_max: 0.3, acomptes_max: 0.8 }
/** 66 000 € granted on a base of 80 000 €. */
const s = (p: Partial<Situation> = {}): Situation => ({
  accorde: 6_600_000,
  consomme: 0,
  verse: 0,
  avance: false,
  solde: false,
  ...p,
})

describe('une avance', () => {
  it.each([
    ['30 % de l’aide au plus', s(), DECRET, 1_980_000],
    ['au centime inférieur', s({ accorde: 1_000_001 }), DECRET, 300_000],
    ['au centime inférieur, même à un dixième près', s({ accorde: 1_000_003 }), DECRET, 300_000],
    ['toute l’aide quand l’appel ne dit rien', s(), {}, 6_600_000],
    ['une seule fois', s({ verse: 100, avance: true }), DECRET, 0],
    ['plus rien après un acompte', s({ verse: 100 }), DECRET, 0],
  ])('%s', (_, situation, limites, max) => {
    expect(avancePossible(situation, limites).max).toBe(max)
  })
})

describe('un acompte', () => {
  it.each([
    ['rien sans dépense', s(), DECRET, 0],
    ['ce que les dépenses ont gagné', s({ consomme: 3_000_000 }), DECRET, 3_000_000],
    ['moins l’avance', s({ consomme: 3_000_000, verse: 1_980_000, avance: true }), DECRET, 1_020_000],
    ['80 % en tout', s({ consomme: 6_600_000, verse: 1_980_000, avance: true }), DECRET, 3_300_000],
    ['jamais négatif', s({ consomme: 1_000_000, verse: 1_980_000, avance: true }), DECRET, 0],
    ['sans plafond de l’appel, les dépenses seules', s({ consomme: 6_600_000 }), {}, 6_600_000],
  ])('%s', (_, situation, limites, max) => {
    expect(acomptePossible(situation, limites).max).toBe(max)
  })
})

describe('le solde', () => {
  const reel = { coutReel: 10_000_000, autresAides: 1_000_000 }
  it.each([
    ['le reste de l’aide quand tout est dépensé', s({ consomme: 6_600_000, verse: 5_280_000 }), reel, [6_600_000, 1_320_000, 0]],
    ['le taux sur la dépense réelle', s({ consomme: 5_000_000, verse: 4_000_000 }), reel, [5_000_000, 1_000_000, 0]],
    ['trop versé\u00a0: un reversement', s({ consomme: 1_000_000, verse: 1_980_000 }), reel, [1_000_000, 0, 980_000]],
    [
      'les aides publiques ne dépassent pas le coût réel',
      s({ consomme: 6_600_000, verse: 5_280_000 }),
      { coutReel: 7_000_000, autresAides: 1_000_000 },
      [6_000_000, 720_000, 0],
    ],
    [
      'd’autres aides qui paient tout',
      s({ verse: 5_000_000, consomme: 6_600_000 }),
      { coutReel: 100, autresAides: 200 },
      [0, 0, 5_000_000],
    ],
  ] as const)('%s', (_, situation, r, attendu) => {
    const { du, aVerser, aReverser } = soldeDe(situation, r)
    expect([du, aVerser, aReverser]).toEqual(attendu)
  })
})

test('quels que soient les montants, rien ne dépasse l’aide et le solde remet tout à ce qui est dû', () => {
  const c = fc.integer({ min: 0, max: 1_000_000_000_000 })
  fc.assert(
    fc.property(c, c, c, c, c, fc.integer({ min: 0, max: 10_000 }), (accorde, x, y, coutReel, autresAides, t) => {
      const situation = s({ accorde, consomme: Math.min(x, accorde), verse: Math.min(y, accorde) })
      const limites = { avance_max: t / 10_000, acomptes_max: t / 10_000 }
      for (const p of [avancePossible(situation, limites), acomptePossible(situation, limites)]) {
        expect(p.max).toBeGreaterThanOrEqual(0)
        expect(situation.verse + p.max).toBeLessThanOrEqual(Math.max(accorde, situation.verse))
      }
      const r = soldeDe(situation, { coutReel, autresAides })
      expect(situation.verse + r.aVerser - r.aReverser).toBe(r.du)
      expect(r.du).toBeLessThanOrEqual(accorde)
    }),
  )
})

it('un abandon garde ce que les dépenses ont gagné, le reste se reverse', () => {
  expect(abandonDe({ paye: 1_980_000, consomme: 500_000 })).toEqual({ garde: 500_000, aReverser: 1_480_000 })
  expect(abandonDe({ paye: 100, consomme: 500 })).toEqual({ garde: 100, aReverser: 0 })
  expect(abandonDe({ paye: 0, consomme: 500 })).toEqual({ garde: 0, aReverser: 0 })
})

it('un plafond est exact, même sur dix milliards d’euros', () => {
  expect(plafondVerse(1_000_000_000_001, 0.3333)).toBe(333_300_000_000)
  expect(plafondVerse(1_000_000_000_003, 0.3)).toBe(300_000_000_000)
})

describe('un forfait', () => {
  it.each([
    ['deux jalons sur trois, au centime inférieur', { jalons: 3, faits: 2 }, false, 6_666],
    ['aucun jalon fait\u00a0: rien, même à la fin', { jalons: 3, faits: 0 }, true, 0],
    ['sans jalon, rien avant la fin', { jalons: 0, faits: 0 }, false, 0],
    ['sans jalon, tout à la fin', { jalons: 0, faits: 0 }, true, 10_000],
  ])('%s', (_, faits, acheve, attendu) => {
    expect(gagneAuForfait(10_000, faits, acheve)).toBe(attendu)
  })

  it('se solde sans coût ni autres aides\u00a0: le reste, ou ce qui est à reverser', () => {
    const forfait = { accorde: 10_000, forfait: true }
    expect(soldeDuForfait({ ...forfait, consomme: 10_000, verse: 3_000 })).toMatchObject({ du: 10_000, aVerser: 7_000, aReverser: 0 })
    expect(soldeDuForfait({ ...forfait, consomme: 2_000, verse: 3_000 })).toMatchObject({ du: 2_000, aVerser: 0, aReverser: 1_000 })
  })
})
