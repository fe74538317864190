import {
  accepted,
  addDays,
  dateOf,
  DAY_MS,
  dayNumber,
  nthWorkdayEnd,
  periodById,
  refused,
  type BilingualText,
  type CompiledCalendar,
  type DateOn,
  type Issue,
  type Outcome,
} from '#domain/kernel'
import { z } from 'zod'
import { text } from './schema-parts.ts'
import { shapeIssues } from './shape-issues.ts'

/** The calendar of one round. */
export interface RoundDays {
  /** Data count as known on this day. */
  readonly freezeOn: DateOn
  /** Parks look at their results and may doubt figures, both days included. */
  readonly reviewFrom: DateOn
  readonly reviewTo: DateOn
  /** By when it is confirmed, and published. */
  readonly confirmOn: DateOn
  readonly publishOn: DateOn
}

/** 年度评价日程: how a round's days are proposed from its period. File: data/evaluation/calendar.json. */
export interface RoundCalendarSettings {
  readonly version: number
  readonly about: BilingualText
  readonly source: { readonly text: BilingualText; readonly status: 'verified' | 'derived' | 'assumed' }
  readonly rhythms: Readonly<Record<'year' | 'quarter' | 'month', RoundTimes>>
}

export interface RoundTimes {
  /** Natural days after the last day of the period; moved to the next working day. */
  readonly freezeAfterDays: number
  /** Working days after the freeze for the run; the review begins on the last of them. */
  readonly runWorkdays: number
  /** Working days of the review, its first included. */
  readonly reviewWorkdays: number
  /** Working days after the review's end. */
  readonly confirmWorkdays: number
  /** Working days after the day of confirmation. */
  readonly publishWorkdays: number
}

const times = z.strictObject({
  freezeAfterDays: z.int().min(0).max(3650),
  runWorkdays: z.int().min(0).max(250),
  reviewWorkdays: z.int().min(1).max(250),
  confirmWorkdays: z.int().min(0).max(250),
  publishWorkdays: z.int().min(0).max(250),
})
const settings = z.strictObject({
  version: z.int().min(1),
  about: text,
  source: z.strictObject({ text, status: z.enum(['verified', 'derived', 'assumed']) }),
  rhythms: z.strictObject({ year: times, quarter: times, month: times }),
})

export function parseCalendarSettings(json: unknown): Outcome<RoundCalendarSettings> {
  const parsed = settings.safeParse(json)
  return parsed.success
    ? accepted(parsed.data)
    : refused(...shapeIssues('evaluation.calendar_shape', json, parsed.error))
}

/** The days of a period's evaluation, all of them working days. Refuses a period that there is not. */
export function proposeCalendar(
  { rhythms }: RoundCalendarSettings,
  periodId: string,
  workdays: CompiledCalendar,
): Outcome<RoundDays> {
  const period = periodById(periodId)
  if (period === null || period.rhythm === 'week' || period.rhythm === 'half-year')
    return refused({ code: 'evaluation.period_unknown', path: ['period'], params: { period: periodId } })
  const given = rhythms[period.rhythm]
  const later = (on: DateOn, days: number): DateOn =>
    // A day that ends at 24:00 ends in the first moment of the next.
    dateOf(workdays, nthWorkdayEnd(workdays, startOf(workdays, on), days) - 1)
  const freezeOn = later(addDays(period.to, given.freezeAfterDays), 0)
  const reviewFrom = later(freezeOn, given.runWorkdays)
  const reviewTo = later(reviewFrom, given.reviewWorkdays - 1)
  const confirmOn = later(reviewTo, given.confirmWorkdays)
  return accepted({
    freezeOn,
    reviewFrom,
    reviewTo,
    confirmOn,
    publishOn: later(confirmOn, given.publishWorkdays),
  })
}

/** The first moment of a day in the calendar’s own time; one millisecond on, since midnight itself may end the day before. */
function startOf({ offsetMs }: CompiledCalendar, on: DateOn): number {
  return (dayNumber(on) ?? 0) * DAY_MS - offsetMs + 1
}

const IN_ORDER = ['freezeOn', 'reviewFrom', 'reviewTo', 'confirmOn', 'publishOn'] as const

/** Days that do not come in their order, each named. */
export function checkRoundDays(days: RoundDays): readonly Issue[] {
  return IN_ORDER.slice(1).flatMap((day, at) => {
    const before = IN_ORDER[at] ?? 'freezeOn'
    return days[day] < days[before]
      ? [
          {
            code: 'evaluation.calendar_order',
            path: ['calendar', day],
            params: { day, on: days[day], before: days[before] },
          },
        ]
      : []
  })
}
