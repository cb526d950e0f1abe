import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { base } from '../../test/appels/itn7-base.ts'
import { lireAppel } from '../appels/lire-appel.ts'
import { valeursDe } from './valeurs.ts'

// Seen to fail: with « base éligible » left out of the names that expenses give.
describe('ne demander que certains faits d’un dossier', () => {
  const lu = lireAppel(readFileSync('appels/itn7-axe3-corse-2021/appel.yml', 'utf8'), 'appel.yml')
  if (!lu.ok) throw new Error('appel.yml')
  const complets = { ...base, lots: { nombre: 2, aides: 1 }, contact: { complet: true, mots: 'Direction' } }
  const tout = valeursDe(lu.value, complets)

  test('donne chacun comme quand on les demande tous', () => {
    const seuls = [...tout.keys()].map(nom => [nom, valeursDe(lu.value, complets, new Set([nom])).get(nom)])
    expect(new Map(seuls as [string, never][])).toEqual(tout)
  })

  test('n’en donne pas d’autre', () => {
    expect([...valeursDe(lu.value, complets, new Set(['volet', 'inconnu'])).keys()]).toEqual(['volet'])
  })
})
