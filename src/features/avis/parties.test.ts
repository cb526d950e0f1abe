import { expect, test } from 'vitest'
import type { Lecture } from '../examen/index.ts'
import { partageDe, partiesDues } from './parties.ts'

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

// seen to fail: without the files of the other opinions left out
test('un organisme lit les étapes et les pièces que l’appel dit, jamais celle qui porte l’avis d’un autre', () => {
  const etapes = [...ETAPES, { code: 'qui', blocs: ['structure'] }, { code: 'objet', blocs: ['projet'] }]
  const avis = [{ code: 'abf' }, { code: 'sdis', piece: 'avis_sdis' }]
  const lecture = { appel: { avis }, formulaire: { etapes } } as unknown as Lecture
  const pieces = ['devis', 'notice', 'avis_sdis'].map(code => ({ id: `id-${code}`, code })) as never
  const lus = (montre: string[]) => partiesDues({ code: 'abf', montre, pieces: ['notice', 'avis_sdis'] } as never, lecture, pieces)
  expect(lus([])).toEqual({ champs: ['e:objet'], pieces: ['id-notice'] })
  expect(lus(['plan', 'objet'])).toEqual({ champs: ['e:plan', 'e:objet'], pieces: ['id-notice'] })
})
