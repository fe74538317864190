/**
 * The clocks of a case follow its nodes: started or continued on entering, stopped on leaving, at rest while a node inside
 * says so. A clock is never reset: the same node in the same place takes up its old clock (驳回后再次办理).
 */
import { addWorkingMs, nthWorkdayEnd, type Instant } from '#domain/kernel'
import { lengthMs } from './clock-deadline.ts'
import type { Branch, CaseState } from './case-state.ts'
import type { Clock, TimeLimit } from './clock.ts'
import { decline, emit, nextSequence, orDecline, type Run } from './case-run.ts'
import type { CaseEnvironment } from './commands.ts'
import type { ClockDefinition, ProcedureDefinition } from './definition.ts'
import { settingOf } from './expression-context.ts'
import { partiesOf } from './participants.ts'
import { pauseClock, resumeClock } from './run-clock.ts'
import { branchOf, dataIn, isWithin, nodesAround, placeOf, stepOf, type Scope } from './scopes.ts'

/** On entering a node. `holder` is the step or branch that was made; for a parallel node the branch that it lies in. */
export function clocksOnEntering(run: Run, node: string, scope: Scope, holder: string | null): void {
  for (const [code, clock] of Object.entries(run.definition.clocks)) {
    if (clock.on === node) startOrContinue(run, code, clock, scope, holder)
  }
  for (const { clock, reason } of clocksRestingIn(run.definition, run.draft, node, scope)) {
    if (isRunning(clock, run.env.now)) rest(run, clock, reason)
  }
}

export function clocksOnLeaving(run: Run, node: string, scope: Scope, holder: string | null): void {
  for (const clock of run.draft.clocks) {
    if (clock.stoppedAt !== null || clock.activation !== holder) continue
    if (run.definition.clocks[clock.code]?.on === node) emit(run, { kind: 'clock-stopped', clock: clock.id })
  }
  for (const { clock, reason } of clocksRestingIn(run.definition, run.draft, node, scope)) {
    const last = clock.intervals.at(-1)
    if (last?.kind !== 'paused' || last.reason !== reason) continue
    if (restingNodes(run.definition, run.draft, clock, reason).length === 0)
      emit(run, { kind: 'clock-resumed', clock: clock.id })
  }
}

/** Resumes a clock whose pause ended; where the work stands in a node that asks for rest, it rests for that reason. */
export function resumeOrRest(run: Run, clock: Clock): void {
  orDecline(resumeClock(clock, { at: run.env.now, by: run.by }))
  emit(run, { kind: 'clock-resumed', clock: clock.id })
  const resumed = run.draft.clocks.find(({ id }) => id === clock.id)
  const pausedIn = run.definition.clocks[clock.code]?.pausedIn ?? []
  for (const { reason } of pausedIn) {
    if (resumed === undefined || !isRunning(resumed, run.env.now)) return
    const since = Math.min(...restingNodes(run.definition, run.draft, resumed, reason))
    const rested = resumed.intervals.some((interval) => interval.reason === reason && interval.from >= since)
    if (since < Infinity && !rested) return rest(run, resumed, reason)
  }
}

/** Whether a clock is that of an activation or of what holds it. */
export function isClockOf(
  definition: ProcedureDefinition,
  state: CaseState,
  clock: Clock,
  activation: string,
): boolean {
  const step = stepOf(state, activation)
  const on = definition.clocks[clock.code]?.on
  if (step === null || on === undefined) return false
  if (clock.activation === activation) return true
  return (
    nodesAround(definition, step.node).includes(on) &&
    isWithin(state, step.branch, scopeOf(definition, state, clock))
  )
}

/** The longest that a pause beginning now may last, counted by the clock's calendar; null without such a rule. */
export function longestPause(
  definition: ProcedureDefinition,
  env: CaseEnvironment,
  clock: Clock,
  reason: string,
): Instant | null {
  const code = definition.pauseReasons[reason]?.longest
  if (code === undefined) return null
  const limit = limitOf(definition, env, code)
  const calendar = env.calendars.get(clock.calendar)
  if (calendar === undefined) throw new Error(`The calendar ${clock.calendar} is not loaded.`)
  return limit.unit === 'day' && clock.dayRule === 'day-end'
    ? nthWorkdayEnd(calendar, env.now, limit.amount)
    : addWorkingMs(calendar, env.now, lengthMs(calendar, limit))
}

