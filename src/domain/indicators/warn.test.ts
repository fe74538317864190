import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { judgeWarning } from './warn.ts'
import type { SeriesPoint, WarningCondition } from './warning.ts'

function series(points: Readonly<Record<string, number | null>>): SeriesPoint[] {
  return Object.entries(points).map(([period, value]) => ({ period, value }))
}

const judge = (condition: WarningCondition, points: readonly SeriesPoint[], context = {}) =>
  judgeWarning({ condition }, points, context)

describe('a threshold', () => {
  const below: WarningCondition = { kind: 'threshold', operator: '<', value: 50 }

  it('fires when the value passes it and keeps both numbers', () => {
    expect(judge(below, series({ '2024': 60, '2025': 49 }))).toEqual({
      period: '2025',
      fires: true,
      numbers: { value: 49, limit: 50 },
    })
    expect(judge(below, series({ '2025': 50 })).fires).toBe(false)
    expect(judge({ ...below, operator: '<=' }, series({ '2025': 50 })).fires).toBe(true)
    expect(judge({ ...below, operator: '>=' }, series({ '2025': 50 })).fires).toBe(true)
    expect(judge({ ...below, operator: '>' }, series({ '2025': 50 })).fires).toBe(false)
  })

  it('is not answered without a value: missing is never zero', () => {
    expect(judge(below, series({ '2024': 60, '2025': null }))).toMatchObject({
      fires: null,
      numbers: { reason: 'no-value' },
    })
    expect(judge(below, [])).toMatchObject({ fires: null, numbers: { reason: 'no-period' } })
    expect(judge(below, series({ '2024': 1 }), { period: '2025' }).fires).toBeNull()
  })

  it('judges the latest period whatever the order of the points', () => {
    expect(judge(below, series({ '2025-03': 10, '2024-12': 60 })).period).toBe('2025-03')
    expect(judge(below, series({ '2025-03': 10, '2024-12': 60 }), { period: '2024-12' }).fires).toBe(false)
  })
})

describe('a change', () => {
  const fall: WarningCondition = {
    kind: 'change',
    against: 'last-period',
    operator: '<=',
    ratio: -0.1,
    running: 1,
  }

  it('fires on a fall of a tenth', () => {
    expect(judge(fall, series({ '2025-Q1': 100, '2025-Q2': 90 }))).toEqual({
      period: '2025-Q2',
      fires: true,
      numbers: { value: 90, base: 100, change: -0.1, limit: -0.1, running: 1 },
    })
    expect(judge(fall, series({ '2025-Q1': 100, '2025-Q2': 91 })).fires).toBe(false)
  })

  it('compares with the same period last year where asked to', () => {
    const yearly: WarningCondition = { ...fall, against: 'same-period' }
    const points = series({ '2024-02': 100, '2025-01': 10, '2025-02': 95 })
    expect(judge(yearly, points)).toMatchObject({ fires: false, numbers: { base: 100, change: -0.05 } })
    expect(judge(yearly, series({ '2024-Q3': 100, '2025-Q3': 80 })).fires).toBe(true)
    expect(judge(yearly, series({ '2024': 100, '2025': 80 })).fires).toBe(true)
  })

  it('asks for so many periods running', () => {
    const twice: WarningCondition = { ...fall, running: 2 }
    expect(judge(twice, series({ '2025-01': 100, '2025-02': 80, '2025-03': 70 }))).toMatchObject({
      fires: true,
      numbers: { change: -0.125, change1Before: -0.2 },
    })
    expect(judge(twice, series({ '2025-01': 100, '2025-02': 95, '2025-03': 70 })).fires).toBe(false)
  })

  it('with a gap answers only what the gap cannot alter', () => {
    const twice: WarningCondition = { ...fall, running: 2 }
    expect(judge(twice, series({ '2025-01': null, '2025-02': 80, '2025-03': 70 }))).toMatchObject({
      fires: null,
      numbers: { reason: 'no-base' },
    })
    expect(judge(twice, series({ '2025-01': null, '2025-02': 80, '2025-03': 80 })).fires).toBe(false)
  })

  it('takes a growing loss for a fall and has no answer to a base of zero', () => {
    expect(judge(fall, series({ '2024': -100, '2025': -150 }))).toMatchObject({
      fires: true,
      numbers: { change: -0.5 },
    })
    expect(judge(fall, series({ '2024': 0, '2025': -150 }))).toMatchObject({
      fires: null,
      numbers: { reason: 'base-zero' },
    })
  })

  it('does not depend on the unit', () => {
    const value = fc.integer({ min: 1, max: 1_000_000 })
    fc.assert(
      fc.property(value, value, (then, now) => {
        const verdict = (unit: number): boolean | null =>
          judge(fall, series({ '2024': then * unit, '2025': now * unit })).fires
        expect(verdict(1024)).toBe(verdict(1))
      }),
    )
  })
})

