import { expect, test } from 'vitest'
import { type DossierSaisi, poserProbleme } from '../../test/enveloppe.ts'
import { conflits } from './conflits.ts'
import { ceQuIlFaudrait, nommer } from './phrases.ts'
import type { Probleme } from './probleme.ts'
import { chargerHighs, resoudre } from './resoudre.ts'

const highs = await chargerHighs()
const poser = (dossiers: DossierSaisi[], contraintes: Partial<Probleme['contraintes']>) =>
  poserProbleme(dossiers, { enveloppe: 79_400_000, montantsReduits: false, lotsSeuls: false, ...contraintes })
const sansInsecables = (t: string) => t.replaceAll('\u00a0', ' ')
const dits = (p: Probleme) => {
  expect(resoudre(highs, p, { fin: performance.now() + 20_000 })).toEqual({ statut: 'incompatible' })
  return conflits(highs, p, performance.now() + 20_000)!.map(c => [nommer(p, c.cle), ceQuIlFaudrait(p, c)].map(sansInsecables))
}
const part = (id: string, libelle: string, valeur: string, sens: 'au_moins' | 'au_plus', montant: number) => ({
  id,
  libelle,
  famille: 'departement' as const,
  valeur,
  sens,
  quota: { montant },
})
const vingt = Array.from({ length: 20 }, (_, i) => ({ id: `d${i}`, departement: i < 10 ? '2A' : '2B' }))

test('deux moitiés plus grandes que l’enveloppe : les trois contraintes qui se contredisent, et elles seules, avec leur écart', () => {
  const p = poser(vingt, {
    parts: [part('a', 'Corse-du-Sud', '2A', 'au_moins', 40_000_000), part('b', 'Haute-Corse', '2B', 'au_moins', 40_000_000)],
    laureatsMax: 18,
    plafond: 6_000_000,
    seuil: 1600,
  })
  expect(dits(p)).toEqual([
    ['Enveloppe, au plus 794 000 €', 'Il faudrait 6 000 € de plus.'],
    ['Corse-du-Sud, au moins 400 000 €', 'Il faudrait 50 000 € de moins.'],
    ['Haute-Corse, au moins 400 000 €', 'Il faudrait 50 000 € de moins.'],
  ])
})

test('au centime : avec des montants réduits à l’euro, l’écart est celui de l’enveloppe', () => {
  const p = poser(
    vingt.map(d => ({ ...d, plancher: 1_000_000 })),
    {
      montantsReduits: true,
      parts: [part('a', 'Corse-du-Sud', '2A', 'au_moins', 40_000_000), part('b', 'Haute-Corse', '2B', 'au_moins', 39_400_050)],
    },
  )
  expect(dits(p).map(([, x]) => x)).toEqual(['Il faudrait 1 € de plus.', 'Il faudrait 1 € de moins.', 'Il faudrait 0,50 € de moins.'])
})

test('un dossier imposé contre la note, le plafond, le nombre de lauréats ou un autre dossier', () => {
  const impose = { main: { geste: 'retenir' as const } }
  expect(dits(poser([{ id: 'Bonifacio', points: 1500, ...impose }, { id: 'Corte' }], { seuil: 1600 }))).toEqual([
    ['Note, au moins 16', 'Il faudrait la ramener à 15.'],
    ['Bonifacio, imposé', 'Sans elle, le calcul aboutit.'],
  ])
  expect(dits(poser([{ id: 'Corte', ...impose }], { plafond: 4_000_000 }))).toEqual([
    ['Aide d’un dossier, au plus 40 000 €', 'Il faudrait 10 000 € de plus.'],
    ['Corte, imposé', 'Sans elle, le calcul aboutit.'],
  ])
  expect(
    dits(
      poser([{ id: 'Corte', ...impose }, { id: 'Zonza', ...impose }, { id: 'Sartène' }], {
        laureatsMax: 1,
        incompatibilites: [{ id: 'x', dossiers: ['Sartène', 'Corte'] }],
      }),
    ),
  ).toEqual([
    ['Au plus 1 lauréat', 'Il faudrait 1 lauréat de plus.'],
    ['Corte, imposé', 'Sans elle, le calcul aboutit.'],
    ['Zonza, imposé', 'Sans elle, le calcul aboutit.'],
  ])
  expect(
    dits(
      poser(
        [
          { id: 'Corte', ...impose },
          { id: 'Zonza', ...impose },
        ],
        { incompatibilites: [{ id: 'x', dossiers: ['Zonza', 'Corte'] }] },
      ),
    )[0],
  ).toEqual(['Un seul dossier parmi Zonza et Corte', 'Sans elle, le calcul aboutit.'])
})

test('un montant fixé à la main sous le plancher du porteur, ou sous l’aide minimale', () => {
  const fixe = { id: 'Corte', plancher: 3_000_000, main: { geste: 'montant' as const, montant: 2_999_999 } }
  expect(dits(poser([fixe], {}))).toEqual([
    ['Corte, au moins 30 000 € : plancher accepté par le porteur', 'Il faudrait 0,01 € de moins.'],
    ['Corte, montant fixé à 29 999,99 €', 'Sans elle, le calcul aboutit.'],
  ])
  expect(dits(poser([{ ...fixe, plancher: 1 }], { plancher: 3_500_000 }))[0]).toEqual([
    'Aide d’un dossier, au moins 35 000 €',
    'Il faudrait 5 000,01 € de moins.',
  ])
})

test('une part que personne ne peut remplir est nommée seule ; deux contradictions à la fois sont dites', () => {
  const pleine = part('a', 'Corse-du-Sud', '2A', 'au_moins', 60_000_000)
  expect(dits(poser(vingt, { parts: [pleine] }))).toEqual([['Corse-du-Sud, au moins 600 000 €', 'Il faudrait 100 000 € de moins.']])
  const deux = dits(poser(vingt, { parts: [pleine, part('b', 'Haute-Corse', '2B', 'au_moins', 60_000_000)] }))
  expect(deux).toHaveLength(1)
  expect(deux[0]![1]).toBe('La relâcher seule ne suffit pas : d’autres contraintes se contredisent aussi.')
})

test('sans contradiction, rien n’est nommé ; quand le temps manque, rien n’est affirmé', () => {
  expect(conflits(highs, poser(vingt, {}), performance.now() + 20_000)).toEqual([])
  expect(conflits(highs, poser(vingt, {}), performance.now() - 1)).toBeNull()
})

test('les espaces avant « : » et « € » sont insécables', () => {
  const p = poser([{ id: 'Corte' }], {})
  expect(nommer(p, 'porteur:Corte')).toBe('Corte, au moins 50\u00a0000\u00a0€\u00a0: plancher accepté par le porteur')
})
