import { accepted, refused, type Outcome } from '#domain/kernel'
import { correlate } from './correlate.ts'
import type { EvaluationIssueCode } from './issue-codes.ts'
import { nelderMead } from './nelder-mead.ts'
import type { FoundWeights, NodeColumn } from './weigh.ts'

/** Mean square of shares that are as wished to ten digits. */
const ENOUGH = 1e-20

/**
 * Weights under which the correlations of the children with their heading stand to each other as the wished importance (Becker,
 * Saisana, Paruolo and Vandecasteele 2017, linear form; COINr `get_opt_weights`, `balance`): Pearson correlations r scaled to
 * shares, least mean square of importance − r / Σ r. COINr minimises the logarithm of the same figure with a wide tolerance
 * and may answer weights below zero; here the search goes on until nothing is gained, and weights stay ≥ 0. `scoreWith`: the
 * heading's values under given weights, null where they cannot be computed. Refused where some correlation has no value.
 */
export function weighByImportance(
  heading: string,
  columns: readonly NodeColumn[],
  importance: Readonly<Record<string, number>>,
  scoreWith: (weights: readonly number[]) => readonly (number | null)[] | null,
): Outcome<FoundWeights> {
  const noAnswer = () =>
    refused({
      code: 'evaluation.weights_undefined' satisfies EvaluationIssueCode,
      params: { heading, method: 'optimised' },
    })
  const isSilent = !columns.some(({ node }) => Object.hasOwn(importance, node))
  const wished = columns.map(({ node }) =>
    Object.hasOwn(importance, node) ? (importance[node] ?? 0) : isSilent ? 1 : 0,
  )
  const total = wished.reduce((sum, value) => sum + value, 0)
  if (!(total > 0)) return noAnswer()
  const targets = wished.map((value) => value / total)

  const correlationsWith = (weights: readonly number[]): readonly number[] | null => {
    const scores = scoreWith(weights)
    if (scores === null) return null
    const found = columns.map(({ values }) => correlate(values, scores, 'pearson'))
    return found.every((value) => value !== null) ? found : null
  }
  const distance = (point: readonly number[]): number => {
    if (point.some((weight) => weight < 0)) return Infinity
    const shares = toShares(correlationsWith(point))
    if (shares === null) return Infinity
    return shares.reduce((sum, share, index) => sum + ((targets[index] ?? 0) - share) ** 2, 0) / shares.length
  }
  const { point, value } = nelderMead(distance, targets, ENOUGH)
  const correlations = correlationsWith(point)
  const shares = toShares(correlations)
  if (!Number.isFinite(value) || correlations === null || shares === null) return noAnswer()
  return accepted({
    weights: point,
    byUnit: null,
    details: columns.map((_, index) => ({
      wished: targets[index] ?? 0,
      obtained: shares[index] ?? 0,
      correlation: correlations[index] ?? 0,
      meanSquare: value,
    })),
  })
}

function toShares(values: readonly number[] | null): readonly number[] | null {
  if (values === null) return null
  const total = values.reduce((sum, value) => sum + value, 0)
  return total > 0 ? values.map((value) => value / total) : null
}
