import { expect, test } from 'vitest'
import { nomPeriode, periodesDues } from './periodes.ts'

const TRIMESTRES = { cadenceMois: 3, delaiJours: 15 }

test('un lauréat notifié le 8 novembre 2021 doit un bilan par trimestre civil, le premier au 31 décembre', () => {
  const dues = periodesDues('2021-11-08', '2022-10-20', TRIMESTRES)
  expect(dues.map(p => [p.rang, p.debut, p.fin, p.echeance])).toEqual([
    [1, '2021-11-08', '2021-12-31', '2022-01-15'],
    [2, '2022-01-01', '2022-03-31', '2022-04-15'],
    [3, '2022-04-01', '2022-06-30', '2022-07-15'],
    [4, '2022-07-01', '2022-09-30', '2022-10-15'],
    [5, '2022-10-01', '2022-12-31', '2023-01-15'],
  ])
})

test('le dernier jour d’un trimestre en fait partie, le lendemain commence le suivant', () => {
  expect(periodesDues('2021-12-31', '2021-12-31', TRIMESTRES)).toHaveLength(1)
  expect(periodesDues('2021-12-31', '2022-01-01', TRIMESTRES).map(p => p.fin)).toEqual(['2021-12-31', '2022-03-31'])
  expect(periodesDues('2022-01-02', '2022-01-01', TRIMESTRES)).toEqual([])
})

test('les mois, même bissextils, et les années se suivent sans trou', () => {
  for (const cadenceMois of [1, 2, 3, 4, 5, 6, 7, 12]) {
    const dues = periodesDues('2023-12-31', '2026-06-30', { cadenceMois, delaiJours: 10 })
    for (const [i, p] of dues.entries())
      if (i > 0)
        expect(
          Temporal.PlainDate.from(dues[i - 1]!.fin)
            .add({ days: 1 })
            .toString(),
        ).toBe(p.debut)
    expect(dues.at(-1)!.fin >= '2026-06-30').toBe(true)
  }
  expect(periodesDues('2024-02-10', '2024-02-29', { cadenceMois: 1, delaiJours: 1 })).toEqual([
    { rang: 1, debut: '2024-02-10', fin: '2024-02-29', echeance: '2024-03-01' },
  ])
})

test('une période porte le nom qu’on lui donne', () => {
  expect(nomPeriode('2022-06-30', 3)).toEqual({ long: '2e\u00a0trimestre\u00a02022', court: 'T2\u00a02022' })
  expect(nomPeriode('2022-06-30', 6)).toEqual({ long: '1er\u00a0semestre\u00a02022', court: 'S1\u00a02022' })
  expect(nomPeriode('2022-02-28', 1).long).toBe('février\u00a02022')
  expect(nomPeriode('2022-12-31', 12).long).toBe('année\u00a02022')
})
