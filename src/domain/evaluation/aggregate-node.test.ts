import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aggregateNode, type AggregatedHeading, type WeightedColumn } from './aggregate-node.ts'
import type { AggregationMethod } from './aggregation-method.ts'

type Row = readonly (number | null)[]

/** Rows are units, as a reader writes a table. */
function children(rows: readonly Row[], weights: readonly number[]): WeightedColumn[] {
  return weights.map((weight, child) => ({
    node: `c${child + 1}`,
    values: rows.map((row) => row[child] ?? null),
    weight,
    byUnit: null,
  }))
}

function headingOf(rows: readonly Row[], more: Partial<AggregatedHeading> = {}): AggregatedHeading {
  return {
    node: 'h',
    availability: null,
    units: rows.map((_, unit) => `u${unit + 1}`),
    groups: null,
    ...more,
  }
}

function scoresOf(
  method: AggregationMethod,
  rows: readonly Row[],
  weights: readonly number[],
  more: Partial<AggregatedHeading> = {},
): readonly (number | null)[] {
  const outcome = aggregateNode(method, children(rows, weights), headingOf(rows, more))
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.issues))
  return outcome.value
}

function issuesOf(method: AggregationMethod, rows: readonly Row[], weights: readonly number[]) {
  const outcome = aggregateNode(method, children(rows, weights), headingOf(rows))
  return outcome.ok ? [] : outcome.issues
}

/** To as many digits as the source prints. */
function expectClose(found: readonly (number | null)[], expected: readonly number[], digits = 12) {
  expect(found).toHaveLength(expected.length)
  expected.forEach((value, index) => expect(found[index]).toBeCloseTo(value, digits))
}

describe('means', () => {
  const rows: Row[] = [[2, 8]]

  it('are worked by hand', () => {
    expectClose(scoresOf({ method: 'arithmetic' }, rows, [1, 3]), [6.5])
    expectClose(scoresOf({ method: 'geometric' }, rows, [1, 1]), [4])
    expectClose(scoresOf({ method: 'harmonic' }, rows, [1, 1]), [3.2])
    expectClose(scoresOf({ method: 'generalised', power: 2 }, rows, [1, 1]), [Math.sqrt(34)])
    expectClose(scoresOf({ method: 'generalised', power: 0 }, rows, [1, 1]), [4])
    expectClose(scoresOf({ method: 'generalised', power: -1 }, rows, [1, 1]), [3.2])
    expectClose(scoresOf({ method: 'sum' }, rows, [1, 3]), [26])
  })

  it('leave a missing child out and scale the weights of the rest up', () => {
    const gaps: Row[] = [[2, null, 8]]
    expectClose(scoresOf({ method: 'arithmetic' }, gaps, [1, 6, 3]), [6.5])
    expectClose(scoresOf({ method: 'geometric' }, gaps, [1, 6, 1]), [4])
    expectClose(scoresOf({ method: 'generalised', power: 2 }, gaps, [1, 6, 1]), [Math.sqrt(34)])
    // Ten points in all, four of them available: 26 of 4 becomes 65 of 10.
    expectClose(scoresOf({ method: 'sum' }, gaps, [1, 6, 3]), [65])
  })

  it('are missing below the availability asked for, counted over children', () => {
    const gaps: Row[] = [
      [1, 2, null],
      [1, null, null],
      [null, null, null],
    ]
    const found = scoresOf({ method: 'arithmetic' }, gaps, [1, 1, 1], { availability: 0.5 })
    expect(found).toEqual([1.5, null, null])
    expect(scoresOf({ method: 'arithmetic' }, gaps, [1, 1, 1])).toEqual([1.5, 1, null])
  })

  it('are missing where only children without weight have a value', () => {
    expect(scoresOf({ method: 'arithmetic' }, [[5, null]], [0, 1])).toEqual([null])
  })

  it('take each unit by its own weights where these are given', () => {
    const rows: Row[] = [
      [2, 8],
      [2, 8],
    ]
    const own = children(rows, [1, 1]).map((child, index) => ({
      ...child,
      byUnit: index === 0 ? [1, 0.5] : [0, 0.5],
    }))
    expect(aggregateNode({ method: 'arithmetic' }, own, headingOf(rows))).toEqual({ ok: true, value: [2, 5] })
    expect(aggregateNode({ method: 'sum' }, own, headingOf(rows))).toEqual({ ok: true, value: [2, 5] })
  })

  it('refuse what they cannot take and name it', () => {
    const rows: Row[] = [
      [1, 5],
      [0, -1],
      [-3, 2],
    ]
    expect(issuesOf({ method: 'geometric' }, rows, [1, 1])).toEqual([
      {
        code: 'evaluation.geometric_not_positive',
        params: { heading: 'h', node: 'c1', unit: 'u2', value: 0, units: 2 },
      },
      {
        code: 'evaluation.geometric_not_positive',
        params: { heading: 'h', node: 'c2', unit: 'u2', value: -1, units: 1 },
      },
    ])
    expect(issuesOf({ method: 'harmonic' }, rows, [1, 1])).toMatchObject([
      { code: 'evaluation.harmonic_zero', params: { node: 'c1', unit: 'u2' } },
    ])
    for (const power of [-1, 0.5, 3])
      expect(issuesOf({ method: 'generalised', power }, rows, [1, 1])[0]).toMatchObject({
        code: 'evaluation.power_not_positive',
        params: { heading: 'h', node: 'c1' },
      })
    expect(issuesOf({ method: 'generalised', power: 2 }, rows, [1, 1])).toEqual([])
  })

  it('refuse what becomes larger than a number can be', () => {
    const rows: Row[] = [
      [1, 1],
      [1e308, 1e308],
    ]
    const refusal = [{ code: 'evaluation.overflow', params: { node: 'h', unit: 'u2' } }]
    expect(issuesOf({ method: 'sum' }, rows, [1, 1])).toEqual(refusal)
    expect(issuesOf({ method: 'generalised', power: 2 }, rows, [1, 1])).toEqual(refusal)
    expect(issuesOf({ method: 'topsis' }, rows, [1, 1])).toEqual(refusal)
    expect(scoresOf({ method: 'arithmetic' }, rows, [1, 1])).toEqual([1, 1e308])
  })
})

