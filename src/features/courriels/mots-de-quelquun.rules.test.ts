import { expect, it } from 'vitest'
import { estUnNom, motsEnCourriel, NOM_MAX, personneEnCourriel } from './mots-de-quelquun.rules.ts'

const courriel = 'mairie@guichet.example'

// Seen to fail: without the length, without the link, without the signs.
it('un nom tient en soixante lettres, et n’est ni un lien, ni une adresse, ni un numéro', () => {
  for (const nom of ['a'.repeat(NOM_MAX), 'Jean-Paul d’Istria', 'M. Ange O’Hara', 'Noël É. Ŀ']) expect(estUnNom(nom), nom).toBe(true)
  for (const nom of [
    '',
    'a'.repeat(NOM_MAX + 1),
    'mechant.example',
    'WWW.mechant',
    'x@y',
    'Appelez le 06',
    'a/b',
    'a\u202eb',
    'Bloqué : payez',
  ])
    expect(estUnNom(nom), nom).toBe(false)
})

it('le courriel dit que c’est la personne qui se nomme ainsi ; ce qui n’est pas un nom n’y est pas', () => {
  expect(personneEnCourriel({ nom: 'Marie', courriel })).toBe(
    `une personne qui dit s’appeler «\u00a0Marie\u00a0» et qui écrit de ${courriel}`,
  )
  for (const nom of ['', 'a'.repeat(NOM_MAX + 1), 'mechant.example'])
    expect(personneEnCourriel({ nom, courriel })).toBe(`une personne qui écrit de ${courriel}`)
})

it('des mots tapés tiennent sur une ligne courte, sans adresse, ni lien, ni numéro', () => {
  expect(motsEnCourriel('Venez\nsur www.mechant.example ou https://x ou à x@y.z, 06 12 34 56 78.')).toBe(
    'Venez sur […] ou […] ou à […] […].',
  )
  expect(motsEnCourriel('Le lot 12 de 2021')).toBe('Le lot 12 de 2021')
  expect(motsEnCourriel('mot '.repeat(100), 20)).toBe('mot mot mot mot mot…')
})
