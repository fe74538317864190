import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findOutliers, scoreOutliers } from './outlier-rules.ts'
import type {
  HidiroglouBerthelotRule,
  MinMaxRule,
  OutlierHistory,
  OutlierRule,
  PeriodColumns,
  RobustZRule,
  SeasonalRule,
} from './outlier.ts'

type Figures = Readonly<Record<string, readonly number[]>>

function columns(period: string, figures: Figures): PeriodColumns {
  const rows = Object.values(figures)[0]?.length ?? 0
  return {
    period,
    table: {
      rows,
      figures: new Map(Object.entries(figures).map(([cell, values]) => [cell, Float64Array.from(values)])),
      texts: new Map(),
    },
    rowOf: null,
  }
}

/** One cell `X` in consecutive months from the first; a line per month. */
function months(first: string, ...lines: readonly (readonly number[])[]): OutlierHistory {
  const year = Number(first.slice(0, 4))
  const month = Number(first.slice(5))
  return {
    rows: lines[0]?.length ?? 0,
    periods: lines.map((line, index) => {
      const at = month - 1 + index
      const id = `${String(year + Math.floor(at / 12))}-${String((at % 12) + 1).padStart(2, '0')}`
      return columns(id, { X: line })
    }),
  }
}

const rowsOf = (
  rule: OutlierRule,
  history: OutlierHistory,
  period: string,
  groups: Int32Array | null = null,
): number[] => findOutliers(rule, history, period, groups).outliers.map((outlier) => outlier.row)

const effectRule: HidiroglouBerthelotRule = {
  kind: 'hidiroglou-berthelot',
  cell: 'X',
  back: 1,
  sizeExponent: 0.5,
  leastSpread: 0.05,
  width: { below: 4, above: 4 },
  percentile: 0.25,
  centre: 'judged',
  training: 0,
  atLeast: 3,
}
const levelRule: RobustZRule = {
  kind: 'robust-z',
  cell: 'X',
  per: null,
  against: 'own-past',
  z: 3.5,
  leastSpread: 0.05,
  scale: 'natural',
  training: 6,
  atLeast: 4,
}
const seasonRule: SeasonalRule = {
  kind: 'seasonal',
  cell: 'X',
  back: 1,
  against: 'group',
  z: 3.5,
  leastSpread: 0.05,
  scale: 'natural',
  training: 1,
  atLeast: 3,
}
const rangeRule: MinMaxRule = {
  kind: 'min-max',
  cell: 'X',
  minimum: null,
  maximum: null,
  slack: null,
  training: 12,
  atLeast: 2,
}

/** The formulas of the paper once more, in the plainest way, as a second route to the same answer. */
function plainEffects(
  now: readonly number[],
  then: readonly number[],
  rule: HidiroglouBerthelotRule,
): number[] {
  const quantile = (list: readonly number[], share: number): number => {
    const sorted = [...list].sort((a, b) => a - b)
    const place = (sorted.length - 1) * share
    const low = sorted[Math.floor(place)] ?? NaN
    return low + (place % 1) * ((sorted[Math.ceil(place)] ?? NaN) - low)
  }
  const ratios = now.map((value, row) => value / (then[row] ?? NaN))
  const middle = quantile(ratios, 0.5)
  const effects = ratios.map((ratio, row) => {
    const distance = ratio < middle ? 1 - middle / ratio : ratio / middle - 1
    return distance * Math.max(now[row] ?? NaN, then[row] ?? NaN) ** rule.sizeExponent
  })
  const median = quantile(effects, 0.5)
  const below = Math.max(median - quantile(effects, 0.25), Math.abs(rule.leastSpread * median))
  const above = Math.max(quantile(effects, 0.75) - median, Math.abs(rule.leastSpread * median))
  return effects.flatMap((value, row) =>
    value < median - rule.width.below * below || value > median + rule.width.above * above ? [row] : [],
  )
}

