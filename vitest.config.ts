import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** The longest first, so that no worker ends alone: the walk through every page, the other journeys, then the rest by size. */
class LesPlusLongsDabord extends BaseSequencer {
  override async sort(fichiers: TestSpecification[]) {
    const rang = (f: TestSpecification) => (f.moduleId.endsWith('/pages.spec.ts') ? 0 : f.project.name === 'parcours' ? 1 : 2)
    return (await super.sort(fichiers)).toSorted((a, b) => rang(a) - rang(b))
  }
}

const commun = { pool: 'forks' as const, maxWorkers: 2, testTimeout: 20_000, hookTimeout: 60_000 }
export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    sequence: { sequencer: LesPlusLongsDabord },
    projects: [
      {
        extends: true,
        test: {
          ...commun,
          name: 'tranches',
          globalSetup: 'src/test/global.ts',
          include: ['src/**/*.test.{ts,tsx}'],
          // each file has a database, an application and a clock of its own; modules are read once a process, as they are when the program runs
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          ...commun,
          name: 'parcours',
          // most start the program; one has data that no demonstration has, in a database of its own
          globalSetup: ['src/test/global.ts', 'src/test/global-parcours.ts'],
          include: ['src/test/parcours/*.spec.ts'],
          isolate: false,
          testTimeout: 120_000,
          // a page that waits for the site: as long as the browser itself waits for what it clicks on
          expect: { poll: { timeout: 30_000 } },
        },
      },
    ],
  },
} as never)
