import type { CompiledCalendar, Instant } from '#domain/kernel'
import type { PersonRef } from './case-state.ts'

/** How much time a clock gives. Days are counted by the clock's calendar. */
export interface TimeLimit {
  readonly amount: number
  readonly unit: 'minute' | 'hour' | 'day'
}

/**
 * How a limit in days ends. `day-end` (the rule of procedure law: the day of the beginning is not counted, the last day ends
 * with its last working minute); `elapsed`: so many times the working time of an ordinary day, to the minute.
 * Limits in hours and minutes are always elapsed time.
 */
export type DayRule = 'day-end' | 'elapsed'

/**
 * A moment in the life of a clock at which something is done; each is reached once. Counted by the clock's own calendar,
 * extensions and pauses included.
 */
export interface ClockStage {
  /** Unique in its clock; the deadline itself is `due`. */
  readonly code: string
  /** The deadline, a share of the limit used up (0.8), or so much working time before or after the deadline. */
  readonly at:
    'due' | { readonly share: number } | { readonly before: TimeLimit } | { readonly after: TimeLimit }
}

/** What was recorded of a clock: never deleted, never reset. Calendar closures are not recorded but derived. */
export interface ClockInterval {
  readonly from: Instant
  /** Null while it lasts. */
  readonly to: Instant | null
  readonly kind: 'running' | 'paused'
  /** For a pause: a code of the definition's `pauseReasons`, or `away` while the work had gone back or elsewhere. */
  readonly reason: string | null
  readonly note: string | null
  /** Digests of attached files. */
  readonly evidence: readonly string[]
  /** When a pause ends by itself. */
  readonly expiresAt: Instant | null
  /** Null: the system. */
  readonly by: PersonRef | null
}

export interface ClockExtension {
  readonly at: Instant
  readonly by: PersonRef
  readonly reason: string
  readonly add: TimeLimit
}

/** A correction of the calendar that moved the deadline. */
export interface ClockCorrection {
  readonly at: Instant
  readonly calendarVersion: number
  readonly dueBefore: Instant
  readonly dueAfter: Instant
}

export interface Clock {
  readonly id: string
  /** Code in the definition's `clocks`. */
  readonly code: string
  /** The step, group or branch it belongs to; null for the whole case. */
  readonly activation: string | null
  /** Whose clock it is: a party, see `Party`. */
  readonly owner: string
  readonly calendar: string
  readonly calendarVersion: number
  readonly limit: TimeLimit
  readonly dayRule: DayRule
  /** A limit in natural days that ends on a day of rest ends on the next working day of this calendar. */
  readonly rollTo: string | null
  readonly startedAt: Instant
  readonly intervals: readonly ClockInterval[]
  readonly extensions: readonly ClockExtension[]
  readonly corrections: readonly ClockCorrection[]
  readonly stoppedAt: Instant | null
  /** Stages that have fired, with the moment; `due` is the deadline itself. */
  readonly fired: readonly { readonly stage: string; readonly at: Instant }[]
}

/** One piece of a clock as drawn and explained: recorded intervals cut at the calendar's closures. */
export interface ExplainedInterval {
  readonly from: Instant
  readonly to: Instant
  readonly kind: 'running' | 'paused' | 'closed' | 'overdue'
  /** Of a closure the calendar's `ClosureReason`, of a pause the recorded one. */
  readonly reason: string | null
  readonly name: string | null
  /** Index into `Clock.intervals`. */
  readonly interval: number
}

/** `running + overdue + paused + closed = wall`, always; all in milliseconds. */
export interface ExplainedClock {
  readonly pieces: readonly ExplainedInterval[]
  readonly wallMs: number
  /** Working time within the limit. */
  readonly runningMs: number
  /** Working time after the deadline. */
  readonly overdueMs: number
  readonly pausedMs: number
  readonly closedMs: number
  /** The limit in working milliseconds, extensions included. */
  readonly budgetMs: number
  /** Null while the clock is paused without an end: nobody can say. */
  readonly dueAt: Instant | null
  readonly state: 'running' | 'paused' | 'stopped' | 'overdue' | 'stopped-late'
  /** The deadline lies beyond the days for which holidays are announced. */
  readonly provisional: boolean
}

/** The calendars loaded, by code. */
export type Calendars = ReadonlyMap<string, CompiledCalendar>
