import type { Issue } from '#domain/kernel'
import { aggregateNode } from './aggregate-node.ts'
import { pointsOf, type ScoredUnit } from './aggregate-tree.ts'
import type { AggregationMethod } from './aggregation-method.ts'
import type { CompiledNode, CompiledScheme } from './compile-scheme.ts'
import type { LeafValues } from './leaf-values.ts'
import { outrankComplete } from './outrank-complete.ts'
import { takeBack, transformColumn, wayOf, type Way } from './quasi-mean.ts'

/** `shared`: by node index, shares among siblings. `byUnit` (benefit of the doubt): a unit's own shares, which `shared` multiplies. */
export interface ScoreWeights {
  readonly shared: Float64Array
  readonly byUnit: readonly (Float64Array | null)[] | null
}

interface Heading {
  readonly node: CompiledNode
  readonly children: Int32Array
  readonly availability: number
  /** What shares are multiplied with under `sum`. */
  readonly points: number
  readonly out: Float64Array
}

/**
 * Scores all levels of a scheme again and again, with other weights, leaves or ways, without making objects: the inner loop of
 * Monte Carlo and of what-if. Values stand in columns, one per node, in the order of the units; NaN is missing. The arithmetic
 * is that of `aggregateTree`, step by step in the same order, and so are the results (a test holds the two together); most methods
 * that compare units with each other are handed to `aggregateNode`.
 */
export class LevelScorer {
  readonly #compiled: CompiledScheme
  readonly #units: readonly ScoredUnit[]
  readonly #headings: readonly Heading[]
  /** By node index; none for leaves. */
  readonly #outs: readonly (Float64Array | undefined)[]
  /** Headings that have a gap now. */
  readonly #gaps: Uint8Array
  readonly #alive: Uint8Array
  readonly #scratch: Float64Array
  readonly #weightSums: Float64Array
  readonly #counts: Int32Array
  #ways: readonly Way[] = []
  #waysOf: AggregationMethod | null = null

