import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { pageDesDroits } from '../../scripts/droits/page.ts'

test('docs/droits.md dit ce que dit le décret', () => {
  expect(readFileSync('docs/droits.md', 'utf8')).toBe(pageDesDroits())
})
