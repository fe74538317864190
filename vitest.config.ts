import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** Properties run on the same cases each time (tests/support/fast-check.ts). */
const alias = {
  'fast-check': fileURLToPath(new URL('tests/support/fast-check.ts', import.meta.url)),
}

/** The same for all projects: then they share their workers and no core waits while the last journey ends. */
const WORKERS = 2

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['src/domain/**/*.test.ts', 'tests/examples/**/*.test.ts', 'web/**/*.test.ts'],
          environment: 'node',
          alias,
          // Speed is shown by benchmarks; a busy machine must not fail a test.
          testTimeout: 60_000,
          // Engines and pure functions keep nothing between files; reading their modules once saves a third of the time.
          isolate: false,
          maxWorkers: WORKERS,
        },
      },
      {
        test: {
          name: 'database',
          include: [
            'src/features/**/*.test.ts',
            'src/platform/**/*.test.ts',
            'src/main/**/*.test.ts',
            'tests/access/**/*.test.ts',
            'tests/faults/**/*.test.ts',
          ],
          environment: 'node',
          alias,
          globalSetup: ['tests/support/database-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          maxWorkers: WORKERS,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['tests/journeys/**/*.test.ts'],
          environment: 'node',
          alias,
          globalSetup: ['tests/support/database-setup.ts', 'tests/support/web-setup.ts'],
          testTimeout: 180_000,
          hookTimeout: 240_000,
          maxWorkers: WORKERS,
        },
      },
    ],
  },
})
