import { expect, test } from 'vitest'
import { formatSiren, lireIdentifiant, sirenValide, siretValide } from './siren.ts'

test('un SIREN juste a la bonne clé, un chiffre changé la rend fausse', () => {
  const juste = '200076958'
  expect(sirenValide(juste)).toBe(true)
  for (let i = 0; i < 9; i++) {
    const faux = juste.slice(0, i) + ((Number(juste[i]) + 1) % 10) + juste.slice(i + 1)
    expect(sirenValide(faux), faux).toBe(false)
  }
  for (const s of ['', '000000000', '20007695', '2000769580', '20007695a']) expect(sirenValide(s), s).toBe(false)
})

test('un SIRET a la clé de son SIREN et la sienne ; La Poste a sa propre règle', () => {
  expect(siretValide('20007695800012')).toBe(true)
  expect(siretValide('20007695800013')).toBe(false)
  expect(siretValide('20007695900011')).toBe(false)
  expect(siretValide('35600000049837')).toBe(true)
  expect(siretValide('35600000049838')).toBe(false)
})

test('ce que je tape est reconnu : SIREN, SIRET, code INSEE, nom', () => {
  expect(lireIdentifiant('200 076 958')).toEqual({ genre: 'siren', siren: '200076958' })
  expect(lireIdentifiant('200\u00a0076\u202f958 00012')).toEqual({ genre: 'siren', siren: '200076958' })
  expect(lireIdentifiant('200076959')).toEqual({ genre: 'siren_faux', saisi: '200076959' })
  expect(lireIdentifiant('20007695800013')).toEqual({ genre: 'siret_faux' })
  expect(lireIdentifiant('2a004')).toEqual({ genre: 'insee', code: '2A004' })
  expect(lireIdentifiant('13055')).toEqual({ genre: 'insee', code: '13055' })
  expect(lireIdentifiant('Ajaccio')).toEqual({ genre: 'nom' })
  expect(lireIdentifiant('')).toEqual({ genre: 'nom' })
})

test('un SIREN se lit par groupes de trois', () => {
  expect(formatSiren('200076958')).toBe('200\u00a0076\u00a0958')
})
