import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { inventer } from '../../../bench/optimiser.ts'
import { poserProbleme } from '../../test/enveloppe.ts'
import type { Avancement } from './calculer.ts'
import { lancerExplication, lancerScenario, MOTEUR } from './lancer.ts'

const tirages = { tirages: 40, echelon: 100, graine: 7 }
const vingt = Array.from({ length: 20 }, (_, i) => ({ id: `d${i}`, points: 1000 + 70 * i, demande: 2_000_000 + 300_000 * (i % 7) }))
const p = poserProbleme(vingt, { enveloppe: 30_000_000, seuil: 1200 })

test('un scénario se calcule à part, dit où il en est, et se rejoue au même résultat', async () => {
  const avancements: Avancement[] = []
  const demande = { probleme: p, limiteMs: 30_000, robustesse: tirages }
  const r = await lancerScenario(demande, { suivre: a => avancements.push(a) })
  expect(await lancerScenario(structuredClone({ ...demande, probleme: { ...p, dossiers: p.dossiers.toReversed() } }))).toEqual(r)
  if (r.statut !== 'optimal') throw new Error(r.statut)
  expect(r.allocation.totaux.accorde).toBeLessThanOrEqual(30_000_000)
  expect(r.robustesse).toMatchObject({ tirages: 40, faits: 40, impossibles: 0 })
  expect(r.robustesse!.retenus.d19).toBe(40)
  expect(r.robustesse!.retenus.d0).toBe(0)
  const dehors = r.manques!
  expect(Object.keys(dehors).every(id => !r.allocation.attributions.some(a => a.id === id))).toBe(true)
  expect(Object.values(dehors).some(n => n !== null && n > 0)).toBe(true)
  const fractions = avancements.filter(a => a.phase === 'robustesse').map(a => a.fraction)
  expect(fractions).toEqual(fractions.toSorted((a, b) => a - b))
  expect(fractions.at(-1)).toBe(1)
  expect(avancements.find(a => a.phase === 'robustesse')?.allocation).toEqual(r.allocation)
})

test('un calcul s’arrête quand on le demande, même au milieu d’une preuve', async () => {
  const arret = new AbortController()
  const debut = performance.now()
  const attente = lancerScenario(
    { probleme: inventer(5_000, 1), limiteMs: 60_000, robustesse: tirages },
    { signal: arret.signal, suivre: () => setTimeout(() => arret.abort(), 300) },
  )
  expect(await attente).toEqual({ statut: 'annule' })
  expect(performance.now() - debut).toBeLessThan(8_000)
  expect(await lancerScenario({ probleme: p, limiteMs: 1000, robustesse: null }, { signal: arret.signal })).toEqual({ statut: 'annule' })
})

test('quand le temps manque, rien n’est dit optimal', async () => {
  const r = await lancerScenario({ probleme: inventer(5_000, 1), limiteMs: 1, robustesse: tirages })
  expect(['rien', 'limite']).toContain(r.statut)
})

test('des contraintes qui se contredisent reviennent nommées', async () => {
  const r = await lancerScenario({
    probleme: {
      ...p,
      contraintes: {
        ...p.contraintes,
        enveloppe: 100,
        plancher: 200,
        laureatsMax: 3,
        parts: [{ id: 'x', libelle: '2A', famille: 'departement', valeur: '2A', sens: 'au_moins', quota: { montant: 100 } }],
      },
    },
    limiteMs: 10_000,
    robustesse: null,
  })
  expect(r).toEqual({
    statut: 'incompatible',
    conflits: [expect.objectContaining({ cle: 'enveloppe', suffit: true }), expect.objectContaining({ cle: 'part:x', suffit: true })],
  })
})

test('une explication se calcule à part', async () => {
  const r = await lancerScenario({ probleme: p, limiteMs: 30_000, robustesse: null })
  if (r.statut !== 'optimal') throw new Error(r.statut)
  const e = await lancerExplication({ probleme: p, allocation: r.allocation, id: 'd19', limiteMs: 30_000 })
  // what one would lose without it was looked for: there was time
  expect(e).toMatchObject({ id: 'd19', retenu: true, sansLui: { perte: expect.any(Number) } })
})

test('le moteur que l’on garde avec un résultat est celui qui est installé', () => {
  const { version } = JSON.parse(readFileSync('node_modules/highs/package.json', 'utf8')) as { version: string }
  expect(MOTEUR).toBe(`HiGHS ${version}`)
})
