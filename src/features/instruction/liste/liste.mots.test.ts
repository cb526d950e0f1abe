import { expect, test } from 'vitest'
import { motEtat } from '../cadre-instruction.view.tsx'
import { filtresActifs, lireFiltre } from './filtres.ts'
import { motDelai, motSuite, SUITES, type Suite, VUES } from './liste.mots.ts'

const suite = (suite: Suite, plus = {}) =>
  motSuite({ suite, etat: 'en_instruction', aTrancher: [], pointsAttendus: 0, pointsRecus: 0, complementAvant: null, ...plus })

test('chaque suite à donner se lit sur la ligne', () => {
  expect(suite('verifier', { aTrancher: ['Projet'] })).toBe('Trancher\u00a0: Projet')
  expect(suite('verifier', { aTrancher: ['Projet', 'Délibération', 'Dates', 'Budget'] })).toBe(
    'Trancher\u00a0: Projet, Délibération et 2\u00a0autres',
  )
  expect(suite('attendre', { pointsAttendus: 2, complementAvant: new Date('2021-10-08T20:00:00Z') })).toBe(
    'Attendre 2\u00a0réponses avant le 08/10/2021',
  )
  expect(suite('examiner', { pointsRecus: 1 })).toBe('Examiner 1\u00a0réponse')
  expect(suite('clos', { etat: 'retire' })).not.toBe(suite('clos', { etat: 'irrecevable' }))
  expect(new Set(SUITES.map(s => suite(s))).size).toBe(SUITES.length)
})

// Seen to fail: with the step of its follow-up alone, « En cours ».
test('un dossier retenu se dit « Retenu », avec l’étape de son suivi à côté', () => {
  const mots = (etape: 'notifie' | 'en_cours') => motEtat({ suite: 'clos', etat: 'retenu', etape })
  expect(mots('notifie')).toEqual({ mot: 'Retenu', ton: 'success', etape: undefined })
  expect(mots('en_cours')).toEqual({ mot: 'Retenu', ton: 'success', etape: 'En cours' })
})

test('une échéance dit les jours de Paris, et le retard', () => {
  const instant = new Date('2021-10-05T07:40:00Z')
  expect(motDelai(instant, new Date('2021-10-05T21:59:59Z'))).toBe('aujourd’hui')
  expect(motDelai(instant, new Date('2021-10-05T22:00:00Z'))).toBe('J\u20111')
  expect(motDelai(instant, new Date('2021-10-01T10:00:00Z'))).toBe('retard 4\u00a0j')
})

test('chaque suite est dans une vue, et chaque filtre actif se retire seul', () => {
  for (const s of SUITES) expect(VUES.some(v => v.suites.includes(s))).toBe(true)
  const donnees = { appels: [], personnes: [] }
  const f = lireFiltre(new URLSearchParams('q=eau&volet=volet_1&volet=volet_2&aide_min=5000&aide_max=40000&affecte=moi&retard=1'))
  const actifs = filtresActifs(f, donnees)
  expect(actifs.map(a => a.libelle.replace(/\s/g, ' '))).toEqual([
    'Recherche : eau',
    'Affecté à : moi',
    'Volet : volet_1',
    'Volet : volet_2',
    'Aide demandée : de 5 000 € à 40 000 €',
    'En retard',
  ])
  for (const a of actifs) expect(filtresActifs(a.sans, donnees)).toHaveLength(actifs.length - 1)
})
