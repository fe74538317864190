import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { solveLinear } from '../indicators/rational-simplex.ts'
import { rationalOf } from '../indicators/rational.ts'
import { maximise, type LinearProgramme, type VariableBounds } from './linear-programme.ts'

const bound = fc.option(fc.integer({ min: -5, max: 5 }), { nil: null, freq: 2 })
const programme = fc.integer({ min: 1, max: 4 }).chain((variables) =>
  fc.record({
    objective: fc.array(fc.integer({ min: -4, max: 4 }), { minLength: variables, maxLength: variables }),
    rows: fc.array(
      fc.record({
        coefficients: fc.array(fc.integer({ min: -3, max: 3 }), {
          minLength: variables,
          maxLength: variables,
        }),
        relation: fc.constantFrom('<=', '>=', '='),
        right: fc.integer({ min: -8, max: 8 }),
      }),
      { maxLength: 6 },
    ),
    bounds: fc.array(fc.record({ least: bound, most: bound }), {
      minLength: variables,
      maxLength: variables,
    }),
  }),
)

/** Whether the rows and bounds can be met exactly with an objective of at least so much. */
function canReach({ objective, rows, bounds }: LinearProgramme, value: number | null): boolean {
  const exact = (limit: number | null) => (limit === null ? null : rationalOf(limit))
  const terms = (coefficients: readonly number[]) =>
    coefficients.flatMap((coefficient, variable) =>
      coefficient === 0 ? [] : [{ variable, coefficient: rationalOf(coefficient) }],
    )
  const answer = solveLinear(
    objective.map((_, index) => ({
      least: exact(bounds?.[index]?.least ?? null),
      most: exact(bounds?.[index]?.most ?? null),
      start: rationalOf(0),
    })),
    [
      ...rows.map(({ coefficients, relation, right }) => ({
        terms: terms(coefficients),
        least: relation === '<=' ? null : exact(right),
        most: relation === '>=' ? null : exact(right),
      })),
      ...(value === null ? [] : [{ terms: terms(objective), least: exact(value), most: null }]),
    ],
  )
  if (answer.kind === 'cut') throw new Error('the oracle ran out of pivots')
  return answer.kind === 'feasible'
}

const dot = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0)

/** The least that Σ coefficients × variable can be within the bounds. */
const leastWithin = (coefficients: readonly number[], bounds: readonly VariableBounds[]) =>
  coefficients.reduce((sum, coefficient, index) => {
    const { least, most } = bounds[index] ?? { least: 0, most: null }
    if (Math.abs(coefficient) < 1e-9) return sum
    return sum + coefficient * (coefficient > 0 ? (least ?? -Infinity) : (most ?? Infinity))
  }, 0)

