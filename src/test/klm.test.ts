import { expect, it } from 'vitest'
import { CONSTANTES, Compte, frappesDe } from './klm.ts'

it('les constantes sont celles de l’article de 1980, pour qui n’est pas dactylographe', () => {
  expect(CONSTANTES).toEqual({ K: 0.28, P: 1.1, H: 0.4, M: 1.35 })
})

it.each([
  ['', 0],
  ['taux', 4],
  ['Taux', 5],
  ['été à la mairie', 15],
  ['forêt', 6],
  ['40 %', 7],
  ['5000', 8],
  ['17/09/2027', 20],
  ['[nom]', 7],
])('«\u00a0%s\u00a0» prend %i frappes', (texte, frappes) => expect(frappesDe(texte)).toBe(frappes))

it('chaque geste est compté une fois, et la main qui change de place aussi', () => {
  const c = new Compte()
  c.decider()
  c.frapper(3)
  c.cliquer()
  c.pointer()
  c.frapper(2)
  c.attendre(500)
  expect(c.fois).toEqual({ K: 6, P: 2, H: 2, M: 1 })
  expect(c.secondes).toBeCloseTo(6 * 0.28 + 2 * 1.1 + 2 * 0.4 + 1.35 + 0.5)
})

it('au clavier seul, aucune main ne change de place\u00a0; rien de fait ne prend rien', () => {
  const c = new Compte()
  expect(c.secondes).toBe(0)
  c.frapper(100)
  c.decider()
  expect(c.fois.H).toBe(0)
  expect(c.dit).toBe('100 K, 1 M, attente 0 s : 0,5 min')
})
