import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MONTANT_MAX } from '../../lib/euros.ts'
import { calculer, complet } from './calcul.ts'
import { faitsDuPlan } from './faits-du-plan.ts'
import { motsDuPlan, payee } from './plan.mots.ts'
import type { Assiette, Depense, Montant, Nature, Plan, Reglage } from './plan.ts'

const NATURES: Record<string, Nature> = {
  prestation: { libelle: 'Prestation', eligible: 'oui' },
  licence: { libelle: 'Licence', eligible: 'marginale', explication: 'Part marginale.' },
  personnel: { libelle: 'Personnel', eligible: 'non', explication: 'Jamais payé.' },
  courant: { libelle: 'Courant', eligible: 'exclue', explication: 'À retirer.' },
}
const montant = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 5_000_000 }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: MONTANT_MAX }) },
  { weight: 1, arbitrary: fc.constantFrom<Montant>('vide', 'illisible') },
)
const LOTS = ['lot00001', 'lot00002', 'lot00003']
const plan: fc.Arbitrary<Plan> = fc
  .record({
    lots: fc
      .subarray(LOTS)
      .chain(l => fc.tuple(...l.map(ligne => fc.record({ ligne: fc.constant(ligne), intitule: fc.string(), aide: fc.boolean() })))),
    depenses: fc.array(
      fc.record({
        lot: fc.constantFrom(undefined, ...LOTS),
        libelle: fc.string(),
        fournisseur: fc.string(),
        nature: fc.constantFrom(undefined, ...Object.keys(NATURES)),
        ht: montant,
        ttc: montant,
      }),
      { maxLength: 200 },
    ),
    aide: montant,
    part: montant,
    ressources: fc.array(
      fc.record({
        financeur: fc.string(),
        origine: fc.constantFrom(undefined, 'publique', 'privee'),
        etat: fc.constantFrom(undefined, 'demandee', 'obtenue'),
        montant,
      }),
      { maxLength: 30 },
    ),
    aideMinimale: montant,
  })
  .map(p => ({
    ...p,
    depenses: p.depenses.map((d, i): Depense => ({ ...d, ligne: `d${String(i).padStart(7, '0')}` })),
    ressources: p.ressources.map((r, i) => ({ ...r, ligne: `r${String(i).padStart(7, '0')}` })),
  }))
/** A whole plan, whose aid is typed. */
const ENTIER = { plan: 'complet', calculee: false } as const
const assiette = fc.constantFrom<Assiette>('ht', 'ttc')

/** The same figures, worked out another way: one loop, exact integers, no total at all as soon as one figure lacks. */
function autrement(p: Plan, a: Assiette) {
  let depenses: bigint | null = 0n
  let base: bigint | null = 0n
  const ajouter = (t: bigint | null, m: Montant) => (t === null || typeof m === 'string' ? null : t + BigInt(m))
  const aides = new Set<string | undefined>()
  for (const l of p.lots) if (l.aide) aides.add(l.ligne)
  for (const d of p.depenses) {
    depenses = ajouter(depenses, d[a])
    if (p.lots.length > 0 && !aides.has(d.lot)) continue
    if (d.nature === 'personnel' || d.nature === 'courant') continue
    base = d.nature === undefined ? null : ajouter(base, d[a])
  }
  let cout: bigint | null = ajouter(ajouter(0n, p.aide), p.part)
  let publiques: bigint | null = ajouter(0n, p.aide)
  for (const r of p.ressources) {
    cout = ajouter(cout, r.montant)
    if (r.origine === undefined) publiques = null
    if (r.origine === 'publique') publiques = ajouter(publiques, r.montant)
  }
  return { depenses, base, cout, publiques }
}
const exact = (c: number | undefined) => (c === undefined ? null : BigInt(c))
/** Whether a rate in tenths of a percent is the nearest to a/b, the higher of two: no division. */
const juste = (millimes: number, a: bigint, b: bigint) => {
  const double = 2n * 1000n * a
  const m = BigInt(millimes)
  return (2n * m - 1n) * b <= double && double < (2n * m + 1n) * b
}