describe('ratios to an earlier period', () => {
  // Figures of ten firms in two periods from the test data of Statistics Canada's Banff, the last firm's slipped by 1000.
  const then = [19, 5, 19, 6, 1, 2, 8, 14, 3, 2]
  const now = [4, 14, 18, 7, 1, 5, 3, 16, 2, 6000]

  it('find the slip of units and say between which figures it would have passed', () => {
    const wide = { ...effectRule, width: { below: 20, above: 10 } }
    const found = findOutliers(wide, months('2025-01', then, now), '2025-02')
    expect(found.judged).toBe(10)
    expect(found.outliers.map((outlier) => outlier.row)).toEqual([9])
    const [slip] = found.outliers
    // Ratios sorted: 4/19 3/8 2/3 18/19 1 8/7 7/6 5/2 14/5 3000; their median (1 + 8/7) / 2 = 15/14.
    expect(slip?.expected).toBeCloseTo((2 * 15) / 14, 12)
    expect(slip?.value).toBe(6000)
    expect(slip?.score).toBeCloseTo((3000 / (15 / 14) - 1) * Math.sqrt(6000), 6)
    const at = (value: number): number[] =>
      rowsOf(wide, months('2025-01', then, [...now.slice(0, 9), value]), '2025-02')
    expect(at((slip?.to ?? NaN) * 0.999)).toEqual([])
    expect(at((slip?.to ?? NaN) * 1.001)).toEqual([9])
  })

  it('agree with the formulas written out', () => {
    const figure = fc.integer({ min: 1, max: 100_000 })
    fc.assert(
      fc.property(fc.array(fc.tuple(figure, figure), { minLength: 3, maxLength: 40 }), (pairs) => {
        const current = pairs.map(([a]) => a)
        const previous = pairs.map(([, b]) => b)
        const plain = plainEffects(current, previous, effectRule)
        expect(rowsOf(effectRule, months('2025-01', previous, current), '2025-02')).toEqual(plain)
      }),
    )
  })

  it('are the same in another unit and in another order of the firms', () => {
    const figure = fc.integer({ min: 1, max: 100_000 })
    fc.assert(
      fc.property(fc.array(fc.tuple(figure, figure), { minLength: 4, maxLength: 40 }), (pairs) => {
        const history = (list: readonly (readonly [number, number])[], unit: number): OutlierHistory =>
          months(
            '2025-01',
            list.map(([a]) => a * unit),
            list.map(([, b]) => b * unit),
          )
        const plain = rowsOf(effectRule, history(pairs, 1), '2025-02')
        expect(rowsOf(effectRule, history(pairs, 1024), '2025-02')).toEqual(plain)
        const turned = rowsOf(effectRule, history([...pairs].reverse(), 1), '2025-02')
        expect(turned.map((row) => pairs.length - 1 - row).reverse()).toEqual(plain)
      }),
    )
  })

  it('are not judged without both figures above zero', () => {
    const history = months('2025-01', [10, 0, NaN, 10, 12], [11, 10, 10, -3, 12])
    const { scores } = scoreOutliers({ ...effectRule, atLeast: 2 }, history, '2025-02')
    expect([...scores].map((score) => Number.isNaN(score))).toEqual([false, true, true, true, false])
    expect(findOutliers({ ...effectRule, atLeast: 3 }, history, '2025-02').judged).toBe(0)
  })

  it('learn their spread from the training window alone', () => {
    // Until now everybody moved by some per cent; this month all jump about, which the month itself would take for usual.
    const calm = [
      [100, 100, 100, 100, 100, 100],
      [101, 99, 102, 98, 103, 97],
      [100, 101, 100, 101, 100, 99],
    ]
    const wild = [300, 30, 250, 40, 200, 50]
    const history = months('2025-01', ...calm, wild)
    expect(rowsOf(effectRule, history, '2025-04')).toEqual([])
    expect(rowsOf({ ...effectRule, training: 2, centre: 'training' }, history, '2025-04')).toEqual([
      0, 1, 2, 3, 4, 5,
    ])
  })

  it('let a season common to all drop out when the judged month gives the middle', () => {
    const usual = [
      [100, 200, 300, 400],
      [102, 198, 306, 396],
    ]
    const halved = [51, 99, 155, 198]
    const history = months('2025-01', ...usual, halved)
    expect(rowsOf({ ...effectRule, training: 1, centre: 'judged' }, history, '2025-03')).toEqual([])
    expect(rowsOf({ ...effectRule, training: 1, centre: 'training' }, history, '2025-03')).toEqual([
      0, 1, 2, 3,
    ])
  })

  it('judge each group by itself and nobody outside the groups', () => {
    // One branch stands still, the other quadruples; a firm of the first that quadruples stands out in its own branch alone.
    const still = [100, 105, 95, 102, 98, 400]
    const growing = [400, 420, 380, 408, 392, 410]
    const history = months('2025-01', Array<number>(13).fill(100), [...still, ...growing, 90_000])
    const groups = Int32Array.of(0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, -1)
    expect(findOutliers(effectRule, history, '2025-02', groups).judged).toBe(12)
    expect(rowsOf(effectRule, history, '2025-02', groups)).toEqual([5])
    expect(rowsOf(effectRule, history, '2025-02')).toEqual([12])
  })

  it('follow enterprises whose filings lie in another order', () => {
    const history: OutlierHistory = {
      rows: 10,
      periods: [
        {
          ...columns('2025-01', { X: [...then].reverse() }),
          rowOf: Int32Array.from(then.keys(), (row) => 9 - row),
        },
        columns('2025-02', { X: now }),
      ],
    }
    expect(findOutliers(effectRule, history, '2025-02')).toEqual(
      findOutliers(effectRule, months('2025-01', then, now), '2025-02'),
    )
    const absent: OutlierHistory = {
      rows: 10,
      periods: [
        { ...columns('2025-01', { X: then }), rowOf: new Int32Array(10).fill(-1) },
        columns('2025-02', { X: now }),
      ],
    }
    expect(findOutliers(effectRule, absent, '2025-02').judged).toBe(0)
  })

  it('find nothing to judge where the earlier period is missing', () => {
    const history = months('2025-01', then)
    expect(findOutliers(effectRule, history, '2025-01')).toEqual({
      period: '2025-01',
      judged: 0,
      outliers: [],
    })
    expect(findOutliers(effectRule, history, '2025-13')).toEqual({
      period: '2025-13',
      judged: 0,
      outliers: [],
    })
  })
})

