import { describe, expect, test } from 'vitest'
import { sandboxTime } from './sandbox-time.ts'

describe('the time of a product in the sandbox', () => {
  const period = { from: '2026-11-01', to: '2026-11-11' }
  const on = (day: string) => sandboxTime(period, new Date(`${day}T12:00:00+08:00`))

  test('is counted until it begins, then until it ends', () => {
    expect(on('2026-10-30')).toEqual({ days: 2, stands: 'ahead', share: 0 })
    expect(on('2026-11-01')).toEqual({ days: 10, stands: 'running', share: 0 })
    expect(on('2026-11-06')).toEqual({ days: 5, stands: 'running', share: 0.5 })
  })

  test('is over on the day that it no longer includes', () => {
    expect(on('2026-11-10').stands).toBe('running')
    expect(on('2026-11-11')).toEqual({ days: 0, stands: 'over', share: 1 })
  })
})
