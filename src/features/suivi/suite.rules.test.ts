import { expect, test } from 'vitest'
import { chargerAppel } from '../../test/appels/jouer.ts'
import { type FaitsSuite, suiteDuLaureat } from './suite.rules.ts'

const appel = chargerAppel('appels/itn7-axe3-corse-2021/appel.yml')
const FAITS: FaitsSuite = {
  accorde: 3_000_000,
  type: 'commune',
  fin: '2022-09-30',
  acte: null,
  versements: [],
  bilan: { echeance: '2022-01-15', deposeLe: null },
}
const dite = (plus: Partial<FaitsSuite>) =>
  suiteDuLaureat(appel, { ...FAITS, ...plus }).map(e => `${e.etat}\u00a0: ${e.titre}, ${e.quand}`.replaceAll('\u00a0', ' '))

test('une aide qui vient d’être dite a quatre étapes, avec leurs montants et leurs jours', () => {
  expect(dite({})).toEqual([
    'attendu : L’État signe l’arrêté, vous le recevez ensuite',
    'attendu : L’État peut verser une avance : 9 000 € au plus, une fois l’acte signé',
    'vous : Vous déposez le premier bilan, avant le 15 janvier 2022, puis tous les 3 mois',
    'attendu : L’État verse le solde : 30 000 € au plus, projet fini avant le 30 septembre 2022, sur le dernier bilan',
  ])
})

// seen to fail: without what is already ordered taken off the balance
test('chaque étape faite dit son jour, et le solde n’est jamais plus que ce qui reste', () => {
  const versements = [{ nature: 'avance', montant: 900_000, verseLe: '2021-12-01' }] as const
  expect(
    dite({ acte: { nature: 'arrete', signeLe: '2021-11-15' }, versements, bilan: { echeance: '2022-01-15', deposeLe: '2022-01-10' } }),
  ).toEqual([
    'fait : L’arrêté est signé, le 15 novembre 2021',
    'fait : L’avance : 9 000 €, payée le 1er décembre 2021',
    'fait : Le premier bilan est déposé, le 10 janvier 2022',
    'attendu : L’État verse le solde : 21 000 € au plus, projet fini avant le 30 septembre 2022, sur le dernier bilan',
  ])
})

test('une convention que le service a préparée est à signer par moi\u00a0; un paiement ordonné n’est pas dit payé', () => {
  const [acte, avance] = dite({
    acte: { nature: 'convention', signeLe: null },
    versements: [{ nature: 'acompte', montant: 500_000, verseLe: null }],
  })
  expect(acte).toBe('vous : Vous signez la convention, elle est prête, dans « Acte et versements »')
  expect(avance).toBe('attendu : Le premier versement : 5 000 €, ordre de payer donné, le paiement suit')
})
