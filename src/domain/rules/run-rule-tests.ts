/** Examples that are kept with a rule: whether it answers them as it should, and which conditions no example ever tries. */
import type { DateOn, Issue } from '#domain/kernel'
import { compileRuleBook } from './compile-rule-book.ts'
import type { FactSheet, FactValue } from './fact.ts'
import { compiledRule, traceRule, workOutAmount } from './judge.ts'
import { conditionsOf } from './rule-logic.ts'
import type { CompiledRuleBook } from './rule-expression.ts'
import type { RuleBook } from './rule-book.ts'
import type { NodeTrace, VerdictAnswer } from './verdict.ts'

export interface RuleTest {
  readonly title: string
  readonly on: DateOn
  readonly facts: Readonly<Record<string, FactValue>>
  /** An amount of null is not looked at. */
  readonly expect: { readonly answer: VerdictAnswer; readonly amount: number | null }
}

export interface RuleTestResult {
  readonly title: string
  readonly passed: boolean
  /** Null: the book could not be judged on the day; `issues` say why. */
  readonly answer: VerdictAnswer | null
  readonly amount: number | null
  readonly wrong: readonly ('answer' | 'amount' | 'facts')[]
  /** Facts of the test that the book does not have: misspelt, or gone. */
  readonly unknownFacts: readonly string[]
  readonly trace: NodeTrace | null
  readonly issues: readonly Issue[]
}

export interface ConditionCoverage {
  readonly condition: string
  readonly yes: number
  readonly no: number
  readonly undetermined: number
}

export interface RuleTestReport {
  readonly results: readonly RuleTestResult[]
  readonly passed: number
  readonly coverage: readonly ConditionCoverage[]
  /** Conditions that no test ever met, and that no test ever failed. */
  readonly neverYes: readonly string[]
  readonly neverNo: readonly string[]
}

/** What a test’s amount is worked out by; without it the amounts of the tests are not looked at. */
export type AmountOf = (compiled: CompiledRuleBook, sheet: FactSheet) => number | null

export function amountOf(code: string): AmountOf {
  return (compiled, sheet) => workOutAmount(compiled, code, sheet).value
}

export function runRuleTests(
  book: RuleBook,
  rule: string,
  tests: readonly RuleTest[],
  amount: AmountOf | null = null,
): RuleTestReport {
  const compiled = new Map<DateOn, ReturnType<typeof compileRuleBook>>()
  const results = tests.map((test): RuleTestResult => {
    const ready = compiled.get(test.on) ?? compileRuleBook(book, test.on)
    compiled.set(test.on, ready)
    if (!ready.ok)
      return {
        title: test.title,
        passed: false,
        answer: null,
        amount: null,
        wrong: ['answer'],
        unknownFacts: [],
        trace: null,
        issues: ready.issues,
      }
    return runOne(ready.value, rule, test, amount)
  })
  const root = book.rules.find(({ code }) => code === rule)?.root
  const coverage = (root === undefined ? [] : conditionsOf(root)).map(({ id }) => coverageOf(id, results))
  return {
    results,
    passed: results.filter(({ passed }) => passed).length,
    coverage,
    neverYes: coverage.filter(({ yes }) => yes === 0).map(({ condition }) => condition),
    neverNo: coverage.filter(({ no }) => no === 0).map(({ condition }) => condition),
  }
}

function runOne(
  compiled: CompiledRuleBook,
  rule: string,
  test: RuleTest,
  amount: AmountOf | null,
): RuleTestResult {
  const sheet: FactSheet = new Map(
    Object.entries(test.facts).map(([code, value]) => [
      code,
      { value, source: { kind: 'given', place: {} } },
    ]),
  )
  const { answer, trace } = traceRule(compiled, compiledRule(compiled, rule), sheet)
  const worked = amount === null ? null : amount(compiled, sheet)
  const unknownFacts = [...sheet.keys()].filter((code) => !compiled.facts.has(code))
  const wrong = [
    ...(answer === test.expect.answer ? [] : ['answer' as const]),
    ...(amount === null || test.expect.amount === null || worked === test.expect.amount
      ? []
      : ['amount' as const]),
    // A fact that is not there says nothing: the test would pass for another reason than it was written for.
    ...(unknownFacts.length === 0 ? [] : ['facts' as const]),
  ]
  return {
    title: test.title,
    passed: wrong.length === 0,
    answer,
    amount: worked,
    wrong,
    unknownFacts,
    trace,
    issues: [],
  }
}

function coverageOf(condition: string, results: readonly RuleTestResult[]): ConditionCoverage {
  const counts = { yes: 0, no: 0, undetermined: 0 }
  for (const { trace } of results) {
    const found = trace === null ? null : findNode(trace, condition)
    if (found !== null) counts[found.answer] += 1
  }
  return { condition, ...counts }
}

function findNode(trace: NodeTrace, id: string): NodeTrace | null {
  if (trace.id === id) return trace
  for (const part of trace.of) {
    const found = findNode(part, id)
    if (found !== null) return found
  }
  return null
}
