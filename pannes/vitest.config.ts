import { defineConfig } from 'vitest/config'

/** One file at a time: each breaks something of its own, and the machine is not to be shared while it does. Bounded: nothing here waits for ever. */
const commun = { pool: 'forks' as const, maxWorkers: 1, fileParallelism: false, globalSetup: 'pannes/serveur.ts', reporters: ['verbose'] }
export default defineConfig({
  root: '.',
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    ...commun,
    projects: [
      { extends: true, test: { name: 'pannes', include: ['pannes/*.panne.ts'], testTimeout: 180_000, hookTimeout: 120_000 } },
      { extends: true, test: { name: 'memoire', include: ['pannes/memoire/*.memoire.ts'], testTimeout: 1_800_000, hookTimeout: 300_000 } },
      { extends: true, test: { name: 'charge', include: ['pannes/charge/*.charge.ts'], testTimeout: 900_000, hookTimeout: 300_000 } },
    ],
  },
} as never)
