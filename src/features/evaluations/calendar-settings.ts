import { readFileSync } from 'node:fs'
import { parseCalendarSettings, type RoundCalendarSettings } from '#domain/evaluation'

const FILE = new URL('../../../data/evaluation/calendar.json', import.meta.url)
let read: RoundCalendarSettings | null = null

/** The usual calendar of a year's evaluation, as it comes with the program; read once. */
export function calendarSettings(): RoundCalendarSettings {
  if (read === null) {
    const parsed = parseCalendarSettings(JSON.parse(readFileSync(FILE, 'utf8')))
    if (!parsed.ok)
      throw new Error(
        `${FILE.pathname}: ${parsed.issues.map(({ params }) => JSON.stringify(params)).join('; ')}`,
      )
    read = parsed.value
  }
  return read
}
