import { DUE_PRECISIONS } from '#domain/ledger'
import type { DuePrecision } from '#domain/ledger'

export interface DateValues {
  readonly startsOn: string | null
  readonly dueOn: string | null
  readonly precision: DuePrecision
  readonly reason: string
}

/** The dates of a version, against which a change is told. */
export type DateBase = Pick<DateValues, 'startsOn' | 'dueOn' | 'precision'> & { readonly version: number }

/** Only what differs is sent: the history then tells what was meant. */
export function dateChange(
  base: DateBase,
  { startsOn, dueOn, precision }: DateValues,
): Partial<Pick<DateValues, 'startsOn' | 'dueOn' | 'precision'>> {
  return {
    ...(startsOn === base.startsOn ? {} : { startsOn }),
    ...(dueOn === base.dueOn ? {} : { dueOn }),
    ...(precision === base.precision ? {} : { precision }),
  }
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

/** What a refused save says: the newest version, who made it when, and field → [before theirs, after theirs]. */
export interface Staleness {
  readonly version: number | null
  readonly by: string | null
  readonly at: string | null
  readonly changes: readonly StaleChange[]
}

export function stalenessOf(params: Readonly<Record<string, unknown>> = {}): Staleness {
  const { version, by, at, changes } = params
  const pairs: readonly [string, unknown][] =
    typeof changes === 'object' && changes !== null ? Object.entries(changes) : []
  return {
    version: typeof version === 'number' ? version : null,
    by: typeof by === 'string' && by !== '' ? by : null,
    at: typeof at === 'string' && at !== '' ? at : null,
    changes: pairs.flatMap(([field, pair]) => {
      const values: readonly unknown[] = Array.isArray(pair) ? pair : []
      return values.length === 2 ? [{ field, before: values[0], after: values[1] }] : []
    }),
  }
}

/** The dates as somebody else left them; null where the refusal does not say the version. */
export function rebased(base: DateBase, { version, changes }: Staleness): DateBase | null {
  if (version === null) return null
  const theirs = new Map(changes.map(({ field, after }) => [field, after]))
  const day = (field: 'startsOn' | 'dueOn') => {
    const on = theirs.get(field)
    return on === null || typeof on === 'string' ? on : base[field]
  }
  const precision = DUE_PRECISIONS.find((each) => each === theirs.get('precision')) ?? base.precision
  return { version, startsOn: day('startsOn'), dueOn: day('dueOn'), precision }
}
