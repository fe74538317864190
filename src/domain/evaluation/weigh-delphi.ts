import { accepted, refused, type Outcome } from '#domain/kernel'
import { averageRanks } from './correlate.ts'
import type { EvaluationIssueCode } from './issue-codes.ts'
import type { FoundWeights } from './weigh.ts'
import type { DelphiRound } from './weighting-method.ts'

/**
 * 德尔菲法 (Dalkey and Helmer 1963): experts' weights, each scaled to add to one over the heading's children; the centre of the
 * last round counts. Details by node: mean, median, quartiles (type 7) and deviation (n − 1) of the last round, how far the
 * centre moved since the round before, and by heading how far the experts agree (Kendall's W with ties, 1 is the same order
 * for all) in the last round and the one before. Refused: an expert of the last round who leaves a child out, or weighs none.
 */
export function weighByExperts(
  heading: string,
  nodes: readonly string[],
  rounds: readonly DelphiRound[],
  centre: 'mean' | 'median',
): Outcome<FoundWeights> {
  const last = roundShares(heading, nodes, rounds, rounds.length - 1)
  if (!last.ok) return last
  // Rounds before may have asked about other nodes: then there is nothing to compare with.
  const earlierRound = rounds.length > 1 ? roundShares(heading, nodes, rounds, rounds.length - 2) : null
  const before = earlierRound?.ok === true ? earlierRound.value : null
  const agreement = kendallW(last.value)
  const agreementBefore = before === null ? null : kendallW(before)
  const details = nodes.map((_, node) => {
    const spread = spreadOf(last.value.map((row) => row[node] ?? 0))
    const earlier = before === null ? null : spreadOf(before.map((row) => row[node] ?? 0))
    return {
      ...spread,
      experts: last.value.length,
      rounds: rounds.length,
      ...(earlier === null ? {} : { moved: spread[centre] - earlier[centre] }),
      ...(agreement === null ? {} : { agreement }),
      ...(agreementBefore === null ? {} : { agreementBefore }),
    }
  })
  const weights = details.map((detail) => detail[centre])
  return weights.some((weight) => weight > 0)
    ? accepted({ weights, byUnit: null, details })
    : refused({ code: 'evaluation.weights_zero' satisfies EvaluationIssueCode, params: { heading } })
}

/** By expert: shares of the children. */
function roundShares(
  heading: string,
  nodes: readonly string[],
  rounds: readonly DelphiRound[],
  index: number,
): Outcome<readonly (readonly number[])[]> {
  const table: (readonly number[])[] = []
  for (const [expert, weights] of Object.entries(rounds[index]?.weights ?? {})) {
    const params = { heading, expert, round: index + 1 }
    const missing = nodes.find((node) => !Object.hasOwn(weights, node))
    if (missing !== undefined)
      return refused({
        code: 'evaluation.expert_incomplete' satisfies EvaluationIssueCode,
        params: { ...params, node: missing },
      })
    const own = nodes.map((node) => weights[node] ?? 0)
    const total = own.reduce((sum, weight) => sum + weight, 0)
    if (!(total > 0))
      return refused({
        code: 'evaluation.expert_without_weights' satisfies EvaluationIssueCode,
        params,
      })
    table.push(own.map((weight) => weight / total))
  }
  return table.length > 0
    ? accepted(table)
    : refused({
        code: 'evaluation.judgements_missing' satisfies EvaluationIssueCode,
        params: { heading },
      })
}

/**
 * Kendall's coefficient of concordance of m rows that each rank the same n columns:
 * (12 Σ (R − mean R)²) / (m² (n³ − n) − m Σ (t³ − t)), t the sizes of ties (Kendall and Babington Smith 1939). Null: one
 * column, or nobody ranks anything before anything.
 */
export function kendallW(rows: readonly (readonly number[])[]): number | null {
  const columns = rows[0]?.length ?? 0
  const ranks = rows.map((row) => averageRanks(row))
  const sums = Array.from({ length: columns }, (_, column) =>
    ranks.reduce((sum, row) => sum + (row[column] ?? 0), 0),
  )
  const mean = (rows.length * (columns + 1)) / 2
  const squares = sums.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  const ties = rows.reduce((sum, row) => {
    const sizes = new Map<number, number>()
    for (const value of row) sizes.set(value, (sizes.get(value) ?? 0) + 1)
    return [...sizes.values()].reduce((total, size) => total + size ** 3 - size, sum)
  }, 0)
  const most = rows.length ** 2 * (columns ** 3 - columns) - rows.length * ties
  return most === 0 ? null : (12 * squares) / most
}

function spreadOf(values: readonly number[]): {
  mean: number
  median: number
  lowerQuartile: number
  upperQuartile: number
  deviation: number
} {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  const sorted = [...values].sort((a, b) => a - b)
  const quantile = (share: number) => {
    const place = (sorted.length - 1) * share
    const [below, above] = [sorted[Math.floor(place)] ?? 0, sorted[Math.ceil(place)] ?? 0]
    return below + (place - Math.floor(place)) * (above - below)
  }
  return {
    mean,
    median: quantile(0.5),
    lowerQuartile: quantile(0.25),
    upperQuartile: quantile(0.75),
    deviation: values.length < 2 ? 0 : Math.sqrt(squares / (values.length - 1)),
  }
}
