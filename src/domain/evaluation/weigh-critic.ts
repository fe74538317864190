import { accepted, refused, type Outcome } from '#domain/kernel'
import { momentsOf } from './column-moments.ts'
import { correlate } from './correlate.ts'
import type { EvaluationIssueCode } from './issue-codes.ts'
import type { FoundWeights, NodeColumn } from './weigh.ts'

/** Columns that differ less than this from a perfect correlation do so by rounding. */
const SAME = 1e-14

/**
 * CRITIC: weights ∝ σ Σ (1 − r) over the other columns, contrast times conflict (Diakoulaki, Mavrotas and Papayannakis 1995).
 * σ is the sample deviation of the normalised values, r Pearson's over units that have both. A column in which all are equal
 * weighs nothing, and nobody is in conflict with it. Refused where no column is in conflict with another.
 */
export function weighByConflict(heading: string, columns: readonly NodeColumn[]): Outcome<FoundWeights> {
  const details = columns.map(({ values }, index) => {
    const deviation = momentsOf(values.filter((value) => value !== null)).deviation ?? 0
    const conflict = columns.reduce((sum, other, at) => {
      if (at === index) return sum
      const correlation = correlate(values, other.values, 'pearson')
      return correlation === null || 1 - correlation < SAME ? sum : sum + (1 - correlation)
    }, 0)
    return { deviation, conflict, information: deviation * conflict }
  })
  const weights = details.map(({ information }) => information)
  if (!weights.some((weight) => weight > 0) || !weights.every((weight) => Number.isFinite(weight)))
    return refused({
      code: 'evaluation.weights_undefined' satisfies EvaluationIssueCode,
      params: { heading, method: 'critic' },
    })
  return accepted({ weights, byUnit: null, details })
}
