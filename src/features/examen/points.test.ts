import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { base } from '../../test/appels/itn7-base.ts'
import { lireAppel } from '../appels/lire-appel.ts'
import { evaluer, preparerRegles } from '../recevabilite/index.ts'
import { aRegler } from './points.rules.ts'

const lu = lireAppel(readFileSync('appels/itn7-axe3-corse-2021/appel.yml', 'utf8'), 'appel.yml')
if (!lu.ok) throw new Error('appel.yml')
const regles = preparerRegles(lu.value, 'points')
const points = (faits: Parameters<typeof evaluer>[1]) => aRegler(evaluer(regles, faits, 'depot'), regles.manques(faits))

test('une réponse qui manque est un seul point à régler, même si deux règles l’attendent', () => {
  const { logiciel_prevu: _, ...reponses } = base.reponses!
  const r = points({ ...base, reponses })
  expect([r.nombre, r.points.map(v => v.regle), r.attendent.map(v => v.regle)]).toEqual([1, ['completude-methode'], ['logiciel-libre']])
})

test('quelles que soient les réponses qui manquent, il y a autant de points que de réponses', () => {
  const ids = Object.keys(base.reponses!)
  for (let masque = 1; masque < 2 ** ids.length; masque += 997) {
    const reponses = Object.fromEntries(Object.entries(base.reponses!).filter((_, i) => (masque >> i) % 2 === 0))
    const faits = { ...base, reponses }
    expect([masque, points(faits).nombre]).toEqual([masque, regles.manques(faits).length])
  }
})

test('une règle que je ne respecte pas est un point, quoi qu’il manque par ailleurs', () => {
  const trop = { ...base, montants: { aide: 9_000_000, part: 0, autres: 0 } }
  const seules = points(trop)
  expect([seules.nombre, new Set(seules.points.map(v => v.resultat))]).toEqual([3, new Set(['non_respectee'])])
  expect(points({ ...trop, reponses: { ...base.reponses, resume: '' } }).nombre).toBe(4)
})
