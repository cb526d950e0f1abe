import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { lireAppel } from '../../appels/index.ts'
import { jalonsDe } from './calendrier.ts'

const lu = lireAppel(readFileSync('appels/itn7-axe3-corse-2021/appel.yml', 'utf8'), 'appel.yml')
if (!lu.ok) throw new Error('the call does not read')
const appel = lu.value
const notes = (instant: string) => Object.fromEntries(jalonsDe(appel, new Date(instant)).map(j => [j.libelle, j.note]))

// Seen to fail: « Clôture 17/09/2021 passé », and the relevé « passé » on its own morning.
it('le calendrier dit dans combien de jours, depuis combien de jours, et ce qui est du jour', () => {
  expect(notes('2021-09-15T10:00:00+02:00')).toMatchObject({ Clôture: 'dans 2\u00a0jours', Relevé: 'dans 5\u00a0jours' })
  expect(notes('2021-09-20T10:00:00+02:00')).toMatchObject({ Clôture: 'il y a 3\u00a0jours', Relevé: 'aujourd’hui' })
  expect(notes('2021-09-21T10:00:00+02:00')).toMatchObject({ Relevé: 'il y a 1\u00a0jour' })
})