  constructor(compiled: CompiledScheme, units: readonly ScoredUnit[]) {
    this.#compiled = compiled
    this.#units = units
    this.#headings = compiled.headings.map((node) => ({
      node,
      children: Int32Array.from(node.children, ({ index }) => index),
      availability: node.node.availability ?? 0,
      points: pointsOf(compiled.scheme, node),
      out: new Float64Array(units.length),
    }))
    const outs: (Float64Array | undefined)[] = compiled.nodes.map(() => undefined)
    for (const { node, out } of this.#headings) outs[node.index] = out
    this.#outs = outs
    this.#gaps = new Uint8Array(compiled.nodes.length)
    this.#alive = new Uint8Array(compiled.nodes.length)
    this.#scratch = new Float64Array(units.length)
    this.#weightSums = new Float64Array(units.length)
    this.#counts = new Int32Array(units.length)
  }

  /** A node's values after the last `score`; the root's are without bonus and penalty. Overwritten by the next. */
  column(node: number, leaves: LeafValues): Float64Array {
    return this.#outs[node] ?? leaves.column(node)
  }

  /**
   * Scores all headings; issues where one cannot be computed. `omitted`: index of a leaf that is as if it were not in the scheme,
   * and so is a heading left without children; −1: none.
   */
  score(
    leaves: LeafValues,
    weights: ScoreWeights,
    aggregation: AggregationMethod,
    omitted = -1,
  ): readonly Issue[] | null {
    if (this.#waysOf !== aggregation) {
      this.#ways = this.#headings.map(({ node }) => wayOf(node.node.aggregation ?? aggregation))
      this.#waysOf = aggregation
    }
    const alive = this.#alive.fill(1)
    if (omitted >= 0) alive[omitted] = 0
    for (let index = 0; index < this.#headings.length; index++) {
      const heading = this.#headings[index]
      const way = this.#ways[index]
      if (heading === undefined || way === undefined) continue
      if (omitted >= 0 && !heading.children.some((child) => alive[child] === 1)) {
        alive[heading.node.index] = 0
        heading.out.fill(NaN)
        continue
      }
      const isFine = this.#isComplete(heading, leaves, weights)
        ? this.#scoreComplete(heading, way, leaves, weights)
        : way.kind !== 'relative' && this.#averageWithGaps(heading, way, leaves, weights)
      if (isFine) continue
      const issues = this.#aggregatePlainly(heading, way, leaves, weights)
      if (issues !== null) return issues
    }
    return null
  }

  #isComplete({ children }: Heading, leaves: LeafValues, { byUnit }: ScoreWeights): boolean {
    for (const child of children) {
      if (this.#alive[child] === 0) continue
      const hasGaps = this.#outs[child] === undefined ? leaves.hasMissing(child) : this.#gaps[child] === 1
      if (hasGaps || (byUnit !== null && byUnit[child] !== null)) return false
    }
    return true
  }

  /** False where a number is not finite, or where it is left to `aggregateNode`. */
  #scoreComplete(heading: Heading, way: Way, leaves: LeafValues, weights: ScoreWeights): boolean {
    if (way.kind !== 'relative') return this.#averageComplete(heading, way, leaves, weights)
    if (way.method.method !== 'copeland' || this.#compiled.scheme.peerGroups?.compare === 'scale')
      return false
    const { children, node, out } = heading
    const weighing = [...children].filter(
      (child) => this.#alive[child] === 1 && (weights.shared[child] ?? 0) > 0,
    )
    if (weighing.length === 0) return false
    outrankComplete(
      weighing.map((child) => this.column(child, leaves)),
      Float64Array.from(weighing, (child) => weights.shared[child] ?? 0),
      out,
    )
    this.#gaps[node.index] = 0
    return true
  }

  #averageComplete(heading: Heading, way: Way, leaves: LeafValues, { shared }: ScoreWeights): boolean {
    const { node, children, points, out } = heading
    const units = out.length
    let weightSum = 0
    for (const child of children) if (this.#alive[child] === 1) weightSum += shared[child] ?? 0
    const divisor = way.kind === 'arithmetic' ? weightSum : 1
    const factor = way.kind === 'sum' ? points : 1
    out.fill(weightSum === 0 ? NaN : 0)
    this.#gaps[node.index] = weightSum === 0 ? 1 : 0
    for (const child of children) {
      const share = shared[child] ?? 0
      // What weighs nothing is not asked for a logarithm either.
      if (this.#alive[child] === 0 || share === 0) continue
      const weight = (share * factor) / divisor
      const column = this.#transformed(child, way, leaves)
      for (let unit = 0; unit < units; unit++) out[unit] = (out[unit] ?? 0) + weight * (column[unit] ?? 0)
    }
    if (weightSum === 0) return true
    let isFinite = true
    if (way.kind === 'arithmetic' || way.kind === 'sum') {
      // Infinity − Infinity and NaN − NaN are NaN.
      for (const value of out) if (value - value !== 0) isFinite = false
      return isFinite
    }
    for (let unit = 0; unit < units; unit++) {
      const sum = out[unit] ?? NaN
      const value = takeBack(sum, weightSum, way)
      out[unit] = value
      if (sum - sum !== 0 || value - value !== 0) isFinite = false
    }
    return isFinite
  }

  #averageWithGaps(heading: Heading, way: Way, leaves: LeafValues, weights: ScoreWeights): boolean {
    const { node, children, availability, points, out } = heading
    const { shared, byUnit } = weights
    const weightSums = this.#weightSums.fill(0)
    const counts = this.#counts.fill(0)
    const factor = way.kind === 'sum' ? points : 1
    let alive = 0
    let all = 0
    let hasOwn = false
    for (const child of children) {
      if (this.#alive[child] === 0) continue
      alive++
      const weight = (shared[child] ?? 0) * factor
      all += weight
      const own = byUnit?.[child] ?? null
      if (own !== null) hasOwn = true
      const column = this.column(child, leaves)
      for (let unit = 0; unit < out.length; unit++) {
        if (Number.isNaN(column[unit] ?? NaN)) continue
        counts[unit] = (counts[unit] ?? 0) + 1
        weightSums[unit] = (weightSums[unit] ?? 0) + (own === null ? weight : weight * (own[unit] ?? 0))
      }
    }
    out.fill(0)
    for (const child of children) {
      if (this.#alive[child] === 0) continue
      const weight = (shared[child] ?? 0) * factor
      const own = byUnit?.[child] ?? null
      const column = this.#transformed(child, way, leaves)
      for (let unit = 0; unit < out.length; unit++) {
        const value = column[unit] ?? NaN
        const part = own === null ? weight : weight * (own[unit] ?? 0)
        if (Number.isNaN(value) || part === 0) continue
        const scaled = way.kind === 'arithmetic' ? part / (weightSums[unit] ?? NaN) : part
        out[unit] = (out[unit] ?? 0) + scaled * value
      }
    }
    this.#gaps[node.index] = 0
    for (let unit = 0; unit < out.length; unit++) {
      const weightSum = weightSums[unit] ?? 0
      if ((counts[unit] ?? 0) / alive < availability || weightSum === 0) {
        out[unit] = NaN
        this.#gaps[node.index] = 1
        continue
      }
      const sum = out[unit] ?? NaN
      // Points of what is missing are spread over the rest; a unit's own weights were found without them.
      const value =
        way.kind === 'sum'
          ? hasOwn || weightSum === all
            ? sum
            : (sum * all) / weightSum
          : takeBack(sum, weightSum, way)
      if (!Number.isFinite(sum) || !Number.isFinite(value)) return false
      out[unit] = value
    }
    return true
  }

  /** The one heading as `aggregateNode` does it: for relative methods, and to say what is wrong. */
  #aggregatePlainly(
    { node, children, points, out }: Heading,
    way: Way,
    leaves: LeafValues,
    { shared, byUnit }: ScoreWeights,
  ): readonly Issue[] | null {
    const peers = this.#compiled.scheme.peerGroups
    const outcome = aggregateNode(
      way.method,
      [...children]
        .filter((child) => this.#alive[child] === 1)
        .map((child) => {
          const own = byUnit?.[child] ?? null
          const weight = (shared[child] ?? 0) * (way.kind === 'sum' ? points : 1)
          return {
            node: this.#compiled.nodes[child]?.code ?? '',
            values: Array.from(this.column(child, leaves), (value) => (Number.isNaN(value) ? null : value)),
            weight,
            byUnit: own === null ? null : Array.from(own, (part) => weight * part),
          }
        }),
      {
        node: node.code,
        availability: node.node.availability,
        units: this.#units.map(({ code }) => code),
        groups:
          peers?.compare === 'scale' ? this.#units.map(({ groups }) => groups[peers.group] ?? null) : null,
      },
    )
    if (!outcome.ok) return outcome.issues
    this.#gaps[node.index] = 0
    outcome.value.forEach((score, unit) => {
      out[unit] = score ?? NaN
      if (score === null) this.#gaps[node.index] = 1
    })
    return null
  }

  #transformed(child: number, way: Way, leaves: LeafValues): Float64Array {
    const out = this.#outs[child]
    if (out === undefined) return leaves.transformed(child, way)
    return way.kind === 'arithmetic' || way.kind === 'sum' ? out : transformColumn(out, way, this.#scratch)
  }
}
