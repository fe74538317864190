import type { DuePrecision } from '#domain/ledger'

export interface DateValues {
  readonly startsOn: string | null
  readonly dueOn: string | null
  readonly precision: DuePrecision
  readonly reason: string
}

export type DateFault = 'endNeeded' | 'reversed' | 'unchanged' | 'reasonNeeded'

/** What stands in the way of a change of dates, by field; the same as the server would say. */
export function dateFaults(
  before: Pick<DateValues, 'startsOn' | 'dueOn' | 'precision'>,
  { startsOn, dueOn, precision, reason }: DateValues,
): Readonly<Partial<Record<keyof DateValues, DateFault>>> {
  if (startsOn === before.startsOn && dueOn === before.dueOn && precision === before.precision)
    return { dueOn: 'unchanged' }
  return {
    ...(dueOn === null && precision !== 'none' && precision !== 'periodic'
      ? { dueOn: 'endNeeded' as const }
      : {}),
    ...(startsOn !== null && dueOn !== null && startsOn > dueOn ? { startsOn: 'reversed' as const } : {}),
    ...(reason.trim() === '' ? { reason: 'reasonNeeded' as const } : {}),
  }
}

export interface StaleChange {
  readonly field: string
  readonly before: unknown
  readonly after: unknown
}

/** `params.changes` of a refused save: field → [before theirs, after theirs]. */
export function staleChanges(params: unknown): readonly StaleChange[] {
  if (typeof params !== 'object' || params === null || !('changes' in params)) return []
  const { changes } = params
  if (typeof changes !== 'object' || changes === null) return []
  return Object.entries(changes).flatMap(([field, pair]: [string, unknown]) =>
    Array.isArray(pair) && pair.length === 2
      ? [{ field, before: pair[0] as unknown, after: pair[1] as unknown }]
      : [],
  )
}
