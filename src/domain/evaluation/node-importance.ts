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
  const x = toUnitRange(left)
  const y = toUnitRange(right)
  let best: { readonly error: number; readonly curve: Float64Array } | null = null
  for (const width of WIDTHS) {
    const found = smooth(x, y, width)
    if (best === null || found.error < best.error) best = found
  }
  const effect = spread(best?.curve ?? y) / spread(y)
  return Number.isFinite(effect) ? Math.min(1, effect) : null
}

/** Local straight lines at every point, and the squared error that is left where each point is left out of its own line. */
function smooth(
  x: Float64Array,
  y: Float64Array,
  width: number,
): { readonly error: number; readonly curve: Float64Array } {
  const curve = new Float64Array(x.length)
  const steep = -0.5 / (width * width)
  let error = 0
  for (let at = 0; at < x.length; at++) {
    const centre = x[at] ?? 0
    const own = y[at] ?? 0
    let s0 = 0
    let s1 = 0
    let s2 = 0
    let t0 = 0
    let t1 = 0
    for (let index = 0; index < x.length; index++) {
      if (index === at) continue
      const off = (x[index] ?? 0) - centre
      const weight = Math.exp(steep * off * off)
      const height = y[index] ?? 0
      s0 += weight
      s1 += weight * off
      s2 += weight * off * off
      t0 += weight * height
      t1 += weight * off * height
    }
    error += (own - heightAt(s0, s1, s2, t0, t1)) ** 2
    // The point itself lies at no distance and weighs one.
    curve[at] = heightAt(s0 + 1, s1, s2, t0 + own, t1)
  }
  return { error, curve }
}

/** Where the weighted straight line meets the point that is looked at. */
function heightAt(s0: number, s1: number, s2: number, t0: number, t1: number): number {
  const determinant = s0 * s2 - s1 * s1
  // All neighbours at one place: their mean. None at all: the middle of the scale.
  if (determinant <= 1e-12 * s0 * s0) return s0 > 0 ? t0 / s0 : 0.5
  return (s2 * t0 - s1 * t1) / determinant
}

function toUnitRange(values: readonly number[]): Float64Array {
  const least = values.reduce((low, value) => Math.min(low, value), Infinity)
  const most = values.reduce((high, value) => Math.max(high, value), -Infinity)
  // Halves first: the range of very large values may be more than a number holds.
  return Float64Array.from(values, (value) => (value / 2 - least / 2) / (most / 2 - least / 2))
}

function spread(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
}
