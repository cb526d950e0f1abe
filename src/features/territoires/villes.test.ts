import { expect, test } from 'vitest'
import { placerNoms } from './villes.ts'

const ville = (nom: string, x: number, y: number) => ({ nom, x, y })

test('un nom s’écrit à côté de sa ville, et à gauche au bord droit de la carte', () => {
  expect(placerNoms([ville('Corte', 200, 100), ville('Bastia', 400, 300)], [], 420)).toEqual([
    { nom: 'Corte', x: 208, y: 105, ancre: 'start', lieu: { x: 200, y: 100 } },
    { nom: 'Bastia', x: 392, y: 305, ancre: 'end', lieu: { x: 400, y: 300 } },
  ])
})

test('aucun nom ne couvre un disque, et une ville voisine d’une plus grande ne se nomme pas', () => {
  const noms = placerNoms([ville('Ajaccio', 100, 100), ville('Alata', 110, 110)], [{ x: 120, y: 100, rayon: 23 }], 420)
  expect(noms).toEqual([{ nom: 'Ajaccio', x: 92, y: 105, ancre: 'end', lieu: { x: 100, y: 100 } }])
})

test('sans place, une ville reste sans nom', () => {
  expect(placerNoms([ville('Porto-Vecchio', 50, 50)], [{ x: 50, y: 50, rayon: 90 }], 100)).toEqual([])
})
