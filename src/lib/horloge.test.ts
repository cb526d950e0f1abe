import { expect, test } from 'vitest'
import { instantDeParis } from './dates.ts'
import { horlogeReglable } from './horloge.ts'

test('l’horloge de démonstration avance au pas du système, depuis l’instant choisi', () => {
  const systeme = { instant: new Date('2030-01-01T00:00:00Z'), maintenant: () => systeme.instant }
  const horloge = horlogeReglable(instantDeParis('2021-09-13T10:00:00'), systeme)
  systeme.instant = new Date('2030-01-01T00:01:30Z')
  expect(horloge.maintenant()).toEqual(instantDeParis('2021-09-13T10:01:30'))
  horloge.regler(instantDeParis('2021-09-17T23:59:59'))
  systeme.instant = new Date('2030-01-01T00:01:31Z')
  expect(horloge.maintenant()).toEqual(instantDeParis('2021-09-18T00:00:00'))
})