describe('TOPSIS', () => {
  it('gives the published closeness once columns are scaled by their length', () => {
    // Three alternatives on four criteria, weights 4 2 6 8: closeness 0.3876870, 0.6503238, 0.0834767 (JMcDM test suite).
    const table = [
      [9, 7, 6, 7],
      [8, 7, 9, 6],
      [7, 8, 6, 6],
    ]
    const lengths = [0, 1, 2, 3].map((column) => Math.hypot(...table.map((row) => row[column] ?? 0)))
    const scaled = table.map((row) => row.map((value, column) => value / (lengths[column] ?? 1)))
    expectClose(scoresOf({ method: 'topsis' }, scaled, [4, 2, 6, 8]), [0.387687, 0.6503238, 0.0834767], 6)
  })

  it('is worked by hand: half way is one half, the best is 1, the worst 0', () => {
    const rows: Row[] = [
      [0, 0],
      [5, 5],
      [10, 10],
    ]
    expectClose(scoresOf({ method: 'topsis' }, rows, [1, 1]), [0, 0.5, 1])
  })

  it('is refused where units do not differ, one unit among them', () => {
    const refusal = [{ code: 'evaluation.no_spread', params: { node: 'h' } }]
    for (const method of ['topsis', 'grey', 'vikor'] as const) {
      const full: AggregationMethod =
        method === 'grey'
          ? { method, resolution: 0.5 }
          : method === 'vikor'
            ? { method, strategy: 0.5 }
            : { method }
      expect(issuesOf(full, [[3, 4]], [1, 1])).toEqual(refusal)
      const same: Row[] = [
        [3, 4],
        [3, 4],
      ]
      expect(issuesOf(full, same, [1, 1])).toEqual(refusal)
    }
  })
})

