import { addDays, daysBetween, endOfDue, nextPeriod, periodOf } from '#domain/ledger'
import type { DuePrecision, Rhythm } from '#domain/ledger'

export const ZOOMS = ['month', 'quarter', 'year'] as const
export type Zoom = (typeof ZOOMS)[number]

/** How wide a unit of the scale is, in px. */
const UNIT_PX: Record<Zoom, number> = { month: 88, quarter: 88, year: 120 }
const UNIT_DAYS: Record<Zoom, number> = { month: 30.4375, quarter: 91.3125, year: 365.25 }

/** What the timeline draws of a duty. */
export interface Dated {
  readonly startsOn: string | null
  readonly dueOn: string | null
  readonly precision: DuePrecision
}

export interface Tick {
  readonly from: string
  readonly x: number
  readonly width: number
  /** Of a month or quarter its number from 1; of a year the year. */
  readonly value: number
}

export interface Scale {
  readonly zoom: Zoom
  readonly from: string
  readonly to: string
  readonly pxPerDay: number
  readonly width: number
  readonly years: readonly Tick[]
  /** Months or quarters; none when years are the unit. */
  readonly units: readonly Tick[]
}

/** From the first to the last date, today among them, in whole units with one to spare on both sides. */
export function scaleOf(duties: readonly Dated[], today: string, zoom: Zoom): Scale {
  const dates = duties.flatMap(({ startsOn, dueOn }) => [startsOn, dueOn]).filter((on) => on !== null)
  const first = dates.reduce((least, on) => (on < least ? on : least), today)
  const last = dates.reduce((most, on) => (on > most ? on : most), today)
  const from = periodOf(addDays(periodOf(first, zoom).from, -1), zoom).from
  const to = nextPeriod(periodOf(last, zoom)).to
  const pxPerDay = UNIT_PX[zoom] / UNIT_DAYS[zoom]
  const ticks = (rhythm: Rhythm) => ticksOf(from, to, rhythm, pxPerDay)
  return {
    zoom,
    from,
    to,
    pxPerDay,
    width: Math.ceil((daysBetween(from, to) + 1) * pxPerDay),
    years: ticks('year'),
    units: zoom === 'year' ? [] : ticks(zoom),
  }
}

function ticksOf(from: string, to: string, rhythm: Rhythm, pxPerDay: number): readonly Tick[] {
  const ticks: Tick[] = []
  for (let period = periodOf(from, rhythm); period.from <= to; period = nextPeriod(period)) {
    const start = period.from < from ? from : period.from
    const end = period.to > to ? to : period.to
    const month = Number(period.from.slice(5, 7))
    ticks.push({
      from: start,
      x: daysBetween(from, start) * pxPerDay,
      width: (daysBetween(start, end) + 1) * pxPerDay,
      value:
        rhythm === 'year'
          ? Number(period.from.slice(0, 4))
          : rhythm === 'quarter'
            ? Math.ceil(month / 3)
            : month,
    })
  }
  return ticks
}

/** Where a day begins. */
export function xOf(scale: Scale, on: string): number {
  return daysBetween(scale.from, on) * scale.pxPerDay
}

export interface BarShape {
  readonly x: number
  readonly width: number
  /** From the bar's left to where the date is only known to be within a period; null where it is exact. */
  readonly fuzzyFrom: number | null
  /** The text fixes no day: the bar's end stays open. */
  readonly openEnd: boolean
  readonly openStart: boolean
}

/** A bar without a start or an end is drawn so many days long, open on that side. */
const STUB_UNITS = 0.6
const LEAST_PX = 10

/** The bar from the first to the end of the last day; null where there is no date at all. */
export function barOf(scale: Scale, { startsOn, dueOn, precision }: Dated): BarShape | null {
  if (startsOn === null && dueOn === null) return null
  const stub = UNIT_PX[scale.zoom] * STUB_UNITS
  const end = dueOn === null ? xOf(scale, startsOn ?? scale.from) + stub : xOf(scale, addDays(dueOn, 1))
  const start = startsOn === null ? end - stub : xOf(scale, startsOn)
  const width = Math.max(LEAST_PX, end - start)
  const period = dueOn === null ? null : fuzzyPeriod(precision)
  const fuzzy =
    period === null || dueOn === null ? null : Math.max(0, xOf(scale, periodOf(dueOn, period).from) - start)
  return {
    x: start,
    width,
    fuzzyFrom: fuzzy === null || width - fuzzy < 1 ? null : fuzzy,
    openEnd: dueOn === null || precision === 'plan-period',
    openStart: startsOn === null,
  }
}

/** Within which period the last day may be; a day and a month are exact enough to look exact. */
function fuzzyPeriod(precision: DuePrecision): Rhythm | null {
  switch (precision) {
    case 'quarter':
    case 'half-year':
    case 'year':
      return precision
    case 'plan-period':
      return 'year'
    case 'day':
    case 'month':
    case 'periodic':
    case 'none':
      return null
  }
}

/** By which period one press of an arrow moves: a month, or what the date is known to. */
export function stepOf(precision: DuePrecision): Rhythm {
  return precision === 'quarter' || precision === 'half-year' || precision === 'year' ? precision : 'month'
}

/** So many periods later, or earlier where negative; the last day of a month stays a last day. */
export function movedBy(on: string, steps: number, rhythm: Rhythm): string {
  const months = { week: 0, month: 1, quarter: 3, 'half-year': 6, year: 12 }[rhythm] * steps
  if (rhythm === 'week') return addDays(on, 7 * steps)
  const index = Number(on.slice(0, 4)) * 12 + Number(on.slice(5, 7)) - 1 + months
  const first = `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}-01`
  const last = periodOf(first, 'month').to
  if (on === periodOf(on, 'month').to) return last
  const same = `${first.slice(0, 8)}${on.slice(8)}`
  return same > last ? last : same
}

/** After a drag by so many days: a date known to a month or longer ends with the nearest period's end. */
export function dragged(
  { startsOn, dueOn, precision }: Dated,
  days: number,
  mode: 'end' | 'both',
): { readonly startsOn: string | null; readonly dueOn: string | null } {
  const due = dueOn === null ? null : nearestEnd(precision, addDays(dueOn, days))
  if (mode === 'end') {
    // Not before its own start: the end stops there.
    const least = startsOn === null ? null : endOfDue(precision, startsOn)
    return { startsOn, dueOn: due !== null && least !== null && due < least ? least : due }
  }
  return { startsOn: startsOn === null ? null : addDays(startsOn, days), dueOn: due }
}

/** Where a period that the precision knows ends nearest to a day. */
function nearestEnd(precision: DuePrecision, on: string): string {
  const next = endOfDue(precision, on)
  if (next === on || precision === 'day' || precision === 'plan-period') return next
  if (precision === 'periodic' || precision === 'none') return next
  const before = addDays(periodOf(on, precision).from, -1)
  return daysBetween(before, on) < daysBetween(on, next) ? before : next
}

/** After so many presses of an arrow. */
export function stepped(
  { startsOn, dueOn, precision }: Dated,
  steps: number,
  mode: 'end' | 'both',
): { readonly startsOn: string | null; readonly dueOn: string | null } {
  const rhythm = stepOf(precision)
  const due = dueOn === null ? null : endOfDue(precision, movedBy(dueOn, steps, rhythm))
  if (mode === 'both')
    return { startsOn: startsOn === null ? null : movedBy(startsOn, steps, rhythm), dueOn: due }
  return due !== null && startsOn !== null && due < startsOn ? { startsOn, dueOn } : { startsOn, dueOn: due }
}
