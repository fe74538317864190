import {
  accepted,
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
import { code, text } from './schema-parts.ts'
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

/** 年度评价日历: how a round's days are proposed from its period. File: data/evaluation/calendar.json. */
export interface RoundCalendarSettings {
  readonly code: string
  readonly name: BilingualText
  readonly rhythm: 'year'
  /** A day of a year after the judged one; on a day of rest, the next working day. */
  readonly freeze: { readonly yearsAfter: number; readonly month: number; readonly day: number }
  /** Each so many working days after another, which is `freeze` or stands before it. */
  readonly steps: readonly { readonly code: string; readonly after: string; readonly workdays: number }[]
}

/** The steps that become days of a round. */
const DAY_OF_STEP = {
  reviewFrom: 'review-opens',
  reviewTo: 'review-closes',
  confirmOn: 'confirmed',
  publishOn: 'published',
} as const

const standing = z.enum(['verified', 'derived', 'inferred', 'assumed', 'own'])
const settings = z.strictObject({
  format: z.literal(1),
  code,
  name: text,
  rhythm: z.literal('year'),
  calendar: z.literal('workdays'),
  standing,
  sources: z.array(
    z.strictObject({ title: z.string().min(1), url: z.string().min(1).nullable(), note: text.nullable() }),
  ),
  note: text.nullable(),
  freeze: z.strictObject({
    code: z.literal('freeze'),
    name: text,
    yearsAfter: z.int().min(0).max(5),
    month: z.int().min(1).max(12),
    day: z.int().min(1).max(31),
    roll: z.literal('next-working-day'),
    actor: text,
    standing,
    note: text.nullable(),
  }),
  steps: z.array(
    z.strictObject({
      code,
      name: text,
      after: code,
      workdays: z.int().min(0).max(250),
      actor: text,
      standing,
      note: text.nullable(),
    }),
  ),
})

export function parseCalendarSettings(json: unknown): Outcome<RoundCalendarSettings> {
  const parsed = settings.safeParse(json)
  if (!parsed.success) return refused(...shapeIssues('evaluation.calendar_shape', json, parsed.error))
  const { freeze, steps } = parsed.data
  const known = new Set(['freeze'])
  const faults: string[] = []
  if (dayNumber(dateIn(2001, freeze)) === null) faults.push('freeze')
  for (const step of steps) {
    if (!known.has(step.after) || known.has(step.code)) faults.push(step.code)
    known.add(step.code)
  }
  faults.push(...Object.values(DAY_OF_STEP).filter((step) => !known.has(step)))
  return faults.length === 0
    ? accepted(parsed.data)
    : refused(
        ...faults.map((place) => ({
          code: 'evaluation.calendar_shape',
          params: { node: null, place, problem: 'order', detail: place },
        })),
      )
}

/** The days of a year's evaluation, all of them working days. Refuses a period that is no year: others have no usual calendar. */
export function proposeCalendar(
  { freeze, steps }: RoundCalendarSettings,
  periodId: string,
  workdays: CompiledCalendar,
): Outcome<RoundDays> {
  const period = periodById(periodId)
  if (period?.rhythm !== 'year')
    return refused({ code: 'evaluation.no_calendar', path: ['calendar'], params: { period: periodId } })
  const later = (on: DateOn, days: number): DateOn =>
    // A day that ends at 24:00 ends in the first moment of the next.
    dateOf(workdays, nthWorkdayEnd(workdays, startOf(workdays, on), days) - 1)
  const freezeOn = later(dateIn(Number(period.id) + freeze.yearsAfter, freeze), 0)
  const days = new Map([['freeze', freezeOn]])
  for (const { code: step, after, workdays: count } of steps)
    days.set(step, later(days.get(after) ?? freezeOn, count))
  const dayOf = (name: keyof typeof DAY_OF_STEP): DateOn => days.get(DAY_OF_STEP[name]) ?? freezeOn
  return accepted({
    freezeOn,
    reviewFrom: dayOf('reviewFrom'),
    reviewTo: dayOf('reviewTo'),
    confirmOn: dayOf('confirmOn'),
    publishOn: dayOf('publishOn'),
  })
}

function dateIn(year: number, { month, day }: RoundCalendarSettings['freeze']): DateOn {
  return `${String(year)}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
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