describe('le plan de financement, au centime', () => {
  it('totaux, base et coût global sont ceux d’un autre calcul, pour tout plan', () => {
    fc.assert(
      fc.property(plan, assiette, (p, a) => {
        const c = calculer(p, { assiette: a, natures: NATURES, ...ENTIER })
        const vu = autrement(p, a)
        expect(exact(complet(c.depenses))).toBe(vu.depenses)
        expect(exact(complet(c.base))).toBe(vu.base)
        expect(exact(complet(c.ressources))).toBe(vu.cout)
        expect(exact(complet(c.publiques))).toBe(vu.publiques)
        const attendu = p.depenses.length === 0 || vu.cout === null || vu.depenses === null ? null : vu.cout - vu.depenses
        expect(exact(c.ecart)).toBe(attendu)
      }),
      { numRuns: 400 },
    )
  })

  it('les taux sont arrondis au plus juste, et manquent quand un chiffre manque', () => {
    fc.assert(
      fc.property(plan, assiette, (p, a) => {
        const c = calculer(p, { assiette: a, natures: NATURES, ...ENTIER })
        const vu = autrement(p, a)
        const aide = typeof p.aide === 'number' ? BigInt(p.aide) : null
        const part = typeof p.part === 'number' ? BigInt(p.part) : null
        const publics = part === null || vu.publiques === null ? null : part + vu.publiques
        for (const [taux, haut, bas] of [
          [c.tauxCout, aide, vu.cout],
          [c.tauxBase, aide, vu.base],
          [c.partPropre, part, publics],
          [c.partPublique, vu.publiques, vu.cout],
        ] as const) {
          if (haut === null || bas === null || bas === 0n) expect(taux).toBeUndefined()
          else expect(juste(taux!, haut, bas)).toBe(true)
        }
      }),
      { numRuns: 400 },
    )
  })

  it('chaque lot a son total, et les lots font ensemble le total du plan', () => {
    fc.assert(
      fc.property(plan, p => {
        const c = calculer(p, { assiette: 'ht', natures: NATURES, ...ENTIER })
        for (const sigle of ['ht', 'ttc'] as const) {
          expect(c.lots.reduce((t, l) => t + l[sigle].connu, 0)).toBe(c[sigle].connu)
          expect(c.lots.flatMap(l => [...l[sigle].sans]).sort()).toEqual([...c[sigle].sans].sort())
        }
      }),
    )
  })

  it('ce que les règles savent du plan est ce que la page en montre', () => {
    fc.assert(
      fc.property(plan, assiette, (p, a) => {
        const reglage: Reglage = { assiette: a, natures: NATURES, ...ENTIER }
        const f = faitsDuPlan(p, reglage)
        const c = calculer(p, reglage)
        expect(f.depenses === undefined).toBe(p.depenses.length === 0)
        if (p.depenses.length === 0) return
        const somme = Object.values(f.depenses!).reduce<number | null>((t, x) => (t === null || x === null ? null : t + x), 0)
        expect(somme).toBe(complet(c.depenses) ?? null)
        const sansNature = Object.hasOwn(f.depensesAidees!, '')
        const base = ['prestation', 'licence'].map(n => f.depensesAidees![n] ?? (Object.hasOwn(f.depensesAidees!, n) ? null : 0))
        const total = sansNature || base.includes(null) ? undefined : base.reduce<number>((t, x) => t + (x ?? 0), 0)
        expect(total).toBe(complet(c.base))
      }),
    )
  })

  const ligne = (n: number, plus: Partial<Depense> = {}): Depense => ({
    ligne: `ligne00${n}`,
    lot: undefined,
    libelle: 'Portail',
    fournisseur: '',
    nature: 'prestation',
    ht: 100_000,
    ttc: 'vide',
    ...plus,
  })
  const PLAN: Plan = { lots: [], depenses: [], aide: 100_000, part: 0, ressources: [], aideMinimale: 'vide' }
  const reglage: Reglage = { assiette: 'ht', natures: NATURES, ...ENTIER }

  it('un montant illisible laisse le total dire ce qui lui manque, et l’écart attend', () => {
    const { textes, ecart } = motsDuPlan({ ...PLAN, depenses: [ligne(1), ligne(2, { ht: 'illisible' })] }, reglage)
    expect(textes).toMatchObject({
      ht: '1\u00a0000\u00a0€',
      'ht.sans': 'sans la ligne\u00a02',
      'ecart.titre': 'À calculer',
    })
    expect(textes['ecart.suite']).toBe('À compléter ou à corriger\u00a0: le montant HT de la ligne\u00a02.')
    expect(ecart).toBe('illisible')
  })

  it('un plan équilibré, trop ou pas assez financé le dit avec ses chiffres', () => {
    const dire = (aide: number) => {
      const m = motsDuPlan({ ...PLAN, aide, depenses: [ligne(1)] }, reglage)
      return [m.ecart, m.textes['ecart.suite']]
    }
    expect(dire(100_000)).toEqual(['zero', 'Le plan est équilibré.'])
    expect(dire(99_999)).toEqual(['ko', 'Il manque 0,01\u00a0€ de ressources.'])
    expect(dire(100_001)).toEqual(['ko', 'Les ressources dépassent les dépenses de 0,01\u00a0€.'])
  })

  // Seen to fail: with cents always, then never.
  it('un montant a des centimes\u00a0: tous les totaux du plan en montrent, sinon aucun', () => {
    const dire = (ht: number) => motsDuPlan({ ...PLAN, aide: ht, depenses: [ligne(1, { ht })] }, reglage).textes
    expect(dire(100_000)).toMatchObject({ ht: '1\u00a0000\u00a0€', 'ecart.titre': '0\u00a0€' })
    expect(dire(100_050)).toMatchObject({ ht: '1\u00a0000,50\u00a0€', 'ecart.titre': '0,00\u00a0€' })
  })

  it('chaque dépense dit si l’aide la paie, et pourquoi', () => {
    const lots = [
      { ligne: 'lot00001', intitule: 'A', aide: true },
      { ligne: 'lot00002', intitule: 'B', aide: false },
    ]
    const dire = (nature: string | undefined, lot?: string) => payee({ ...PLAN, lots }, reglage, { nature, lot }).mot
    expect([undefined, 'prestation', 'licence', 'personnel', 'courant'].map(n => dire(n, 'lot00001'))).toEqual([
      '',
      'Payée par l’aide',
      'Payée pour une part marginale',
      'Pas payée par l’aide',
      'À retirer du plan',
    ])
    expect(payee({ ...PLAN, lots }, reglage, { nature: 'prestation', lot: 'lot00002' })).toEqual({
      ton: 'charge',
      comptee: false,
      mot: 'Pas payée par l’aide',
      pourquoi: 'L’aide n’est pas demandée pour ce lot.',
    })
  })
})
