import { accepted, type Outcome } from '#domain/kernel'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { principalEigenvector, RANDOM_INDEX, weighByJudgements } from './weigh-ahp.ts'
import { weighInFavour } from './weigh-benefit-of-doubt.ts'
import { weighByConflict } from './weigh-critic.ts'
import { kendallW, weighByExperts } from './weigh-delphi.ts'
import { weighByEntropy } from './weigh-entropy.ts'
import { weighByImportance } from './weigh-optimised.ts'
import { weighByComponent } from './weigh-pca.ts'
import type { FoundWeights, NodeColumn } from './weigh.ts'

function found(outcome: Outcome<FoundWeights>): FoundWeights {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.issues))
  return outcome.value
}

function sharesOf(outcome: Outcome<FoundWeights>): number[] {
  const { weights } = found(outcome)
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return weights.map((weight) => weight / total)
}

function columns(rows: readonly (readonly (number | null)[])[]): NodeColumn[] {
  return (rows[0] ?? []).map((_, column) => ({
    node: `c${column + 1}`,
    values: rows.map((row) => row[column] ?? null),
  }))
}

const codes = (outcome: Outcome<FoundWeights>) => (outcome.ok ? [] : outcome.issues.map(({ code }) => code))

describe('pairwise judgements (AHP)', () => {
  const judge = (matrix: readonly (readonly number[])[], most = 0.1) => {
    const children = matrix.map((_, index) => `c${index + 1}`)
    return weighByJudgements('h', children, { children, matrix }, most)
  }

  it('give the exact weights of three: the geometric means of the rows', () => {
    // For order 3, λ = 1 + t + 1/t with t³ = a12 a23 / a13 (Crawford and Williams 1985).
    const { weights, details } = found(
      judge([
        [1, 1 / 3, 5],
        [3, 1, 7],
        [1 / 5, 1 / 7, 1],
      ]),
    )
    const means = [Math.cbrt(5 / 3), Math.cbrt(21), Math.cbrt(1 / 35)]
    const total = means.reduce((sum, mean) => sum + mean, 0)
    means.forEach((mean, index) => expect(weights[index]).toBeCloseTo(mean / total, 14))
    const t = Math.cbrt((1 / 3) * 7 * (1 / 5))
    expect(details[0]?.['eigenvalue']).toBeCloseTo(1 + t + 1 / t, 13)
    expect(details[0]?.['consistencyRatio']).toBeCloseTo((t + 1 / t - 2) / 2 / 0.58, 13)
  })

  it('give the published weights of eight criteria', () => {
    // Matrix of the JMcDM test suite; λ and weights by LAPACK's eigenvalues.
    const matrix = [
      [1, 7, 1 / 5, 1 / 8, 1 / 2, 1 / 3, 1 / 5, 1],
      [1 / 7, 1, 1 / 8, 1 / 9, 1 / 4, 1 / 5, 1 / 9, 1 / 8],
      [5, 8, 1, 1 / 3, 4, 2, 1, 1],
      [8, 9, 3, 1, 7, 5, 3, 3],
      [2, 4, 1 / 4, 1 / 7, 1, 1 / 2, 1 / 5, 1 / 5],
      [3, 5, 1 / 2, 1 / 5, 2, 1, 1 / 3, 1 / 3],
      [5, 9, 1, 1 / 3, 5, 3, 1, 1],
      [1, 8, 1, 1 / 3, 5, 3, 1, 1],
    ]
    const { weights, details } = found(judge(matrix))
    const expected = [
      0.05372027124016488, 0.016667753955261433, 0.151454682909245, 0.3466582705984309, 0.04692751121191557,
      0.07615037656823309, 0.16752072879490457, 0.14090040472184456,
    ]
    expected.forEach((value, index) => expect(weights[index]).toBeCloseTo(value, 13))
    expect(details[0]?.['eigenvalue']).toBeCloseTo(8.698197598212172, 12)
    expect(details[0]?.['consistencyRatio']).toBeCloseTo(0.0707393716527023, 12)
  })

  it('find again the weights from which judgements without contradiction were made', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.1, max: 9, noNaN: true }), { minLength: 2, maxLength: 9 }),
        (made) => {
          const total = made.reduce((sum, weight) => sum + weight, 0)
          const { weights, details } = found(judge(made.map((row) => made.map((column) => row / column))))
          made.forEach((weight, index) => expect(weights[index]).toBeCloseTo(weight / total, 12))
          expect(details[0]?.['consistencyRatio']).toBeCloseTo(0, 12)
        },
      ),
    )
  })

  it('are taken by name, whatever the order of the matrix', () => {
    const matrix = [
      [1, 4],
      [1 / 4, 1],
    ]
    const turned = weighByJudgements('h', ['a', 'b'], { children: ['b', 'a'], matrix }, 0.1)
    expect(found(turned).weights.map((weight) => Math.round(weight * 1e12) / 1e12)).toEqual([0.2, 0.8])
  })

  it('are refused when they contradict each other too much, with the ratio', () => {
    const circle = [
      [1, 5, 1 / 5],
      [1 / 5, 1, 5],
      [5, 1 / 5, 1],
    ]
    const outcome = judge(circle)
    expect(outcome).toMatchObject({
      ok: false,
      issues: [{ code: 'evaluation.judgements_inconsistent', params: { heading: 'h', most: 0.1 } }],
    })
    expect(codes(judge(circle, 10))).toEqual([])
  })

  it('are refused for other children, and beyond the published indices', () => {
    const pair = {
      children: ['a', 'x'],
      matrix: [
        [1, 1],
        [1, 1],
      ],
    }
    expect(codes(weighByJudgements('h', ['a', 'b'], pair, 0.1))).toEqual(['evaluation.judgements_missing'])
    expect(codes(weighByJudgements('h', ['a', 'b'], undefined, 0.1))).toEqual([
      'evaluation.judgements_missing',
    ])
    const ones = Array.from({ length: 16 }, () => Array.from({ length: 16 }, () => 1))
    expect(codes(judge(ones))).toEqual(['evaluation.judgements_too_many'])
    expect(RANDOM_INDEX).toHaveLength(16)
  })

  it('reach the eigenvector to the last digits', () => {
    const { weights, eigenvalue } = principalEigenvector([
      [1, 9, 2],
      [1 / 9, 1, 1 / 5],
      [1 / 2, 5, 1],
    ])
    const [first = 0, second = 0, third = 0] = weights
    expect(first + 9 * second + 2 * third).toBeCloseTo(eigenvalue * first, 13)
    expect(first / 9 + second + third / 5).toBeCloseTo(eigenvalue * second, 13)
  })
})

