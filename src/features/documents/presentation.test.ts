import { expect, test } from 'vitest'
import { formatOctets } from './presentation.ts'

test('les tailles se lisent en Ko et Mo', () => {
  expect([0, 999, 18_220, 999_600, 2_560_000].map(formatOctets).join(' | ')).toBe(
    '0\u00a0o | 999\u00a0o | 18\u00a0Ko | 1\u00a0Mo | 2,6\u00a0Mo',
  )
})
