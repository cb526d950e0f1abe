import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { lireDescription } from './liste.schema.ts'

const YAML = readFileSync('listes/fonds-vert-2023-corse.yml', 'utf8')
const lire = (periode: string) => lireDescription(YAML.replace(/\n( +)conditions:.*/, `$&\n$1periode: ${periode}`))

it.each([
  ['un jour', '2023-06-15', true],
  ['deux jours', '2023-01-01/2023-12-31', true],
  ['trois jours', '2023-01-01/2023-06-15/2023-12-31', false],
  ['un jour qui n’existe pas', '2023-01-01/2023-02-30', false],
])('la période des versements, %s (%s)\u00a0: acceptée %s', (_, periode, acceptee) => {
  const r = lire(periode)
  expect(r.ok ? 'lue' : r.error.join()).toMatch(acceptee ? 'lue' : 'versement.periode : un jour, ou deux séparés par « / »')
})
