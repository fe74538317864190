import type { CompiledCalendar, Instant } from '#domain/kernel'
import { budgetMs, calendarFor, dueAt, lengthMs, momentAfterRunning, ranUntil } from './clock-deadline.ts'
import type { Calendars, Clock, ClockStage } from './clock.ts'

/** What a clock waits for: one of its stages, or the end of the present pause. */
export type NextStage =
  { readonly stage: string; readonly at: Instant } | { readonly pauseExpiry: true; readonly at: Instant }

/**
 * The earliest stage that has not fired; of several at one moment the first listed. Its moment may be past: then it is to
 * fire at once. A reminder so long before the deadline that the clock had not begun is left out. A paused clock waits only
 * for the end of its pause, a stopped one for nothing.
 */
export function nextStage(
  clock: Clock,
  stages: readonly ClockStage[],
  calendars: Calendars,
): NextStage | null {
  if (clock.stoppedAt !== null) return null
  const last = clock.intervals.at(-1)
  if (last?.kind === 'paused') {
    return last.expiresAt === null ? null : { pauseExpiry: true, at: last.expiresAt }
  }

  const cal = calendarFor(calendars, clock.calendar)
  let due: Instant | null = null
  let next: { stage: string; at: Instant } | null = null
  for (const stage of stages) {
    if (hasFired(clock, stage.code)) continue
    due ??= dueAt(clock, calendars)
    if (due === null) return null
    const at = stageAt(clock, cal, stage, due, calendars)
    if (at !== null && (next === null || at < next.at)) next = { stage: stage.code, at }
  }
  return next
}

function stageAt(
  clock: Clock,
  cal: CompiledCalendar,
  stage: ClockStage,
  due: Instant,
  calendars: Calendars,
): Instant | null {
  if (stage.at === 'due') return due
  if ('share' in stage.at) {
    return momentAfterRunning(clock, cal, Math.ceil(budgetMs(clock, calendars) * stage.at.share))
  }
  const given = ranUntil(clock, cal, due)
  if ('before' in stage.at) {
    const ran = Math.floor(given - lengthMs(cal, stage.at.before))
    if (ran < 0) return null
    // The latest moment with so much run: just before one more millisecond has. A day before Monday 18:00 is Monday 09:00.
    const beyond = momentAfterRunning(clock, cal, ran + 1)
    return beyond === null ? null : Math.min(beyond - 1, due)
  }
  const at = momentAfterRunning(clock, cal, given + lengthMs(cal, stage.at.after))
  return at === null ? null : Math.max(at, due)
}

function hasFired(clock: Clock, stage: string): boolean {
  for (const fired of clock.fired) if (fired.stage === stage) return true
  return false
}