describe('levels on the log scale', () => {
  it('find the month in which a firm leaves its own past', () => {
    const past = [100, 104, 97, 101, 99, 103].map((value) => [value, value * 1000])
    const history = months('2025-01', ...past, [1000, 101_000])
    const found = findOutliers(levelRule, history, '2025-07')
    expect(found.judged).toBe(2)
    expect(found.outliers).toHaveLength(1)
    // Median of the six on the log scale: between 100 and 101; least spread 5 %, 3.5 of them: e^±0.175.
    const middle = Math.sqrt(100 * 101)
    expect(found.outliers[0]?.expected).toBeCloseTo(middle, 9)
    expect(found.outliers[0]?.to).toBeCloseTo(middle * Math.exp(0.175), 9)
    expect(found.outliers[0]?.from).toBeCloseTo(middle * Math.exp(-0.175), 9)
  })

  it('say nothing of a firm with too short a past', () => {
    expect(findOutliers(levelRule, months('2025-01', [100], [104], [97], [1000]), '2025-04').judged).toBe(0)
  })

  it('compare a figure a head with the group', () => {
    const heads = [10, 20, 30, 40, 50]
    const history: OutlierHistory = {
      rows: 5,
      periods: [
        columns('2024', { X: heads.map((head) => head * 500), H: heads }),
        columns('2025', { X: [5200, 9700, 15_100, 19_800, 2_500_000], H: heads }),
      ],
    }
    const rule: RobustZRule = { ...levelRule, per: 'H', against: 'group', training: 1 }
    const found = findOutliers(rule, history, '2025')
    expect(found.outliers.map((outlier) => outlier.row)).toEqual([4])
    expect(found.outliers[0]?.expected).toBeCloseTo(25_000, 6)
    const nobody = {
      ...history,
      periods: [
        ...history.periods.slice(0, 1),
        columns('2025', { X: [1, 2, 3, 4, 5], H: [0, 20, 30, 40, 50] }),
      ],
    }
    expect(scoreOutliers(rule, nobody, '2025').scores[0]).toBeNaN()
  })

  it('take in losses on the signed scale', () => {
    const past = [-100, -90, -110, -95, -105, -100].map((value) => [value])
    const rule: RobustZRule = { ...levelRule, scale: { from: 1 } }
    expect(rowsOf(rule, months('2025-01', ...past, [-99]), '2025-07')).toEqual([])
    expect(rowsOf(rule, months('2025-01', ...past, [100]), '2025-07')).toEqual([0])
    expect(findOutliers(levelRule, months('2025-01', ...past, [100]), '2025-07').judged).toBe(0)
  })

  it('with no training window judge the period by itself, but no firm by its own future', () => {
    const history = months('2025-01', [100, 101, 99, 102, 98, 5000])
    expect(rowsOf({ ...levelRule, against: 'group', training: 0 }, history, '2025-01')).toEqual([5])
    expect(findOutliers({ ...levelRule, training: 0 }, history, '2025-01').judged).toBe(0)
  })
})

