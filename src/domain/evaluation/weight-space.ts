import { accepted, refused, type Issue, type Outcome } from '#domain/kernel'
import { aggregationOf, pointsOf } from './aggregate-tree.ts'
import type { CompiledNode, CompiledScheme } from './compile-scheme.ts'
import type { EvaluationResult } from './evaluation-result.ts'
import type { EvaluationIssueCode } from './issue-codes.ts'
import { transformColumn, wayOf, type Way } from './quasi-mean.ts'

/** A node whose share may matter: children of headings that are opened up, and the root. Parents stand before children. */
export interface SpaceNode {
  readonly node: CompiledNode
  /** Place in `WeightSpace.nodes`; −1 for the root. */
  readonly parent: number
  readonly children: readonly number[]
  /** Place among the tips, or −1 for an opened heading. */
  readonly tip: number
  /** Share among siblings: now, and within what it may move. */
  readonly share: number
  readonly least: number
  readonly most: number
  /** Product of the shares from the root down to here. */
  readonly effective: number
}

/**
 * All weights that may be, as one polytope. Shares multiplied down the tree are not linear, but effective weights W are: for a
 * child c of h, least × W_h ≤ W_c ≤ most × W_h and Σ W_c = W_h. And where all opened headings have the same kind of mean, a unit's
 * total, transformed (logarithm for geometric, …), is Σ W × transformed value over the tips: linear as well. So the search over a
 * whole tree is exact. Tips are leaves, or headings below which nothing moves.
 */
export interface WeightSpace {
  readonly nodes: readonly SpaceNode[]
  /** Places in `nodes`. */
  readonly tips: readonly number[]
  /** Judged units that have a total: codes, places among the result's units. */
  readonly units: readonly string[]
  readonly places: readonly number[]
  /** By unit, by tip: what one of effective weight adds; greater is better, also where the mean turns round. */
  readonly values: readonly Float64Array[]
  /** By unit: bonus and penalty. */
  readonly points: Float64Array
  /** What the linear scale is of: the total itself, its logarithm … */
  readonly way: Way
}

export interface WeightSpaceOptions {
  /** Headings whose children's weights may move; without: all. */
  readonly headings?: readonly string[]
  /** A node without `weightRange` may move by this share of its weight up and down; without: 0.25. */
  readonly range?: number
}

export const DEFAULT_WEIGHT_MOVE = 0.25

/** Shares may miss one by rounding. */
const ROUNDING = 1e-9

export function openWeightSpace(
  compiled: CompiledScheme,
  result: EvaluationResult,
  options: WeightSpaceOptions = {},
): Outcome<WeightSpace> {
  const asked = options.headings ?? compiled.headings.map(({ code }) => code)
  const moving = new Set<CompiledNode>()
  for (const code of asked) {
    const heading = compiled.byCode.get(code)
    if (heading === undefined || heading.isLeaf) return refuse('evaluation.unknown_heading', { node: code })
    moving.add(heading)
  }
  const open = new Set<CompiledNode>()
  for (const heading of moving)
    for (let at: CompiledNode | null = heading; at !== null && !open.has(at); at = at.parent) open.add(at)
  open.add(compiled.root)
  const way = commonWay(compiled, open)
  if (!way.ok) return way
  const nodes = layOut(compiled, result, { open, moving, range: options.range ?? DEFAULT_WEIGHT_MOVE })
  if (!nodes.ok) return nodes
  return withValues(compiled, result, nodes.value, way.value)
}

/** Means of one kind can be put into one another; a sum goes with arithmetic means. */
function commonWay({ scheme, headings }: CompiledScheme, open: ReadonlySet<CompiledNode>): Outcome<Way> {
  let common: { readonly way: Way; readonly heading: CompiledNode } | null = null
  for (const heading of headings) {
    if (!open.has(heading)) continue
    const aggregation = aggregationOf(scheme, heading)
    const own = wayOf(aggregation)
    if (own.kind === 'relative')
      return refuse('evaluation.weights_move_relative', {
        heading: heading.code,
        aggregation: aggregation.method,
      })
    const way: Way =
      own.kind === 'sum' || (own.power === 1 && own.kind === 'power') ? { ...own, kind: 'arithmetic' } : own
    if (common === null) common = { way, heading }
    else if (common.way.kind !== way.kind || common.way.power !== way.power)
      return refuse('evaluation.weights_move_method', {
        heading: common.heading.code,
        aggregation: common.way.method.method,
        other: heading.code,
        otherAggregation: aggregation.method,
      })
  }
  if (common === null) throw new RangeError('a scheme has a root')
  return accepted(common.way)
}

