import { periodById, shiftPeriod, type Period } from '#domain/kernel'
import type { IndicatorDefinition, Transform } from './indicator.ts'
import { growth, locationQuotient, share } from './statistics.ts'

/** The values of one indicator in one group, by period; null: unknown, suppressed, or no such period. */
export type ValueOfPeriod = (period: string) => number | null

/** How an indicator's periods hang together. */
export interface SeriesKind {
  readonly measure: IndicatorDefinition['measure']
  /** Whether differences of its values mean anything: `isAdditive` of its expression. A ratio since January has no single month. */
  readonly additive: boolean
}

/**
 * The figure of the period alone. Accumulated ones (累计) count since January: of such a month or quarter it is the difference to
 * the one before, within the year. Null where either is unknown: a missing month is never taken for zero, and what the next one
 * then holds cannot be parted. All others are as they are.
 */
export function singleValue(kind: SeriesKind, period: string, valueOf: ValueOfPeriod): number | null {
  const now = valueOf(period)
  const before = precedingWithinYear(known(period))
  if (kind.measure !== 'accumulates' || !kind.additive || before === null) return now
  const earlier = valueOf(before.id)
  return now === null || earlier === null ? null : now - earlier
}

/**
 * Growth against the period before (环比) or the same period last year (同比), as a plain number: 0.1 is 10 %. Against the period
 * before, accumulated figures are parted first; against last year they are compared as accumulated, as bulletins do.
 */
export function growthOf(
  kind: SeriesKind,
  transform: 'growth' | 'growth-same-period',
  period: string,
  valueOf: ValueOfPeriod,
): number | null {
  const now = known(period)
  if (transform === 'growth-same-period') return growth(valueOf(period), valueOf(yearBefore(now).id))
  const before = shiftPeriod(now, -1)
  return growth(singleValue(kind, period, valueOf), singleValue(kind, before.id, valueOf))
}

/** The periods whose values a transform of this period asks for, the period itself first. */
export function neededPeriods(kind: SeriesKind, transform: Transform, period: string): readonly string[] {
  const asked = new Set([period])
  const note = (id: string): null => {
    asked.add(id)
    return null
  }
  if (transform === 'growth' || transform === 'growth-same-period') growthOf(kind, transform, period, note)
  return [...asked]
}

export type TransformInput =
  | { readonly transform: 'value' }
  | { readonly transform: 'growth' | 'growth-same-period'; readonly then: readonly (number | null)[] }
  /** The published total of all groups, also of those that are not shown. */
  | { readonly transform: 'share'; readonly whole: number | null }
  /**
   * The groups' values are those of one industry (or field); `regions` all of each group, `part` that industry and `whole` all in
   * the whole zone.
   */
  | {
      readonly transform: 'location-quotient'
      readonly regions: readonly (number | null)[]
      readonly part: number | null
      readonly whole: number | null
    }

/** A transform over all groups at once; the results are plain numbers but for `value`. */
export function applyTransform(
  now: readonly (number | null)[],
  input: TransformInput,
): readonly (number | null)[] {
  switch (input.transform) {
    case 'value':
      return now
    case 'growth':
    case 'growth-same-period':
      return now.map((value, group) => growth(value, input.then[group] ?? null))
    case 'share':
      return now.map((value) => share(value, input.whole))
    case 'location-quotient':
      return now.map((value, group) =>
        locationQuotient(value, input.regions[group] ?? null, input.part, input.whole),
      )
  }
}

/** Null for the first of its year. */
function precedingWithinYear(period: Period): Period | null {
  const before = shiftPeriod(period, -1)
  return before.from.slice(0, 4) === period.from.slice(0, 4) ? before : null
}

function yearBefore(period: Period): Period {
  const steps = { week: 52, month: 12, quarter: 4, 'half-year': 2, year: 1 }[period.rhythm]
  return shiftPeriod(period, -steps)
}

function known(id: string): Period {
  const period = periodById(id)
  if (period === null) throw new RangeError(`not a period: ${id}`)
  return period
}
