import { expect, test } from 'vitest'
import { adresseHttps, cheminInterne } from './adresses.ts'

const PIEGES = [
  '//ailleurs.example',
  '/\\ailleurs.example',
  '\\\\ailleurs.example',
  'javascript:alert(1)',
  'data:text/html,x',
  'http://ailleurs.example',
  'https:ailleurs.example',
  'https:/ailleurs.example',
  'https:///ailleurs.example',
  'https:\\\\ailleurs.example',
  'https://info.gouv.fr@ailleurs.example',
  'https://@ailleurs.example',
  'https://info.gouv.fr:secret@ailleurs.example/',
  'https://ailleurs.example\\@info.gouv.fr',
  'https://localhost/',
  'https://',
  ' https://ailleurs.example',
  'https://ailleurs.example/a b',
  'HTTPS://ailleurs.example',
  '',
]
test.each(PIEGES)('« %s » n’est ni une page d’ici, ni une adresse que l’on publie', adresse =>
  expect([cheminInterne(adresse), adresseHttps(adresse)]).toEqual([false, false]),
)

test('une page d’ici, une adresse en https', () => {
  for (const chemin of ['/', '/appels/x?y=1#z']) expect([cheminInterne(chemin), adresseHttps(chemin)]).toEqual([true, false])
  for (const a of ['https://www.legifrance.gouv.fr', 'https://x.example:8443/a@b?c=d#e'])
    expect([cheminInterne(a), adresseHttps(a)]).toEqual([false, true])
})
