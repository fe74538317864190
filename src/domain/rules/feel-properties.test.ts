import fc from 'fast-check'
import { evaluate as evaluateWithFeelin } from 'feelin'
import { describe, expect, it } from 'vitest'
import { evaluateFeel } from './evaluate-feel.ts'
import { isNumber } from './values.ts'

const truths = fc.constantFrom('true', 'false', 'null')
const logic = fc.letrec<{ logic: string }>((tie) => ({
  logic: fc.oneof(
    { maxDepth: 4 },
    truths,
    fc.tuple(tie('logic'), tie('logic')).map(([left, right]) => `(${left} and ${right})`),
    fc.tuple(tie('logic'), tie('logic')).map(([left, right]) => `(${left} or ${right})`),
    tie('logic').map((inner) => `not(${inner})`),
  ),
})).logic

function value(expression: string): unknown {
  const answer = evaluateFeel(expression)
  if (!answer.ok) throw new Error(`${expression}: ${answer.issues.map((issue) => issue.code).join()}`)
  return answer.value
}

describe('three-valued logic', () => {
  it('obeys De Morgan, and knows nothing less when an unknown becomes known', () => {
    fc.assert(
      fc.property(logic, logic, (left, right) => {
        expect(value(`not(${left} and ${right})`)).toBe(value(`not(${left}) or not(${right})`))
        expect(value(`${left} or ${right}`)).toBe(value(`${right} or ${left}`))
        const known = value(left)
        if (known === null) return
        for (const filled of ['true', 'false']) expect(value(left.replaceAll('null', filled))).toBe(known)
      }),
    )
  })
})

/** Small decimals and signs: figures for which the doubles of feelin, rounded, are right. */
const figures = fc
  .tuple(fc.integer({ min: 0, max: 9999 }), fc.integer({ min: 0, max: 2 }))
  .map(([digits, places]) => (digits / 10 ** places).toFixed(places))
const arithmetic = fc.letrec<{ sum: string }>((tie) => ({
  sum: fc.oneof(
    { maxDepth: 4 },
    figures,
    fc.tuple(tie('sum'), fc.constantFrom('+', '-', '*'), tie('sum')).map((parts) => `(${parts.join(' ')})`),
    fc.tuple(tie('sum'), figures).map(([sum, divisor]) => `${sum} / (${divisor} + 1)`),
    tie('sum').map((sum) => `-(${sum})`),
    fc.tuple(tie('sum'), tie('sum')).map(([left, right]) => `max(${left}, ${right})`),
    fc.array(tie('sum'), { minLength: 1, maxLength: 4 }).map((items) => `sum([${items.join(', ')}])`),
  ),
})).sum

describe('arithmetic', () => {
  it('agrees with feelin to the digits of a double', () => {
    fc.assert(
      fc.property(arithmetic, (expression) => {
        const mine = value(expression)
        const other: unknown = evaluateWithFeelin(expression, {}).value
        if (!isNumber(mine) || typeof other !== 'number') throw new Error(`${expression}: ${String(other)}`)
        // Differences of large terms lose digits in doubles: the scale is that of the largest term possible.
        expect(Math.abs(mine.toNumber() - other)).toBeLessThanOrEqual(
          1e-9 * Math.max(1, Math.abs(other)) + 1e-6,
        )
      }),
      { numRuns: 200 },
    )
  })

  it('is exact where decimals are: sums come back', () => {
    fc.assert(
      fc.property(figures, figures, (left, right) => {
        expect(value(`${left} + ${right} - ${right} = ${left}`)).toBe(true)
        expect(value(`(${left} - ${right}) + (${right} - ${left}) = 0`)).toBe(true)
      }),
    )
  })

  it('orders as feelin does', () => {
    fc.assert(
      fc.property(figures, fc.constantFrom('<', '<=', '>', '>=', '=', '!='), figures, (left, sign, right) => {
        const expression = `${left} ${sign} ${right}`
        expect(value(expression)).toBe(evaluateWithFeelin(expression, {}).value)
      }),
    )
  })
})