describe('entropy', () => {
  it('gives the published weights', () => {
    // Six alternatives on eight criteria (JMcDM test suite).
    const table = [
      [2, 1, 4, 7, 6, 6, 7, 3000],
      [4, 1, 5, 6, 7, 7, 6, 3500],
      [3, 2, 6, 6, 5, 6, 8, 4000],
      [5, 1, 5, 7, 6, 7, 7, 3000],
      [4, 2, 5, 6, 7, 7, 6, 3000],
      [3, 2, 6, 6, 6, 6, 6, 3500],
    ]
    const expected = [
      0.2996736096, 0.44136733892, 0.0700908872, 0.02123823711, 0.04902292895, 0.02308037885, 0.04776330969,
      0.04776330969,
    ]
    const shares = sharesOf(weighByEntropy('h', columns(table)))
    expected.forEach((value, index) => expect(shares[index]).toBeCloseTo(value, 9))
  })

  it('is worked by hand', () => {
    // p = (¼, ¾): e = (¼ ln 4 + ¾ ln 4/3) / ln 2 = 0.8112781244591328. p = (0, 1): e = 0.
    const { details } = found(
      weighByEntropy(
        'h',
        columns([
          [1, 0],
          [3, 5],
        ]),
      ),
    )
    expect(details[0]?.['entropy']).toBeCloseTo(0.8112781244591328, 14)
    expect(details[1]?.['entropy']).toBe(0)
  })

  it('gives no weight to a column that says nothing, and needs one that says something', () => {
    expect(
      sharesOf(
        weighByEntropy(
          'h',
          columns([
            [5, 1],
            [5, 3],
          ]),
        ),
      ),
    ).toEqual([0, 1])
    const silent = weighByEntropy(
      'h',
      columns([
        [5, 1, null],
        [5, 1, 7],
      ]),
    )
    expect(codes(silent)).toEqual(['evaluation.weights_undefined'])
  })

  it('leaves missing values out', () => {
    const { details } = found(
      weighByEntropy(
        'h',
        columns([
          [1, 1],
          [null, 2],
          [3, 6],
        ]),
      ),
    )
    expect(details[0]?.['entropy']).toBeCloseTo(0.8112781244591328, 14)
  })

  it('refuses values below zero and takes the largest that there are', () => {
    expect(
      weighByEntropy(
        'h',
        columns([
          [1, -2],
          [3, 4],
        ]),
      ),
    ).toMatchObject({
      ok: false,
      issues: [{ code: 'evaluation.entropy_negative', params: { heading: 'h', node: 'c2', value: -2 } }],
    })
    expect(
      sharesOf(
        weighByEntropy(
          'h',
          columns([
            [1e308, 1],
            [1e308, 3],
          ]),
        ),
      ),
    ).toEqual([0, 1])
  })
})

