import type { EvaluationResult } from './evaluation-result.ts'
import type { Scheme } from './scheme.ts'

/** Where a unit stays below the average of all that were judged. */
export interface WeakPoint {
  readonly node: string
  readonly isHeading: boolean
  readonly score: number
  /** Of all judged units with a score of this node. */
  readonly mean: number
  /** Leaves: the figure itself and the mean of all; null for headings and where there is none. */
  readonly raw: number | null
  readonly rawMean: number | null
  readonly effective: number
  /** Effective weight × distance to the mean: in arithmetic schemes what it costs the total. */
  readonly loss: number
}

/**
 * The headings under the total, then the indicators, in which a unit is furthest below the average by weight; at most so many of
 * each. Empty for a unit that is nowhere below it, or has no scores.
 */
export function weakPoints(
  scheme: Scheme,
  result: EvaluationResult,
  unit: string,
  most: { readonly headings: number; readonly leaves: number },
): readonly WeakPoint[] {
  const at = result.units.findIndex(({ code }) => code === unit)
  const tables = result.periods.find(({ period }) => period === result.period)
  if (at < 0 || tables === undefined) return []
  const root = scheme.nodes.find(({ parent }) => parent === null)?.code ?? null
  const points = scheme.nodes.flatMap((node): WeakPoint[] => {
    const isHeading = node.input === null
    if (node.parent === null || (isHeading && node.parent !== root)) return []
    const scores = tables.scores[node.code] ?? []
    const score = scores[at] ?? null
    const mean = meanOf(scores)
    if (score === null || mean === null || !(score < mean)) return []
    const effective = result.weights.find((one) => one.node === node.code)?.effective ?? 0
    const figures = isHeading ? [] : (tables.raw[node.code] ?? [])
    return [
      {
        node: node.code,
        isHeading,
        score,
        mean,
        raw: figures[at] ?? null,
        rawMean: meanOf(figures),
        effective,
        loss: effective * (mean - score),
      },
    ]
  })
  const worst = (headings: boolean, count: number): readonly WeakPoint[] =>
    points
      .filter(({ isHeading }) => isHeading === headings)
      .toSorted((one, other) => other.loss - one.loss)
      .slice(0, count)
  return [...worst(true, most.headings), ...worst(false, most.leaves)]
}

function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null)
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length
}
