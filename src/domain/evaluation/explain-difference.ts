import { isCompiledLeaf, type CompiledLeaf, type CompiledNode } from './compile-scheme.ts'
import type { ExplainedSide } from './explained-side.ts'
import { splitMeans } from './split-mean.ts'
import { splitByExchange, splitByReplacement } from './split-relative.ts'

/**
 * value: another figure. scale: the same figure counts differently (another least or most, another method or treatment).
 * weight: it weighs differently. availability: it has a value on one side only. structure: only one of two schemes has it (there).
 * method: its children are put together differently. field: other units moved, where units are compared with each other.
 * adjustment: bonus and penalty points.
 */
export type EffectKind =
  'value' | 'scale' | 'weight' | 'availability' | 'structure' | 'method' | 'field' | 'adjustment'

export interface Effect {
  readonly kind: EffectKind
  /** Of the scheme; an adjustment's code for `adjustment`. */
  readonly node: string
  /** In points of the total. */
  readonly amount: number
  /** value: figures after denominators and gaps; weight: as really used among siblings; adjustment: points; else null. */
  readonly from: number | null
  readonly to: number | null
}

export interface Difference {
  readonly from: number
  readonly to: number
  readonly difference: number
  /** From the total down; those that are zero are left out. */
  readonly effects: readonly Effect[]
  /** Effects below each node and its own, children before parents; the root's is the whole without adjustments. */
  readonly byNode: readonly { readonly node: string; readonly amount: number }[]
  /** difference − Σ effects: rounding only, some units in the last place of the totals for each effect. */
  readonly remainder: number
}

/** What is compared: two units of one run, one unit in two runs, or a unit with one that is none (its row put in the unit's place). */
export type Comparison = 'units' | 'periods' | 'model'

export function explain(before: ExplainedSide, after: ExplainedSide, comparison: Comparison): Difference {
  const effects: Effect[] = []
  const add = (
    kind: EffectKind,
    node: string,
    amount: number,
    from: number | null = null,
    to: number | null = null,
  ): void => {
    // + 0: no −0, which JSON loses.
    if (amount !== 0) effects.push({ kind, node, amount: amount + 0, from, to })
  }
  // A list instead of recursion: a tree as deep as its list is long must not exhaust the stack.
  const waiting: { from: CompiledNode; to: CompiledNode; slope: number }[] = [
    { from: before.compiled.root, to: after.compiled.root, slope: 1 },
  ]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { from, to, slope } = next
    if (isCompiledLeaf(from) || isCompiledLeaf(to)) {
      explainLeaf(before, after, from, to, slope, add)
      continue
    }
    const down = explainHeading(before, after, from, to, slope, comparison, add)
    waiting.push(...down.reverse())
  }
  const from = totalOf(before)
  const to = totalOf(after)
  explainAdjustments(before, after, add)
  const difference = to - from
  const sum = effects.reduce((total, { amount }) => total + amount, 0)
  return { from, to, difference, effects, byNode: sumUp(before, after, effects), remainder: difference - sum }
}

type Add = (kind: EffectKind, node: string, amount: number, from?: number | null, to?: number | null) => void

interface Pair {
  readonly from: CompiledNode
  readonly to: CompiledNode
  readonly slope: number
}

/** A heading's change → its own effects, and the children whose change is to be looked into, with what it counts for. */
function explainHeading(
  before: ExplainedSide,
  after: ExplainedSide,
  from: CompiledNode,
  to: CompiledNode,
  slope: number,
  comparison: Comparison,
  add: Add,
): Pair[] {
  const valueFrom = before.value(from.code)
  const valueTo = after.value(to.code)
  if (valueFrom === null || valueTo === null) return []
  const change = valueTo - valueFrom
  const first = before.way(from)
  const second = after.way(to)
  const isRelative = first.kind === 'relative' || second.kind === 'relative'
  const isSame = JSON.stringify(first.method) === JSON.stringify(second.method)
  if (isRelative && isSame) {
    const split =
      comparison === 'units' && sharesScale(before, after)
        ? splitByExchange(to, before, after)
        : splitByReplacement(from, to, before, after)
    if (split === null) {
      add('method', to.code, slope * change)
      return []
    }
    add('field', to.code, slope * split.field)
    return split.children.flatMap(({ child, amount }) => {
      const moved = step(before, after, from, to, child)
      if (moved !== null && moved.change !== 0)
        return [{ from: moved.from, to: moved.to, slope: (slope * amount) / moved.change }]
      add(singleKind(before, after, from, to, child), child, slope * amount)
      return []
    })
  }
  const split = isRelative
    ? null
    : splitMeans(first, second, before.counted(from), after.counted(to), valueFrom, valueTo)
  if (split === null) {
    add('method', to.code, slope * change)
    return []
  }
  add('method', to.code, slope * split.method)
  add('weight', to.code, slope * split.weights)
  const countedFrom = before.counted(from)
  const countedTo = after.counted(to)
  const down: Pair[] = []
  for (const { child, slope: own, weight } of split.shared) {
    add(
      'weight',
      child,
      slope * weight,
      countedFrom.get(child)?.weight ?? null,
      countedTo.get(child)?.weight ?? null,
    )
    const moved = step(before, after, from, to, child)
    if (moved !== null) down.push({ from: moved.from, to: moved.to, slope: slope * own })
  }
  for (const { child, amount } of split.single)
    add(singleKind(before, after, from, to, child), child, slope * amount)
  return down
}