describe('CRITIC', () => {
  it('gives the published weights', () => {
    // Three alternatives, the third criterion a cost (JMcDM test suite): scores 1.03807, 2.57272, 1.53168, 1.00580.
    const table = [
      [12.9918, 0.7264, -1.1009, 1.598139592],
      [4.1201, 5.8824, 3.4483, 1.021563567],
      [4.1039, 0, -0.5076, 0.984469444],
    ]
    const scaled = table.map((row) =>
      row.map((value, column) => {
        const all = table.map((other) => other[column] ?? 0)
        const [least, most] = [Math.min(...all), Math.max(...all)]
        return column === 2 ? (most - value) / (most - least) : (value - least) / (most - least)
      }),
    )
    const outcome = weighByConflict('h', columns(scaled))
    const scores = [1.0380664664796384, 2.572718248762683, 1.5316754449023655, 1.005800182228836]
    scores.forEach((value, index) => expect(found(outcome).weights[index]).toBeCloseTo(value, 9))
    const weights = [0.16883925, 0.418444976, 0.249124763, 0.163591012]
    weights.forEach((value, index) => expect(sharesOf(outcome)[index]).toBeCloseTo(value, 5))
  })

  it('gives no weight to a column in which all are equal, nor lets it raise the others', () => {
    const three = [
      [1, 5, 9],
      [2, 5, 1],
      [4, 5, 3],
    ]
    const two = three.map(([a, , c]) => [a ?? 0, c ?? 0])
    const [first, none, last] = sharesOf(weighByConflict('h', columns(three)))
    expect(none).toBe(0)
    expect([first, last]).toEqual(sharesOf(weighByConflict('h', columns(two))))
  })

  it('is refused where no column is in conflict with another', () => {
    const twins = columns([
      [1, 2],
      [2, 4],
      [3, 6],
    ])
    expect(codes(weighByConflict('h', twins))).toEqual(['evaluation.weights_undefined'])
  })
})

describe('the first principal component', () => {
  const table = [
    [1, 2, 1],
    [2, 1, 3],
    [3, 5, 4],
    [4, 4, 6],
    [5, 6, 5],
  ]

  it('weighs by loadings as they are, or by their squares, which add to one', () => {
    const plain = found(weighByComponent('h', columns(table), 'plain'))
    const squared = found(weighByComponent('h', columns(table), 'squared'))
    plain.weights.forEach((loading, index) =>
      expect(squared.weights[index]).toBeCloseTo(loading * loading, 14),
    )
    expect(squared.weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 13)
    // R 4.2: prcomp(m, scale. = TRUE)$rotation[, 1]
    const loadings = [0.60826960605325531, 0.5524274415189725, 0.56994035495709483]
    loadings.forEach((value, index) => expect(plain.weights[index]).toBeCloseTo(value, 12))
  })

  it('would punish what points the other way, and is refused as it is', () => {
    const opposed = columns(table.map(([a, b, c]) => [a ?? 0, b ?? 0, -(c ?? 0)]))
    expect(weighByComponent('h', opposed, 'plain')).toMatchObject({
      ok: false,
      issues: [{ code: 'evaluation.component_opposed', params: { heading: 'h', node: 'c3' } }],
    })
    const same = found(weighByComponent('h', columns(table), 'squared')).weights
    found(weighByComponent('h', opposed, 'squared')).weights.forEach((weight, index) =>
      expect(weight).toBeCloseTo(same[index] ?? 0, 13),
    )
  })

  it('looks at units that have all values', () => {
    const gaps = [...table, [9, null, 9]]
    const { weights, details } = found(weighByComponent('h', columns(gaps), 'plain'))
    expect(weights).toEqual(found(weighByComponent('h', columns(table), 'plain')).weights)
    expect(details[0]?.['units']).toBe(5)
  })
})

