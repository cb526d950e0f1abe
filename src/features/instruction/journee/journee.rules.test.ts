import { describe, expect, it } from 'vitest'
import { instantDeParis } from '../../../lib/dates.ts'
import { motUrgence, urgenceDe } from './journee.rules.ts'

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
