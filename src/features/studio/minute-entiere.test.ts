import { expect, test } from 'vitest'
import { modifier } from './modifier.ts'

const APPEL = `calendrier:
  vagues:
    - code: unique
      ouverture: 2027-02-08 08:00:00
      cloture: 2027-05-14 12:00:00
`
const ecrit = (champ: 'ouverture' | 'cloture', saisi: string) => {
  const r = modifier({ source: APPEL, base: APPEL, saisies: [[`/calendrier/vagues/0/${champ}`, saisi]] })
  if (!r.ok) throw new Error(r.error)
  return new RegExp(`${champ}: (.*)`).exec(r.value.texte)?.[1]
}

// seen to fail: a closing typed 23:59 ended at 23:59:00, and the last minute was lost
test.each([
  ['cloture', '14/05/2027 23:59', '2027-05-14 23:59:59'],
  ['cloture', '14/05/2027 à 23 h 59', '2027-05-14 23:59:59'],
  ['cloture', '14/05/2027 23:59:00', '2027-05-14 23:59:00'],
  ['cloture', '14/05/2027 16:00', '2027-05-14 16:00:00'],
  ['ouverture', '08/02/2027 23:59', '2027-02-08 23:59:00'],
] as const)('%s tapée « %s » s’écrit %s', (champ, saisi, attendu) => expect(ecrit(champ, saisi)).toBe(attendu))
