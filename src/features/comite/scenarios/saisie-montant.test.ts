import { expect, it } from 'vitest'
import { autreUnite, lireMontant } from './saisie-montant.ts'

it.each([
  ['6 600', 'soit 66 % de la demande'],
  ['82,5 %', 'soit 8 250 €'],
  ['0,01', 'soit 0 % de la demande'],
  ['0', ''],
  ['0 %', ''],
  ['', ''],
  ['dix', ''],
])('pour 10 000 € demandés, « %s » se dit aussi « %s »', (saisie, dit) => {
  expect(autreUnite(saisie, 1_000_000).replace(/[\u00a0\u202f]/g, ' ')).toBe(dit)
})

it('un taux donne des centimes entiers, arrondis en dessous', () => {
  expect(lireMontant('33,33 %', 1_000_001)).toEqual({ ok: true, value: 333_300, taux: true })
})
