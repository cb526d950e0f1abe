import { describe, expect, it } from 'vitest'
import { type AvisDu, dernierJour, empechementsDe, etatAvis, obstaclesDesAvis, positionDe } from './avis.rules.ts'

const DEMANDE = new Date('2021-10-01T08:00:00Z')
const AVANT = new Date('2021-10-31T23:00:00Z')
const demande = (plus: Partial<NonNullable<AvisDu['demande']>> = {}): AvisDu['demande'] => ({
  code: 'abf',
  demandeLe: DEMANDE,
  renduLe: null,
  annuleLe: null,
  expireLe: new Date('2021-11-30T22:59:59Z'),
  avant: AVANT,
  silenceLe: null,
  sens: null,
  silence: 'favorable',
  suite: null,
  ...plus,
})
const avis = (plus: Partial<AvisDu> = {}): AvisDu => ({
  code: 'abf',
  libelle: 'ABF',
  quand: 'instruction',
  force: 'obligatoire',
  aVerifier: false,
  ...plus,
})
const rendu = (sens: 'favorable' | 'reserve' | 'defavorable' | 'sans_avis', plus = {}) =>
  demande({ sens, renduLe: new Date('2021-10-12T08:00:00Z'), ...plus })
const silencieux = (silence: 'favorable' | 'rendu' | 'defavorable' | 'aucun') => demande({ silence, silenceLe: AVANT })

describe('où en est un avis', () => {
  it('la dernière milliseconde est encore dedans, la suivante n’y est plus', () => {
    expect(etatAvis(demande()!, new Date(AVANT.getTime() - 1))).toBe('attendu')
    expect(etatAvis(demande()!, AVANT)).toBe('silence')
    expect(dernierJour(AVANT)).toBe('2021-10-31')
  })

  it('le lien d’un expert vit jusqu’à minuit, comme l’avis que l’appel demande', () => {
    const minuit = new Date('2021-10-31T23:00:00Z')
    const libre = demande({ code: null, avant: null, expireLe: minuit })!
    expect(etatAvis(libre, new Date(minuit.getTime() - 1))).toBe('attendu')
    expect(etatAvis(libre, minuit)).toBe('expire')
    expect(dernierJour(minuit)).toBe('2021-10-31')
  })

  it.each([
    ['pas demandé', avis(), 'a_demander'],
    ['attendu', avis({ demande: demande() }), 'attendu'],
    ['rendu', avis({ demande: rendu('reserve') }), 'reserve'],
    ['retiré', avis({ demande: demande({ annuleLe: DEMANDE }) }), 'a_demander'],
    ['joint au dépôt', avis({ quand: 'depot', joint: true }), 'joint'],
    ['pas joint', avis({ quand: 'depot', joint: false }), 'absent'],
  ])('%s', (_quoi, a, position) => {
    expect(positionDe(a, new Date('2021-10-15T00:00:00Z'))).toBe(position)
  })

  it.each([
    ['favorable', 'favorable'],
    ['rendu', 'repute_rendu'],
    ['defavorable', 'defavorable'],
    ['aucun', 'sans_reponse'],
  ] as const)('le silence vaut %s, et une réponse tardive n’y change rien', (silence, position) => {
    for (const d of [silencieux(silence), { ...silencieux(silence)!, sens: 'reserve' as const, renduLe: new Date('2021-11-02T08:00:00Z') }])
      expect(positionDe(avis({ demande: d }), new Date('2021-11-03T00:00:00Z'))).toBe(position)
  })
})

describe('ce qu’un avis empêche', () => {
  const dits = (a: Partial<AvisDu>) => {
    const { decision, aide } = empechementsDe([avis(a)])
    return [decision.length, aide.length]
  }
  it.each<[string, Partial<AvisDu>, [decision: number, aide: number]]>([
    ['consultatif, défavorable\u00a0: rien', { force: 'consultatif', demande: rendu('defavorable') }, [0, 0]],
    ['consultatif, pas demandé\u00a0: rien', { force: 'consultatif' }, [0, 0]],
    ['obligatoire, pas demandé\u00a0: toute décision', {}, [1, 0]],
    ['obligatoire, attendu\u00a0: toute décision', { demande: demande() }, [1, 0]],
    ['obligatoire, silence qui ne vaut rien\u00a0: toute décision', { demande: silencieux('aucun') }, [1, 0]],
    ['obligatoire, silence qui vaut avis\u00a0: rien', { demande: silencieux('rendu') }, [0, 0]],
    ['obligatoire, défavorable\u00a0: rien', { demande: rendu('defavorable') }, [0, 0]],
    ['obligatoire, ne se prononce pas\u00a0: rien', { demande: rendu('sans_avis') }, [0, 0]],
    ['obligatoire, pas joint au dépôt\u00a0: toute décision', { quand: 'depot', joint: false }, [1, 0]],
    ['conforme, favorable\u00a0: rien', { force: 'conforme', demande: rendu('favorable') }, [0, 0]],
    ['conforme, défavorable\u00a0: l’aide seule', { force: 'conforme', demande: rendu('defavorable') }, [0, 1]],
    ['conforme, défavorable par silence\u00a0: l’aide seule', { force: 'conforme', demande: silencieux('defavorable') }, [0, 1]],
    ['conforme, réserve sans suite\u00a0: l’aide seule', { force: 'conforme', demande: rendu('reserve') }, [0, 1]],
    ['conforme, réserve reprise\u00a0: rien', { force: 'conforme', demande: rendu('reserve', { suite: 'arrete' }) }, [0, 0]],
  ])('%s', (_quoi, a, attendu) => {
    expect(dits(a)).toEqual(attendu)
  })

  it('un silence compte pour une décision une fois constaté', () => {
    expect(empechementsDe([avis({ demande: demande() })]).decision).toHaveLength(1)
    expect(empechementsDe([avis({ demande: silencieux('favorable') })]).decision).toEqual([])
  })

  it('au comité, un avis attendu passe, sauf celui qu’il faut avant la séance', () => {
    const attendu = { demande: demande() }
    expect(obstaclesDesAvis([avis(attendu)])).toEqual([])
    expect(obstaclesDesAvis([avis({ ...attendu, quand: 'comite' })]).map(p => p.replaceAll('\u00a0', ' '))).toEqual([
      'ABF : son avis est obligatoire et attendu jusqu’au 31 octobre 2021.',
    ])
    expect(obstaclesDesAvis([avis({ fondement: 'CGCT', aVerifier: true })])[0]).toContain(
      'obligatoire (CGCT) et n’est pas demandé (on ne sait pas',
    )
  })
})
