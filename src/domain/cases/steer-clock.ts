/** What people do with clocks: pause, resume, extend; and what a corrected calendar does. */
import { accepted, refused, type Instant, type Outcome } from '#domain/kernel'
import { isClockOf, longestPause, resumeOrRest } from './case-clocks.ts'
import { emit, notify, settle, startRun } from './case-run.ts'
import type { CaseActor, PersonRef } from './case-state.ts'
import type { Clock } from './clock.ts'
import { dueAt } from './clock-deadline.ts'
import type { CaseCommand, CaseEnvironment, Decision } from './commands.ts'
import { isOpen, seatAllowing, type CaseView } from './hold-seat.ts'
import { extendClock, pauseClock, resumeClock } from './run-clock.ts'

type CommandOf<K extends CaseCommand['kind']> = Extract<CaseCommand, { kind: K }>

/** A clock that somebody may steer: of a step where they have the turn, or of what holds that step. */
interface SteeredClock {
  readonly clock: Clock
  readonly by: PersonRef
}

export function pause(view: CaseView, command: CommandOf<'pause'>, actor: CaseActor): Outcome<Decision> {
  const steered = mayPause(view, actor, command.clock)
  if (!steered.ok) return steered
  const { clock, by } = steered.value
  const { reason, evidence, expiresAt } = command
  const kind = Object.hasOwn(view.definition.pauseReasons, reason)
    ? view.definition.pauseReasons[reason]
    : undefined
  if (kind === undefined)
    return refused({ code: 'cases.pause_reason_unknown', path: ['reason'], params: { reason } })
  if (kind.evidence === 'required' && evidence.length === 0)
    return refused({ code: 'cases.evidence_required', path: ['evidence'], params: { reason } })
  const longest = longestPause(view.definition, view.env, clock, reason)
  if (longest !== null && expiresAt > longest)
    return refused({ code: 'cases.pause_too_long', path: ['expiresAt'], params: { longest } })
  const note = command.note?.trim() || null
  const paused = pauseClock(clock, { at: view.env.now, by, reason, note, evidence, expiresAt })
  if (!paused.ok) return paused
  const run = startRun(view.definition, view.env, by, view.state)
  return settle(run, () => {
    const event = emit(run, { kind: 'clock-paused', clock: clock.id, reason, note, evidence, expiresAt })
    notify(run, event, 'paused', [clock.owner], { clock: clock.code, reason, expiresAt })
  })
}

export function mayPause(view: CaseView, actor: CaseActor, clock: string): Outcome<SteeredClock> {
  const steered = steeredClock(view, actor, clock, 'pause')
  if (!steered.ok) return steered
  const last = steered.value.clock.intervals.at(-1)
  if (last?.kind === 'paused' && !isOver(last.expiresAt, view.env))
    return refused({ code: 'cases.clock_not_running', params: { clock: steered.value.clock.code } })
  return steered
}

export function resume(view: CaseView, command: CommandOf<'resume'>, actor: CaseActor): Outcome<Decision> {
  const steered = mayResume(view, actor, command.clock)
  if (!steered.ok) return steered
  const { clock, by } = steered.value
  const run = startRun(view.definition, view.env, by, view.state)
  return settle(run, () => resumeOrRest(run, clock))
}

export function mayResume(view: CaseView, actor: CaseActor, clock: string): Outcome<SteeredClock> {
  const steered = steeredClock(view, actor, clock, 'pause')
  if (!steered.ok) return steered
  const resumed = resumeClock(steered.value.clock, { at: view.env.now, by: steered.value.by })
  return resumed.ok ? steered : resumed
}

/** 延期: more time, asked for before the deadline and with a reason. */
export function extend(view: CaseView, command: CommandOf<'extend'>, actor: CaseActor): Outcome<Decision> {
  const steered = steeredClock(view, actor, command.clock, 'extend')
  if (!steered.ok) return steered
  const { clock, by } = steered.value
  const { add } = command
  const reason = command.reason.trim()
  const extended = extendClock(clock, { at: view.env.now, by, reason, add }, view.env.calendars)
  if (!extended.ok) return extended
  const run = startRun(view.definition, view.env, by, view.state)
  return settle(run, () => {
    const event = emit(run, { kind: 'clock-extended', clock: clock.id, add, reason })
    const due = dueAt(extended.value, view.env.calendars)
    notify(run, event, 'extended', [clock.owner], { clock: clock.code, reason, dueAt: due })
  })
}

export function mayExtend(view: CaseView, actor: CaseActor, clock: string): Outcome<SteeredClock> {
  const steered = steeredClock(view, actor, clock, 'extend')
  if (!steered.ok) return steered
  const due = dueAt(steered.value.clock, view.env.calendars)
  if (due !== null && view.env.now >= due)
    return refused({
      code: 'cases.extension_too_late',
      params: { clock: steered.value.clock.code, dueAt: due },
    })
  return steered
}

/** The days of rest were announced anew: deadlines of running clocks move, and that they did is on record. */
export function correctCalendar(
  view: CaseView,
  { before, after }: CommandOf<'correct-calendar'>,
): Outcome<Decision> {
  const { definition, env, state } = view
  const { code, version } = after.calendar
  const run = startRun(definition, env, null, state)
  return settle(run, () => {
    for (const clock of state.clocks) {
      const isCounted = clock.calendar === code || clock.rollTo === code
      if (clock.stoppedAt !== null || !isCounted || state.closedAt !== null) continue
      const dueBefore = dueAt(clock, new Map([...env.calendars, [code, before]]))
      const dueAfter = dueAt(clock, new Map([...env.calendars, [code, after]]))
      // The version that a clock notes is its own calendar's; of the one that it rolls by, what it moved to says the same.
      const isKnown =
        clock.calendar === code
          ? clock.calendarVersion === version
          : dueBefore === dueAfter || clock.corrections.at(-1)?.dueAfter === dueAfter
      if (isKnown) continue
      const calendarVersion = clock.calendar === code ? version : clock.calendarVersion
      emit(run, { kind: 'clock-corrected', clock: clock.id, calendarVersion, dueBefore, dueAfter })
    }
  })
}

function steeredClock(
  view: CaseView,
  actor: CaseActor,
  id: string,
  allowance: 'pause' | 'extend',
): Outcome<SteeredClock> {
  const { definition, state } = view
  const open = isOpen(view)
  if (!open.ok) return open
  const clock = state.clocks.find((other) => other.id === id)
  if (clock === undefined || clock.stoppedAt !== null)
    return refused({ code: 'cases.clock_stopped', params: { clock: clock?.code ?? id } })
  for (const step of state.steps) {
    if (step.status !== 'active' || !isClockOf(definition, state, clock, step.id)) continue
    const held = seatAllowing(view, actor, step.id, allowance)
    if (held.ok) return accepted({ clock, by: held.value.by })
  }
  return refused({ code: 'cases.not_allowed_here', params: { clock: clock.code, allowance } })
}

function isOver(expiresAt: Instant | null, { now }: CaseEnvironment): boolean {
  return expiresAt !== null && expiresAt <= now
}
