import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { solveLinear, type LinearRow, type LinearVariable, type Multiplier } from './rational-simplex.ts'
import { addRationals, compareRationals, multiplyRationals, rational, type Rational } from './rational.ts'

const whole = (value: number | null) => (value === null ? null : rational(BigInt(value)))
const limit = fc.option(fc.integer({ min: -6, max: 6 }), { nil: null })
const VARIABLES = 3
const system = fc.record({
  variables: fc.array(fc.tuple(limit, limit, fc.integer({ min: -9, max: 9 })), {
    minLength: VARIABLES,
    maxLength: VARIABLES,
  }),
  rows: fc.array(
    fc.record({
      coefficients: fc.array(fc.integer({ min: -3, max: 3 }), { minLength: VARIABLES, maxLength: VARIABLES }),
      least: limit,
      most: limit,
    }),
    { maxLength: 6 },
  ),
})

function build(given: {
  variables: [number | null, number | null, number][]
  rows: { coefficients: number[]; least: number | null; most: number | null }[]
}): { variables: LinearVariable[]; rows: LinearRow[] } {
  return {
    variables: given.variables.map(([least, most, start]) => ({
      least: whole(least),
      most: whole(most),
      start: rational(BigInt(start)),
    })),
    rows: given.rows.map(({ coefficients, least, most }) => ({
      terms: coefficients.flatMap((coefficient, variable) =>
        coefficient === 0 ? [] : [{ variable, coefficient: rational(BigInt(coefficient)) }],
      ),
      least: whole(least),
      most: whole(most),
    })),
  }
}

/** Adds the limits of a proof up, each as “terms ≤ limit”. */
function addUp(
  proof: readonly Multiplier[],
  variables: readonly LinearVariable[],
  rows: readonly LinearRow[],
): { left: Rational[]; right: Rational } {
  const left = variables.map(() => rational(0n))
  let right = rational(0n)
  for (const { of, index, limit, times } of proof) {
    expect(times.numerator > 0n).toBe(true)
    const owner = of === 'row' ? rows[index] : variables[index]
    const bound = limit === 'least' ? owner?.least : owner?.most
    if (bound === null || bound === undefined) throw new Error('the proof uses a limit that is not there')
    const signed = limit === 'most' ? times : rational(-times.numerator, times.denominator)
    right = addRationals(right, multiplyRationals(signed, bound))
    const terms = of === 'row' ? (rows[index]?.terms ?? []) : [{ variable: index, coefficient: rational(1n) }]
    for (const { variable, coefficient } of terms)
      left[variable] = addRationals(left[variable] ?? rational(0n), multiplyRationals(signed, coefficient))
  }
  return { left, right }
}

describe('a linear system', () => {
  it('has a solution that is within all limits, or a proof that there is none', () => {
    const seen = { feasible: 0, infeasible: 0, cut: 0 }
    fc.assert(
      fc.property(system, (given) => {
        const { variables, rows } = build(given)
        const answer = solveLinear(variables, rows)
        seen[answer.kind]++
        if (answer.kind === 'feasible') {
          const inside = (
            value: Rational,
            { least, most }: { least: Rational | null; most: Rational | null },
          ) =>
            (least === null || compareRationals(value, least) >= 0) &&
            (most === null || compareRationals(value, most) <= 0)
          expect(answer.values).toHaveLength(VARIABLES)
          answer.values.forEach((value, index) =>
            expect(inside(value, variables[index] ?? { least: null, most: null })).toBe(true),
          )
          for (const row of rows) {
            const sum = row.terms.reduce(
              (total, { variable, coefficient }) =>
                addRationals(total, multiplyRationals(coefficient, answer.values[variable] ?? rational(0n))),
              rational(0n),
            )
            expect(inside(sum, row)).toBe(true)
          }
        } else if (answer.kind === 'infeasible') {
          const { left, right } = addUp(answer.proof, variables, rows)
          expect(left.every(({ numerator }) => numerator === 0n)).toBe(true)
          expect(right.numerator < 0n).toBe(true)
        }
      }),
      // One seed: how many systems of two thousand are feasible differs from run to run, and both kinds must be among them.
      { numRuns: 2000, seed: 20261122 },
    )
    expect(seen.cut).toBe(0)
    expect(seen.feasible).toBeGreaterThan(100)
    expect(seen.infeasible).toBeGreaterThan(100)
  })

  it('leaves a variable where it is when nothing asks for another value', () => {
    const { variables, rows } = build({
      variables: [
        [0, null, 7],
        [0, null, 3],
        [null, null, 1],
      ],
      rows: [{ coefficients: [1, -1, 0], least: 0, most: null }],
    })
    expect(solveLinear(variables, rows)).toEqual({
      kind: 'feasible',
      values: [rational(7n), rational(3n), rational(1n)],
    })
  })

  it('says when the pivots ran out', () => {
    const { variables, rows } = build({
      variables: [
        [null, null, 0],
        [null, null, 0],
        [null, null, 0],
      ],
      rows: [{ coefficients: [1, 1, 0], least: 1, most: null }],
    })
    expect(solveLinear(variables, rows, 0)).toEqual({ kind: 'cut' })
  })
})
