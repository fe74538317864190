import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyTransform, growthOf, neededPeriods, singleValue, type SeriesKind } from './apply-transform.ts'

const ACCUMULATED: SeriesKind = { measure: 'accumulates', additive: true }
const SERIES = new Map<string, number | null>([
  ['2024-01', 90],
  ['2024-02', 200],
  ['2024-03', 310],
  ['2025-01', 100],
  ['2025-02', 220],
  ['2025-03', null],
  ['2025-04', 480],
  ['2025-05', 600],
])
const valueOf = (period: string): number | null => SERIES.get(period) ?? null

describe('accumulated figures', () => {
  it('are parted into single months within the year', () => {
    expect(singleValue(ACCUMULATED, '2025-01', valueOf)).toBe(100)
    expect(singleValue(ACCUMULATED, '2025-02', valueOf)).toBe(120)
    expect(singleValue(ACCUMULATED, '2025-05', valueOf)).toBe(120)
  })

  it('have no single month where the month before is unknown', () => {
    expect(singleValue(ACCUMULATED, '2025-03', valueOf)).toBeNull()
    expect(singleValue(ACCUMULATED, '2025-04', valueOf)).toBeNull()
  })

  it('stay as they are where a difference means nothing', () => {
    expect(singleValue({ measure: 'accumulates', additive: false }, '2025-02', valueOf)).toBe(220)
    expect(singleValue({ measure: 'point', additive: true }, '2025-02', valueOf)).toBe(220)
  })

  it('grow month to month by single months, and against last year as accumulated', () => {
    expect(growthOf(ACCUMULATED, 'growth', '2025-02', valueOf)).toBeCloseTo(0.2, 12)
    expect(growthOf(ACCUMULATED, 'growth-same-period', '2025-02', valueOf)).toBeCloseTo(0.1, 12)
    expect(growthOf(ACCUMULATED, 'growth', '2025-04', valueOf)).toBeNull()
    // January stands against December alone, for which November is needed too.
    expect(neededPeriods(ACCUMULATED, 'growth', '2025-01')).toEqual(['2025-01', '2024-12', '2024-11'])
    expect(neededPeriods(ACCUMULATED, 'growth-same-period', '2025-Q2')).toEqual(['2025-Q2', '2024-Q2'])
    expect(neededPeriods({ measure: 'flow', additive: true }, 'growth', '2025')).toEqual(['2025', '2024'])
    expect(neededPeriods(ACCUMULATED, 'share', '2025-01')).toEqual(['2025-01'])
  })

  it('add up again to what they were parted from', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 12 }),
        (months) => {
          let sum = 0
          const running = new Map(
            months.map((value, index) => [`2025-${String(index + 1).padStart(2, '0')}`, (sum += value)]),
          )
          const single = [...running.keys()].map((id) =>
            singleValue(ACCUMULATED, id, (p) => running.get(p) ?? null),
          )
          expect(single).toEqual(months)
        },
      ),
    )
  })
})

describe('transforms over groups', () => {
  it('grow by the size of what was, so that a smaller loss is growth', () => {
    expect(
      applyTransform([110, -50, 5, null, 3], { transform: 'growth', then: [100, -100, 0, 4, null] }),
    ).toEqual([0.1, 0.5, null, null, null])
  })

  it('are shares of a published whole', () => {
    expect(applyTransform([25, null], { transform: 'share', whole: 100 })).toEqual([0.25, null])
    expect(applyTransform([25], { transform: 'share', whole: null })).toEqual([null])
  })

  it('are location quotients: 30 of 100 here against 90 of 600 in all is twice the weight', () => {
    const input = { transform: 'location-quotient', regions: [100, 0, null], part: 90, whole: 600 } as const
    expect(applyTransform([30, 5, 5], input)).toEqual([2, null, null])
  })
})
