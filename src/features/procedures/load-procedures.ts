import { join } from 'node:path'
import type { Kysely } from 'kysely'
import type { Database } from '#platform/postgres'
import { loadCalendars, readCalendars } from './calendars.ts'
import { loadDefinitions, readDefinitions } from './definitions.ts'

/**
 * Loads calendars and procedures of a data folder (`calendars/`, `procedures/`); what is there stays. Answers the calendars
 * that were corrected, whose running clocks are to be recomputed (`correctCalendars`).
 */
export async function loadProcedures(ownerDb: Kysely<Database>, dataFolder: string): Promise<string[]> {
  const calendars = await readCalendars(join(dataFolder, 'calendars'))
  const corrected = await loadCalendars(ownerDb, calendars)
  const definitions = await readDefinitions(
    join(dataFolder, 'procedures'),
    calendars.map(({ code }) => code),
  )
  await loadDefinitions(ownerDb, definitions)
  return corrected
}
