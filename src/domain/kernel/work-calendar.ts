/** A moment: milliseconds since 1970-01-01T00:00Z. Engines take it as an argument; they have no clock. */
export type Instant = number

/** `YYYY-MM-DD` in the calendar's own time. */
export type DateOn = string

/** `09:00`–`12:00`, in the calendar's own time; `24:00` ends a day. The end does not belong to the window. */
export interface WorkWindow {
  readonly from: string
  readonly to: string
}

/**
 * When a clock runs (工作日历). Two kinds are shipped: working hours with statutory holidays and 调休 working weekends, and
 * natural days (自然日), which are open round the clock.
 */
export interface WorkCalendar {
  readonly code: string
  /** Rises with every correction; a deadline recomputed after one says from which version to which. */
  readonly version: number
  readonly utcOffsetMinutes: number
  /** Windows of an ordinary week, Monday first; an empty list is a day of rest. */
  readonly week: readonly (readonly WorkWindow[])[]
  /** Windows of a 调休 working weekend. */
  readonly shiftedDay: readonly WorkWindow[]
  readonly holidays: readonly NamedDay[]
  /** Weekend days made working days (调休上班). */
  readonly workingWeekends: readonly NamedDay[]
  /** Between these dates the holidays are known as announced; beyond them only the ordinary week is. */
  readonly knownFrom: DateOn
  readonly knownTo: DateOn
  readonly source: string
}

export interface NamedDay {
  readonly on: DateOn
  readonly name: string
}

/** Why a calendar is closed for a while. */
export type ClosureReason = 'off-hours' | 'weekend' | 'holiday'

export interface Closure {
  readonly from: Instant
  readonly to: Instant
  readonly reason: ClosureReason
  /** The holiday's name. */
  readonly name: string | null
}
