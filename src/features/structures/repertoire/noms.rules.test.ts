import { expect, test } from 'vitest'
import { nomLisible } from './noms.rules.ts'

// seen to fail: without the small words, and without the acronyms
test.each([
  ['ASSOC DES AMIS DU LIAMONE', 'Association des Amis du Liamone'],
  ['FOYER RURAL DE LA VALLEE DU LIAMONE', 'Foyer Rural de la Vallee du Liamone'],
  ['LES AMIS DE L’ECOLE', 'Les Amis de l’Ecole'],
  ['SCIERIE DE LA FORET HAUTE', 'Scierie de la Foret Haute'],
  ['CUMPAGNIA DI U MARE', 'Cumpagnia di u Mare'],
  ['SIVOM DE LA RIVE SUD', 'SIVOM de la Rive Sud'],
  ['ADMR DE CORTE', 'ADMR de Corte'],
  ['SARL BTP 2000', 'SARL BTP 2000'],
  ['A.S.P.T.T. BASTIA', 'A.S.P.T.T. Bastia'],
])('le répertoire écrit «\u00a0%s\u00a0», on lit «\u00a0%s\u00a0»', (dit, lu) => {
  expect(nomLisible(dit)).toBe(lu)
})

test('un nom qui a des minuscules, ou qui n’a pas de lettre, ne change pas\u00a0; le sigle non plus', () => {
  for (const nom of ['Cumpagnia di u mare', 'L’Île-Rousse', '3.14', '']) expect(nomLisible(nom)).toBe(nom)
  expect(nomLisible('AMICALE FRVLI', 'FRVLI')).toBe('Amicale FRVLI')
})
