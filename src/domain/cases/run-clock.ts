import { accepted, refused, type Instant, type Outcome } from '#domain/kernel'
import type { PersonRef } from './case-state.ts'
import { dueAt } from './clock-deadline.ts'
import type { Calendars, Clock, ClockInterval, DayRule, TimeLimit } from './clock.ts'

/**
 * What can happen to a clock. Nothing here shortens or removes what was recorded: every change adds an interval or a note.
 * Intervals follow each other without a gap from `startedAt` to `stoppedAt` or to now; so a moment earlier than the last
 * change (a server's clock set back) counts as the moment of that change.
 */
export interface ClockStart {
  readonly id: string
  readonly code: string
  readonly activation: string | null
  readonly owner: string
  readonly calendar: string
  readonly calendarVersion: number
  readonly limit: TimeLimit
  readonly dayRule: DayRule
  readonly rollTo: string | null
  readonly at: Instant
}

export interface ClockPause {
  readonly at: Instant
  readonly reason: string
  readonly note: string | null
  readonly evidence: readonly string[]
  readonly expiresAt: Instant | null
  readonly by: PersonRef | null
}

/** The reason of a pause that the system records while the work has gone back or elsewhere. */
export const AWAY = 'away'

export function startClock({ at, ...start }: ClockStart): Clock {
  return {
    ...start,
    startedAt: at,
    intervals: [running(at, null)],
    extensions: [],
    corrections: [],
    stoppedAt: null,
    fired: [],
  }
}

export function pauseClock(clock: Clock, pause: ClockPause): Outcome<Clock> {
  if (clock.stoppedAt !== null) return refused({ code: 'cases.clock_stopped', params: { clock: clock.code } })
  const current = endExpiredPause(clock, pause.at)
  const last = lastInterval(current)
  if (last.kind !== 'running')
    return refused({ code: 'cases.clock_not_running', params: { clock: clock.code } })
  if (pause.reason.trim() === '') return refused({ code: 'cases.reason_required', path: ['reason'] })
  const at = Math.max(pause.at, last.from)
  if (pause.expiresAt !== null && pause.expiresAt <= at) {
    return refused({ code: 'cases.pause_expiry_past', path: ['expiresAt'] })
  }
  const { reason, note, evidence, expiresAt, by } = pause
  return accepted(
    withNext(current, at, { from: at, to: null, kind: 'paused', reason, note, evidence, expiresAt, by }),
  )
}

/**
 * Lets a paused clock run again. A pause whose end has passed ended then, by itself, however late somebody or the system
 * comes to say so.
 */
export function resumeClock(
  clock: Clock,
  resume: { readonly at: Instant; readonly by: PersonRef | null },
): Outcome<Clock> {
  if (clock.stoppedAt !== null) return refused({ code: 'cases.clock_stopped', params: { clock: clock.code } })
  const last = lastInterval(clock)
  if (last.kind !== 'paused')
    return refused({ code: 'cases.clock_not_paused', params: { clock: clock.code } })
  const expired = endExpiredPause(clock, resume.at)
  if (expired !== clock) return accepted(expired)
  const at = Math.max(resume.at, last.from)
  return accepted(withNext(clock, at, running(at, resume.by)))
}

/** Ends the count, of a running clock as of a paused one; a stopped clock stays as it is. */
export function stopClock(clock: Clock, at: Instant): Clock {
  if (clock.stoppedAt !== null) return clock
  const current = endExpiredPause(clock, at)
  const last = lastInterval(current)
  const stoppedAt = Math.max(at, last.from)
  return { ...current, intervals: [...current.intervals.slice(0, -1), { ...last, to: stoppedAt }], stoppedAt }
}

/**
 * A stopped clock runs on, because the step that it belongs to is entered again (驳回后再次办理). The time between counts as
 * a pause, what ran before stays used. From now on it belongs to the activation given. A clock that is not stopped stays as
 * it is.
 */
export function continueClock(clock: Clock, at: Instant, activation = clock.activation): Clock {
  if (clock.stoppedAt === null) return clock
  const from = clock.stoppedAt
  const to = Math.max(at, from)
  const away: ClockInterval = {
    from,
    to,
    kind: 'paused',
    reason: AWAY,
    note: null,
    evidence: [],
    expiresAt: null,
    by: null,
  }
  return {
    ...clock,
    activation,
    intervals: [...clock.intervals, ...(to > from ? [away] : []), running(to, null)],
    stoppedAt: null,
  }
}

/** Gives more time (延期): only before the deadline, and with a reason. A paused clock may be extended. */
export function extendClock(
  clock: Clock,
  extension: {
    readonly at: Instant
    readonly by: PersonRef
    readonly reason: string
    readonly add: TimeLimit
  },
  calendars: Calendars,
): Outcome<Clock> {
  if (clock.stoppedAt !== null) return refused({ code: 'cases.clock_stopped', params: { clock: clock.code } })
  if (extension.reason.trim() === '') return refused({ code: 'cases.reason_required', path: ['reason'] })
  if (!(extension.add.amount > 0)) return refused({ code: 'cases.extension_empty', path: ['add', 'amount'] })
  const due = dueAt(clock, calendars)
  if (due !== null && extension.at >= due) {
    return refused({ code: 'cases.extension_too_late', params: { clock: clock.code, dueAt: due } })
  }
  const { at, by, reason, add } = extension
  return accepted({ ...clock, extensions: [...clock.extensions, { at, by, reason, add }] })
}

/**
 * The calendar was corrected: the clock counts by the new version from its beginning. What happened stays; that the deadline
 * moved is recorded. Where there is no deadline before or after, because the clock is paused without an end, only the
 * version changes.
 */
export function correctClock(
  clock: Clock,
  correction: {
    readonly at: Instant
    readonly calendarVersion: number
    readonly dueBefore: Instant | null
    readonly dueAfter: Instant | null
  },
): Clock {
  const { at, calendarVersion, dueBefore, dueAfter } = correction
  const moved = dueBefore !== null && dueAfter !== null && dueBefore !== dueAfter
  return {
    ...clock,
    calendarVersion,
    corrections: moved
      ? [...clock.corrections, { at, calendarVersion, dueBefore, dueAfter }]
      : clock.corrections,
  }
}

/** Notes that a stage has fired; the first moment stands. */
export function markFired(clock: Clock, stage: string, at: Instant): Clock {
  if (clock.fired.some((fired) => fired.stage === stage)) return clock
  return { ...clock, fired: [...clock.fired, { stage, at }] }
}

function running(from: Instant, by: PersonRef | null): ClockInterval {
  return { from, to: null, kind: 'running', reason: null, note: null, evidence: [], expiresAt: null, by }
}

/** The same clock, or one in which the pause that ended by itself is closed and the clock runs since then. */
function endExpiredPause(clock: Clock, at: Instant): Clock {
  const last = lastInterval(clock)
  if (last.kind !== 'paused' || last.expiresAt === null || last.expiresAt > at) return clock
  return withNext(clock, last.expiresAt, running(last.expiresAt, null))
}

function withNext(clock: Clock, at: Instant, next: ClockInterval): Clock {
  return { ...clock, intervals: [...clock.intervals.slice(0, -1), { ...lastInterval(clock), to: at }, next] }
}

function lastInterval(clock: Clock): ClockInterval {
  const last = clock.intervals.at(-1)
  if (last === undefined) throw new Error(`Clock ${clock.id} has no interval; a clock begins with one.`)
  return last
}
