import type { Json, Outcome } from '#domain/kernel'
import { carryOn } from './carry-on.ts'
import { isClockOf, resumeOrRest } from './case-clocks.ts'
import { attempt, emit, notify, settle, startRun, stepNodeOf, type Run } from './case-run.ts'
import type { StepActivation } from './case-state.ts'
import type { Clock } from './clock.ts'
import type { Decision } from './commands.ts'
import type { ClockDefinition, StageAct } from './definition.ts'
import { holds } from './expression.ts'
import { contextIn } from './expression-context.ts'
import { isOpen, type CaseView } from './hold-seat.ts'
import { firstDue } from './next-timer.ts'
import { stepOf, type Scope } from './scopes.ts'
import { decideStep, wishEffect } from './settle-step.ts'

/**
 * Time passes: everything due by now happens, in the order of its moments, each once. A stage that lets the system act does so
 * in nobody's name; where that cannot be (the action is not to be had, nobody to give the work to) the stage counts as
 * reached all the same and people must act.
 */
export function tick(view: CaseView): Outcome<Decision> {
  const { definition, env, state } = view
  const run = startRun(definition, env, null, state)
  return settle(run, () => {
    for (;;) {
      const due = run.draft.closedAt === null ? firstDue(definition, run.draft, env.calendars) : null
      if (due === null || due.next.at > env.now) return
      if ('pauseExpiry' in due.next) resumeOrRest(run, due.clock)
      else reachStage(run, due.clock, due.next.stage)
    }
  })
}

function reachStage(run: Run, clock: Clock, code: string): void {
  const event = emit(run, { kind: 'clock-stage', clock: clock.id, stage: code })
  const definition = run.definition.clocks[clock.code]
  const stage = definition?.stages.find((other) => other.code === code)
  if (definition === undefined || stage === undefined) return
  if (stage.do === undefined) {
    const isBefore = stage.at !== 'due' && !('after' in stage.at)
    notify(run, event, isBefore ? 'due-soon' : 'overdue', [clock.owner], { clock: clock.code, stage: code })
    return
  }
  for (const wanted of stage.do) {
    if (run.draft.closedAt !== null) return
    attempt(run, () => carryOut(run, clock, definition, wanted, event))
  }
}

function carryOut(
  run: Run,
  clock: Clock,
  definition: ClockDefinition,
  wanted: StageAct,
  event: number,
): void {
  const steps = stepsOf(run, clock, definition)
  const scope: Scope = stepOf(run.draft, clock.activation)?.branch ?? branchIdOf(run, clock)
  if ('notify' in wanted)
    return wishEffect(run, event, { kind: 'notify', message: wanted.notify, to: wanted.to }, scope)
  if ('open' in wanted) {
    return wishEffect(run, event, { kind: 'open', procedure: wanted.open, data: wanted.data }, scope)
  }
  if ('urge' in wanted) {
    for (const step of steps) urgeStep(run, step)
    return
  }
  // A barred case is stopped for time as for people.
  if (!isOpen({ definition: run.definition, state: run.draft, env: run.env }).ok) return
  for (const { id } of steps) {
    const step = stepOf(run.draft, id)
    const node = step === null ? null : stepNodeOf(run.definition, step.node)
    const action = node?.actions[wanted.act]
    if (step?.status !== 'active' || node === null || action === undefined) continue
    const context = contextIn(run.definition, run.draft, run.env, step.branch)
    if (action.guard !== undefined && !holds(action.guard, context)) continue
    decideStep(run, step, node, wanted.act, 'timeout')
    carryOn(run)
    if (run.draft.closedAt !== null) return
  }
}

function urgeStep(run: Run, step: StepActivation): void {
  const active = step.seats.filter(({ state }) => state === 'active')
  if (active.length === 0) return
  const { id: activation, node } = step
  const event = emit(run, { kind: 'urged', activation, seats: active.map(({ id }) => id), note: null })
  const params: Record<string, Json> = { node, activation, note: null }
  notify(
    run,
    event,
    'urged',
    active.map(({ party }) => party),
    params,
  )
}

/** The active steps that a clock is about: its own, or those inside the node that it runs on. */
function stepsOf(run: Run, clock: Clock, { on }: ClockDefinition): StepActivation[] {
  return run.draft.steps.filter(
    (step) =>
      step.status === 'active' &&
      (step.node !== on || step.id === clock.activation) &&
      isClockOf(run.definition, run.draft, clock, step.id),
  )
}

function branchIdOf(run: Run, clock: Clock): Scope {
  return run.draft.branches.some(({ id }) => id === clock.activation) ? clock.activation : null
}