describe('a trajectory', () => {
  // The zone's plan: from 7.2 in 2020 to 12 in 2025 (trillion yuan).
  const path: WarningCondition = {
    kind: 'trajectory',
    baseline: { period: '2020', value: 7.2 },
    target: { period: '2025', value: 12 },
    path: 'linear',
    tolerance: 0.05,
  }

  it('fires when the value is short of the straight path by more than the tolerance', () => {
    // 2022: 7.2 + 4.8 × 2/5 = 9.12; 5 % of the way is 0.24.
    const verdict = judge(path, series({ '2022': 8.87 }))
    expect(verdict.fires).toBe(true)
    expect(verdict.numbers.required).toBeCloseTo(9.12, 9)
    expect(verdict.numbers.shortfall).toBeCloseTo(0.25 / 4.8, 9)
    expect(judge(path, series({ '2022': 8.89 })).fires).toBe(false)
  })

  it('asks less at first of a compound path', () => {
    // 7.2 × (12 / 7.2)^(2/5) = 8.832.
    const verdict = judge({ ...path, path: 'compound' }, series({ '2022': 8.7 }))
    expect(verdict.fires).toBe(false)
    expect(verdict.numbers.required).toBeCloseTo(8.8324, 3)
  })

  it('runs downwards where less is better', () => {
    const energy: WarningCondition = {
      ...path,
      baseline: { period: '2020', value: 0.2 },
      target: { period: '2025', value: 0.1 },
    }
    expect(judge(energy, series({ '2023': 0.16 })).fires).toBe(true)
    expect(judge(energy, series({ '2023': 0.13 })).fires).toBe(false)
  })

  it('asks for the target from its period on, and for nothing before the baseline', () => {
    expect(judge(path, series({ '2027': 11.7 }))).toMatchObject({ fires: true, numbers: { required: 12 } })
    expect(judge(path, series({ '2019': 1 }))).toMatchObject({
      fires: null,
      numbers: { reason: 'before-baseline' },
    })
    expect(judge(path, series({ '2022': null }))).toMatchObject({
      fires: null,
      numbers: { reason: 'no-value' },
    })
  })

  it('says why there is no path', () => {
    expect(
      judge({ ...path, target: { period: '2025', value: 7.2 } }, series({ '2022': 1 })).numbers.reason,
    ).toBe('no-way-to-go')
    expect(
      judge({ ...path, path: 'compound', baseline: { period: '2020', value: 0 } }, series({ '2022': 1 }))
        .numbers.reason,
    ).toBe('no-compound-path')
  })

  it('is answered between periods of another rhythm by their last days', () => {
    // The middle of 2022 lies 546 of 1826 days from the end of 2020.
    const verdict = judge(path, series({ '2022-06': 8 }))
    expect(verdict.numbers.required).toBeCloseTo(7.2 + (4.8 * 546) / 1826, 9)
  })

  it('never fires on a series that lies on the path', () => {
    const value = fc.double({ min: 0.1, max: 1e6, noNaN: true })
    fc.assert(
      fc.property(
        value,
        value,
        fc.integer({ min: 0, max: 5 }),
        fc.constantFrom('linear' as const, 'compound' as const),
        (from, to, year, kind) => {
          fc.pre(Math.abs(from - to) > 1e-3 * from)
          const exact: WarningCondition = {
            kind: 'trajectory',
            baseline: { period: '2020', value: from },
            target: { period: '2025', value: to },
            path: kind,
            tolerance: 0,
          }
          const on = kind === 'linear' ? from + ((to - from) * year) / 5 : from * (to / from) ** (year / 5)
          expect(judge(exact, series({ [String(2020 + year)]: on })).fires).toBe(false)
        },
      ),
    )
  })
})