function startOrContinue(
  run: Run,
  code: string,
  definition: ClockDefinition,
  scope: Scope,
  holder: string | null,
): void {
  const place = placeOf(run.draft, scope)
  const old = run.draft.clocks.find(
    (clock) => clock.code === code && placeOf(run.draft, scopeOf(run.definition, run.draft, clock)) === place,
  )
  if (old !== undefined) {
    emit(run, { kind: 'clock-continued', clock: old.id, activation: holder })
    return
  }
  const owner = partiesOf(run.definition, run.draft, definition.owner, scope)[0]
  if (owner === undefined) decline('cases.nobody', { node: definition.on, participant: definition.owner })
  const calendar = run.env.calendars.get(definition.calendar)
  if (calendar === undefined) throw new Error(`The calendar ${definition.calendar} is not loaded.`)
  emit(run, {
    kind: 'clock-started',
    clock: `c${nextSequence(run)}`,
    code,
    activation: holder,
    owner,
    calendar: definition.calendar,
    calendarVersion: calendar.calendar.version,
    limit: limitIn(run, code, definition, scope),
    dayRule: definition.dayRule,
    rollTo: definition.rollTo ?? null,
  })
}

function limitIn(run: Run, code: string, { limit }: ClockDefinition, scope: Scope): TimeLimit {
  if (typeof limit === 'string') return limitOf(run.definition, run.env, limit)
  const value = dataIn(run.draft, scope)[limit.by] ?? null
  const setting = typeof value === 'string' || typeof value === 'number' ? limit.of[String(value)] : undefined
  if (setting === undefined) decline('cases.limit_unknown', { clock: code, field: limit.by }, [limit.by])
  return limitOf(run.definition, run.env, setting)
}

function limitOf(definition: ProcedureDefinition, env: CaseEnvironment, code: string): TimeLimit {
  const value = settingOf(definition, env, code)
  if (value === null || typeof value !== 'object')
    throw new Error(`Procedure ${definition.code}: the setting ${code} is to be a time limit.`)
  return value
}

/** The scope that the clock's node was entered in. */
function scopeOf(definition: ProcedureDefinition, state: CaseState, clock: Clock): Scope {
  const on = definition.clocks[clock.code]?.on
  const step = stepOf(state, clock.activation)
  if (step !== null) return step.branch
  const branch = branchOf(state, clock.activation)
  return branch !== null && branch.node === on && definition.nodes[on]?.kind === 'group'
    ? branch.parent
    : clock.activation
}

/** Open clocks that stand still while work is in the node. */
function clocksRestingIn(
  definition: ProcedureDefinition,
  state: CaseState,
  node: string,
  scope: Scope,
): { clock: Clock; reason: string }[] {
  const around = nodesAround(definition, node)
  return state.clocks.flatMap((clock) => {
    const own = definition.clocks[clock.code]
    const reason = own?.pausedIn?.find((pause) => pause.node === node)?.reason
    if (own === undefined || reason === undefined || clock.stoppedAt !== null) return []
    if (!around.includes(own.on) && own.on !== node) return []
    return isWithin(state, scope, scopeOf(definition, state, clock)) ? [{ clock, reason }] : []
  })
}

/** When the active nodes were entered that make a clock rest for a reason. */
function restingNodes(
  definition: ProcedureDefinition,
  state: CaseState,
  clock: Clock,
  reason: string,
): Instant[] {
  const outer = scopeOf(definition, state, clock)
  const nodes = (definition.clocks[clock.code]?.pausedIn ?? []).flatMap((pause) =>
    pause.reason === reason ? [pause.node] : [],
  )
  const steps = state.steps.filter(
    (step) => step.status === 'active' && nodes.includes(step.node) && isWithin(state, step.branch, outer),
  )
  const branches = state.branches.filter(
    (branch) =>
      branch.status === 'active' &&
      (nodes.includes(branch.node) ||
        (nodes.includes(branch.entry) && isInEntry(definition, state, branch))) &&
      isWithin(state, branch.parent, outer),
  )
  return [...steps.map(({ enteredAt }) => enteredAt), ...branches.map(({ openedAt }) => openedAt)]
}

/** Whether a branch that began with a group is still in it. */
function isInEntry(definition: ProcedureDefinition, state: CaseState, { id, entry }: Branch): boolean {
  return state.steps.some(
    (step) =>
      step.status === 'active' &&
      nodesAround(definition, step.node).includes(entry) &&
      isWithin(state, step.branch, id),
  )
}

function rest(run: Run, clock: Clock, reason: string): void {
  const pause = {
    reason,
    note: null,
    evidence: [],
    expiresAt: longestPause(run.definition, run.env, clock, reason),
  }
  // A rule that allows no time allows no rest.
  if (pause.expiresAt !== null && pause.expiresAt <= run.env.now) return
  orDecline(pauseClock(clock, { ...pause, at: run.env.now, by: run.by }))
  emit(run, { kind: 'clock-paused', clock: clock.id, ...pause })
}

function isRunning(clock: Clock, now: Instant): boolean {
  const last = clock.intervals.at(-1)
  return last?.kind === 'running' || (typeof last?.expiresAt === 'number' && last.expiresAt <= now)
}
