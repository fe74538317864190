import type { CompiledScheme } from './compile-scheme.ts'
import { correlatePairs, pairsOf, type ValuePairs } from './correlate.ts'
import { judgedTable } from './describe-columns.ts'
import type { EvaluationResult } from './evaluation-result.ts'

/** What a weight says, beside what the node really moves. */
export interface NodeImportance {
  readonly node: string
  readonly parent: string
  /** Among siblings, and the product up to the total: as weighed. */
  readonly share: number
  readonly effective: number
  readonly correlationWithParent: number | null
  readonly correlationWithTotal: number | null
  /** Share of the parent's variance that goes with the node, in a straight line (squared correlation). */
  readonly linear: number | null
  /** The same along any smooth curve: first-order main effect V(E(parent | node)) / V(parent). */
  readonly mainEffect: number | null
  readonly mainEffectOnTotal: number | null
  /** Main effect as a share of its siblings' sum, to be held against `share`. */
  readonly achieved: number | null
}

/**
 * 有效权重与实际影响 (Paruolo, Saisana and Saltelli 2013, Ratings and rankings: voodoo or science?; Becker et al. 2017, Weights and
 * importance in composite indicators). Judged units of the judged period, nodes as the scheme lists them, without the total.
 */
export function nodeImportance(
  compiled: CompiledScheme,
  result: EvaluationResult,
): readonly NodeImportance[] {
  const scores = judgedTable(result, 'scores') ?? {}
  const weights = new Map(result.weights.map((weight) => [weight.node, weight]))
  const total = scores[compiled.root.code] ?? []
  const effects = new Map(
    compiled.nodes.map(({ code, parent }) => [
      code,
      parent === null ? null : mainEffect(pairsOf(scores[code] ?? [], scores[parent.code] ?? [])),
    ]),
  )
  return compiled.nodes.flatMap((node) => {
    if (node.parent === null) return []
    const column = scores[node.code] ?? []
    const withParent = correlatePairs(pairsOf(column, scores[node.parent.code] ?? []), 'pearson')
    const own = effects.get(node.code) ?? null
    const siblings = node.parent.children.reduce((sum, { code }) => sum + (effects.get(code) ?? 0), 0)
    return {
      node: node.code,
      parent: node.parent.code,
      share: weights.get(node.code)?.share ?? 0,
      effective: weights.get(node.code)?.effective ?? 0,
      correlationWithParent: withParent,
      correlationWithTotal: correlatePairs(pairsOf(column, total), 'pearson'),
      linear: withParent === null ? null : withParent * withParent,
      mainEffect: own,
      mainEffectOnTotal: mainEffect(pairsOf(column, total)),
      achieved: own === null || siblings === 0 ? null : own / siblings,
    }
  })
}

/** Fewer points than this show no curve. */
const LEAST_POINTS = 5

/** Kernel widths tried, in shares of the range; the last is a straight line all but exactly. */
const WIDTHS = [0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 1, 100]

/**
 * Share of the right side's variance that a smooth curve over the left side explains: local straight lines under a normal kernel
 * whose width leaves the least error when each point in turn is left out (Fan and Gijbels 1996). 0 … 1; null with fewer than
 * five points or one side all equal.
 */
export function mainEffect(pairs: ValuePairs): number | null {
  const { left, right } = pairs
  if (left.length < LEAST_POINTS || correlatePairs(pairs, 'pearson') === null) return null
  const least = Math.min(...left)
  const range = Math.max(...left) - least
  const floor = Math.min(...right)
  const height = Math.max(...right) - floor
  const x = left.map((value) => (value - least) / range)
  const y = right.map((value) => (value - floor) / height)
  let best = { error: Infinity, width: 100 }
  for (const width of WIDTHS) {
    const error = y.reduce((sum, value, at) => sum + (value - smoothed(x, y, at, width, at)) ** 2, 0)
    if (error < best.error) best = { error, width }
  }
  const curve = y.map((_, at) => smoothed(x, y, at, best.width, null))
  const effect = spread(curve) / spread(y)
  return Number.isFinite(effect) ? Math.min(1, effect) : null
}

/** Height at a point of the straight line that fits its neighbourhood; `without` leaves one point out. */
function smoothed(
  x: readonly number[],
  y: readonly number[],
  at: number,
  width: number,
  without: number | null,
): number {
  const centre = x[at] ?? 0
  let s0 = 0
  let s1 = 0
  let s2 = 0
  let t0 = 0
  let t1 = 0
  for (const [index, value] of x.entries()) {
    if (index === without) continue
    const off = value - centre
    const weight = Math.exp(-0.5 * (off / width) ** 2)
    const height = y[index] ?? 0
    s0 += weight
    s1 += weight * off
    s2 += weight * off * off
    t0 += weight * height
    t1 += weight * off * height
  }
  const determinant = s0 * s2 - s1 * s1
  // All neighbours at one place: their mean. None at all: the middle of the scale.
  if (determinant <= 1e-12 * s0 * s0) return s0 > 0 ? t0 / s0 : 0.5
  return (s2 * t0 - s1 * t1) / determinant
}

function spread(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
}
