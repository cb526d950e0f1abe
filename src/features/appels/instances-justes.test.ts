import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { sansInsecables } from '../../test/appels/jouer.ts'
import { avecInstances } from '../../test/instances.ts'
import { lireAppel } from './lire-appel.ts'

const source = readFileSync('appels/itn7-axe3-corse-2021/appel.yml', 'utf8')
const AVIS = avecInstances(source)
const fautes = (texte: string) => {
  const lu = lireAppel(texte, 'appel.yml')
  return lu.ok ? [] : lu.error.map(e => sansInsecables(`${e.champ} : ${e.message}`))
}
const change = (avant: string, apres: string) => {
  expect(AVIS).toContain(avant)
  return fautes(AVIS.replace(avant, apres))
}
const PREFET = '  - { code: prefet, nature: decision, libelle: Préfet de Corse }\n'

test('un appel sans instances n’en a aucune\u00a0; un appel qui en a les garde dans leur ordre', () => {
  const lire = (t: string) => {
    const lu = lireAppel(t, 'appel.yml')
    return lu.ok ? lu.value.instances.map(i => `${i.code} ${i.nature}`) : lu.error
  }
  expect([lire(source), lire(AVIS)]).toEqual([[], ['elus avis', 'prefet decision']])
})

// seen to fail: without `superRefine` in `schema/instances.ts`, and with the fact given to every formula
test.each([
  [
    'un avis après la décision',
    () => fautes(AVIS.replace(PREFET, '').replace('instances:\n', `instances:\n${PREFET}`)),
    'les avis d’abord, puis « selection », puis « decision »',
  ],
  ['deux décisions', () => change(PREFET, PREFET + PREFET.replace('code: prefet', 'code: autre')), 'une seule instance « decision »'],
  ['deux fois un code', () => change('code: prefet', 'code: elus'), '« elus » est déjà pris'],
  ['le code du comité', () => change('code: elus', 'code: comite'), 'un autre code : « comite » est celui du comité'],
  ['une nature inconnue', () => change('nature: decision', 'nature: vote'), 'instances › prefet › nature'],
  [
    'une formule qui n’est pas une condition',
    () => change('si: aide proposée > 6 000 €', 'si: aide proposée'),
    'Une condition est attendue',
  ],
  ['un fait inconnu', () => change('si: aide proposée', 'si: aide promise'), '« aide promise » n’existe pas'],
  ['un nombre au lieu d’un montant', () => change('> 6 000 €', '> 6000'), 'compare un montant'],
  [
    'autant de pouvoirs que de sièges',
    () => change('quorum: 2', 'quorum: 2\n    pouvoirs: 4'),
    '4 pouvoirs pour 4 sièges : au plus 3, un membre tient ceux des autres',
  ],
  ['un pouvoir en toutes lettres', () => change('quorum: 2', 'quorum: 2\n    pouvoirs: un'), 'instances › elus › pouvoirs'],
  ['onze pouvoirs', () => change('quorum: 2', 'quorum: 2\n    pouvoirs: 11'), 'un nombre entier de 0 à 10'],
  [
    'des pouvoirs au quorum, et aucun permis',
    () => change('quorum: 2', 'quorum: 2\n    pouvoirs_au_quorum: oui'),
    'aucun pouvoir n’est permis : ajoutez « pouvoirs: 1 », ou retirez cette clé',
  ],
  [
    'une clause inconnue',
    () => change('quorum: 2\n    clauses: [C5.1]', 'quorum: 2\n    clauses: [C9.9]'),
    'La clause « C9.9 » n’existe pas',
  ],
  [
    'l’aide proposée dans une règle',
    () => fautes(AVIS.replace(/formule: aide demandée [<>]=? /, 'formule: aide proposée >= ')),
    '« aide proposée » n’existe pas',
  ],
])('%s\u00a0: refusé, à sa place', (_, faire, phrase) => {
  expect(faire().join('\n')).toContain(phrase)
})
