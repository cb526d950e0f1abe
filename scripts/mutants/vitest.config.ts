import { defineConfig } from 'vitest/config'

/** The fast tests as `npm test` runs them, one file after the other and no further than the first that fails. */
export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    pool: 'forks',
    maxWorkers: 1,
    isolate: false,
    testTimeout: 30_000,
    hookTimeout: 120_000,
    globalSetup: process.env.MUTANTS_SANS_BASE ? [] : ['src/test/global.ts'],
    include: ['src/**/*.test.{ts,tsx}'],
    execArgv: ['--import', new URL('./fil.ts', import.meta.url).href],
  },
} as never)