describe('benefit of the doubt', () => {
  const units = ['A', 'B', 'C']
  const rows = [
    [1, 0.2],
    [0.2, 1],
    [0.5, 0.5],
  ]
  const all = { least: 0, most: 1 }
  const favour = (
    form: 'mean' | 'frontier',
    bounds: { least: number; most: number } = all,
    table: readonly (readonly (number | null)[])[] = rows,
    groups: readonly string[] | null = null,
  ) =>
    weighInFavour(
      'h',
      columns(table),
      form,
      bounds,
      table.map((_, unit) => units[unit] ?? `u${unit}`),
      groups,
    )
  const scoreOf = (
    outcome: Outcome<FoundWeights>,
    table: readonly (readonly (number | null)[])[],
    unit: number,
  ) =>
    (found(outcome).byUnit ?? []).reduce(
      (sum, weights, child) => sum + (weights[unit] ?? 0) * (table[unit]?.[child] ?? 0),
      0,
    )

  it('is worked by hand: two on the frontier, one at five sixths', () => {
    // C: most of 0.5 (w1 + w2) with w1 + 0.2 w2 ≤ 1 and 0.2 w1 + w2 ≤ 1: w1 = w2 = 1/1.2.
    const outcome = favour('frontier')
    expect(units.map((_, unit) => scoreOf(outcome, rows, unit))).toEqual([
      expect.closeTo(1, 12),
      expect.closeTo(1, 12),
      expect.closeTo(5 / 6, 12),
    ])
  })

  it('keeps each part of the score within its share', () => {
    const outcome = favour('frontier', { least: 0.4, most: 0.6 })
    units.forEach((_, unit) => {
      const total = scoreOf(outcome, rows, unit)
      for (const child of [0, 1]) {
        const part = (found(outcome).byUnit?.[child]?.[unit] ?? 0) * (rows[unit]?.[child] ?? 0)
        expect(part / total).toBeGreaterThanOrEqual(0.4 - 1e-9)
        expect(part / total).toBeLessThanOrEqual(0.6 + 1e-9)
      }
    })
  })

  it('as a mean gives each unit its best weighted mean', () => {
    const outcome = favour('mean', { least: 0.2, most: 0.8 })
    expect(scoreOf(outcome, rows, 0)).toBeCloseTo(0.8 * 1 + 0.2 * 0.2, 12)
    expect(scoreOf(outcome, rows, 1)).toBeCloseTo(0.8 * 1 + 0.2 * 0.2, 12)
    expect(found(outcome).byUnit?.map((weights) => weights[0])).toEqual([
      expect.closeTo(0.8, 12),
      expect.closeTo(0.2, 12),
    ])
  })

  it('nobody scores less than by equal weights, nor more than 1 on the frontier', () => {
    const value = fc.double({ min: 0, max: 100, noNaN: true })
    fc.assert(
      fc.property(
        fc.array(fc.tuple(value, value, value), { minLength: 2, maxLength: 6 }),
        fc.double({ min: 0, max: 0.3, noNaN: true }),
        (table, least) => {
          const bounds = { least, most: 0.7 }
          const mean = favour('mean', bounds, table)
          const frontier = table.some((row) => row.every((figure) => figure > 0.01))
            ? favour('frontier', bounds, table)
            : null
          table.forEach((row, unit) => {
            const equal = row.reduce((sum, figure) => sum + figure / 3, 0)
            expect(scoreOf(mean, table, unit)).toBeGreaterThanOrEqual(equal - 1e-9)
            if (frontier === null) return
            expect(scoreOf(frontier, table, unit)).toBeLessThanOrEqual(1 + 1e-9)
          })
        },
      ),
      { numRuns: 60 },
    )
  })

  it('leaves a missing child out of the programme and out of the rivals', () => {
    const table = [
      [1, null],
      [0.5, 1],
    ]
    const outcome = favour('frontier', all, table)
    expect(found(outcome).byUnit?.map((weights) => weights[0])).toEqual([expect.closeTo(1, 12), null])
    expect(scoreOf(outcome, table, 1)).toBeCloseTo(1, 12)
    const alone = favour('mean', { least: 0.2, most: 0.6 }, table)
    expect(found(alone).byUnit?.[0]?.[0]).toBeCloseTo(1, 12)
  })

  it('compares units within their groups', () => {
    const table = [[1], [2], [10]]
    const outcome = favour('frontier', all, table, ['x', 'x', 'y'])
    expect(table.map((_, unit) => scoreOf(outcome, table, unit))).toEqual([
      expect.closeTo(0.5, 12),
      expect.closeTo(1, 12),
      expect.closeTo(1, 12),
    ])
  })

  it('refuses values below zero on the frontier', () => {
    expect(
      favour('frontier', all, [
        [1, -1],
        [1, 1],
      ]),
    ).toMatchObject({
      ok: false,
      issues: [
        { code: 'evaluation.doubt_negative', params: { heading: 'h', node: 'c2', unit: 'A', value: -1 } },
      ],
    })
  })
})

