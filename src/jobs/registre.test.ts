import { parseCronItems } from 'graphile-worker'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openWorld, type World } from '../test/world.ts'
import { PERIODIQUES } from './registre.ts'

let w: World
beforeAll(async () => {
  w = await openWorld()
})
afterAll(() => w.close())

it('chaque tâche périodique a son nom, un horaire lisible, et passe deux fois de suite sans dommage', async () => {
  expect(new Set(PERIODIQUES.map(p => p.tache)).size).toBe(PERIODIQUES.length)
  expect(parseCronItems(PERIODIQUES.map(p => ({ task: p.tache, match: p.cron })))).toHaveLength(PERIODIQUES.length)
  for (const p of [...PERIODIQUES, ...PERIODIQUES]) await p.faire(w.deps)
})
