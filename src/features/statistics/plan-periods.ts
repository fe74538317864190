import { sql } from 'kysely'
import { filingDays, type FilingDays, type FormDefinition } from '#domain/indicators'
import {
  addDays,
  dateOf,
  dayNumber,
  isWorkday,
  periodOf,
  shiftPeriod,
  DAY_MS,
  type CompiledCalendar,
  type DateOn,
  type Period,
} from '#domain/kernel'
import type { Context } from '#platform/http'
import { formAt } from './forms.ts'
import type { Tx } from './store.ts'
import { todayOf, workdaysOf } from './workdays.ts'

/** So many days before a period opens it stands in the list as planned. */
const AHEAD_DAYS = 31

/** The days of a period by the zone's work calendar. */
export function daysBy(calendar: CompiledCalendar, form: FormDefinition, period: Period): FilingDays {
  return filingDays(form.calendar, period, (on) => isWorkday(calendar, noonOf(calendar, on)))
}

function noonOf(calendar: CompiledCalendar, on: DateOn): number {
  const day = dayNumber(on)
  if (day === null) throw new RangeError(`not a date: ${on}`)
  return day * DAY_MS + DAY_MS / 2 - calendar.offsetMs
}

/**
 * Makes the periods that are not yet due and open within a month, each with the form version that holds then. Under the
 * keeper's rights; a period that is there stays as it is.
 */
export async function planPeriods(tx: Tx, ctx: Context): Promise<number> {
  const calendar = await workdaysOf(tx, ctx.place)
  const today = dateOf(calendar, ctx.now.getTime())
  const forms = await tx.selectFrom('statisticsForm').select(['code', 'version']).orderBy('version').execute()
  const versions = new Map<string, FormDefinition[]>()
  for (const { code, version } of forms) {
    const { definition } = await formAt(tx, ctx.place, code, version)
    versions.set(code, [...(versions.get(code) ?? []), definition])
  }
  const rows = [...versions.values()].flatMap((known) => wantedPeriods(known, calendar, today))
  if (rows.length === 0) return 0
  const made = await tx
    .insertInto('statisticsPeriod')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .returning(['form', 'period'])
    .execute()
  if (made.length > 0)
    await tx
      .insertInto('statisticsPeriodAct')
      .values(
        made.map((row) => ({
          ...row,
          no: 1,
          act: 'planned' as const,
          reason: null,
          basis: null,
          parkId: null,
          unitId: null,
          untilOn: null,
          at: ctx.now.toISOString(),
          byId: null,
          byName: ctx.caller.name,
        })),
      )
      .execute()
  return made.length
}

function wantedPeriods(known: readonly FormDefinition[], calendar: CompiledCalendar, today: DateOn) {
  const rhythm = known[0]?.rhythm
  if (rhythm === undefined) return []
  const rows = []
  const horizon = addDays(today, AHEAD_DAYS)
  // The period of the horizon, and those before it until one is past its due day.
  for (let period = periodOf(horizon, rhythm); ; period = shiftPeriod(period, -1)) {
    const form = known.findLast(({ validFrom }) => validFrom <= period.id)
    if (form === undefined) return rows
    const { opensOn, dueOn } = daysBy(calendar, form, period)
    if (dueOn < today) return rows
    if (opensOn <= horizon) rows.push(periodRow(form, period, { opensOn, dueOn }))
  }
}

/** The row of a period as it is kept. */
export function periodRow(
  form: FormDefinition,
  period: Period,
  { opensOn, dueOn }: Pick<FilingDays, 'opensOn' | 'dueOn'>,
) {
  return {
    form: form.code,
    period: period.id,
    formVersion: form.version,
    fromOn: period.from,
    toOn: period.to,
    opensOn,
    dueOn,
    lockedAt: null,
    lockedByName: null,
  }
}

/** Ends reopenings whose last day is past. */
export async function endReopenings(tx: Tx, ctx: Context): Promise<void> {
  const today = await todayOf(tx, ctx)
  await tx
    .updateTable('statisticsPeriodAct')
    .set({ endedAt: sql`now()` })
    .where('act', '=', 'reopen')
    .where('endedAt', 'is', null)
    .where('untilOn', '<', today)
    .execute()
}
