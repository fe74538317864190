import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type LinearConstraint, holds, solveLinear, solveWhole } from './linear-feasibility.ts'
import { ZERO, add, isWhole, rational, times } from './rational.ts'

function constraint(
  terms: Record<string, number>,
  sign: LinearConstraint['sign'],
  bound: number,
): LinearConstraint {
  return {
    terms: new Map(Object.entries(terms).map(([name, factor]) => [name, rational(BigInt(factor))])),
    sign,
    bound: rational(BigInt(bound)),
  }
}

function satisfied(
  constraints: readonly LinearConstraint[],
  values: ReadonlyMap<string, ReturnType<typeof rational>>,
) {
  return constraints.every(({ terms, sign, bound }) => {
    let sum = ZERO
    for (const [name, factor] of terms) sum = add(sum, times(factor, values.get(name) ?? ZERO))
    return holds(sum, sign, bound)
  })
}

const arbitraryConstraint = fc
  .record({
    terms: fc.dictionary(fc.constantFrom('x', 'y', 'z'), fc.integer({ min: -3, max: 3 }), { maxKeys: 3 }),
    sign: fc.constantFrom('<=', '<', '=', '>=', '>'),
    bound: fc.integer({ min: -6, max: 6 }),
  })
  .map(({ terms, sign, bound }) => constraint(terms, sign, bound))

describe('linear constraints', () => {
  it.each([
    {
      name: 'bounds that cross',
      list: [constraint({ x: 1 }, '>=', 5), constraint({ x: 1 }, '<', 5)],
      answer: 'infeasible',
    },
    {
      name: 'bounds that meet',
      list: [constraint({ x: 1 }, '>=', 5), constraint({ x: 1 }, '<=', 5)],
      answer: 'feasible',
    },
    {
      name: 'a ring of strict orders',
      list: [
        constraint({ x: 1, y: -1 }, '<', 0),
        constraint({ y: 1, z: -1 }, '<', 0),
        constraint({ z: 1, x: -1 }, '<=', 0),
      ],
      answer: 'infeasible',
    },
    {
      name: 'a part that is more than the whole',
      list: [
        constraint({ x: 1 }, '>', 0),
        constraint({ y: 1, x: -1 }, '>', 0),
        constraint({ y: 2, x: -1 }, '<', 0),
      ],
      answer: 'infeasible',
    },
  ])('$name: $answer', ({ list, answer }) => {
    expect(solveLinear(list).kind).toBe(answer)
  })

  it('gives values that satisfy every constraint, and never denies what whole numbers satisfy', () => {
    fc.assert(
      fc.property(
        fc.array(arbitraryConstraint, { maxLength: 6 }),
        fc.record({
          x: fc.integer({ min: -8, max: 8 }),
          y: fc.integer({ min: -8, max: 8 }),
          z: fc.integer({ min: -8, max: 8 }),
        }),
        (constraints, point) => {
          const answer = solveLinear(constraints)
          expect(answer.kind).not.toBe('undecided')
          if (answer.kind === 'feasible') expect(satisfied(constraints, answer.values)).toBe(true)
          const values = new Map(
            Object.entries(point).map(([name, value]) => [name, rational(BigInt(value))]),
          )
          if (satisfied(constraints, values)) expect(answer.kind).toBe('feasible')
        },
      ),
      { numRuns: 500 },
    )
  })

  it('finds whole values where they are wanted', () => {
    const between = [constraint({ x: 2 }, '>', 5), constraint({ x: 2 }, '<', 8)]
    const answer = solveWhole(between, () => true)
    expect(answer.kind === 'feasible' && [...answer.values.values()].every(isWhole)).toBe(true)
    expect(solveWhole([constraint({ x: 2 }, '=', 5)], () => true).kind).toBe('infeasible')
  })
})
