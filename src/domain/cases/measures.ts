import type { Json } from '#domain/kernel'
import type { CaseState } from './case-state.ts'
import type { CaseEnvironment } from './commands.ts'
import type { ProcedureDefinition, Warning } from './definition.ts'
import { explainClock } from './explain-clock.ts'
import { evaluate, holds } from './expression.ts'
import { contextIn } from './expression-context.ts'

/** What the statistics count (响应率 …): yes, no, or null while it cannot be said. */
export function measure(
  definition: ProcedureDefinition,
  state: CaseState,
  env: CaseEnvironment,
): Record<string, boolean | null> {
  const context = contextIn(definition, state, env, null, { clocks: clocksIn(definition, state, env) })
  return Object.fromEntries(
    Object.entries(definition.measures ?? {}).map(([code, { expression }]) => {
      const value = evaluate(expression, context)
      return [code, typeof value === 'boolean' ? value : null]
    }),
  )
}

/** Codes of the warnings that hold now; they stop nobody. */
export function warnings(definition: ProcedureDefinition, state: CaseState, env: CaseEnvironment): string[] {
  return holding(definition, state, env, definition.warnings)
}

/** Codes of the bars that hold now: while there is one, the case cannot go on. */
export function bars(definition: ProcedureDefinition, state: CaseState, env: CaseEnvironment): string[] {
  return holding(definition, state, env, definition.bars)
}

function holding(
  definition: ProcedureDefinition,
  state: CaseState,
  env: CaseEnvironment,
  rules: Readonly<Record<string, Warning>> | undefined,
): string[] {
  const context = contextIn(definition, state, env, null)
  return Object.entries(rules ?? {}).flatMap(([code, { when }]) => (holds(when, context) ? [code] : []))
}

/**
 * How each clock of the definition did, over all its runs (branches): `late` if one was late, else `running` while one runs,
 * else `on-time`; null where it never started.
 */
function clocksIn(definition: ProcedureDefinition, state: CaseState, env: CaseEnvironment): Json {
  return Object.fromEntries(
    Object.keys(definition.clocks).map((code): [string, Json] => {
      const states = state.clocks
        .filter((clock) => clock.code === code)
        .map((clock) => explainClock(clock, env.calendars, env.now).state)
      if (states.length === 0) return [code, null]
      if (states.some((own) => own === 'overdue' || own === 'stopped-late')) return [code, 'late']
      return [code, states.every((own) => own === 'stopped') ? 'on-time' : 'running']
    }),
  )
}
