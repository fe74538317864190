import { expect, test } from 'vitest'
import { presetPeriod } from './period.ts'

test.each([
  ['month', '2026-11-22', '2026-11-01', '2026-11-22'],
  ['lastMonth', '2026-11-22', '2026-10-01', '2026-10-31'],
  ['lastMonth', '2026-01-05', '2025-12-01', '2025-12-31'],
  ['lastMonth', '2028-03-31', '2028-02-01', '2028-02-29'],
  ['quarter', '2026-11-22', '2026-10-01', '2026-11-22'],
  ['quarter', '2026-03-31', '2026-01-01', '2026-03-31'],
  ['year', '2026-01-01', '2026-01-01', '2026-01-01'],
  ['lastYear', '2026-11-22', '2025-01-01', '2025-12-31'],
] as const)('%s as of %s is %s to %s', (preset, today, from, to) => {
  expect(presetPeriod(preset, today)).toEqual({ from, to })
})