describe('grey relation', () => {
  it('gives the published grades', () => {
    // Five alternatives on six criteria, three of them costs, scaled to [0, 1] (JMcDM test suite; resolution 0.5).
    const table = [
      [105000, 105, 10, 4, 300, 10],
      [120000, 110, 15, 4, 500, 8],
      [150000, 120, 12, 3, 550, 12],
      [115000, 105, 20, 4, 600, 9],
      [135000, 115, 15, 5, 400, 9],
    ]
    const isCost = [true, false, true, false, false, true]
    const scaled = scaleColumns(table, isCost)
    const weights = [0.05, 0.2, 0.1, 0.15, 0.1, 0.4]
    expectClose(
      scoresOf({ method: 'grey', resolution: 0.5 }, scaled, weights),
      [0.525, 0.7007142857142857, 0.5464285714285715, 0.5762820512820512, 0.650952380952381],
      12,
    )
  })
})

describe('VIKOR', () => {
  it('gives the published compromise', () => {
    // Renewable energy projects (San Cristóbal 2011), four of them as in the JMcDM test suite: Q 0.74, 0.73, 1.00, 0.00.
    const table = [
      [100, 92, 10, 2, 80, 70, 95, 80],
      [80, 70, 8, 4, 100, 80, 80, 90],
      [90, 85, 5, 0, 75, 95, 70, 70],
      [70, 88, 20, 18, 60, 90, 95, 85],
    ]
    const weights = [0.11, 0.035, 0.379, 0.384, 0.002, 0.002, 0.01, 0.077]
    const found = scoresOf({ method: 'vikor', strategy: 0.5 }, table, weights)
    // The source went on from figures rounded to three digits.
    for (const [index, q] of [0.74, 0.73, 1, 0].entries())
      expect(Math.abs((found[index] ?? 9) - (1 - q))).toBeLessThan(0.01)
    expect(found[2]).toBe(0)
    expect(found[3]).toBe(1)
  })

  it('is worked by hand', () => {
    // d: (0, 1), (1, 0), (0.5, 0.5); S: 0.25, 0.75, 0.5; R: 0.25, 0.75, 0.375. Scaled: S 0, 1, 0.5; R 0, 1, 0.25.
    const rows: Row[] = [
      [10, 0],
      [0, 10],
      [5, 5],
    ]
    expectClose(scoresOf({ method: 'vikor', strategy: 0.5 }, rows, [3, 1]), [1, 0, 0.625])
    expectClose(scoresOf({ method: 'vikor', strategy: 1 }, rows, [3, 1]), [1, 0, 0.5])
  })
})

describe('Copeland', () => {
  const rows: Row[] = [
    [3, 1, 2],
    [2, 2, 3],
    [1, 3, 1],
  ]

  it('counts pairs won less pairs lost', () => {
    // u1 : u2 wins c1 (1) against c2 + c3 (2): lost. u1 : u3 wins c1 + c3. u2 : u3 wins c1 + c3.
    expect(scoresOf({ method: 'copeland' }, rows, [1, 1, 1])).toEqual([0, 2, -2])
  })

  it('calls a pair even where both sides weigh the same, whatever the rounding of the weights', () => {
    // 0.1 + 0.2 and 0.3 differ in the last bit.
    const pair: Row[] = [
      [1, 1, 0],
      [0, 0, 1],
    ]
    expect(scoresOf({ method: 'copeland' }, pair, [0.1, 0.2, 0.3])).toEqual([0, 0])
  })

  it('compares two units on what both have, if asked to', () => {
    const gaps: Row[] = [
      [2, null, 1],
      [1, 5, null],
    ]
    expect(scoresOf({ method: 'copeland', gaps: 'shared' }, gaps, [1, 1, 1])).toEqual([1, -1])
    // As COINr has it, the two thirds that are not shared go to the unit that is listed later.
    expect(scoresOf({ method: 'copeland', gaps: 'as-listed' }, gaps, [1, 1, 1])).toEqual([-1, 1])
    expect(scoresOf({ method: 'copeland' }, gaps, [1, 1, 1])).toEqual([-1, 1])
  })
})

