import { globSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWorld, type World } from '../../test/world.ts'
import { ecrireCourriel } from './ecrire.ts'

let w: World
beforeAll(async () => {
  w = await openWorld()
})
afterAll(() => w.close())

test('un courriel salue, dit ses phrases une par paragraphe, puis dit qui l’écrit', async () => {
  const commun = { destinataire: 'mairie@guichet.example', sujet: 'Essai', phrases: ['Une phrase.', 'Une autre.'] }
  await w.auGuichet(async tx => {
    await ecrireCourriel(tx, w.ctx(), commun)
    await ecrireCourriel(tx, w.ctx(), { ...commun, signe: 'Le service' })
  })
  expect((await w.courriels()).map(c => c.texte)).toEqual([
    'Bonjour,\n\nUne phrase.\n\nUne autre.',
    'Bonjour,\n\nUne phrase.\n\nUne autre.\n\nLe service',
  ])
})

test('aucun acte ne compose son courriel lui-même', () => {
  const salutations = globSync('src/features/**/*.{ts,tsx}').filter(
    f => !/\.test\.|\/test\//.test(f) && readFileSync(f, 'utf8').includes("'Bonjour,'"),
  )
  expect(salutations).toEqual(['src/features/courriels/ecrire.ts'])
})
