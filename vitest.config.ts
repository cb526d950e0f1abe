import { defineConfig } from 'vitest/config'

const commun = { pool: 'forks' as const, maxWorkers: 2, testTimeout: 20_000, hookTimeout: 60_000 }
export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    projects: [
      { extends: true, test: { ...commun, name: 'tranches', globalSetup: 'src/test/global.ts', include: ['src/**/*.test.{ts,tsx}'] } },
      {
        extends: true,
        test: {
          ...commun,
          name: 'parcours',
          globalSetup: 'src/test/global-parcours.ts',
          include: ['src/test/parcours/*.spec.ts'],
          testTimeout: 120_000,
          // a page that waits for the site: as long as the browser itself waits for what it clicks on
          expect: { poll: { timeout: 30_000 } },
        },
      },
    ],
  },
} as never)
