import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import type { NormalisationMethod } from './normalisation-method.ts'
import { scaleOf } from './scale-of.ts'

function ask(
  method: NormalisationMethod,
  direction: 'more' | 'less',
  values: readonly number[],
  reference: number | null = null,
) {
  return scaleOf({ node: 'r-and-d', method, direction, values, reference, group: null })
}

function scores(
  method: NormalisationMethod,
  direction: 'more' | 'less',
  values: readonly number[],
  reference?: number,
): number[] {
  const scale = ask(method, direction, values, reference)
  if (!scale.ok) throw new Error(JSON.stringify(scale.issues))
  return values.map((value) => scale.value.apply(value))
}

/** Five parks: 2, 4, 4, 7 and 12. */
const FIVE = [2, 4, 4, 7, 12]

test.each<[string, NormalisationMethod, 'more' | 'less', number[]]>([
  ['min-max', { method: 'min-max', low: 0, high: 100 }, 'more', [0, 20, 20, 50, 100]],
  ['min-max, less', { method: 'min-max', low: 1, high: 11 }, 'less', [11, 9, 9, 6, 1]],
  ['scaled', { method: 'scaled', from: 2, to: 22 }, 'more', [0, 10, 10, 25, 50]],
  ['scaled reads turned values', { method: 'scaled', from: -12, to: -2 }, 'less', [100, 80, 80, 50, 0]],
  ['rank', { method: 'rank', ties: 'min' }, 'more', [1, 2, 2, 4, 5]],
  ['rank, last of the tied', { method: 'rank', ties: 'max' }, 'more', [1, 3, 3, 4, 5]],
  ['rank, mean of the tied', { method: 'rank', ties: 'average' }, 'more', [1, 2.5, 2.5, 4, 5]],
  ['rank without gaps', { method: 'rank', ties: 'dense' }, 'less', [4, 3, 3, 2, 1]],
  ['percentile rank', { method: 'percentile-rank' }, 'more', [0, 0.25, 0.25, 0.75, 1]],
  ['borda', { method: 'borda', ties: 'min' }, 'less', [4, 2, 2, 1, 0]],
  [
    'goalposts, ends kept',
    { method: 'goalposts', bottom: 3, top: 11, low: 0, high: 100, capped: true },
    'more',
    [0, 12.5, 12.5, 50, 100],
  ],
  [
    'goalposts, beyond them',
    { method: 'goalposts', bottom: 2, top: 7, low: 0, high: 10, capped: false },
    'less',
    [10, 6, 6, 0, -10],
  ],
  ['target', { method: 'distance-to-target', target: 7, capped: true }, 'more', [0, 0.4, 0.4, 1, 1]],
  [
    'target, less',
    { method: 'distance-to-target', target: 4, capped: false },
    'less',
    [1.25, 1, 1, 0.625, 0],
  ],
  ['maximum', { method: 'distance-to-maximum' }, 'less', [1, 0.8, 0.8, 0.5, 0]],
  ['fraction', { method: 'fraction-of-maximum' }, 'more', [2 / 12, 4 / 12, 4 / 12, 7 / 12, 1]],
  ['ideal', { method: 'value-to-ideal', ideal: 8, high: 100 }, 'more', [25, 50, 50, 87.5, 100]],
  ['ideal, less', { method: 'value-to-ideal', ideal: 3, high: 100 }, 'less', [100, 75, 75, 300 / 7, 25]],
  ['none turns round only', { method: 'none' }, 'less', [-2, -4, -4, -7, -12]],
])('%s', (_, method, direction, expected) => {
  const given = scores(method, direction, FIVE)
  for (const [index, score] of given.entries()) expect(score).toBeCloseTo(expected[index] ?? NaN, 12)
})

test('standard scores have the asked mean and sample deviation', () => {
  // Mean 4, deviation √(8/3).
  const given = scores({ method: 'z-score', mean: 50, deviation: 10 }, 'more', [2, 4, 4, 6])
  expect(given[0]).toBeCloseTo(50 - (10 * 2) / Math.sqrt(8 / 3), 12)
  expect(given[1]).toBe(50)
})

test('the reference scores one, whoever is beyond it more unless the scale is capped', () => {
  const method = { method: 'distance-to-reference', unit: 'haidian' } as const
  expect(scores({ ...method, capped: false }, 'more', FIVE, 7)).toEqual([0, 0.4, 0.4, 1, 2])
  expect(scores({ ...method, capped: true }, 'more', FIVE, 7)).toEqual([0, 0.4, 0.4, 1, 1])
})

