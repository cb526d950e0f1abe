import { expect, it } from 'vitest'
import type { Aide } from './aide.ts'
import { COLONNES_SCDL } from './subventions.ts'

const objetDe = (objet: string) =>
  COLONNES_SCDL.find(c => c.nom === 'objet')!.valeur({ objet } as Aide, {} as Aide['beneficiaires'][number])

it.each([
  ['entier tant qu’il tient en 256 caractères', 'Un portail. '.repeat(21), 'Un portail. '.repeat(21).trim()],
  ['coupé au-delà, par la fin', `Un portail ${'x'.repeat(300)}`, `Un portail ${'x'.repeat(244)}…`],
  ['jamais au milieu d’un caractère', `${'x'.repeat(254)}🏛${'x'.repeat(50)}`, `${'x'.repeat(254)}…`],
  ['sur une ligne', 'Un portail\n  pour les familles', 'Un portail pour les familles'],
])('le titre d’un projet, dans le fichier SCDL\u00a0: %s', (_, titre, ecrit) => {
  expect(objetDe(titre)).toBe(ecrit)
  expect(objetDe(titre).length).toBeLessThanOrEqual(256)
})
