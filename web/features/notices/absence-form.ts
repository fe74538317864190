import type { addAbsence } from '#contract/procedures'
import type { BodyInputOf } from '../../../src/features/route-contract.ts'
import { ZONE_OFFSET } from '../../ui/format.ts'

export interface AbsenceEntry {
  readonly substituteId: string
  /** `2026-11-22T09:00`, the zone's time, as the browser's field gives it; '' while it is empty. */
  readonly from: string
  readonly to: string
  readonly reason: string
}

export type AbsenceFault = 'substituteNeeded' | 'timeNeeded' | 'timeReversed' | 'timePast' | 'reasonNeeded'

/** The first thing wrong with each field; the same rules as the server's, said before it is asked. */
export function absenceFaults(
  entry: AbsenceEntry,
  now: number,
): Partial<Record<keyof AbsenceEntry, AbsenceFault>> {
  const from = momentOf(entry.from)
  const to = momentOf(entry.to)
  return {
    ...(entry.substituteId ? {} : { substituteId: 'substituteNeeded' as const }),
    ...(from === null ? { from: 'timeNeeded' as const } : {}),
    ...(to === null
      ? { to: 'timeNeeded' as const }
      : from !== null && to <= from
        ? { to: 'timeReversed' as const }
        : Date.parse(to) <= now
          ? { to: 'timePast' as const }
          : {}),
    ...(entry.reason.trim() ? {} : { reason: 'reasonNeeded' as const }),
  }
}

/** What is sent; null while something is wrong. */
export function absenceBody(entry: AbsenceEntry, now: number): BodyInputOf<typeof addAbsence> | null {
  const from = momentOf(entry.from)
  const to = momentOf(entry.to)
  if (from === null || to === null || Object.keys(absenceFaults(entry, now)).length > 0) return null
  return { substituteId: entry.substituteId, from, to, reason: entry.reason.trim() }
}

/** The zone has one time all year round, wherever the reader's computer stands. */
function momentOf(local: string): string | null {
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(local) ? `${local}:00${ZONE_OFFSET}` : null
}
