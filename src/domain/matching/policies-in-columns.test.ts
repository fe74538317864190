import { describe, expect, test } from 'vitest'
import {
  amountColumn,
  answersOf,
  baseFromSheets,
  compileRuleBook,
  deriveFacts,
  judgeColumns,
  sheetFromBase,
  workOutAmount,
} from '#domain/rules'
import { givenFacts, shippedPolicies, shippedZoneBook } from '#tests/shipped-rules'
import { holdsOn, policyBook, policyTests } from './policy-book.ts'
import { simulate, type SimulatedPolicy } from './simulate.ts'

const ON = '2026-06-01'
const policies = [...shippedPolicies().values()].filter((policy) => holdsOn(policy, ON))
const zone = shippedZoneBook()
const made = compileRuleBook(policyBook(policies, zone, { on: ON }), ON)
if (!made.ok) throw new Error(JSON.stringify(made.issues.slice(0, 3)))
const compiled = made.value
const sheets = policies.flatMap((policy) => policyTests(policy).map(({ facts }) => givenFacts(facts)))
const base = baseFromSheets(new Map(sheets.map((sheet, at) => [String(at), sheet])), zone.facts)
const columns = judgeColumns(compiled, base)
const sides = policies.map(({ code, benefit }): SimulatedPolicy => {
  const column = columns.find(({ rule }) => rule === code)
  if (column === undefined) throw new Error(code)
  return {
    answers: column.answers,
    amounts: benefit.amount === null ? null : amountColumn(compiled, code, base),
  }
})

describe('the policies of a day over the enterprises of their examples', () => {
  test('say the same of one and of many, in answers and in amounts cut and rounded by the policy', () => {
    const words = ['no', 'yes', 'undetermined']
    for (const row of sheets.keys()) {
      const sheet = deriveFacts(compiled, sheetFromBase(base, row))
      const answers = answersOf(compiled, sheet)
      for (const [at, { code, benefit }] of policies.entries()) {
        const side = sides[at]
        expect([row, code, words[side?.answers[row] ?? -1]]).toEqual([row, code, answers.get(code)?.answer])
        if (benefit.amount === null) continue
        const { value } = workOutAmount(compiled, code, sheet)
        const amounts = side?.amounts
        expect([row, code, amounts?.known[row] === 1 ? amounts.values[row] : null]).toEqual([
          row,
          code,
          value,
        ])
      }
    }
  })

  test('cost what they cost, and nobody gains or loses where nothing was changed', () => {
    const still = simulate(sides, sides, sheets.length)
    expect(still.before.cost).toBeGreaterThan(0)
    expect(still.before).toEqual(still.after)
    expect(still.effects).toMatchObject({ gains: 0, loses: 0, more: 0, less: 0 })
  })

  test('bring each enterprise what the set of them brings it', () => {
    const together = simulate([], sides, sheets.length)
    const apart = sides.map((side) => simulate([], [side], sheets.length).after.cost)
    expect(together.after.cost).toBeCloseTo(
      apart.reduce((sum, cost) => sum + cost, 0),
      4,
    )
  })
})
