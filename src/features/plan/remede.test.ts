import { expect, test } from 'vitest'
import { motsDuPlan } from './plan.mots.ts'
import type { Montant, Plan } from './plan.ts'
import { remedeDe } from './remede.ts'

const REGLAGE = { assiette: 'ht', plan: 'complet', calculee: false, natures: {} } as const
const plan = (ht: Montant, aide: Montant, part: Montant): Plan => ({
  lots: [],
  depenses: [{ ligne: 'd1', lot: undefined, libelle: '', fournisseur: '', nature: undefined, ht, ttc: ht }],
  aide,
  part,
  ressources: [],
  aideMinimale: 'vide',
})

// seen to fail: with `actuelle + ecart`; without the bound of the law
test.each([
  ['il manque 80\u00a0€', plan(3_758_000, 3_000_000, 750_000), { ecart: -8000, part: 758_000 }],
  ['la part n’est pas encore tapée', plan(3_758_000, 3_000_000, 'vide'), { ecart: -758_000, part: 758_000 }],
  ['les ressources dépassent', plan(3_758_000, 2_800_000, 1_078_000), { ecart: 120_000, part: 958_000 }],
  ['l’équilibre est fait', plan(3_758_000, 3_000_000, 758_000), undefined],
  ['baisser la part la mettrait sous 20\u00a0%', plan(3_758_000, 3_100_000, 758_000), undefined],
  ['l’aide seule dépasse les dépenses', plan(1_000_000, 3_000_000, 500_000), undefined],
  ['un montant manque ailleurs', plan('vide', 3_000_000, 750_000), undefined],
  ['la part ne se lit pas', plan(3_758_000, 3_000_000, 'illisible'), undefined],
] as const)('%s\u00a0: le geste qui équilibre, ou aucun', (_, p, remede) => {
  expect(remedeDe(p, REGLAGE)).toEqual(remede)
})

test('le pied de l’écran dit l’écart et le geste en mots, et reste calme tant que rien n’est tapé', () => {
  const dits = (p: Plan) => {
    const { textes } = motsDuPlan(p, REGLAGE)
    return [textes['ecart.bref'], textes.remede].map(t => t?.replaceAll('\u00a0', ' '))
  }
  expect(dits(plan(3_758_000, 3_000_000, 750_000))).toEqual(['Il manque 80 €', 'Mettre 80 € à votre charge'])
  expect(dits(plan(3_758_000, 2_800_000, 1_078_000))).toEqual(['1 200 € de trop', 'Baisser votre part de 1 200 €'])
  expect(dits(plan(3_758_000, 3_000_000, 758_000))).toEqual(['À l’équilibre : 37 580 €', ''])
  expect(dits({ ...plan('vide', 'vide', 'vide'), depenses: [] })).toEqual(['Aucune dépense encore', ''])
})
