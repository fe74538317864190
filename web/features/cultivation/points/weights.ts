import type { PointsIndicator } from '#contract/cultivation'

type Weighed = Pick<PointsIndicator, 'weights'>

/** An indicator that a stage does not name has no part in it. */
export function weightOf({ weights }: Weighed, stage: string): number {
  return weights[stage] ?? 0
}

/** Without the dust of binary fractions: 0.1 and 0.2 are 0.3. */
export function weightSum(indicators: readonly Weighed[], stage: string): number {
  return Number(indicators.reduce((sum, indicator) => sum + weightOf(indicator, stage), 0).toFixed(6))
}
