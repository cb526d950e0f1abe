import { expect, it } from 'vitest'
import { lireConfig } from '../../config.ts'
import { annuaireDe } from './annuaire.ts'

const avec = (env: Record<string, string>, adresse?: string) => {
  const config = lireConfig(env)
  return annuaireDe({ ...config, guichet: { ...config.guichet, annuaire: { adresse } } })
}

it('l’annuaire des réglages vient avant celui de l’installation, et n’est dedans que si celle-ci l’a nommé', () => {
  const ANNUAIRE_ENTREPRISES_URL = 'http://10.0.0.8/v1'
  expect(avec({})).toBeUndefined()
  expect(avec({ ANNUAIRE_ENTREPRISES_URL })).toEqual({ adresse: ANNUAIRE_ENTREPRISES_URL, interne: true })
  expect(avec({ ANNUAIRE_ENTREPRISES_URL }, 'https://annuaire.example')).toEqual({ adresse: 'https://annuaire.example', interne: false })
  expect(avec({ ANNUAIRES_INTERNES: 'https://annuaire.example, http://a.interne' }, 'https://annuaire.example/v1')?.interne).toBe(true)
  // kept from before the environment stopped to permit it: asked as any other, which refuses it
  expect(avec({}, 'http://10.0.0.8')).toEqual({ adresse: 'http://10.0.0.8', interne: false })
  expect(() => lireConfig({ ANNUAIRES_INTERNES: 'annuaire' })).toThrow('ANNUAIRES_INTERNES')
})
