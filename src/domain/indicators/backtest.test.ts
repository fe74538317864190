import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { backtest } from './backtest.ts'
import { judgeWarning } from './warn.ts'
import type { SeriesPoint, WarningCondition } from './warning.ts'

const low = { condition: { kind: 'threshold', operator: '<', value: 50 } satisfies WarningCondition }

function quarters(...values: readonly (number | null)[]): SeriesPoint[] {
  return values.map((value, index) => ({
    period: `${String(2023 + Math.floor(index / 4))}-Q${String((index % 4) + 1)}`,
    value,
  }))
}

describe('a back-test', () => {
  // 2023-Q1 … 2024-Q4
  const points = quarters(60, 45, 40, 55, 48, null, 47, 60)

  it('tells each alarm from beginning to end; an unknown quarter neither ends nor begins one', () => {
    const { alarms, judged, alarmsPerPeriod } = backtest(low, points)
    expect(alarms.map(({ from, to, isTrue }) => [from, to, isTrue])).toEqual([
      ['2023-Q2', '2023-Q3', null],
      ['2024-Q1', '2024-Q3', null],
    ])
    expect(alarms[0]?.verdict.numbers).toEqual({ value: 45, limit: 50 })
    expect(judged).toBe(7)
    expect(alarmsPerPeriod).toBeCloseTo(2 / 7, 12)
  })

  it('says how long before a known event it would have warned, and which alarms were false', () => {
    const events = [
      { period: '2024-Q4', name: 'missed the target' },
      { period: '2023-Q1', name: 'closure' },
    ]
    const result = backtest(low, points, events, { horizon: 2 })
    expect(result.events).toEqual([
      { event: events[0], alarmFrom: '2024-Q1', lead: 3 },
      { event: events[1], alarmFrom: null, lead: null },
    ])
    expect(result.alarms.map((alarm) => alarm.isTrue)).toEqual([false, true])
    expect(result).toMatchObject({ hitRate: 1 / 2, falseAlarms: 1 })
    expect(backtest(low, points, events, { horizon: 0 }).hitRate).toBe(0)
  })

  it('judges gaps between points as unknown periods', () => {
    const gap = [points[0], points[1], points[3]].flatMap((point) => point ?? [])
    expect(backtest(low, gap).verdicts.map((verdict) => verdict.fires)).toEqual([false, true, null, false])
    expect(backtest(low, [])).toMatchObject({ verdicts: [], alarmsPerPeriod: null, hitRate: null })
  })

  it('judges each period without what came after it', () => {
    const conditions: WarningCondition[] = [
      { kind: 'outlier', z: 2, training: 8 },
      { kind: 'change', against: 'last-period', operator: '<=', ratio: -0.1, running: 2 },
    ]
    const values = fc.array(fc.option(fc.integer({ min: 1, max: 200 })), { minLength: 1, maxLength: 24 })
    fc.assert(
      fc.property(values, fc.constantFrom(...conditions), (list, condition) => {
        const all = quarters(...list)
        const { verdicts } = backtest({ condition }, all)
        expect(verdicts).toHaveLength(all.length)
        verdicts.forEach((verdict, index) => {
          expect(judgeWarning({ condition }, all.slice(0, index + 1))).toEqual(verdict)
        })
      }),
    )
  })
})