describe('Copeland on a table with gaps', () => {
  it('gives what COINr gives, weights and order as listed', () => {
    // COINr a_copeland(X, w), R 4.2.
    const rows: Row[] = [
      [5, null, 6, 6, 6],
      [2, 5, 2, 4, 5],
      [null, 5, 3, null, 3],
      [4, 1, 5, 2, 2],
      [2, null, 3, 5, 4],
      [3, 6, 6, 2, 6],
      [4, 2, 5, 1, null],
      [2, 1, 6, 1, 3],
      [5, 4, 2, 1, 4],
      [2, 6, 4, 1, 4],
      [5, 4, null, 5, 2],
      [null, 3, 3, 2, 1],
    ]
    const found = scoresOf({ method: 'copeland', gaps: 'as-listed' }, rows, [0.1, 0.2, 0.3, 0.15, 0.25])
    expect(found).toEqual([9, -3, -6, -5, -1, 7, -3, -1, -4, 3, 11, -7])
  })
})

describe('methods that compare units', () => {
  it('do so within groups where scales were taken within groups', () => {
    const rows: Row[] = [[0], [10], [500], [900]]
    const groups = ['a', 'a', 'b', 'b']
    expectClose(scoresOf({ method: 'topsis' }, rows, [1], { groups }), [0, 1, 0, 1])
    expect(scoresOf({ method: 'copeland' }, rows, [1], { groups })).toEqual([-1, 1, -1, 1])
  })
})

const METHODS: readonly AggregationMethod[] = [
  { method: 'arithmetic' },
  { method: 'geometric' },
  { method: 'harmonic' },
  { method: 'generalised', power: 2 },
  { method: 'generalised', power: -0.5 },
  { method: 'sum' },
  { method: 'topsis' },
  { method: 'grey', resolution: 0.5 },
  { method: 'vikor', strategy: 0.5 },
  { method: 'copeland', gaps: 'shared' },
]
const table = fc.integer({ min: 1, max: 5 }).chain((width) =>
  fc.record({
    rows: fc.array(
      fc.array(fc.option(fc.double({ min: 1, max: 100, noNaN: true }), { freq: 6 }), {
        minLength: width,
        maxLength: width,
      }),
      { minLength: 2, maxLength: 8 },
    ),
    weights: fc.array(fc.double({ min: 0.1, max: 5, noNaN: true }), { minLength: width, maxLength: width }),
  }),
)

describe.each(METHODS)('$method', (method) => {
  const score = (rows: readonly Row[], weights: readonly number[]) => {
    const outcome = aggregateNode(method, children(rows, weights), headingOf(rows))
    return outcome.ok ? outcome.value : null
  }
  const expectSame = (found: Row | null, expected: Row | null) => {
    if (found === null || expected === null) {
      expect(found).toEqual(expected)
      return
    }
    expected.forEach((value, index) => {
      if (value === null) expect(found[index]).toBeNull()
      else expect(found[index]).toBeCloseTo(value, 8)
    })
  }

  it('does not depend on the order of units or of children', () => {
    fc.assert(
      fc.property(table, ({ rows, weights }) => {
        const found = score(rows, weights)
        expectSame(score([...rows].reverse(), weights), found === null ? null : [...found].reverse())
        expectSame(
          score(
            rows.map((row) => [...row].reverse()),
            [...weights].reverse(),
          ),
          found,
        )
      }),
      { numRuns: 60 },
    )
  })

  it('never lowers a unit whose figure rises above all others', () => {
    fc.assert(
      fc.property(table, fc.nat(), fc.nat(), ({ rows, weights }, someUnit, someChild) => {
        const full = rows.map((row) => row.map((value) => value ?? 50))
        const unit = someUnit % rows.length
        const child = someChild % weights.length
        const risen = full.map((row, index) =>
          index === unit ? row.map((value, at) => (at === child ? 100 : value)) : row,
        )
        const before = score(full, weights)?.[unit]
        const after = score(risen, weights)?.[unit]
        if (before === null || before === undefined || after === null || after === undefined) return
        // Relative methods move the marks for others too, but not against the unit itself.
        if (method.method !== 'vikor' && method.method !== 'grey')
          expect(after).toBeGreaterThanOrEqual(before - 1e-9)
      }),
      { numRuns: 60 },
    )
  })
})

function scaleColumns(rows: readonly (readonly number[])[], isCost: readonly boolean[]): number[][] {
  return rows.map((row) =>
    row.map((value, column) => {
      const all = rows.map((other) => other[column] ?? 0)
      const [least, most] = [Math.min(...all), Math.max(...all)]
      return isCost[column] ? (most - value) / (most - least) : (value - least) / (most - least)
    }),
  )
}
