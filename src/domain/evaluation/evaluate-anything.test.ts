import fc from 'fast-check'
import { expect, it } from 'vitest'
import { schemeOf } from '#tests/short-evaluation'
import { compileScheme } from './compile-scheme.ts'
import { evaluate } from './evaluate.ts'
import type { EvaluationData } from './evaluation-data.ts'
import { EVALUATION_ISSUE_CODES } from './issue-codes.ts'

const normalisation = fc.constantFrom<object>(
  { method: 'min-max', low: 0, high: 100 },
  { method: 'min-max', low: 1, high: 100 },
  { method: 'z-score', mean: 0, deviation: 1 },
  { method: 'scaled', from: 0, to: 10 },
  { method: 'rank', ties: 'average' },
  { method: 'percentile-rank' },
  { method: 'borda', ties: 'min' },
  { method: 'goalposts', bottom: -1, top: 1, low: 0, high: 1, capped: false },
  { method: 'distance-to-target', target: 3, capped: true },
  { method: 'distance-to-reference', unit: 'u0', capped: false },
  { method: 'distance-to-maximum' },
  { method: 'fraction-of-maximum' },
  { method: 'value-to-ideal', ideal: 2, high: 100 },
  { method: 'none' },
)
const aggregation = fc.constantFrom<object>(
  { method: 'arithmetic' },
  { method: 'geometric' },
  { method: 'harmonic' },
  { method: 'generalised', power: -0.5 },
  { method: 'generalised', power: 0 },
  { method: 'sum' },
  { method: 'topsis' },
  { method: 'grey', resolution: 0.5 },
  { method: 'vikor', strategy: 0.5 },
  { method: 'copeland' },
)
const weighting = fc.constantFrom<object>(
  { method: 'given' },
  { method: 'equal' },
  { method: 'entropy', over: 'siblings' },
  { method: 'entropy', over: 'leaves' },
  { method: 'critic', over: 'siblings' },
  { method: 'critic', over: 'leaves' },
  { method: 'pca' },
  { method: 'benefit-of-doubt', least: 0.1, most: 0.9 },
)
const imputation = fc.constantFrom<object>(
  { method: 'none' },
  { method: 'mean' },
  { method: 'group-median', group: 'type', fallback: true },
  { method: 'latest', maximumAge: null },
  { method: 'linear', extrapolate: 'line' },
  { method: 'constant', value: 0 },
  { method: 'siblings-mean' },
)
const treatment = fc
  .constantFrom('none', 'log', 'log-ct', 'log-ct-orig', 'log-gii', 'box-cox')
  .map((then) => ({
    method: 'treat',
    skewness: 0.5,
    kurtosis: 0,
    mostPoints: 1,
    then,
    lambda: then === 'box-cox' ? 0.5 : null,
  }))
const figure = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -3, max: 20 }) },
  { weight: 3, arbitrary: fc.double({ min: 0.001, max: 1_000, noNaN: true }) },
  { weight: 1, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.constantFrom(0, 1e308, -1e308, 1e-308, 5e-324) },
)
const LEAVES = ['a', 'b', 'c', 'd']
const UNITS = 5
const table = fc.array(fc.array(figure, { minLength: UNITS, maxLength: UNITS }), {
  minLength: 2,
  maxLength: 2,
})

/** Every number anywhere in a result, with where it stands. */
function numbersOf(value: unknown, path = ''): [string, number][] {
  if (typeof value === 'number') return [[path, value]]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, part]) => numbersOf(part, `${path}/${key}`))
}

it('whatever is asked of whatever figures: a result of numbers, or a refusal with a code', () => {
  let accepted = 0
  const input = fc.record({
    normalisation,
    aggregation,
    upper: aggregation,
    weighting,
    imputation,
    treatment: fc.oneof(fc.constant({ method: 'none' }), treatment),
    scaleOver: fc.constantFrom('period', 'all-periods'),
    peerGroups: fc.constantFrom(
      null,
      { group: 'type', compare: 'rank' },
      { group: 'type', compare: 'scale' },
    ),
    directions: fc.array(fc.constantFrom('more', 'less'), { minLength: 4, maxLength: 4 }),
    tables: fc.array(table, { minLength: 4, maxLength: 4 }),
    tame: fc.boolean(),
  })
  fc.assert(
    fc.property(input, ({ upper, directions, tables, tame, ...ways }) => {
      const scheme = schemeOf({
        ...ways,
        nodes: [
          { code: 'total', aggregation: upper },
          { code: 'h', parent: 'total' },
          ...LEAVES.map((code, index) => ({
            code,
            parent: index < 2 ? 'h' : 'total',
            input: { direction: directions[index] },
          })),
        ],
        ranking: { ties: 'average', breakers: ['h', 'a'] },
        grading: { method: 'natural-breaks', grades: [{ code: 'A' }, { code: 'B' }], within: false },
      })
      // Half of the runs on figures that most methods can do with.
      const calm = (value: number | null, unit: number) =>
        tame ? 1 + unit + Math.abs(Math.atan(value ?? 0)) : value
      const data: EvaluationData = {
        periods: ['2024', '2025'],
        units: Array.from({ length: UNITS }, (_, unit) => ({
          code: `u${unit}`,
          name: `u${unit}`,
          groups: { type: unit < 3 ? 'x' : 'y' },
        })),
        columns: Object.fromEntries(
          LEAVES.map((code, index) => [code, (tables[index] ?? []).map((row) => row.map(calm))]),
        ),
        panels: {},
      }
      const compiled = compileScheme(scheme)
      if (!compiled.ok) throw new Error(JSON.stringify(compiled.issues))
      const result = evaluate(compiled.value, data)
      if (!result.ok) {
        expect(result.issues.length).toBeGreaterThan(0)
        for (const { code, params } of result.issues) {
          expect(EVALUATION_ISSUE_CODES).toContain(code)
          // Somebody is named: a node, a heading, nodes or a unit.
          expect(Object.keys(params ?? {}).join()).toMatch(/node|heading|unit|groups?|grades/)
        }
        return
      }
      accepted++
      expect(numbersOf(result.value).filter(([, value]) => !Number.isFinite(value))).toEqual([])
    }),
    { numRuns: 1_500 },
  )
  expect(accepted).toBeGreaterThan(300)
})
