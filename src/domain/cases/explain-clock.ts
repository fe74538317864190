import { closures, isKnown, type CompiledCalendar, type Instant } from '#domain/kernel'
import { budgetMs, calendarFor, dueAt, pauseEnd } from './clock-deadline.ts'
import type { Calendars, Clock, ExplainedClock, ExplainedInterval } from './clock.ts'

/**
 * A clock as drawn: what was recorded, cut where the calendar closes and at the deadline, from the beginning to its stop or
 * to now. What is closed within a pause counts as paused. Work done in the very moment of the deadline is in time.
 */
export function explainClock(clock: Clock, calendars: Calendars, now: Instant): ExplainedClock {
  const cal = calendarFor(calendars, clock.calendar)
  const due = dueAt(clock, calendars)
  const end = clock.stoppedAt ?? Math.max(now, clock.startedAt)
  const pieces = cutIntervals(clock, cal, due, end)
  const sums = { running: 0, overdue: 0, paused: 0, closed: 0 }
  for (const { kind, from, to } of pieces) sums[kind] += to - from
  return {
    pieces,
    wallMs: end - clock.startedAt,
    runningMs: sums.running,
    overdueMs: sums.overdue,
    pausedMs: sums.paused,
    closedMs: sums.closed,
    budgetMs: budgetMs(clock, calendars),
    dueAt: due,
    state: stateOf(clock, due, end),
    provisional: due !== null && !isDeadlineKnown(clock, calendars, due),
  }
}

function stateOf(clock: Clock, due: Instant | null, end: Instant): ExplainedClock['state'] {
  const late = due !== null && end > due
  if (clock.stoppedAt !== null) return late ? 'stopped-late' : 'stopped'
  // A pause does not undo that a deadline has passed.
  if (late) return 'overdue'
  const last = clock.intervals.at(-1)
  if (last?.kind !== 'paused') return 'running'
  const until = pauseEnd(last)
  return until === null || until > end ? 'paused' : 'running'
}

function cutIntervals(
  clock: Clock,
  cal: CompiledCalendar,
  due: Instant | null,
  end: Instant,
): readonly ExplainedInterval[] {
  const pieces: ExplainedInterval[] = []
  const add = (piece: ExplainedInterval) => {
    if (piece.from < piece.to) pieces.push(piece)
  }
  const addOpen = (from: Instant, to: Instant, interval: number) => {
    const cut = Math.min(Math.max(due ?? to, from), to)
    add({ from, to: cut, kind: 'running', reason: null, name: null, interval })
    add({ from: cut, to, kind: 'overdue', reason: null, name: null, interval })
  }
  const addRunning = (from: Instant, to: Instant, interval: number) => {
    let open = from
    for (const closure of closures(cal, from, to)) {
      addOpen(open, closure.from, interval)
      add({ ...closure, kind: 'closed', interval })
      open = closure.to
    }
    addOpen(open, to, interval)
  }
  clock.intervals.forEach((interval, index) => {
    const to = Math.min(interval.to ?? end, end)
    if (interval.kind === 'running') return addRunning(interval.from, to, index)
    const pausedTo = Math.min(pauseEnd(interval) ?? end, to)
    add({
      from: interval.from,
      to: pausedTo,
      kind: 'paused',
      reason: interval.reason,
      name: null,
      interval: index,
    })
    // A pause that ended by itself, though nobody has noted it yet.
    if (interval.to === null) addRunning(Math.max(pausedTo, interval.from), to, index)
  })
  return pieces
}

/** The last day of the limit must lie among the days known to the calendar, and to the one it rolls to. */
function isDeadlineKnown(clock: Clock, calendars: Calendars, due: Instant): boolean {
  const lastMoment = due - 1
  return [clock.calendar, ...(clock.rollTo === null ? [] : [clock.rollTo])].every((code) =>
    isKnown(calendarFor(calendars, code), lastMoment),
  )
}
