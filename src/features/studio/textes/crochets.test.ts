import { expect, it } from 'vitest'
import { MOTS_DES_TEXTES } from '../../cahier/index.ts'
import { depuisCrochets, enCrochets, inconnus } from './crochets.rules.ts'
import { LIBELLES_DES_MOTS, motsDe } from './mots-des-textes.table.ts'

const LETTRE = motsDe('lettre', [{ id: 'entreprises', libelle: 'Entreprises [aidées]' }])

it('chaque mot d’une lettre ou d’un acte a un nom, et aucun n’a celui d’un autre', () => {
  const codes = [...new Set([...MOTS_DES_TEXTES.lettre, ...MOTS_DES_TEXTES.acte])]
  expect(codes.filter(c => !LIBELLES_DES_MOTS[c])).toEqual([])
  const noms = Object.values(LIBELLES_DES_MOTS).map(([, nom]) => nom)
  expect(new Set(noms).size).toBe(noms.length)
})

it('le fichier dit {montant_en_lettres}, la page [montant en lettres]\u00a0; un tableau s’appelle par son nom', () => {
  const fichier = 'Une aide de {montant} ({montant_en_lettres}) pour {entreprises}.'
  const page = 'Une aide de [montant accordé] ([montant en lettres]) pour [entreprises aidées].'
  expect(enCrochets(fichier, LETTRE)).toBe(page)
  expect(depuisCrochets(page, LETTRE)).toBe(fichier)
})

it('un mot se tape sans accent, avec des majuscules, ou par son code', () => {
  expect(depuisCrochets('[Montant accorde] [montant_en_lettres] [ rang ]', LETTRE)).toBe('{montant} {montant_en_lettres} {rang}')
})

it('un mot qui n’existe pas reste, et se voit', () => {
  const fichier = depuisCrochets('Une aide de [montant acordé].', LETTRE)
  expect(fichier).toBe('Une aide de {montant acordé}.')
  expect(inconnus(fichier, LETTRE)).toEqual(['montant acordé'])
  expect(enCrochets(fichier, LETTRE)).toBe('Une aide de [montant acordé].')
})

it('des crochets qui sont ceux du texte le restent', () => {
  for (const fichier of ['[sic] et {motif}', '[{montant}]', '[[x]]', 'a ] b [ c'])
    expect(depuisCrochets(enCrochets(fichier, LETTRE), LETTRE)).toBe(fichier)
})
