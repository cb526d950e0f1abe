import { expect, test } from 'vitest'
import { chargerAppel } from '../../test/appels/jouer.ts'
import { aTemps, cloturePour, etatPour, modifiable } from './delais.ts'

/** Two waves: from 1 to 28 March 2027, from 6 September to 31 October 2027. */
const appel = chargerAppel('src/test/appels/deux-vagues.yml')
const [printemps, automne] = appel.calendrier.vagues
const dossier = (plus: { deposeLe?: string; derogation?: string; gardee?: boolean }) => ({
  version: { appel } as never,
  deposeLe: plus.deposeLe ? new Date(plus.deposeLe) : null,
  derogation: plus.derogation ? { jusquAu: new Date(plus.derogation), gardee: plus.gardee === true } : undefined,
})
const EN_SECONDE_VAGUE = new Date('2027-09-10T10:00:00Z')

test('ce qui fut déposé dans la première vague appartient à elle\u00a0: la seconde ne le rouvre pas', () => {
  const d = dossier({ deposeLe: '2027-03-10T10:00:00Z' })
  expect([etatPour(d, EN_SECONDE_VAGUE), aTemps(d, EN_SECONDE_VAGUE)]).toEqual(['clos', false])
  expect(cloturePour(d, EN_SECONDE_VAGUE)).toEqual(printemps!.cloture)
  expect(modifiable({ ...d, etat: 'rouvert' }, EN_SECONDE_VAGUE)).toBe(false)
  expect(aTemps(d, new Date('2027-03-20T10:00:00Z'))).toBe(true)
})

test('un brouillon de la première vague se dépose dans la seconde', () => {
  const d = dossier({})
  expect([etatPour(d, EN_SECONDE_VAGUE), cloturePour(d, EN_SECONDE_VAGUE)]).toEqual(['ouvert', automne!.cloture])
  expect(etatPour(d, new Date('2027-06-01T10:00:00Z'))).toBe('entre_deux_vagues')
})

test('un brouillon s’écrit avant et pendant le dépôt, plus après la dernière clôture\u00a0; déposé, il ne s’écrit plus', () => {
  const [avant, apres] = [new Date('2027-02-01T10:00:00Z'), new Date('2027-11-01T10:00:00Z')]
  const ecrit = (etat: 'brouillon' | 'depose', quand: Date) => modifiable({ ...dossier({}), etat }, quand)
  expect([avant, EN_SECONDE_VAGUE, apres].map(quand => ecrit('brouillon', quand))).toEqual([true, true, false])
  expect([avant, EN_SECONDE_VAGUE, apres].map(quand => ecrit('depose', quand))).toEqual([false, false, false])
})

// seen to fail: it belonged to the wave to come, which opened it again
test('ce qui fut déposé par dérogation entre deux vagues appartient à la première', () => {
  const d = dossier({ deposeLe: '2027-04-01T10:00:00Z', derogation: '2027-04-02T10:00:00Z' })
  expect(cloturePour(d, EN_SECONDE_VAGUE)).toEqual(new Date('2027-04-02T10:00:00Z'))
  expect(aTemps(d, EN_SECONDE_VAGUE)).toBe(false)
})

test('une dérogation garde ouvert un dossier de la première vague, jusqu’à son instant compris', () => {
  const d = dossier({ deposeLe: '2027-03-10T10:00:00Z', derogation: '2027-04-02T10:00:00Z' })
  expect(aTemps(d, new Date('2027-04-02T10:00:00Z'))).toBe(true)
  expect(aTemps(d, new Date('2027-04-02T10:00:01Z'))).toBe(false)
  expect(cloturePour(d, EN_SECONDE_VAGUE)).toEqual(new Date('2027-04-02T10:00:00Z'))
})

// seen to fail: with the closing that was kept taken for a derogation granted by name
test('une clôture gardée finit avec l’appel entier, quand un avis le ferme avant elle\u00a0; une dérogation accordée, non', () => {
  const le = new Date('2027-03-20T10:00:00Z')
  const ferme = { ...appel, calendrier: { ...appel.calendrier, avis: { genre: 'fermeture' as const, le, motif: 'Épuisé', publieLe: le } } }
  const apres = new Date('2027-03-25T10:00:00Z')
  const en = (gardee: boolean) => ({
    ...dossier({ derogation: '2027-04-02T10:00:00Z', gardee }),
    version: { appel: { ...ferme, calendrier: { ...ferme.calendrier, vagues: [{ ...printemps!, cloture: le }] } } },
  })
  expect([aTemps(en(true), apres), aTemps(en(false), apres), cloturePour(en(true), apres)]).toEqual([false, true, le])
})
