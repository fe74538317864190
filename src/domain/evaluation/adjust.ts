import { accepted, refused, type Outcome } from '#domain/kernel'
import type { EvaluationData } from './evaluation-data.ts'
import type { AdjustmentOutcome } from './evaluation-result.ts'
import type { EvaluationIssueCode } from './issue-codes.ts'
import type { Adjustment } from './scheme.ts'

/** 加分项、减分项: figure × points, within ± `most`. Without a figure nothing is added, and the outcome says so. By item, then by unit. */
export function computeAdjustments(
  adjustments: readonly Adjustment[],
  data: EvaluationData,
  period: number,
): Outcome<AdjustmentOutcome[]> {
  const outcomes: AdjustmentOutcome[] = []
  for (const { code, column, points, most } of adjustments) {
    const figures = data.columns[column]
    if (figures === undefined)
      return refused({
        code: 'evaluation.column_missing' satisfies EvaluationIssueCode,
        params: { node: code, column },
      })
    data.units.forEach((unit, index) => {
      const value = figures[period]?.[index] ?? null
      const earned = value === null ? 0 : Math.min(Math.max(value * points, -most), most)
      outcomes.push({ adjustment: code, unit: unit.code, value, points: earned })
    })
  }
  return accepted(outcomes)
}

/** Totals with the points of their units, added in the order of the items. No total, no points. */
export function adjustTotals(
  totals: readonly (number | null)[],
  units: readonly string[],
  outcomes: readonly AdjustmentOutcome[],
): (number | null)[] {
  const sums = new Map<string, number>()
  for (const { unit, points } of outcomes) sums.set(unit, (sums.get(unit) ?? 0) + points)
  return totals.map((total, index) => (total === null ? null : total + (sums.get(units[index] ?? '') ?? 0)))
}
