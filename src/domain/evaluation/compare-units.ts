import { accepted, refused, type Outcome } from '#domain/kernel'
import type { CompiledScheme } from './compile-scheme.ts'
import type { EvaluationResult } from './evaluation-result.ts'
import { explain, type Difference } from './explain-difference.ts'
import { ExplainedSide, sideOf } from './explained-side.ts'
import type { EvaluationIssueCode } from './issue-codes.ts'

/** Why one unit stands before another in one run: `to` less `from`, exactly in parts. */
export function compareUnits(
  compiled: CompiledScheme,
  result: EvaluationResult,
  from: string,
  to: string,
): Outcome<Difference> {
  const before = sideOf(compiled, result, from)
  const after = sideOf(compiled, result, to)
  if (!before.ok || !after.ok)
    return refused(...[before, after].flatMap((side) => (side.ok ? [] : side.issues)))
  return accepted(explain(before.value, after.value, 'units'))
}

/**
 * Why a unit's total is not last period's: figures, scales, weights, methods, points, exactly in parts. The two runs may be of two
 * versions of a scheme; nodes are the same where code and parent are.
 */
export function comparePeriods(
  before: { readonly compiled: CompiledScheme; readonly result: EvaluationResult },
  after: { readonly compiled: CompiledScheme; readonly result: EvaluationResult },
  unit: string,
): Outcome<Difference> {
  const first = sideOf(before.compiled, before.result, unit)
  const second = sideOf(after.compiled, after.result, unit)
  if (!first.ok || !second.ok)
    return refused(...[first, second].flatMap((side) => (side.ok ? [] : side.issues)))
  return accepted(explain(first.value, second.value, 'periods'))
}

/**
 * The same between an earlier period of one run's data and the judged one. The run scores earlier periods with the judged period's
 * weights, so none of these is an effect; points added are of the judged period only and left aside on both sides.
 */
export function compareWithin(
  compiled: CompiledScheme,
  result: EvaluationResult,
  unit: string,
  period: string,
): Outcome<Difference> {
  const after = sideOf(compiled, result, unit)
  if (!after.ok) return after
  const tables = result.periods.find((one) => one.period === period)
  if (tables === undefined)
    return refused({ code: 'evaluation.period_unknown' satisfies EvaluationIssueCode, params: { period } })
  const { unit: place, tables: judged } = after.value
  const before = new ExplainedSide(compiled, result, tables, place, true)
  return before.value(compiled.root.code) === null
    ? refused({ code: 'evaluation.unit_unscored' satisfies EvaluationIssueCode, params: { unit, period } })
    : accepted(explain(before, new ExplainedSide(compiled, result, judged, place, true), 'periods'))
}