describe('wished importance', () => {
  const table = [
    [1, 9, 2],
    [2, 1, 4],
    [3, 4, 3],
    [4, 2, 9],
    [5, 7, 1],
    [6, 3, 6],
    [7, 8, 8],
    [8, 5, 5],
  ]
  const sums = (weights: readonly number[]) =>
    table.map((row) => row.reduce((sum, value, child) => sum + value * (weights[child] ?? 0), 0))
  const score = (weights: readonly number[]) => accepted(sums(weights))

  it('is reached where it can be: correlations stand to each other as wished', () => {
    for (const importance of [{}, { c1: 2, c2: 1, c3: 1 }, { c1: 3, c2: 2, c3: 3 }]) {
      const { weights, details } = found(weighByImportance('h', columns(table), importance, score))
      expect(weights.every((weight) => weight >= 0)).toBe(true)
      details.forEach((detail) => expect(detail['obtained']).toBeCloseTo(detail['wished'] ?? 0, 5))
    }
  })

  it.each([
    [{ c1: 8, c2: 1, c3: 1 }, [0.8, 0.1, 0.1]],
    [{ c1: 1, c2: 2, c3: 3 }, [1 / 6, 2 / 6, 3 / 6]],
  ])(
    'that cannot be reached is missed by no more than anywhere on a grid of weights',
    (importance, targets) => {
      const { details } = found(weighByImportance('h', columns(table), importance, score))
      const best = details[0]?.['meanSquare'] ?? Infinity
      for (let first = 0; first <= 100; first += 2)
        for (let second = 0; first + second <= 100; second += 2) {
          const scores = sums([first, second, 100 - first - second])
          const correlations = columns(table).map(({ values }) => pearson(values, scores))
          const total = correlations.reduce((sum, one) => sum + one, 0)
          if (!(total > 0)) continue
          const square =
            correlations.reduce((sum, one, child) => sum + ((targets[child] ?? 0) - one / total) ** 2, 0) / 3
          expect(best).toBeLessThanOrEqual(square + 1e-12)
        }
    },
  )

  it('is refused where a column has no correlation with anything', () => {
    const flat = columns(table.map(([a, b]) => [a ?? 0, b ?? 0, 5]))
    const outcome = weighByImportance('h', flat, {}, score)
    expect(codes(outcome)).toEqual(['evaluation.weights_undefined'])
  })
})

