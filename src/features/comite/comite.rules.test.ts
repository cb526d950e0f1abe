import { describe, expect, it } from 'vitest'
import { devantLeComite, placesDe, quorumDe } from './comite.rules.ts'

describe('où l’on est devant une séance et ses dossiers', () => {
  const membre = { preside: false, aDeclarer: false }
  it.each([
    ['une administratrice', { administrateur: true, membre: undefined }, ['administrateur']],
    ['une administratrice qui siège', { administrateur: true, membre }, ['administrateur', 'membre_comite']],
    ['un membre', { administrateur: false, membre }, ['membre_comite']],
    ['un membre qui préside', { administrateur: false, membre: { ...membre, preside: true } }, ['president']],
    [
      'un membre qui préside et n’a pas tout déclaré',
      { administrateur: false, membre: { preside: true, aDeclarer: true } },
      ['a_declarer'],
    ],
    ['quelqu’un d’autre', { administrateur: false, membre: undefined }, ['sans_lien']],
    [
      'une administratrice qui siège, devant un dossier, avant d’avoir tout déclaré',
      { administrateur: true, membre: { ...membre, aDeclarer: true }, dossier: { deporte: false } },
      ['a_declarer'],
    ],
    [
      'une administratrice déportée, devant le dossier',
      { administrateur: true, membre: undefined, dossier: { deporte: true } },
      ['deporte'],
    ],
    ['un président déporté, devant le dossier', { administrateur: false, membre, dossier: { deporte: true } }, ['deporte']],
    ['un membre, devant un autre dossier', { administrateur: false, membre, dossier: { deporte: false } }, ['membre_comite']],
  ] as const)('%s', (_qui, situation, attendu) => {
    expect(placesDe(situation)).toEqual(attendu)
  })

  it('un dossier renvoyé en instruction ou retiré n’est plus devant le comité', () => {
    expect(['au_comite', 'delibere', 'en_instruction', 'irrecevable', 'retire'].filter(devantLeComite)).toEqual(['au_comite', 'delibere'])
  })
})

describe('le quorum d’un dossier', () => {
  const membres = ['a', 'b', 'c', 'd'].map((id, n) => ({ id, presence: n < 3 ? 'present' : 'excuse' }))
  it('compte les présents, sans les déportés', () => {
    expect(quorumDe(membres, new Set(), 3)).toEqual({ comptes: 3, quorum: 3, atteint: true })
    expect(quorumDe(membres, new Set(['b']), 3)).toEqual({ comptes: 2, quorum: 3, atteint: false })
    expect(quorumDe(membres, new Set(['d']), 3)).toEqual({ comptes: 3, quorum: 3, atteint: true })
    // « d » is away: the power that they gave counts where the call says so
    expect(quorumDe(membres, new Set(['b']), 3, ['d'])).toEqual({ comptes: 3, quorum: 3, atteint: true })
    expect(
      quorumDe(
        membres.map(m => ({ ...m, presence: null })),
        new Set(),
        1,
      ).atteint,
    ).toBe(false)
  })
})
