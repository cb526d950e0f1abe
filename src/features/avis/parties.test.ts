import { expect, test } from 'vitest'
import type { Lecture } from '../examen/index.ts'
import { partageDe } from './parties.ts'

const ETAPES = [
  { code: 'projet', blocs: [] },
  { code: 'plan', blocs: ['plan', 'pieces'] },
  { code: 'methode', blocs: ['jalons'] },
]
const partager = (...champs: string[]) => {
  const { etapes, partielles } = partageDe(champs, { formulaire: { etapes: ETAPES } } as unknown as Lecture)
  return { etapes: etapes.map(e => [e.code, ...e.blocs]), partielles: [...partielles].map(([e, q]) => [e, ...q]) }
}

test('on montre les étapes choisies, et d’une étape choisie question par question, ces questions seules', () => {
  expect(partager('c:projet:resume', 'c:projet:titre', 'e:methode')).toEqual({
    etapes: [['projet'], ['methode', 'jalons']],
    partielles: [['projet', 'resume', 'titre']],
  })
})

test('une étape entière l’emporte sur ses questions, et ne montre jamais ses fichiers', () => {
  expect(partager('e:plan', 'c:plan:aide')).toEqual({ etapes: [['plan', 'plan']], partielles: [] })
})

test('rien de choisi, rien de montré', () => {
  expect(partager()).toEqual({ etapes: [], partielles: [] })
})
