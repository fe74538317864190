import type { FeelRun } from './scope.ts'
import { coerced } from './types.ts'
import type { FeelFunction, FeelValue } from './values.ts'

/** Calls a function; arguments that do not fit make null. */
export function callByPosition(callee: FeelFunction, args: readonly FeelValue[], run: FeelRun): FeelValue {
  const { fewest, most } = callee.shape
  if (args.length < fewest || args.length > most)
    return run.nothing('wrong_arguments', { name: callee.name, given: args.length, fewest })
  return invoke(callee, args, run)
}

/** Calls a function with named arguments; a name that it does not know makes null. */
export function callByName(
  callee: FeelFunction,
  named: ReadonlyMap<string, FeelValue>,
  run: FeelRun,
): FeelValue {
  const { fewest, signatures } = callee.shape
  for (const signature of signatures) {
    if ([...named.keys()].some((name) => !signature.includes(name))) continue
    // A function of one's own has no parameter that may be left out.
    if (!callee.shape.builtIn && named.size < signature.length) continue
    // Left-out parameters at the end are not given; others are null.
    const last = signature.findLastIndex((name) => named.has(name))
    const args = signature.slice(0, Math.max(last + 1, 0)).map((name) => named.get(name) ?? null)
    while (args.length < fewest) args.push(null)
    return invoke(callee, args, run, signature)
  }
  return run.nothing('wrong_arguments', { name: callee.name, given: named.size, fewest })
}

function invoke(
  callee: FeelFunction,
  args: readonly FeelValue[],
  run: FeelRun,
  signature?: readonly string[],
): FeelValue {
  run.spend(1)
  if (callee.shape.builtIn) return callee.invoke(args, run, signature)
  const fitted: FeelValue[] = []
  for (const [index, parameter] of callee.parameters.entries()) {
    const value = coerced(args[index] ?? null, parameter.type, run)
    if (value === undefined) return run.nothing('wrong_type', { name: parameter.name })
    fitted.push(value)
  }
  run.enter()
  const value = callee.invoke(fitted, run)
  run.leave()
  return value
}