describe('a linear programme', () => {
  it('agrees with exact fractions on whether there is an optimum and what it is', () => {
    const seen = { optimal: 0, infeasible: 0, unbounded: 0 }
    fc.assert(
      fc.property(programme, (given) => {
        const answer = maximise(given)
        seen[answer.kind]++
        if (answer.kind === 'infeasible') {
          expect(canReach(given, null)).toBe(false)
          return
        }
        expect(canReach(given, null)).toBe(true)
        if (answer.kind === 'unbounded') {
          expect(canReach(given, 1e6)).toBe(true)
          return
        }
        expect(canReach(given, answer.value - 1e-7)).toBe(true)
        expect(canReach(given, answer.value + 1e-7)).toBe(false)
        given.rows.forEach(({ coefficients, relation, right }) => {
          const left = dot(coefficients, answer.values)
          if (relation !== '>=') expect(left).toBeLessThanOrEqual(right + 1e-9)
          if (relation !== '<=') expect(left).toBeGreaterThanOrEqual(right - 1e-9)
        })
        given.bounds.forEach(({ least, most }, index) => {
          expect(answer.values[index]).toBeGreaterThanOrEqual(least ?? -Infinity)
          expect(answer.values[index]).toBeLessThanOrEqual(most ?? Infinity)
        })
      }),
      { numRuns: 3000, seed: 20261122 },
    )
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(100)
  })

  it('proves its optimum by duals, and why there is none by multipliers of the rows', () => {
    fc.assert(
      fc.property(programme, (given) => {
        const answer = maximise(given)
        if (answer.kind === 'unbounded') return
        const multipliers = answer.kind === 'optimal' ? answer.duals : answer.proof
        given.rows.forEach(({ relation }, row) => {
          if (relation === '<=') expect(multipliers[row]).toBeGreaterThanOrEqual(-1e-9)
          if (relation === '>=') expect(multipliers[row]).toBeLessThanOrEqual(1e-9)
        })
        const right = dot(
          multipliers,
          given.rows.map((row) => row.right),
        )
        if (answer.kind === 'optimal') {
          // Strong duality: the bounds carry the reduced costs.
          const held = answer.reducedCosts.reduce((sum, cost, index) => {
            if (Math.abs(cost) < 1e-9) return sum
            const { least, most } = given.bounds[index] ?? { least: null, most: null }
            const at = cost > 0 ? most : least
            if (at === null) throw new Error('a reduced cost on a side without a bound')
            return sum + cost * at
          }, 0)
          expect(right + held).toBeCloseTo(answer.value, 8)
          return
        }
        if (given.bounds.some(({ least, most }) => least !== null && most !== null && least > most)) return
        const combined = given.objective.map((_, variable) =>
          given.rows.reduce(
            (sum, { coefficients }, row) => sum + (multipliers[row] ?? 0) * (coefficients[variable] ?? 0),
            0,
          ),
        )
        expect(leastWithin(combined, given.bounds)).toBeGreaterThan(right)
      }),
      { numRuns: 2000 },
    )
  })

  it('has the same optimum as its dual programme, which has many more columns and one degenerate corner', () => {
    // Who is best by weights under which nobody passes one: for the best unit all rows of the dual meet in one point.
    const row = fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 8, maxLength: 8 })
    fc.assert(
      fc.property(fc.array(row, { minLength: 20, maxLength: 40 }), (table) => {
        const [first = []] = table
        const primal = maximise({
          objective: first,
          rows: table.map((coefficients) => ({ coefficients, relation: '<=', right: 1 })),
        })
        const dual = maximise({
          objective: table.map(() => -1),
          rows: first.map((right, column) => ({
            coefficients: table.map((line) => line[column] ?? 0),
            relation: '>=',
            right,
          })),
        })
        if (primal.kind !== 'optimal' || dual.kind !== 'optimal') throw new Error('no optimum')
        expect(primal.value).toBeCloseTo(-dual.value, 10)
        for (const line of table) expect(dot(line, primal.values)).toBeLessThanOrEqual(1 + 1e-10)
        expect(primal.duals.every((one) => one >= 0)).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  it('solves the textbook example', () => {
    // Chvátal (1983), chapter 2: optimum 13 at (2, 0, 1), duals (1, 0, 1).
    const answer = maximise({
      objective: [5, 4, 3],
      rows: [
        { coefficients: [2, 3, 1], relation: '<=', right: 5 },
        { coefficients: [4, 1, 2], relation: '<=', right: 11 },
        { coefficients: [3, 4, 2], relation: '<=', right: 8 },
      ],
    })
    expect(answer).toEqual({
      kind: 'optimal',
      values: [2, 0, 1],
      value: 13,
      duals: [1, 0, 1],
      reducedCosts: [0, -3, 0],
    })
  })

  it('ends where the largest-coefficient rule alone would go round for ever', () => {
    // Chvátal (1983), chapter 3: cycles through six bases without a rule against it.
    const answer = maximise({
      objective: [10, -57, -9, -24],
      rows: [
        { coefficients: [0.5, -5.5, -2.5, 9], relation: '<=', right: 0 },
        { coefficients: [0.5, -1.5, -0.5, 1], relation: '<=', right: 0 },
        { coefficients: [1, 0, 0, 0], relation: '<=', right: 1 },
      ],
    })
    expect(answer.kind === 'optimal' && answer.value).toBeCloseTo(1, 12)
  })

  it('keeps its digits where rows differ by twelve orders of magnitude', () => {
    const answer = maximise({
      objective: [1e9, 2],
      rows: [
        { coefficients: [1e12, 1e3], relation: '<=', right: 3e12 },
        { coefficients: [1e-3, 1e-6], relation: '<=', right: 3.5e-3 },
      ],
      bounds: [
        { least: 0, most: null },
        { least: 0, most: 500 },
      ],
    })
    if (answer.kind !== 'optimal') throw new Error(answer.kind)
    expect(answer.values[0]).toBeCloseTo(3 - 5e-7, 12)
    expect(answer.values[1]).toBe(500)
  })

  it('refuses figures that are not finite as a fault of the caller', () => {
    expect(() => maximise({ objective: [NaN], rows: [] })).toThrow(RangeError)
    expect(() =>
      maximise({ objective: [1], rows: [{ coefficients: [1, 2], relation: '<=', right: 1 }] }),
    ).toThrow(RangeError)
    expect(() => maximise({ objective: [1], rows: [], bounds: [{ least: 0, most: Infinity }] })).toThrow(
      RangeError,
    )
  })
})
