import { type Issue, accepted } from '#domain/kernel'
import { evaluate, passesTests } from './evaluate.ts'
import { parseFeel } from './parse-feel.ts'
import { fromPlain, namesIn, toPlain } from './plain-values.ts'
import { type FeelNote, FeelRun, FeelScope, LimitReached, type RunOptions } from './scope.ts'
import type { FeelContext, FeelValue } from './values.ts'

/** A value, and for whoever asks why it is null, what became null on the way; or why there is no value. */
export type FeelAnswer<T> =
  | { readonly ok: true; readonly value: T; readonly notes: readonly FeelNote[] }
  | { readonly ok: false; readonly issues: readonly Issue[] }

/**
 * The value of a FEEL expression in a context of plain JavaScript values: numbers, strings, booleans, null, arrays, objects, and
 * the engine's own types. The value comes back the same way: numbers as `FeelNumber` (a decimal of 34 digits), dates, times and
 * durations as the engine's types, all with a `toString` in the standard's form; lists as arrays, contexts as objects.
 *
 *     evaluateFeel('研发费用 / 营业收入 >= 0.05', { 研发费用: 6, 营业收入: 100 })   // { ok: true, value: true, notes: [] }
 *
 * An expression that cannot be read is refused with its place (`params.line`, `params.column`); one that takes too many steps,
 * goes too deep or makes something too large is refused as well. Anything else that goes wrong is null, as the standard has it,
 * and `notes` say what. `now()` and `today()` know the moment of `options.now` only.
 */
export function evaluateFeel(
  expression: string,
  context: unknown = {},
  options: RunOptions = {},
): FeelAnswer<unknown> {
  return answer(context, options, (values, run) => {
    const parsed = parseFeel(expression, namesIn(values))
    if (!parsed.ok) return parsed
    return accepted(toPlain(evaluate(parsed.value, new FeelScope(run, values))))
  })
}

/** Whether an input passes the tests of a decision table's cell (`< 5`, `[1..3], 7`, `not("a")`); null where unknown. */
export function evaluateUnaryTests(
  tests: string,
  input: unknown,
  context: unknown = {},
  options: RunOptions = {},
): FeelAnswer<boolean | null> {
  return answer(context, options, (values, run) => {
    const parsed = parseFeel(tests, namesIn(values), 'unary-tests')
    if (!parsed.ok) return parsed
    return accepted(passesTests(parsed.value, fromPlain(input), new FeelScope(run, values)))
  })
}

/** Runs what a limit may stop: the limit becomes a refusal. */
export function withinLimits<T>(
  run: FeelRun,
  work: () =>
    { readonly ok: true; readonly value: T } | { readonly ok: false; readonly issues: readonly Issue[] },
): FeelAnswer<T> {
  try {
    const done = work()
    return done.ok ? { ok: true, value: done.value, notes: run.notes } : done
  } catch (problem) {
    if (problem instanceof LimitReached)
      return { ok: false, issues: [{ code: problem.code, params: { limit: problem.limit } }] }
    // The depth is counted, but a caller may have used up most of the stack already.
    if (problem instanceof RangeError && /call stack/i.test(problem.message))
      return { ok: false, issues: [{ code: 'rules.too_deep', params: { limit: run.limits.depth } }] }
    throw problem
  }
}

function answer<T>(
  context: unknown,
  options: RunOptions,
  work: (
    values: FeelContext,
    run: FeelRun,
  ) => { readonly ok: true; readonly value: T } | { readonly ok: false; readonly issues: readonly Issue[] },
): FeelAnswer<T> {
  const run = new FeelRun(options)
  return withinLimits(run, () => {
    const values = fromPlain(context)
    return work(values instanceof Map ? values : new Map<string, FeelValue>(), run)
  })
}
