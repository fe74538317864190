import { accepted, type Outcome } from '#domain/kernel'
import { momentsOf } from './column-moments.ts'
import type { CompiledLeaf, CompiledScheme } from './compile-scheme.ts'
import { judgedColumn } from './describe-unit.ts'
import type { EvaluationData } from './evaluation-data.ts'
import type { EvaluationResult } from './evaluation-result.ts'
import { sideOf } from './explained-side.ts'
import { rankUnits } from './rank.ts'

export interface Shortfall {
  readonly node: string
  /** After denominators and gaps, in the leaf's own unit. */
  readonly figure: number
  /** The figure was missing and filled. */
  readonly filled: boolean
  /** Mean of the units compared with, this one too. */
  readonly average: number
  /** figure − average. Below zero where more is better. */
  readonly difference: number
  /** difference / |average|; null where the average is zero. */
  readonly relative: number | null
  /** All figures of the units compared with over all their denominators, for leaves with one: 总体水平. Else null. */
  readonly overall: number | null
  /** Of the leaf's scores among those compared with. */
  readonly rank: number | null
  readonly compared: number
  /** Points of the total that reaching the mean score would add, all weights as they are. */
  readonly points: number
}

/**
 * 短板: leaves in which a unit stands behind the average of all judged units, or of its own group in a grouping; the costliest
 * first, ties in the scheme's order. Data for sentences, none is written here.
 */
export function shortfalls(
  compiled: CompiledScheme,
  data: EvaluationData,
  result: EvaluationResult,
  unit: string,
  group: string | null = null,
): Outcome<readonly Shortfall[]> {
  const side = sideOf(compiled, result, unit)
  if (!side.ok) return side
  const { tables, unit: place } = side.value
  const own = group === null ? null : result.units[place]?.groups[group]
  const isPeer = result.units.map(
    ({ groups }) => group === null || (own !== undefined && groups[group] === own),
  )
  const among = (step: 'imputed' | 'scores', node: string): readonly (number | null)[] =>
    judgedColumn(result, tables, step, node).map((value, index) => (isPeer[index] === true ? value : null))
  const weights = new Map(result.weights.map(({ node, effective }) => [node, effective]))
  const filled = new Set(
    result.imputed.filter((one) => one.unit === unit && one.period === result.period).map(({ node }) => node),
  )
  const found = compiled.leaves.flatMap((leaf): Shortfall[] => {
    const figures = among('imputed', leaf.code)
    const scores = among('scores', leaf.code)
    const figure = figures[place] ?? null
    const score = scores[place] ?? null
    const { mean: average, count } = momentsOf(figures)
    const { mean: level } = momentsOf(scores)
    if (figure === null || score === null || average === null || level === null) return []
    const difference = figure - average
    if (leaf.input.direction === 'more' ? difference >= 0 : difference <= 0) return []
    return [
      {
        node: leaf.code,
        figure,
        filled: filled.has(leaf.code),
        average,
        difference,
        relative: average === 0 ? null : difference / Math.abs(average),
        overall: overallOf(leaf, data, result, isPeer),
        rank: rankUnits(scores, 'min')[place] ?? null,
        compared: count,
        points: (weights.get(leaf.code) ?? 0) * (level - score),
      },
    ]
  })
  return accepted([...found].sort((a, b) => b.points - a.points))
}

function overallOf(
  { input }: CompiledLeaf,
  data: EvaluationData,
  result: EvaluationResult,
  isPeer: readonly boolean[],
): number | null {
  if (input.denominator === null || input.kind === 'panel') return null
  const period = data.periods.indexOf(result.period)
  const above = data.columns[input.column]?.[period] ?? []
  const below = data.columns[input.denominator.column]?.[period] ?? []
  const places = new Map(data.units.map(({ code }, index) => [code, index]))
  let sumAbove = 0
  let sumBelow = 0
  for (const [index, { code, leftOut }] of result.units.entries()) {
    const place = places.get(code) ?? -1
    const upper = above[place] ?? null
    const lower = below[place] ?? null
    if (leftOut !== null || isPeer[index] !== true || upper === null || lower === null) continue
    sumAbove += upper
    sumBelow += lower
  }
  const overall = sumAbove / (sumBelow / input.denominator.scale)
  return sumBelow !== 0 && Number.isFinite(overall) ? overall : null
}
