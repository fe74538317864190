import type { DateOn } from '#domain/kernel'

/** China has one time, eight hours before UTC. */
const OFFSET_MS = 8 * 3_600_000

/** The civil day of a moment. */
export function dayOf(moment: Date | string): DateOn {
  const at = typeof moment === 'string' ? Date.parse(moment) : moment.getTime()
  return new Date(at + OFFSET_MS).toISOString().slice(0, 10)
}

/** The first moment after a civil day. */
export function endOfDay(on: DateOn): string {
  return new Date(Date.parse(`${on}T00:00:00Z`) + 86_400_000 - OFFSET_MS).toISOString()
}
