/** Qualifications that end soon (资质到期提醒). */
import { civilDate, dayNumber, type DateOn } from '#domain/kernel'

export interface HeldQualification {
  readonly enterprise: string
  readonly qualification: string
  /** The last day on which it holds; null: it does not run out. */
  readonly until: DateOn | null
}

export interface ExpiryAlert {
  readonly enterprise: string
  readonly qualification: string
  readonly until: DateOn
  /** From the day of judgement to the last day: 0 on the last day itself, below 0 afterwards. */
  readonly days: number
  /** The step that is reached: of 180, 90, 30 with 45 days to go it is 90. */
  readonly step: number
  /** When renewal may be asked for, both ends included; null: nothing is said about it. */
  readonly renewal: { readonly from: DateOn; readonly to: DateOn; readonly open: boolean } | null
}

export interface ExpiryOptions {
  /** Days before the end at which people are told, in whatever order. */
  readonly steps: readonly number[]
  /** By qualification: renewal may be asked for from so many days before the end until so many days before it. */
  readonly renewals?: ReadonlyMap<string, { readonly opensBefore: number; readonly closesBefore: number }>
  /** How many days after the end it is still told; 0 where nothing is said. */
  readonly after?: number
}

/**
 * What ends within the largest step from a day, the nearest first. Of one qualification of an enterprise only the latest end counts:
 * one that is renewed already ends nowhere near.
 */
export function expiryAlerts(
  held: readonly HeldQualification[],
  on: DateOn,
  { steps, renewals, after = 0 }: ExpiryOptions,
): readonly ExpiryAlert[] {
  const today = dayNumber(on)
  if (today === null) return []
  const latest = new Map<string, HeldQualification>()
  for (const one of held) {
    const key = JSON.stringify([one.enterprise, one.qualification])
    const before = latest.get(key)
    if (before === undefined || endOf(one) > endOf(before)) latest.set(key, one)
  }
  const rising = steps.toSorted((a, b) => a - b)
  return [...latest.values()]
    .flatMap(({ enterprise, qualification, until }): ExpiryAlert[] => {
      const end = until === null ? null : dayNumber(until)
      if (until === null || end === null) return []
      const days = end - today
      const step = rising.find((limit) => days <= limit)
      if (step === undefined || days < -after) return []
      const renewal = renewals?.get(qualification)
      return [
        {
          enterprise,
          qualification,
          until,
          days,
          step,
          renewal: renewal === undefined ? null : renewalOf(end, today, renewal),
        },
      ]
    })
    .sort(
      (a, b) =>
        a.days - b.days || compare(a.enterprise, b.enterprise) || compare(a.qualification, b.qualification),
    )
}

function endOf({ until }: HeldQualification): number {
  return until === null ? Infinity : (dayNumber(until) ?? -Infinity)
}

function renewalOf(
  end: number,
  today: number,
  { opensBefore, closesBefore }: { readonly opensBefore: number; readonly closesBefore: number },
): NonNullable<ExpiryAlert['renewal']> {
  const [from, to] = [end - opensBefore, end - closesBefore]
  return { from: civilDate(from), to: civilDate(to), open: from <= today && today <= to }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
