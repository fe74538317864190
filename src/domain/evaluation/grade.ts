import { accepted, refused, type Outcome } from '#domain/kernel'
import type { EvaluationResult } from './evaluation-result.ts'
import type { EvaluationIssueCode } from './issue-codes.ts'
import { naturalBreaks } from './natural-breaks.ts'
import { rankUnits } from './rank.ts'
import type { Grading } from './scheme.ts'

type Column = readonly (number | null)[]

export interface GradedUnits {
  /** Null where there is no total. */
  readonly grades: readonly (string | null)[]
  readonly bounds: EvaluationResult['gradeBounds']
}

/** A share of the units times their number falls this far short of a whole number by rounding alone (0.3 × 10). */
const WHOLE = 1e-9

/**
 * 分级. Over all units, or within each peer group (units without a group are a group of their own).
 * thresholds: the first grade whose `from` the total reaches; the last takes the rest.
 * quotas: so many units as the shares allow and never more (the number of units in the first k grades is at most the sum of
 * their shares × units, whole); equal units get one grade, the better only if there is room for all of them.
 * natural-breaks: classes of the least squared deviations (`naturalBreaks`), refused where there are fewer different totals
 * than grades.
 */
export function gradeUnits(
  grading: Grading,
  totals: Column,
  groups: readonly (string | null)[],
  breakers: readonly Column[] = [],
): Outcome<GradedUnits> {
  const grades = totals.map((): string | null => null)
  const bounds: { group: string | null; grade: string; from: number | null }[] = []
  for (const group of grading.within ? new Set(groups) : [null]) {
    const own = totals.map((total, unit) =>
      !grading.within || (groups[unit] ?? null) === group ? total : null,
    )
    const judged = own.filter((total) => total !== null)
    if (judged.length === 0) continue
    const places = placesOf(grading, own, judged, breakers)
    if (places === null)
      return refused({
        code: 'evaluation.too_few_for_breaks' satisfies EvaluationIssueCode,
        params: { group, different: new Set(judged).size, grades: grading.grades.length },
      })
    places.forEach((place, unit) => {
      if (place !== null) grades[unit] = grading.grades[place]?.code ?? null
    })
    grading.grades.forEach(({ code, from }, place) => {
      const least = own.reduce<number | null>(
        (low, total, unit) =>
          total !== null && places[unit] === place && (low === null || total < low) ? total : low,
        null,
      )
      bounds.push({ group, grade: code, from: grading.method === 'thresholds' ? from : least })
    })
  }
  return accepted({ grades, bounds })
}

/** Places among the grades by unit. */
function placesOf(
  { method, grades }: Grading,
  totals: Column,
  judged: readonly number[],
  breakers: readonly Column[],
): (number | null)[] | null {
  const last = grades.length - 1
  const firstWhere = (holds: (grade: number) => boolean) => {
    for (let grade = 0; grade < last; grade++) if (holds(grade)) return grade
    return last
  }
  switch (method) {
    case 'thresholds':
      return totals.map((total) =>
        total === null ? null : firstWhere((grade) => total >= (grades[grade]?.from ?? -Infinity)),
      )
    case 'quotas': {
      let share = 0
      const room = grades.map((grade) => {
        share += grade.share ?? 0
        return Math.floor(share * judged.length + WHOLE)
      })
      return rankUnits(totals, 'max', breakers).map((rank) =>
        rank === null ? null : firstWhere((grade) => rank <= (room[grade] ?? 0)),
      )
    }
    case 'natural-breaks': {
      const breaks = naturalBreaks(judged, grades.length)?.reverse() ?? null
      return breaks === null
        ? null
        : totals.map((total) =>
            total === null ? null : firstWhere((grade) => total >= (breaks[grade] ?? -Infinity)),
          )
    }
  }
}
