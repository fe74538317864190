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
 * and may answer weights below zero; here weights stay ≥ 0, and the search goes on until nothing more is gained. `scoreWith`: the
 * heading's values under given weights. Refused where some correlation has no value.
 */
export function weighByImportance(
  heading: string,
  columns: readonly NodeColumn[],
  importance: Readonly<Record<string, number>>,
  scoreWith: (weights: readonly number[]) => Outcome<readonly (number | null)[]>,
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

  // What the aggregation cannot take it says by name.
  const first = scoreWith(targets)
  if (!first.ok) return first
  const correlations = correlator(columns)
  const correlationsWith = (weights: readonly number[]): readonly number[] | null => {
    const scores = scoreWith(weights)
    return scores.ok ? correlations(scores.value) : null
  }
  const distance = (point: readonly number[]): number => {
    if (point.some((weight) => weight < 0)) return Infinity
    const shares = toShares(correlationsWith(point))
    if (shares === null) return Infinity
    return shares.reduce((sum, share, index) => sum + ((targets[index] ?? 0) - share) ** 2, 0) / shares.length
  }
  const sharesAt = (point: readonly number[]) => toShares(correlationsWith(point))
  const { point, value } = nelderMead(distance, approach(sharesAt, distance, targets), ENOUGH)
  const reached = correlationsWith(point)
  const shares = toShares(reached)
  if (!Number.isFinite(value) || reached === null || shares === null) return noAnswer()
  return accepted({
    weights: point,
    byUnit: null,
    details: columns.map((_, index) => ({
      wished: targets[index] ?? 0,
      obtained: shares[index] ?? 0,
      correlation: reached[index] ?? 0,
      meanSquare: value,
    })),
  })
}

const MOST_APPROACHES = 500

/**
 * A start near the answer: each weight times (wished / obtained) to a power that is halved whenever that leads away. Quick where
 * there are many columns, in which a search without derivatives is slow; ends where it no longer gains.
 */
function approach(
  sharesAt: (point: readonly number[]) => readonly number[] | null,
  distance: (point: readonly number[]) => number,
  targets: readonly number[],
): readonly number[] {
  let point = targets
  let value = distance(point)
  let power = 1
  for (let step = 0; step < MOST_APPROACHES && value > ENOUGH && power > 1e-3; step++) {
    const shares = sharesAt(point)
    if (shares === null) break
    const moved = point.map((weight, index) => {
      const share = shares[index] ?? 0
      // A child that runs against its heading is raised as far as one step may.
      return weight * (share <= 0 ? 2 : Math.min(Math.max((targets[index] ?? 0) / share, 0.5), 2)) ** power
    })
    const next = distance(moved)
    if (next < value) {
      point = moved
      value = next
      power = Math.min(power * 1.5, 4)
    } else power /= 2
  }
  return point
}

/** Pearson's correlation of each column with given scores; null where one is not defined. */
function correlator(
  columns: readonly NodeColumn[],
): (scores: readonly (number | null)[]) => readonly number[] | null {
  const isComplete = columns.every(({ values }) => values.every((value) => value !== null))
  const centred = isComplete ? columns.map(({ values }) => standardise(values)) : []
  return (scores) => {
    if (isComplete && scores.every((score) => score !== null)) {
      const own = standardise(scores)
      if (own === null || centred.includes(null)) return null
      return centred.map((column) => (column === null ? 0 : dot(column, own)))
    }
    const found = columns.map(({ values }) => correlate(values, scores, 'pearson'))
    return found.every((value) => value !== null) ? found : null
  }
}

/** Deviations from the mean, of length one; null where all are equal. */
function standardise(values: readonly (number | null)[]): Float64Array | null {
  const first = values[0] ?? 0
  if (values.every((value) => value === first)) return null
  const mean = values.reduce<number>((sum, value) => sum + (value ?? 0) / values.length, 0)
  const deviations = Float64Array.from(values, (value) => (value ?? 0) - mean)
  const length = Math.sqrt(dot(deviations, deviations))
  return length > 0 && Number.isFinite(length) ? deviations.map((value) => value / length) : null
}

function dot(left: Float64Array, right: Float64Array): number {
  let sum = 0
  for (let index = 0; index < left.length; index++) sum += (left[index] ?? 0) * (right[index] ?? 0)
  return sum
}

function toShares(values: readonly number[] | null): readonly number[] | null {
  if (values === null) return null
  const total = values.reduce((sum, value) => sum + value, 0)
  return total > 0 ? values.map((value) => value / total) : null
}
