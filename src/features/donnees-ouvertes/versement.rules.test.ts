import { describe, expect, it } from 'vitest'
import { conditionsDe, periodeDe, type Versements } from './versement.rules.ts'

const RIEN: Versements = { nombre: 0, echelonne: false, premier: null, dernier: null, solde: false, debut: null, fin: null }
const ACTE = '2021-11-08'

describe('ce que disent les données ouvertes d’un versement', () => {
  it.each([
    ['rien n’est payé et l’appel n’en dit rien', {}, undefined, 'selon la décision d’attribution'],
    ['rien n’est payé\u00a0: ce que dit l’appel', {}, 'en deux fois', 'en deux fois'],
    ['une avance, rien n’est soldé\u00a0: ce que dit l’appel', { nombre: 1 }, 'en deux fois', 'en deux fois'],
    ['un seul paiement, qui solde', { nombre: 1, solde: true }, 'en deux fois', 'unique'],
    ['deux paiements', { nombre: 2, solde: true }, undefined, 'échelonné'],
    ['un seul, d’une aide payée en plusieurs fois', { nombre: 1, solde: true, echelonne: true }, undefined, 'échelonné'],
  ] as const)('%s', (_nom, v, dites, attendu) => {
    expect(conditionsDe({ ...RIEN, ...v }, dites)).toBe(attendu)
  })

  const projet = { debut: '2021-12-01', fin: '2022-09-08' }
  it.each([
    ['rien d’autre que l’acte\u00a0: son jour', {}, ACTE],
    ['les jours du projet', projet, '2021-12-01/2022-09-08'],
    ['un début sans fin', { debut: '2021-12-01' }, '2021-12-01'],
    ['une fin sans début\u00a0: à partir de l’acte', { fin: '2022-09-08' }, '2021-11-08/2022-09-08'],
    ['une fin qui est le jour de l’acte n’est pas une période', { fin: ACTE }, ACTE],
    ['une fin avant l’acte n’en est pas une', { fin: '2021-10-01' }, ACTE],
    [
      'une avance\u00a0: d’elle à la fin du projet',
      { ...projet, nombre: 1, premier: '2022-01-10', dernier: '2022-01-10' },
      '2022-01-10/2022-09-08',
    ],
    [
      'un paiement après la fin du projet la repousse',
      { ...projet, nombre: 2, premier: '2022-01-10', dernier: '2022-11-30' },
      '2022-01-10/2022-11-30',
    ],
    [
      'soldé avant la fin du projet\u00a0: jusqu’au solde',
      { ...projet, nombre: 2, solde: true, premier: '2022-01-10', dernier: '2022-06-30' },
      '2022-01-10/2022-06-30',
    ],
    [
      'soldé d’un coup\u00a0: ce jour-là',
      { ...projet, nombre: 1, solde: true, premier: '2022-06-30', dernier: '2022-06-30' },
      '2022-06-30',
    ],
    ['soldé sans paiement\u00a0: les jours du projet', { ...projet, solde: true }, '2021-12-01/2022-09-08'],
  ] as const)('%s', (_nom, v, attendu) => {
    expect(periodeDe({ ...RIEN, ...v }, ACTE)).toBe(attendu)
  })
})
