import { describe, expect, it } from 'vitest'
import {
  ACTES_COMITE,
  type ActeComite,
  devantLeComite,
  ETATS_SEANCE,
  PLACES_COMITE,
  peutAuComite,
  peutUnJour,
  placesDe,
  quorumDe,
} from './comite.rules.ts'

/**
 * The decree written again, as a table: one line an act, one column a state (préparée, ouverte, close), and in each the places that may.
 * A administrateur, P président, M membre, D qui doit déclarer ses intérêts, X déporté, Z autre.
 */
const LETTRE = { administrateur: 'A', president: 'P', membre: 'M', a_declarer: 'D', deporte: 'X', autre: 'Z' } as const
const TABLE: Record<ActeComite, [preparee: string, ouverte: string, close: string]> = {
  voir: ['APMD', 'APMD', 'APMD'],
  preparer: ['A', '', ''],
  ouvrir: ['A', '', ''],
  pointer: ['', 'AP', ''],
  clore: ['', 'AP', ''],
  declarer: ['PMD', 'PMD', ''],
  lire: ['APM', 'APM', 'APM'],
  noter: ['PM', 'PM', ''],
  comparer: ['APM', 'APM', 'APM'],
  deliberer: ['', 'APM', 'APM'],
  decider: ['', 'AP', ''],
  relire: ['', '', 'APM'],
  etablir: ['', '', 'AP'],
  amender: ['', '', 'AP'],
  signer: ['', '', 'PM'],
  figer: ['', '', 'AP'],
  lireScenarios: ['APM', 'APM', 'APM'],
  simuler: ['APM', 'APM', ''],
}

describe('qui peut quoi au comité', () => {
  it.each(ACTES_COMITE.flatMap(a => ETATS_SEANCE.flatMap(e => PLACES_COMITE.map(p => [a, e, p] as const))))(
    '%s, séance %s, par %s',
    (acte, etat, place) => {
      expect(peutAuComite(acte, etat, [place])).toBe(TABLE[acte][ETATS_SEANCE.indexOf(etat)]!.includes(LETTRE[place]))
    },
  )
  it('une place suffit parmi plusieurs, et dit si l’acte serait ouvert un autre jour', () => {
    expect(peutAuComite('preparer', 'preparee', ['administrateur', 'a_declarer'])).toBe(true)
    expect(peutUnJour('pointer', ['president'])).toBe(true)
    expect(peutUnJour('preparer', ['membre'])).toBe(false)
  })
})

describe('où l’on est devant une séance et ses dossiers', () => {
  const membre = { preside: false, aDeclarer: false }
  it.each([
    ['une administratrice', { administrateur: true, membre: undefined }, ['administrateur']],
    ['une administratrice qui siège', { administrateur: true, membre }, ['administrateur', 'membre']],
    ['un membre', { administrateur: false, membre }, ['membre']],
    ['un membre qui préside', { administrateur: false, membre: { ...membre, preside: true } }, ['president']],
    [
      'un membre qui préside et n’a pas tout déclaré',
      { administrateur: false, membre: { preside: true, aDeclarer: true } },
      ['a_declarer'],
    ],
    ['quelqu’un d’autre', { administrateur: false, membre: undefined }, ['autre']],
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
    ['un membre, devant un autre dossier', { administrateur: false, membre, dossier: { deporte: false } }, ['membre']],
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
    expect(
      quorumDe(
        membres.map(m => ({ ...m, presence: null })),
        new Set(),
        1,
      ).atteint,
    ).toBe(false)
  })
})
