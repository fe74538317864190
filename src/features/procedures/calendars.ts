import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Kysely } from 'kysely'
import { compileCalendar, type CompiledCalendar, type WorkCalendar } from '#domain/kernel'
import type { Database } from '#platform/postgres'
import type { Tx } from './store.ts'

const compiled = new WeakMap<object, Map<string, CompiledCalendar>>()

/** The work calendars as they stand now, by code; compiled once per version and process. */
export async function calendarsOf(tx: Tx, place: object): Promise<ReadonlyMap<string, CompiledCalendar>> {
  const rows = await tx
    .selectFrom('workCalendar')
    .select((eb) => ['code', eb.fn.max('version').as('version')])
    .groupBy('code')
    .execute()
  const calendars = new Map<string, CompiledCalendar>()
  for (const { code, version } of rows) calendars.set(code, await calendarAt(tx, place, code, version))
  return calendars
}

export async function calendarAt(
  tx: Tx,
  place: object,
  code: string,
  version: number,
): Promise<CompiledCalendar> {
  const known = compiled.get(place) ?? new Map<string, CompiledCalendar>()
  compiled.set(place, known)
  const key = `${code}@${version}`
  const found = known.get(key)
  if (found !== undefined) return found
  const { calendar } = await tx
    .selectFrom('workCalendar')
    .select('calendar')
    .where('code', '=', code)
    .where('version', '=', version)
    .executeTakeFirstOrThrow()
  const made = compileCalendar(calendar as WorkCalendar)
  known.set(key, made)
  return made
}

export async function readCalendars(folder: string): Promise<WorkCalendar[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort()
  return Promise.all(
    names.map(async (name) => {
      const calendar = JSON.parse(await readFile(join(folder, name), 'utf8')) as WorkCalendar
      // Compiling checks it: a calendar that cannot be read must stop the start, not the first deadline.
      compileCalendar(calendar)
      return calendar
    }),
  )
}

/** Loads what is new; answers the codes of calendars of which an older version was in use, so that clocks are recomputed. */
export async function loadCalendars(
  ownerDb: Kysely<Database>,
  calendars: readonly WorkCalendar[],
): Promise<string[]> {
  const corrected: string[] = []
  for (const calendar of calendars) {
    const versions = await ownerDb
      .selectFrom('workCalendar')
      .select('version')
      .where('code', '=', calendar.code)
      .execute()
    if (versions.some(({ version }) => version >= calendar.version)) continue
    await ownerDb
      .insertInto('workCalendar')
      .values({ code: calendar.code, version: calendar.version, calendar: JSON.stringify(calendar) })
      .execute()
    if (versions.length > 0) corrected.push(calendar.code)
  }
  return corrected
}
