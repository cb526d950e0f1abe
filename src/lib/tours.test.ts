import { expect, test } from 'vitest'
import { creerTours } from './tours.ts'

test('huit demandes d’une personne se font l’une après l’autre, sans retenir une autre personne\u00a0; la treizième est refusée', async () => {
  const aSonTour = creerTours()
  const part = { ensemble: 1, enTout: 12 }
  const ordre: string[] = []
  let [enCours, plus] = [0, 0]
  const faire = (nom: string) => async () => {
    plus = Math.max(plus, ++enCours)
    await new Promise(r => setTimeout(r, 10))
    enCours--
    ordre.push(nom)
    return nom
  }
  const miennes = Array.from({ length: 13 }, (_, i) => aSonTour('a', part, faire(`a${i}`)))
  const autre = aSonTour('b', part, faire('b'))
  expect(await autre).toBe('b')
  expect(await Promise.all(miennes)).toEqual([...Array.from({ length: 12 }, (_, i) => `a${i}`), undefined])
  expect(ordre.indexOf('b')).toBeLessThan(3)
  expect(plus).toBe(2)
  expect(await aSonTour('a', part, faire('encore'))).toBe('encore')
})

test('ce qui échoue rend sa place', async () => {
  const aSonTour = creerTours()
  const casse = aSonTour('a', { ensemble: 1, enTout: 2 }, () => Promise.reject(new Error('cassé')))
  const suivante = aSonTour('a', { ensemble: 1, enTout: 2 }, () => Promise.resolve('suite'))
  await expect(casse).rejects.toThrow('cassé')
  expect(await suivante).toBe('suite')
})
