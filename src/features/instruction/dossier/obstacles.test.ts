import { expect, it } from 'vitest'
import { obstaclesAuComite } from './obstacles.ts'

const REGLE: Avance = {
  id: 'd',
  pointsAttendus: 0,
  pointsRecus: 0,
  ficheTerminee: true,
  versionJugee: 2,
  version: 2,
  ecartMuet: false,
  avis: [],
}
type Avance = Parameters<typeof obstaclesAuComite>[1]
const dits = (plus: Partial<Avance>) => obstaclesAuComite([], { ...REGLE, ...plus }).map(o => o.phrase.replaceAll('\u00a0', ' '))

it.each<[string, Partial<Avance>, string[]]>([
  ['tout est réglé', {}, []],
  ['un point attend le porteur', { pointsAttendus: 1 }, ['Le porteur n’a pas encore répondu à 1 point d’une demande de compléments.']],
  [
    'contre l’ordre du porteur, sans raison',
    { ecartMuet: true },
    ['Les propositions vont contre l’ordre donné par le porteur, et la raison n’est pas dite.'],
  ],
  ['un avis obligatoire est attendu', { avis: ['UDAP : attendu.'] }, ['UDAP : attendu.']],
  ['deux réponses sont à lire', { pointsRecus: 2 }, ['2 réponses restent à examiner.']],
  ['la fiche n’est pas finie', { ficheTerminee: false }, ['La fiche d’analyse n’est pas terminée.']],
  ['la fiche juge un autre dépôt', { versionJugee: 1 }, ['La fiche d’analyse juge la version 1. Le porteur a déposé la version 2 depuis.']],
])('ce qui retient un dossier du comité\u00a0: %s', (_, plus, phrases) => {
  expect(dits(plus)).toEqual(phrases)
})