describe('experts (Delphi)', () => {
  const rounds = [
    { weights: { Li: { a: 50, b: 50 }, Wang: { a: 20, b: 80 }, Zhao: { a: 90, b: 10 } } },
    { weights: { Li: { a: 5, b: 5 }, Wang: { a: 4, b: 6 }, Zhao: { a: 7, b: 3 } } },
  ]

  it('count by the median or mean of the last round, each expert to one', () => {
    expect(sharesOf(weighByExperts('h', ['a', 'b'], rounds, 'median'))).toEqual([0.5, 0.5])
    const [a, b] = sharesOf(weighByExperts('h', ['a', 'b'], rounds, 'mean'))
    expect(a).toBeCloseTo(16 / 30, 14)
    expect(b).toBeCloseTo(14 / 30, 14)
  })

  it('tell spread, movement and agreement', () => {
    const { details } = found(weighByExperts('h', ['a', 'b'], rounds, 'mean'))
    expect(details[0]).toMatchObject({ experts: 3, rounds: 2 })
    expect(details[0]?.['lowerQuartile']).toBeCloseTo(0.45, 14)
    expect(details[0]?.['upperQuartile']).toBeCloseTo(0.6, 14)
    expect(details[0]?.['deviation']).toBeCloseTo(
      Math.sqrt(((0.5 - 16 / 30) ** 2 + (0.4 - 16 / 30) ** 2 + (0.7 - 16 / 30) ** 2) / 2),
      14,
    )
    expect(details[0]?.['moved']).toBeCloseTo(0, 14)
  })

  it('agree as far as Kendall has it', () => {
    // Three executives rank six applicants (Siegel 1956): W = 0.16.
    const siegel = [
      [1, 6, 3, 2, 5, 4],
      [1, 5, 6, 4, 2, 3],
      [6, 3, 2, 5, 4, 1],
    ]
    expect(kendallW(siegel)).toBeCloseTo(306 / 1890, 14)
    expect(
      kendallW([
        [1, 2, 3],
        [10, 20, 30],
      ]),
    ).toBe(1)
    expect(
      kendallW([
        [1, 2],
        [2, 1],
      ]),
    ).toBe(0)
    expect(
      kendallW([
        [5, 5],
        [5, 5],
      ]),
    ).toBeNull()
    // Ties as in R irr::kendall: rows (1 1 2) and (1 2 2) have rank sums 2.5, 4, 5.5.
    expect(
      kendallW([
        [1, 1, 2],
        [1, 2, 2],
      ]),
    ).toBeCloseTo((12 * 4.5) / (4 * 24 - 2 * 12), 14)
  })

  it('of the last round must weigh every child; a round before may have asked about others', () => {
    const gap = [{ weights: { Li: { a: 1 } } }]
    expect(weighByExperts('h', ['a', 'b'], gap, 'mean')).toMatchObject({
      ok: false,
      issues: [{ code: 'evaluation.expert_incomplete', params: { expert: 'Li', node: 'b', round: 1 } }],
    })
    const later = [...gap, ...rounds]
    expect(
      weighByExperts('h', ['a', 'b'], [gap[0] ?? { weights: {} }, rounds[1] ?? { weights: {} }], 'mean').ok,
    ).toBe(true)
    expect(weighByExperts('h', ['a', 'b'], later, 'mean').ok).toBe(true)
    const none = [{ weights: { Li: { a: 0, b: 0 } } }]
    expect(codes(weighByExperts('h', ['a', 'b'], none, 'mean'))).toEqual([
      'evaluation.expert_without_weights',
    ])
    expect(codes(weighByExperts('h', ['a', 'b'], [], 'mean'))).toEqual(['evaluation.judgements_missing'])
  })
})

function pearson(left: readonly (number | null)[], right: readonly number[]): number {
  const own = left.map((value) => value ?? 0)
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const [a, b] = [mean(own), mean(right)]
  const product = own.reduce((sum, value, index) => sum + (value - a) * ((right[index] ?? 0) - b), 0)
  const size = (values: readonly number[], centre: number) =>
    Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0))
  return product / (size(own, a) * size(right, b))
}
