import { expect, it } from 'vitest'
import { constatComplet, constatRecevable, ordreDesClauses } from './constats.ts'

type Regle = Parameters<typeof constatRecevable>[0][number]
const regle = (titre: string, automatique: Regle['automatique']): Regle => ({
  regle: titre,
  titre,
  automatique,
  phrase: '',
  clauses: [],
  humains: [],
})
const delai = (reste: number) => ({
  quoi: 'recevabilite' as const,
  mois: 2,
  echeance: '2021-11-13',
  suspendus: 0,
  silence: 'recevable',
  reste,
})
const lu = ({ titre, phrase }: { titre: string; phrase: string }) => `${titre} ${phrase}`.replaceAll('\u00a0', ' ')
const SILENCE = ' Le délai a pris fin le 13 novembre 2021 : le dossier est réputé recevable par silence.'

it.each([
  ['tout est respecté', [regle('Porteur', 'respectee')], 'Recevable : oui. Toutes les règles sont respectées ou sans objet.'],
  [
    'une règle ne l’est pas',
    [regle('Porteur', 'non_respectee'), regle('Plan', 'a_verifier')],
    'Recevable : non. Règle non respectée : « Porteur ».',
  ],
  [
    'deux ne le sont pas',
    [regle('Porteur', 'non_respectee'), regle('Plan', 'non_respectee')],
    'Recevable : non. Règles non respectées : « Porteur », « Plan ».',
  ],
  ['une reste à trancher', [regle('Plan', 'a_verifier')], 'Recevable : pas encore. Il reste à trancher : « Plan ».'],
])('%s\u00a0: la page le dit, et rappelle le silence une fois le délai passé, pas le dernier jour', (_, regles, phrase) => {
  for (const [d, suite] of [
    [undefined, ''],
    [delai(0), ''],
    [delai(-1), SILENCE],
  ] as const)
    expect(lu(constatRecevable(regles, d))).toBe(phrase + suite)
})

it('ce qui manque à un dossier se compte\u00a0: réponses attendues, réponses à lire, pièces', () => {
  expect(lu(constatComplet({ pieces: ['Délibération'], pointsAttendus: 2, pointsRecus: 1 }))).toBe(
    'Complet : pas encore. 2 points en attente de la réponse du porteur, 1 point à examiner, pièces demandées : « Délibération ».',
  )
  expect(constatComplet({ pieces: [], pointsAttendus: 0, pointsRecus: 0 }).oui).toBe(true)
})

it('les règles suivent l’ordre du cahier des charges, C5.3 avant C5.10', () => {
  const clauses = (...cs: string[]) => cs.map(c => ({ clauses: c ? [c] : [] }))
  expect(
    clauses('C5.10', '', 'C5.3', 'C4.1')
      .sort(ordreDesClauses)
      .map(r => r.clauses[0]),
  ).toEqual(['C4.1', 'C5.3', 'C5.10', undefined])
})
