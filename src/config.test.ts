import { expect, test } from 'vitest'
import { lireConfig } from './config.ts'

const PRODUCTION = { GUICHET_MODE: 'production', SECRET: 's'.repeat(40) }

test('un rôle auquel il manque sa base le dit ; la démonstration n’en a qu’un', () => {
  const lire = (plus: Record<string, string>) => () => lireConfig({ ...PRODUCTION, ...plus })
  expect(lire({ GUICHET_ROLE: 'web', DATABASE_URL: 'postgres://x' })).toThrow('GUICHET_ROLE=web demande DATABASE_URL_APP')
  for (const role of ['taches', 'migrer'])
    expect(lire({ GUICHET_ROLE: role, DATABASE_URL_APP: 'postgres://x' })).toThrow(`GUICHET_ROLE=${role} demande DATABASE_URL`)
  expect(lire({ GUICHET_ROLE: 'chef' })).toThrow('Réglage refusé : GUICHET_ROLE')
  expect(() => lireConfig({ GUICHET_ROLE: 'web' })).toThrow('La démonstration tient en un processus')
  expect(lire({})().GUICHET_ROLE).toBe('tout')
})