/** The child on both sides with its change; null where it has no value on one. */
function step(
  before: ExplainedSide,
  after: ExplainedSide,
  from: CompiledNode,
  to: CompiledNode,
  child: string,
): { readonly from: CompiledNode; readonly to: CompiledNode; readonly change: number } | null {
  const first = from.children.find(({ code }) => code === child)
  const second = to.children.find(({ code }) => code === child)
  const valueFrom = before.value(child)
  const valueTo = after.value(child)
  if (first === undefined || second === undefined || valueFrom === null || valueTo === null) return null
  return { from: first, to: second, change: valueTo - valueFrom }
}

function singleKind(
  before: ExplainedSide,
  after: ExplainedSide,
  from: CompiledNode,
  to: CompiledNode,
  child: string,
): EffectKind {
  const isIn = ({ children }: CompiledNode): boolean => children.some(({ code }) => code === child)
  if (!isIn(from) || !isIn(to)) return 'structure'
  return before.value(child) === null || after.value(child) === null ? 'availability' : 'weight'
}

/** A leaf's change of score: another figure on the mean of both scales, and the scales' own change on the mean of both figures. */
function explainLeaf(
  before: ExplainedSide,
  after: ExplainedSide,
  from: CompiledNode,
  to: CompiledNode,
  slope: number,
  add: Add,
): void {
  const valueFrom = before.value(from.code)
  const valueTo = after.value(to.code)
  if (valueFrom === null || valueTo === null) return
  const change = valueTo - valueFrom
  const figureFrom = before.figure(from.code)
  const figureTo = after.figure(to.code)
  if (!isCompiledLeaf(from) || !isCompiledLeaf(to)) {
    add('structure', to.code, slope * change)
    return
  }
  const scale =
    figureFrom === null || figureTo === null ? 0 : scaleEffect(before, after, from, to, figureFrom, figureTo)
  // Scales that cannot be put to the other side's figure: all of it is said to be the scale's.
  if (scale === null) {
    add('scale', to.code, slope * change)
    return
  }
  add('value', to.code, slope * (change - scale), figureFrom, figureTo)
  add('scale', to.code, slope * scale)
}

function scaleEffect(
  before: ExplainedSide,
  after: ExplainedSide,
  from: CompiledLeaf,
  to: CompiledLeaf,
  figureFrom: number,
  figureTo: number,
): number | null {
  if (before.result === after.result && sharesPeriod(before, after) && sharesScale(before, after)) return 0
  const first = before.chain(from)
  const second = after.chain(to)
  if (first === null || second === null) return null
  const effect =
    (second.score(figureTo) - first.score(figureTo) + (second.score(figureFrom) - first.score(figureFrom))) /
    2
  return Number.isFinite(effect) ? effect : null
}

function sharesPeriod({ compiled, tables }: ExplainedSide, after: ExplainedSide): boolean {
  return compiled.scheme.scaleOver === 'all-periods' || tables.period === after.tables.period
}

function sharesScale(before: ExplainedSide, after: ExplainedSide): boolean {
  const peers = before.compiled.scheme.peerGroups
  if (peers === null || peers.compare === 'rank') return true
  const group = (side: ExplainedSide): string | undefined => side.result.units[side.unit]?.groups[peers.group]
  return group(before) === group(after)
}

function explainAdjustments(before: ExplainedSide, after: ExplainedSide, add: Add): void {
  const first = pointsOf(before)
  const second = pointsOf(after)
  for (const code of new Set([...first.keys(), ...second.keys()])) {
    const from = first.get(code) ?? 0
    const to = second.get(code) ?? 0
    add('adjustment', code, to - from, from, to)
  }
}

function pointsOf({ result, unit, isWithoutPoints }: ExplainedSide): ReadonlyMap<string, number> {
  const code = isWithoutPoints ? undefined : result.units[unit]?.code
  return new Map(
    result.adjustments.flatMap(({ adjustment, unit: of, points }) =>
      of === code ? [[adjustment, points]] : [],
    ),
  )
}

function totalOf(side: ExplainedSide): number {
  const standing = side.isWithoutPoints
    ? side.value(side.compiled.root.code)
    : side.result.standings[side.unit]?.score
  return standing ?? 0
}

/** Amounts of a node and all below it; nodes that only the earlier scheme has stand under their parent there. */
function sumUp(
  before: ExplainedSide,
  after: ExplainedSide,
  effects: readonly Effect[],
): Difference['byNode'] {
  const sums = new Map<string, number>()
  for (const { kind, node, amount } of effects)
    if (kind !== 'adjustment') sums.set(node, (sums.get(node) ?? 0) + amount)
  const deepestFirst = [...after.compiled.nodes].sort((a, b) => b.level - a.level || a.index - b.index)
  for (const { code } of before.compiled.nodes) {
    const parent = before.compiled.byCode.get(code)?.parent ?? null
    if (after.compiled.byCode.has(code) || parent === null) continue
    const home = after.compiled.byCode.has(parent.code) ? parent.code : after.compiled.root.code
    sums.set(home, (sums.get(home) ?? 0) + (sums.get(code) ?? 0))
  }
  return deepestFirst.map(({ code, parent }) => {
    const amount = sums.get(code) ?? 0
    if (parent !== null) sums.set(parent.code, (sums.get(parent.code) ?? 0) + amount)
    return { node: code, amount }
  })
}
