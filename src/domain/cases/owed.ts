import type { Instant } from '#domain/kernel'
import { requiredFields } from './act.ts'
import { isClockOf } from './case-clocks.ts'
import { stepNodeOf } from './case-run.ts'
import type { CaseState, StepActivation } from './case-state.ts'
import { dueAt } from './clock-deadline.ts'
import type { CaseEnvironment, Owed } from './commands.ts'
import type { ProcedureDefinition } from './definition.ts'
import { isEmpty } from './form.ts'
import { dataIn } from './scopes.ts'

/** Whose turn it is, what they have still to fill in, and by when: one entry for every active seat. */
export function owed(definition: ProcedureDefinition, state: CaseState, env: CaseEnvironment): Owed[] {
  if (state.closedAt !== null) return []
  return state.steps.flatMap((step) => {
    const node = step.status === 'active' ? stepNodeOf(definition, step.node) : null
    if (node === null) return []
    const data = dataIn(state, step.branch)
    const fields = requiredFields(node, {}).filter((field) => isEmpty(data[field]))
    const due = dueOf(definition, state, env, step)
    return step.seats.flatMap((seat): Owed[] =>
      seat.state !== 'active'
        ? []
        : [
            {
              activation: step.id,
              node: step.node,
              branch: step.branch,
              party: seat.party,
              fields,
              since: seat.since ?? step.enteredAt,
              dueAt: due,
              overdue: due !== null && due < env.now,
            },
          ],
    )
  })
}

/** The deadline of the step's own clocks; without one, the earliest of what holds it. */
function dueOf(
  definition: ProcedureDefinition,
  state: CaseState,
  env: CaseEnvironment,
  step: StepActivation,
): Instant | null {
  const clocks = state.clocks.filter(
    (clock) => clock.stoppedAt === null && isClockOf(definition, state, clock, step.id),
  )
  const own = clocks.filter(({ activation }) => activation === step.id)
  const dues = (own.length > 0 ? own : clocks).flatMap((clock) => dueAt(clock, env.calendars) ?? [])
  return dues.length === 0 ? null : Math.min(...dues)
}
