import { describe, expect, it } from 'vitest'
import { chargerAppel } from '../../test/appels/jouer.ts'
import { type Attente, delaisLegaux } from './delais-legaux.ts'

const APPEL = chargerAppel('appels/itn7-axe3-corse-2021/appel.yml')
const { suspension: _, ...SANS } = APPEL.regime
const MUET = { regime: SANS }
const d = (jour: string) => new Date(`${jour}T10:00:00Z`)
const attente = (du: string, au?: string): Attente => ({ du: d(du), au: au === undefined ? undefined : d(au) })
const dates = (appel: Parameters<typeof delaisLegaux>[0], attentes: Attente[], instant: string, recu = '2021-09-13') =>
  delaisLegaux(appel, d(recu), attentes, d(instant)).delais.map(x => x.echeance)

describe('les délais légaux', () => {
  it('deux mois pour la recevabilité, huit pour la décision, comptés de la réception', () => {
    const { delais, enSuspens } = delaisLegaux(APPEL, d('2021-09-13'), [], d('2021-09-21'))
    expect(delais).toMatchObject([
      { quoi: 'recevabilite', mois: 2, echeance: '2021-11-13', silence: 'recevable', reste: 53 },
      { quoi: 'decision', mois: 8, echeance: '2022-05-13', silence: 'rejet' },
    ])
    expect(enSuspens).toBe(false)
  })
  it('reçu un 31, le délai finit le dernier jour du mois', () => {
    expect(dates(APPEL, [], '2021-12-31', '2021-12-31')[0]).toBe('2022-02-28')
  })
  it('une demande de compléments les suspend de son jour à celui de la réponse', () => {
    expect(dates(APPEL, [attente('2021-09-24', '2021-10-04')], '2021-10-05')).toEqual(['2021-11-23', '2022-05-23'])
  })
  it('tant que le porteur n’a pas répondu, ils reculent chaque jour', () => {
    expect(dates(APPEL, [attente('2021-09-24')], '2021-09-30')[0]).toBe('2021-11-19')
    expect(delaisLegaux(APPEL, d('2021-09-13'), [attente('2021-09-24')], d('2021-09-30')).enSuspens).toBe(true)
  })
  it('deux demandes qui se suivent comptent l’une et l’autre, un même jour une fois', () => {
    const deux = [attente('2021-10-04', '2021-10-10'), attente('2021-09-24', '2021-10-04')]
    expect(dates(APPEL, deux, '2021-10-12')[0]).toBe('2021-11-29')
    expect(dates(APPEL, [...deux, attente('2021-09-26', '2021-10-06')], '2021-10-12')[0]).toBe('2021-11-29')
  })
  it('une demande faite après la fin d’un délai ne le rouvre pas : le silence a déjà parlé', () => {
    const tard = [attente('2021-11-20', '2021-12-01')]
    expect(dates(APPEL, tard, '2021-12-02')).toEqual(['2021-11-13', '2022-05-24'])
    // what pages say is the longest suspension: that of the delay which still runs
    expect(delaisLegaux(APPEL, d('2021-09-13'), tard, d('2021-12-02')).suspendus).toBe(11)
    expect(dates(APPEL, [attente('2021-11-13', '2021-11-15')], '2021-12-02')[0]).toBe('2021-11-15')
  })
  it('quand l’appel ne dit rien, une demande ne suspend rien', () => {
    expect(dates(MUET, [attente('2021-09-24')], '2021-10-30')).toEqual(['2021-11-13', '2022-05-13'])
    expect(delaisLegaux(MUET, d('2021-09-13'), [attente('2021-09-24')], d('2021-10-30'))).toMatchObject({ suspendus: 0, enSuspens: false })
  })
})
