import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { someDay } from '#tests/duty-arbitraries'
import { RHYTHMS } from './duty.ts'
import { instancesDue } from './periodic-instances.ts'
import { addDays, periodOf } from './periods.ts'

describe('instances of a periodic duty', () => {
  it('are one for each period since it began and one ahead, within its days', () => {
    const series = { rhythm: 'quarter', startsOn: '2026-02-10', dueOn: '2027-12-31' } as const
    expect(instancesDue(series, '2026-07-31', [])).toEqual([
      { period: '2026-Q1', from: '2026-02-10', to: '2026-03-31' },
      { period: '2026-Q2', from: '2026-04-01', to: '2026-06-30' },
      { period: '2026-Q3', from: '2026-07-01', to: '2026-09-30' },
      { period: '2026-Q4', from: '2026-10-01', to: '2026-12-31' },
    ])
  })

  it('leave out what exists', () => {
    const series = { rhythm: 'year', startsOn: '2024-01-01', dueOn: null } as const
    expect(instancesDue(series, '2026-03-01', ['2024', '2026']).map(({ period }) => period)).toEqual([
      '2025',
      '2027',
    ])
    expect(instancesDue(series, '2026-03-01', new Set(['2024', '2025', '2026', '2027']))).toEqual([])
  })

  it('end with the series, whose last period may be cut', () => {
    const series = { rhythm: 'half-year', startsOn: '2025-01-01', dueOn: '2025-10-31' } as const
    expect(instancesDue(series, '2026-03-01', ['2025-H1'])).toEqual([
      { period: '2025-H2', from: '2025-07-01', to: '2025-10-31' },
    ])
  })

  it('begin with today’s period when the first day is not known, and later when it is still to come', () => {
    expect(instancesDue({ rhythm: 'month', startsOn: null, dueOn: null }, '2026-07-15', [], 0)).toEqual([
      { period: '2026-07', from: '2026-07-01', to: '2026-07-31' },
    ])
    expect(instancesDue({ rhythm: 'month', startsOn: '2026-10-01', dueOn: null }, '2026-07-15', [])).toEqual(
      [],
    )
  })

  it('follow one another without a gap, and are all there once they were made', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...RHYTHMS),
        fc.option(someDay, { nil: null }),
        fc.option(someDay, { nil: null }),
        someDay,
        fc.nat(3),
        (rhythm, startsOn, dueOn, today, ahead) => {
          const found = instancesDue({ rhythm, startsOn, dueOn }, today, [], ahead)
          for (const [at, { period, from, to }] of found.entries()) {
            expect(from <= to).toBe(true)
            expect(periodOf(from, rhythm).id).toBe(period)
            expect(periodOf(to, rhythm).id).toBe(period)
            if (at > 0) expect(from).toBe(addDays(found[at - 1]?.to ?? '', 1))
            if (dueOn !== null) expect(to <= dueOn).toBe(true)
          }
          const ids = found.map(({ period }) => period)
          expect(instancesDue({ rhythm, startsOn, dueOn }, today, ids, ahead)).toEqual([])
        },
      ),
    )
  })
})
