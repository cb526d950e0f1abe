import { expect, test } from 'vitest'
import { poserProbleme } from '../../test/enveloppe.ts'
import { type Avancement, calculer } from './calculer.ts'
import { chargerHighs } from './resoudre.ts'

const highs = await chargerHighs()
/** Two dossiers for the money of one: a step of the scores never brings the second near the first. */
const p = poserProbleme(
  [
    { id: 'fort', points: 3000 },
    { id: 'faible', points: 1000 },
  ],
  { enveloppe: 5_000_000 },
)

test('un calcul se dit commencé avant sa première réponse, puis montre l’allocation pendant les tirages', () => {
  const dits: Avancement[] = []
  const r = calculer(highs, p, { limiteMs: 20_000, robustesse: { tirages: 5, echelon: 100, graine: 7 } }, a => dits.push(a))
  expect(dits[0]).toEqual({ phase: 'optimum', fraction: 0 })
  expect(dits.find(a => a.phase === 'robustesse')).toMatchObject({ fraction: 0, allocation: { attributions: [{ id: 'fort' }] } })
  // in how many of the five: one that never is stands at 0, not elsewhere
  expect(r).toMatchObject({ statut: 'optimal', robustesse: { faits: 5, impossibles: 0, retenus: { fort: 5, faible: 0 } } })
})
