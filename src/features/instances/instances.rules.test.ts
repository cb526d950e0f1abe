import { describe, expect, it, test } from 'vitest'
import { comprendreAvis, contreAvis, direVotes, type SaisieAvis } from './instances.rules.ts'

const saisie = (plus: Partial<SaisieAvis> = {}): SaisieAvis => ({
  sens: 'favorable',
  pour: '8',
  contre: '1',
  abstention: '1',
  sans_vote: '',
  raison: '',
  ...plus,
})
const erreurs = (plus: Partial<SaisieAvis>, votants = 10) => {
  const r = comprendreAvis(saisie(plus), { votants, parPouvoir: 0 })
  return r.ok ? {} : r.errors
}

describe('un avis, et ses voix comptées contre les votants', () => {
  it('dix voix pour dix votants\u00a0: l’avis est rendu', () => {
    expect(comprendreAvis(saisie(), { votants: 10, parPouvoir: 0 })).toEqual({
      ok: true,
      value: { sens: 'favorable', pour: 8, contre: 1, abstention: 1, sansVote: 0, raison: '' },
    })
  })

  it('le compte qui ne tombe pas juste dit ce qu’il fait et ce qu’il faut', () => {
    expect(erreurs({ pour: '6', contre: '2' }).pour).toBe(
      '6\u00a0pour, 2\u00a0contre, 1\u00a0abstention font 9\u202f; il y a 10\u00a0votants. Corrigez, ou dites qui n’a pas pris part au vote',
    )
    expect(erreurs({ pour: '6', contre: '2', sans_vote: '1' })).toEqual({})
    const r = comprendreAvis(saisie({ pour: '6', contre: '2' }), { votants: 10, parPouvoir: 2 })
    expect(r.ok ? '' : r.errors.pour).toContain('il y a 10\u00a0votants, dont 2 par pouvoir')
  })

  it.each([
    ['rien de choisi', { sens: '' }, 'sens', 'Choisissez un avis'],
    ['un mot à la place d’un nombre', { pour: 'huit' }, 'pour', '«\u00a0huit\u00a0» n’est pas un nombre de voix'],
    ['une réserve non dite', { sens: 'reserve' }, 'raison', 'Écrivez la réserve'],
    ['un avis défavorable sans raison', { sens: 'defavorable', pour: '1', contre: '8' }, 'raison', 'Dites pourquoi l’avis est défavorable'],
    ['un report sans raison', { sens: 'reporte', pour: '', contre: '', abstention: '' }, 'raison', 'Dites pourquoi l’avis est reporté'],
    [
      'favorable avec plus de voix contre',
      { pour: '1', contre: '8' },
      'sens',
      '8\u00a0voix contre et 1 pour\u00a0: l’avis n’est pas favorable',
    ],
    [
      'défavorable avec plus de voix pour',
      { sens: 'defavorable', raison: 'Non.' },
      'sens',
      '8\u00a0voix pour et 1 contre\u00a0: l’avis n’est pas défavorable',
    ],
    [
      'une raison sans fin',
      { sens: 'reserve', raison: 'a'.repeat(4001) },
      'raison',
      'Ce texte est trop long\u00a0: 4\u00a0000 caractères au plus',
    ],
  ] as const)('%s\u00a0: refusé', (_, plus, champ, phrase) => {
    expect(erreurs(plus)).toEqual({ [champ]: phrase })
  })

  it('à égalité qui préside tranche\u00a0; un report n’a pas besoin de voix', () => {
    expect(erreurs({ pour: '5', contre: '5', abstention: '' })).toEqual({})
    expect(erreurs({ sens: 'defavorable', pour: '5', contre: '5', abstention: '', raison: 'Trop tôt.' })).toEqual({})
    expect(erreurs({ sens: 'reporte', pour: '', contre: '', abstention: '', raison: 'Il manque le plan.' })).toEqual({})
  })

  test('les voix se disent en une ligne, et rien d’un report sans vote', () => {
    expect(direVotes({ pour: 10, contre: 0, abstention: 1, sansVote: 0 })).toBe('10\u00a0pour, 0\u00a0contre, 1\u00a0abstention')
    expect(direVotes({ pour: 0, contre: 0, abstention: 0, sansVote: 0 })).toBe('')
  })
})

describe('une décision suit l’avis, ou ne le suit pas', () => {
  it.each([
    ['favorable', 'retenu', 10_000, false],
    ['favorable', 'partiel', 5_000, false],
    ['favorable', 'retenu', 10_001, true],
    ['reserve', 'retenu', 10_000, false],
    ['favorable', 'liste_complementaire', 0, false],
    ['favorable', 'non_retenu', 0, true],
    ['favorable', 'sans_suite', 0, false],
    ['defavorable', 'retenu', 10_000, true],
    ['defavorable', 'partiel', 1, true],
    ['defavorable', 'liste_complementaire', 0, true],
    ['defavorable', 'non_retenu', 0, false],
    ['defavorable', 'ajourne', 0, false],
  ] as const)('avis %s sur 100 €, %s pour %i centimes\u00a0: contraire, %s', (avis, sens, montant, contraire) => {
    expect(contreAvis({ sens: avis, montant: 10_000 }, { sens, montant })).toBe(contraire)
  })
})
