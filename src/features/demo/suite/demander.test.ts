import { afterAll, beforeAll, expect, it } from 'vitest'
import { enTransaction } from '../../../contexte.ts'
import { openWorld, type World } from '../../../test/world.ts'
import { journaliser } from '../../journal/index.ts'
import { etatDesSuites, SUITE } from '../suite.queries.ts'
import type { NomSuite } from '../suite.schema.ts'
import { demanderSuite } from './jouer-suite.ts'

let w: World
beforeAll(async () => {
  w = await openWorld()
})
afterAll(() => w.close())

const demandee = () => w.auGuichet(async tx => (await etatDesSuites(tx, w.guichetId)).demandee)
const finir = (suite: NomSuite) => enTransaction(w.ctx(), tx => journaliser(tx, { ...w.ctx(), tx }, SUITE.finie, w.guichetId, { suite }))

// seen to fail: with the first one asked for kept, with the end of another one taken for its own
it('un autre moment demandé pendant qu’un premier se joue : le plus lointain est attendu, jusqu’à sa fin', async () => {
  expect(await demanderSuite(w.ctx(), 'resultats')).toBe(true)
  expect(await demanderSuite(w.ctx(), 'bilan')).toBe(true)
  expect(await demandee()).toBe('bilan')
  expect(await demanderSuite(w.ctx(), 'resultats')).toBe(true)
  expect(await demandee()).toBe('bilan')
  await finir('resultats')
  expect(await demandee()).toBe('bilan')
  await finir('bilan')
  expect(await demandee()).toBeUndefined()
  expect([await demanderSuite(w.ctx(), 'bilan'), await demanderSuite(w.ctx(), 'resultats')]).toEqual([false, false])
})
