import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AggregationMethod } from './aggregation-method.ts'
import { compileScheme } from './compile-scheme.ts'
import { dataFromTable } from './data-from-table.ts'
import { evaluate } from './evaluate.ts'
import { EVALUATION_ISSUE_CODES } from './issue-codes.ts'
import { parseScheme } from './parse-scheme.ts'
import type { WeightingMethod } from './weighting-method.ts'

/** Whatever comes in, what goes out is a finite number, no value at all, or a refusal that names a node. */
const AGGREGATIONS: readonly AggregationMethod[] = [
  { method: 'arithmetic' },
  { method: 'geometric' },
  { method: 'harmonic' },
  { method: 'generalised', power: 3 },
  { method: 'generalised', power: -2 },
  { method: 'sum' },
  { method: 'topsis' },
  { method: 'grey', resolution: 0.5 },
  { method: 'vikor', strategy: 0.5 },
  { method: 'copeland' },
]
const WEIGHTINGS: readonly WeightingMethod[] = [
  { method: 'given' },
  { method: 'equal' },
  { method: 'entropy', over: 'siblings' },
  { method: 'entropy', over: 'leaves' },
  { method: 'critic', over: 'leaves' },
  { method: 'pca', loadings: 'plain' },
  { method: 'pca', loadings: 'squared' },
  { method: 'benefit-of-doubt', least: 0.1, most: 0.9 },
  { method: 'optimised', importance: {} },
]
const NORMALISATIONS = [{ method: 'none' }, { method: 'min-max', low: 1, high: 100 }, { method: 'z-score' }]
const GRADINGS = [
  null,
  { method: 'quotas', grades: [{ code: 'A', share: 0.3 }, { code: 'B' }] },
  { method: 'natural-breaks', grades: [{ code: 'A' }, { code: 'B' }] },
]

const figure = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: -3, max: 100 }) },
  { weight: 2, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.constantFrom(1e308, -1e308, 1e-308, 5e-324, 0, -0) },
)
const LEAVES = ['a', 'b', 'c', 'd']
const NODES = [
  { code: 'total' },
  { code: 'x', parent: 'total', weight: 2 },
  ...LEAVES.map((code, index) => ({
    code,
    parent: index < 3 ? 'x' : 'total',
    weight: index + 1,
    input: { direction: index === 1 ? 'less' : 'more' },
  })),
]

function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(numbersIn)
}

describe.each(WEIGHTINGS.map((weighting) => [JSON.stringify(weighting), weighting] as const))(
  'weights by %s',
  (_, weighting) => {
    it.each(AGGREGATIONS.map((aggregation) => [JSON.stringify(aggregation), aggregation] as const))(
      'combined by %s give finite numbers, nothing, or a refusal',
      (__, aggregation) => {
        fc.assert(
          fc.property(
            fc.array(fc.tuple(figure, figure, figure, figure), { minLength: 1, maxLength: 7 }),
            fc.constantFrom(...NORMALISATIONS),
            fc.constantFrom(...GRADINGS),
            (rows, normalisation, grading) => {
              const parsed = parseScheme({
                code: 's',
                nodes: NODES,
                weighting,
                aggregation,
                normalisation,
                grading,
              })
              if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues))
              const compiled = compileScheme(parsed.value)
              if (!compiled.ok) throw new Error(JSON.stringify(compiled.issues))
              const data = dataFromTable(
                {
                  header: ['unit', ...LEAVES],
                  rows: rows.map((row, index) => [`u${index}`, ...row]),
                },
                parsed.value,
              )
              if (!data.ok) throw new Error(JSON.stringify(data.issues))
              const result = evaluate(compiled.value, data.value)
              if (result.ok) {
                expect(numbersIn(result.value).filter((value) => !Number.isFinite(value))).toEqual([])
                return
              }
              for (const { code, params } of result.issues) {
                expect(EVALUATION_ISSUE_CODES).toContain(code)
                expect(numbersIn(params).every((value) => Number.isFinite(value))).toBe(true)
                if (code !== 'evaluation.too_few_for_breaks')
                  expect(params?.['node'] ?? params?.['heading'] ?? params?.['nodes']).toBeDefined()
              }
            },
          ),
          { numRuns: 15 },
        )
      },
    )
  },
)