interface Opening {
  readonly open: ReadonlySet<CompiledNode>
  readonly moving: ReadonlySet<CompiledNode>
  readonly range: number
}

function layOut(
  compiled: CompiledScheme,
  result: EvaluationResult,
  { open, moving, range }: Opening,
): Outcome<SpaceNode[]> {
  const weights = new Map(result.weights.map((weight) => [weight.node, weight]))
  type Growing = { -readonly [K in keyof SpaceNode]: SpaceNode[K] } & { children: number[] }
  const root = {
    node: compiled.root,
    parent: -1,
    children: [],
    tip: -1,
    share: 1,
    least: 1,
    most: 1,
    effective: 1,
  }
  const nodes: Growing[] = [root]
  let tips = 0
  // The list grows while it is walked.
  for (const [index, parent] of nodes.entries()) {
    if (!open.has(parent.node)) continue
    let least = 0
    let most = 0
    for (const node of parent.node.children) {
      const weight = weights.get(node.code)
      if (weight === undefined || weight.byUnit !== null)
        return refuse('evaluation.weights_own', { heading: parent.node.code })
      const { share } = weight
      const own = node.node.weightRange
      const bounds = !moving.has(parent.node)
        ? { least: share, most: share }
        : (own ?? { least: Math.max(0, share * (1 - range)), most: Math.min(1, share * (1 + range)) })
      least += bounds.least
      most += bounds.most
      parent.children.push(nodes.length)
      nodes.push({
        node,
        parent: index,
        children: [],
        tip: open.has(node) ? -1 : tips++,
        share,
        ...bounds,
        effective: parent.effective * share,
      })
    }
    if (least > 1 + ROUNDING || most < 1 - ROUNDING)
      return refuse('evaluation.weights_move_range', { heading: parent.node.code, least, most })
  }
  return accepted(nodes)
}

function withValues(
  { scheme }: CompiledScheme,
  result: EvaluationResult,
  nodes: readonly SpaceNode[],
  way: Way,
): Outcome<WeightSpace> {
  const tips = nodes.flatMap(({ tip }, index) => (tip === -1 ? [] : [index]))
  const places = result.standings.flatMap(({ score }, place) => (score === null ? [] : [place]))
  const units = places.map((place) => result.units[place]?.code ?? '')
  const earned = new Map<string, number>()
  for (const { unit, points } of result.adjustments) earned.set(unit, (earned.get(unit) ?? 0) + points)
  const points = Float64Array.from(units, (unit) => earned.get(unit) ?? 0)
  if (way.kind !== 'arithmetic' && points.some((one) => one !== 0))
    return refuse('evaluation.weights_move_points', {})
  const scores = result.periods.find(({ period }) => period === result.period)?.scores ?? {}
  const sign = way.kind === 'harmonic' || (way.kind === 'power' && way.power < 0) ? -1 : 1
  const columns: Float64Array[] = []
  for (const index of tips) {
    const tip = nodes[index]
    if (tip === undefined) continue
    const heading = tip.node.parent?.code ?? ''
    const column = Float64Array.from(places, (place) => scores[tip.node.code]?.[place] ?? NaN)
    const gap = tip.most > 0 ? column.findIndex(Number.isNaN) : -1
    if (gap !== -1)
      return refuse('evaluation.weights_move_gap', { unit: units[gap] ?? '', node: tip.node.code, heading })
    // 1 / x puts the negative before the positive.
    const negative = way.kind === 'harmonic' ? column.findIndex((value) => value < 0) : -1
    if (negative !== -1)
      return refuse('evaluation.weights_move_negative', {
        unit: units[negative] ?? '',
        node: tip.node.code,
        heading,
        value: column[negative] ?? 0,
      })
    const transformed = transformColumn(column, way, new Float64Array(column.length))
    const factor = sign * pointsAbove(scheme, nodes, tip)
    columns.push(transformed.map((value) => (Number.isFinite(value) ? factor * value : 0)))
  }
  return accepted({
    nodes,
    tips,
    units,
    places,
    values: units.map((_, unit) => Float64Array.from(columns, (column) => column[unit] ?? 0)),
    points,
    way,
  })
}

/** Under a sum a share stands for so many points of its heading. */
function pointsAbove(scheme: CompiledScheme['scheme'], nodes: readonly SpaceNode[], tip: SpaceNode): number {
  let factor = 1
  for (let at = nodes[tip.parent]; at !== undefined; at = nodes[at.parent])
    if (aggregationOf(scheme, at.node).method === 'sum') factor *= pointsOf(scheme, at.node)
  return factor
}

function refuse(code: EvaluationIssueCode, params: NonNullable<Issue['params']>): Outcome<never> {
  return refused({ code, params })
}