describe('the season', () => {
  // Every February falls to about half of January.
  const lastYear = [
    [100, 200, 300, 400, 500],
    [52, 98, 150, 204, 249],
  ]
  const between = Array.from({ length: 10 }, () => [100, 200, 300, 400, 500])

  it('forgives what happens every year and finds what does not', () => {
    const thisYear = [
      [110, 210, 310, 410, 510],
      [56, 104, 157, 410, 253],
    ]
    const history = months('2024-01', ...lastYear, ...between, ...thisYear)
    const found = findOutliers(seasonRule, history, '2025-02')
    expect(found.outliers.map((outlier) => outlier.row)).toEqual([3])
    // Last year's middle change of the five: 150 of 300.
    expect(found.outliers[0]?.expected).toBeCloseTo(205, 6)
    expect(rowsOf({ ...effectRule, centre: 'training', training: 10 }, history, '2025-02')).not.toEqual([3])
  })

  it('has nothing to compare with in the first year', () => {
    expect(findOutliers(seasonRule, months('2024-01', ...lastYear), '2024-02').judged).toBe(0)
  })
})

describe('minimum and maximum', () => {
  it('hold as given', () => {
    const history = months('2025-01', [-1, 0, 50, 100, 101, NaN])
    const found = findOutliers({ ...rangeRule, minimum: 0, maximum: 100 }, history, '2025-01')
    expect(found.judged).toBe(5)
    expect(found.outliers.map(({ row, from, to }) => ({ row, from, to }))).toEqual([
      { row: 0, from: 0, to: 100 },
      { row: 4, from: 0, to: 100 },
    ])
  })

  it('widen the own past by the slack, on both sides of zero', () => {
    const history = months('2025-01', [100, -100, 7], [200, -50, NaN], [301, -151, 7])
    const rule = { ...rangeRule, slack: 0.5 }
    // 100 to 200 widens to 50 to 300; −100 to −50 to −150 to −25; one past month is too few.
    const found = findOutliers(rule, history, '2025-03')
    expect(found.judged).toBe(2)
    expect(found.outliers.map(({ row, from, to }) => ({ row, from, to }))).toEqual([
      { row: 0, from: 50, to: 300 },
      { row: 1, from: -150, to: -25 },
    ])
  })

  it('keep the narrower of a fixed bound and the own past', () => {
    const history = months('2025-01', [100], [200], [250])
    const found = findOutliers({ ...rangeRule, slack: 0.5, maximum: 240 }, history, '2025-03')
    expect(found.outliers).toMatchObject([{ from: 50, to: 240 }])
  })
})
