import { describe, expect, it } from 'vitest'
import type { MinMaxRule, OutlierHistory } from './outlier.ts'
import { findKnownFaults, rateRule, type RatedHistory } from './rate-rule.ts'

function history(lines: Readonly<Record<string, readonly number[]>>): OutlierHistory {
  return {
    rows: Object.values(lines)[0]?.length ?? 0,
    periods: Object.entries(lines).map(([period, values]) => ({
      period,
      table: { rows: values.length, figures: new Map([['X', Float64Array.from(values)]]), texts: new Map() },
      rowOf: null,
    })),
  }
}

const rule: MinMaxRule = {
  kind: 'min-max',
  cell: 'X',
  minimum: null,
  maximum: null,
  slack: 1,
  training: 12,
  atLeast: 1,
}

const rated: RatedHistory = {
  settled: history({ '2025-01': [10, 10, 10, 10], '2025-02': [10, 11, 10, 10], '2025-03': [11, 10, 10, 50] }),
  // Firm 0 slipped by 1000 in February, firm 1 in March by a little too much, firm 3's jump in March was real.
  filed: history({
    '2025-01': [10, 10, 10, 10],
    '2025-02': [10_000, 11, 10, 10],
    '2025-03': [11, 15, 10, 50],
  }),
}

describe('rating a rule on history', () => {
  it('reads faults off the corrections and leaves out the small ones', () => {
    expect(findKnownFaults(rated, 'X', ['2025-02', '2025-03'], 0.1)).toEqual([
      { period: '2025-02', row: 0 },
      { period: '2025-03', row: 1 },
    ])
    expect(findKnownFaults(rated, 'X', ['2025-02', '2025-03'], 0.5)).toEqual([{ period: '2025-02', row: 0 }])
  })

  it('counts hits and false alarms by period', () => {
    const periods = ['2025-02', '2025-03']
    const faults = findKnownFaults(rated, 'X', periods, 0.1)
    expect(rateRule(rule, rated, faults, periods)).toEqual({
      judged: 8,
      faults: 2,
      hits: 1,
      falseAlarms: 1,
      hitRate: 1 / 2,
      falseAlarmRate: 1 / 6,
      precision: 1 / 2,
      byPeriod: [
        { period: '2025-02', judged: 4, faults: 1, hits: 1, falseAlarms: 0 },
        { period: '2025-03', judged: 4, faults: 1, hits: 0, falseAlarms: 1 },
      ],
    })
  })

  it('learns from settled figures: the slip of February does not widen what March allows', () => {
    // Against the figures as filed, 10 000 in February would make any March of firm 0 look usual.
    const slip: RatedHistory = {
      ...rated,
      filed: history({
        '2025-01': [10, 10, 10, 10],
        '2025-02': [10_000, 11, 10, 10],
        '2025-03': [900, 10, 10, 10],
      }),
    }
    expect(rateRule(rule, slip, [{ period: '2025-03', row: 0 }], ['2025-03'])).toMatchObject({ hits: 1 })
  })

  it('counts a fault that it cannot judge as missed', () => {
    expect(rateRule(rule, rated, [{ period: '2025-01', row: 0 }], ['2025-01'])).toMatchObject({
      judged: 0,
      faults: 1,
      hitRate: 0,
      falseAlarmRate: null,
      precision: null,
    })
  })

  it('has no hit rate without faults', () => {
    expect(rateRule(rule, rated, [], ['2025-02'])).toMatchObject({ hitRate: null, falseAlarmRate: 1 / 4 })
  })
})
