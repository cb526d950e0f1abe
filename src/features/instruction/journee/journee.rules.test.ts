import { describe, expect, it } from 'vitest'
import { instantDeParis } from '../../../lib/dates.ts'
import { chargeParJour, motUrgence, phraseCharge, urgenceDe } from './journee.rules.ts'

const le = (local: string) => instantDeParis(local)

describe('ce qui presse', () => {
  it.each([
    // what is due, now, where it stands, how it is said
    ['2021-10-04T23:59:59', '2021-10-05T09:40:00', 'retard', '1\u00a0j'],
    ['2021-09-08T18:00:00', '2021-10-05T09:40:00', 'retard', '27\u00a0j'],
    ['2021-10-05T09:39:59', '2021-10-05T09:40:00', 'retard', 'ce jour'],
    ['2021-10-05T09:40:00', '2021-10-05T09:40:00', 'jour', 'ce jour'],
    ['2021-10-05T23:59:59', '2021-10-05T00:00:00', 'jour', 'ce jour'],
    ['2021-10-06T00:00:00', '2021-10-05T23:59:59', 'semaine', 'J\u20111'],
    ['2021-10-12T18:00:00', '2021-10-05T09:40:00', 'semaine', 'J\u20117'],
    ['2021-10-13T00:00:00', '2021-10-05T09:40:00', 'apres', 'J\u20118'],
    // the night of a clock change has twenty-five hours: the day stays the day
    ['2021-10-31T23:30:00', '2021-10-31T00:30:00', 'jour', 'ce jour'],
  ])('dû le %s, le %s\u00a0: %s, %s', (echeance, maintenant, urgence, mot) => {
    expect([urgenceDe(le(echeance), le(maintenant)), motUrgence(le(echeance), le(maintenant))]).toEqual([urgence, mot])
  })

  it('sans échéance, rien ne presse', () => {
    expect([urgenceDe(null, le('2021-10-05T09:40:00')), motUrgence(null, le('2021-10-05T09:40:00'))]).toEqual(['apres', 'sans date'])
  })
})

describe('la charge, jour par jour', () => {
  const mardi = le('2021-10-05T09:40:00')
  const en = (dus: Record<string, number>, enRetard = 0, quand = mardi) =>
    chargeParJour(
      Object.entries(dus).map(([jour, n]) => ({ jour, n })),
      enRetard,
      quand,
    )

  it('douze jours ouvrés\u00a0; le retard compte aujourd’hui, un samedi ne paraît que s’il doit quelque chose, le reste est plus tard', () => {
    const { jours, apres } = en({ '2021-10-05': 3, '2021-10-09': 1, '2021-10-19': 21, '2021-10-20': 1, '2021-10-21': 5 }, 4)
    expect(jours.map(j => `${j.jour.slice(8)}:${j.n}`).join(' ')).toBe('05:7 06:0 07:0 08:0 09:1 11:0 12:0 13:0 14:0 15:0 18:0 19:21 20:1')
    expect(apres).toBe(5)
  })

  it('un dimanche, aujourd’hui paraît quand même', () => {
    expect(en({}, 2, le('2021-10-10T10:00:00')).jours[0]).toEqual({ jour: '2021-10-10', n: 2 })
  })

  it.each([
    [
      { '2021-10-05': 3, '2021-10-19': 21 },
      4,
      '28\u00a0actes sont dus d’ici au mercredi 20\u00a0octobre. Le jour le plus chargé\u00a0: mardi 19\u00a0octobre, 21\u00a0actes.',
    ],
    [
      { '2021-10-06': 1 },
      4,
      '5\u00a0actes sont dus d’ici au mercredi 20\u00a0octobre. Le jour le plus chargé\u00a0: aujourd’hui, 4\u00a0actes.',
    ],
    [{ '2021-10-19': 1, '2021-11-07': 2 }, 0, '1\u00a0acte est dû d’ici au mercredi 20\u00a0octobre. Plus tard\u00a0: 2\u00a0autres.'],
    [{ '2021-11-07': 1 }, 0, 'Rien n’est dû d’ici au mercredi 20\u00a0octobre. 1\u00a0acte est dû plus tard.'],
    [{}, 0, 'Rien n’est dû d’ici au mercredi 20\u00a0octobre.'],
  ])('%j, %i en retard\u00a0: %s', (dus, enRetard, dit) => {
    expect(phraseCharge(en(dus as Record<string, number>, enRetard))).toBe(dit)
  })
})