test('nothing at all is as good as the ideal where less is better', () => {
  expect(scores({ method: 'value-to-ideal', ideal: 2, high: 100 }, 'less', [0, 2, 4])).toEqual([100, 100, 50])
})

describe('a scale that the figures cannot give is refused by name', () => {
  const goalposts = { method: 'goalposts', low: 0, high: 100, capped: true } as const
  test.each<[string, NormalisationMethod, readonly number[], number | null, string, object]>([
    [
      'all the same',
      { method: 'min-max', low: 0, high: 1 },
      [3, 3],
      null,
      'constant_indicator',
      { value: 3 },
    ],
    ['all the same', { method: 'z-score', mean: 0, deviation: 1 }, [3, 3], null, 'constant_indicator', {}],
    ['all the same', { method: 'distance-to-maximum' }, [3, 3], null, 'constant_indicator', {}],
    ['a single unit', { method: 'min-max', low: 0, high: 1 }, [3], null, 'too_few_values', { count: 1 }],
    ['a single unit', { method: 'percentile-rank' }, [3], null, 'too_few_values', { count: 1 }],
    ['nobody', { method: 'rank', ties: 'min' }, [], null, 'all_missing', {}],
    ['nothing but zeros', { method: 'fraction-of-maximum' }, [0, 0], null, 'maximum_zero', {}],
    [
      'a target that all have passed',
      { method: 'distance-to-target', target: 1, capped: true },
      FIVE,
      null,
      'target_passed',
      { target: 1, worst: 2 },
    ],
    [
      'a reference without a figure',
      { method: 'distance-to-reference', unit: 'fengtai', capped: true },
      FIVE,
      null,
      'reference_missing',
      { unit: 'fengtai' },
    ],
    [
      'a reference that is the worst',
      { method: 'distance-to-reference', unit: 'fengtai', capped: true },
      FIVE,
      2,
      'reference_last',
      { unit: 'fengtai', value: 2 },
    ],
    ['no goalposts', { ...goalposts, bottom: null, top: 3 }, FIVE, null, 'goalposts_missing', {}],
    [
      'goalposts reversed',
      { ...goalposts, bottom: 3, top: 1 },
      FIVE,
      null,
      'goalposts_reversed',
      { bottom: 3 },
    ],
    [
      'a spread beyond numbers',
      { method: 'z-score', mean: 0, deviation: 1 },
      [1.7e308, -1.7e308, -1.7e308],
      null,
      'too_large',
      {},
    ],
  ])('%s: %j', (_, method, values, reference, code, params) => {
    const outcome = ask(method, 'more', values, reference)
    expect(outcome).toMatchObject({
      ok: false,
      issues: [{ code: `evaluation.${code}`, params: { node: 'r-and-d', ...params } }],
    })
  })
})

const SPREADING: NormalisationMethod[] = [
  { method: 'min-max', low: 1, high: 100 },
  { method: 'z-score', mean: 0, deviation: 1 },
  { method: 'scaled', from: -50, to: 20 },
  { method: 'rank', ties: 'average' },
  { method: 'rank', ties: 'dense' },
  { method: 'percentile-rank' },
  { method: 'borda', ties: 'min' },
  { method: 'goalposts', bottom: -10, top: 10, low: 0, high: 1, capped: false },
  { method: 'distance-to-target', target: 2_000, capped: false },
  { method: 'distance-to-maximum' },
  { method: 'none' },
]

const columns = fc.array(fc.integer({ min: -1_000, max: 1_000 }), { minLength: 2, maxLength: 40 })

describe.each(SPREADING)('$method', (method) => {
  it('never puts the better before the worse', () => {
    fc.assert(
      fc.property(columns, (values) => {
        fc.pre(new Set(values).size > 1)
        const given = scores(method, 'more', values)
        for (const [i, a] of values.entries())
          for (const [j, b] of values.entries()) if (a < b) expect(given[i]).toBeLessThan(given[j] ?? NaN)
      }),
      { numRuns: 60 },
    )
  })
})

describe.each(SPREADING.filter(({ method }) => method !== 'goalposts' && method !== 'scaled'))(
  '$method',
  (method) => {
    it('scores what is little as the turned figures score what is much', () => {
      // A target is written in the leaf's own terms.
      const turned = method.method === 'distance-to-target' ? { ...method, target: -2_000 } : method
      fc.assert(
        fc.property(columns, (values) => {
          fc.pre(new Set(values).size > 1)
          const less = scores(turned, 'less', values)
          const more = scores(
            method,
            'more',
            values.map((value) => -value),
          )
          expect(less.map((score) => score + 0)).toEqual(more.map((score) => score + 0))
        }),
        { numRuns: 60 },
      )
    })
  },
)