describe('completeness', () => {
  const whole: WarningCondition = { kind: 'completeness', share: 0.95 }
  const points: SeriesPoint[] = [{ period: '2025-03', value: null, completeness: 0.9 }]

  it('fires from the due day on', () => {
    expect(judge(whole, points)).toMatchObject({ fires: true, numbers: { completeness: 0.9, limit: 0.95 } })
    expect(judge(whole, points, { isDue: false })).toMatchObject({
      fires: false,
      numbers: { reason: 'not-due' },
    })
    expect(judge(whole, [{ period: '2025-03', value: 1 }])).toMatchObject({
      fires: null,
      numbers: { reason: 'no-completeness' },
    })
    expect(judge(whole, [{ period: '2025-03', value: null, completeness: 0.95 }]).fires).toBe(false)
  })
})

describe('an outlier of a series', () => {
  const unusual: WarningCondition = { kind: 'outlier', z: 3.5, training: 12 }
  const calm = {
    '2025-01': 100,
    '2025-02': 102,
    '2025-03': 101,
    '2025-04': 103,
    '2025-05': 102,
    '2025-06': 104,
  }

  it('fires on a change unlike the series’ own past, up or down', () => {
    expect(judge(unusual, series({ ...calm, '2025-07': 150 })).fires).toBe(true)
    expect(judge(unusual, series({ ...calm, '2025-07': 60 })).fires).toBe(true)
    expect(judge(unusual, series({ ...calm, '2025-07': 103 })).fires).toBe(false)
  })

  it('keeps the change and the usual one', () => {
    const { numbers } = judge(unusual, series({ ...calm, '2025-07': 156 }))
    expect(numbers).toMatchObject({ value: 156, base: 104, pastChanges: 5, limit: 3.5 })
    expect(numbers.change).toBeCloseTo(0.5, 9)
    expect(numbers.usualChange).toBeCloseTo(2 / 102, 2)
  })

  it('learns from so many periods before and no further back', () => {
    const points = series({ ...calm, '2025-07': 103 })
    expect(judge({ ...unusual, training: 4 }, points).numbers.pastChanges).toBe(4)
    expect(judge({ ...unusual, training: 5 }, points).numbers.pastChanges).toBe(5)
  })

  it('has no answer without enough past or above zero', () => {
    expect(judge(unusual, series({ '2025-01': 1, '2025-02': 2, '2025-03': 9 })).numbers.reason).toBe(
      'too-few-changes',
    )
    expect(judge(unusual, series({ ...calm, '2025-07': -3 })).numbers.reason).toBe('not-above-zero')
    expect(judge(unusual, series({ ...calm, '2025-08': 100 })).numbers.reason).toBe('no-base')
  })

  it('lets a series that stood still move a little', () => {
    const still = Object.fromEntries(
      Array.from({ length: 9 }, (_, month) => [`2025-0${String(month + 1)}`, 100]),
    )
    expect(judge(unusual, series({ ...still, '2025-09': 102 })).fires).toBe(false)
    expect(judge(unusual, series({ ...still, '2025-09': 110 })).fires).toBe(true)
  })
})
