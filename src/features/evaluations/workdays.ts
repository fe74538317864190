import { dateOf, type CompiledCalendar, type DateOn } from '#domain/kernel'
import { calendarsOf } from '#features/procedures'
import type { Context } from '#platform/http'
import type { Tx } from './store.ts'

/** The calendar of working days by which a round goes. */
export async function workdaysOf(tx: Tx, place: object): Promise<CompiledCalendar> {
  const calendar = (await calendarsOf(tx, place)).get('workdays')
  if (calendar === undefined) throw new Error('the calendar of working days is not loaded')
  return calendar
}

/** Today by the zone's calendar. */
export async function todayOf(tx: Tx, ctx: Pick<Context, 'now' | 'place'>): Promise<DateOn> {
  return dateOf(await workdaysOf(tx, ctx.place), ctx.now.getTime())
}
