import { accepted, refused, type Issue, type Outcome } from '#domain/kernel'
import {
  isCompiledLeaf,
  type CompiledLeaf,
  type CompiledNode,
  type CompiledScheme,
} from './compile-scheme.ts'
import type { EvaluationResult } from './evaluation-result.ts'
import { ExplainedSide } from './explained-side.ts'
import type { EvaluationIssueCode } from './issue-codes.ts'
import { splitMean, type CountedChildren, type SplitHeading } from './split-mean.ts'
import { splitByExchange, splitByReplacement } from './split-relative.ts'
import { takeBack, type Way } from './quasi-mean.ts'
import { transformValue } from './divided-difference.ts'

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

/** Why one unit stands before another in one run: `to` less `from`, exactly in parts. */
export function compareUnits(
  compiled: CompiledScheme,
  result: EvaluationResult,
  from: string,
  to: string,
): Outcome<Difference> {
  const before = sideOf(compiled, result, from)
  const after = sideOf(compiled, result, to)
  if (!before.ok || !after.ok)
    return refused(...[before, after].flatMap((side) => (side.ok ? [] : side.issues)))
  return accepted(explain(before.value, after.value, 'units'))
}

/**
 * Why a unit's total is not last period's: figures, scales, weights, methods, points, exactly in parts. The two runs may be of two
 * versions of a scheme; nodes are the same where code and parent are.
 */
export function comparePeriods(
  before: { readonly compiled: CompiledScheme; readonly result: EvaluationResult },
  after: { readonly compiled: CompiledScheme; readonly result: EvaluationResult },
  unit: string,
): Outcome<Difference> {
  const first = sideOf(before.compiled, before.result, unit)
  const second = sideOf(after.compiled, after.result, unit)
  if (!first.ok || !second.ok)
    return refused(...[first, second].flatMap((side) => (side.ok ? [] : side.issues)))
  return accepted(explain(first.value, second.value, 'periods'))
}

/**
 * The same between an earlier period of one run's data and the judged one. The run scores earlier periods with the judged period's
 * weights, so none of these is an effect; points added are of the judged period only and left aside on both sides.
 */
export function compareWithin(
  compiled: CompiledScheme,
  result: EvaluationResult,
  unit: string,
  period: string,
): Outcome<Difference> {
  const after = sideOf(compiled, result, unit)
  if (!after.ok) return after
  const tables = result.periods.find((one) => one.period === period)
  if (tables === undefined) return refused(issue('evaluation.period_unknown', { period }))
  const { unit: place, tables: judged } = after.value
  const before = new ExplainedSide(compiled, result, tables, place, true)
  return before.value(compiled.root.code) === null
    ? refused(issue('evaluation.unit_unscored', { unit, period }))
    : accepted(explain(before, new ExplainedSide(compiled, result, judged, place, true), 'periods'))
}

/** A judged unit with a total, in the judged period. */
export function sideOf(
  compiled: CompiledScheme,
  result: EvaluationResult,
  unit: string,
): Outcome<ExplainedSide> {
  const place = result.units.findIndex(({ code }) => code === unit)
  const tables = result.periods.find(({ period }) => period === result.period)
  if (place < 0 || tables === undefined) return refused(issue('evaluation.unit_unknown', { unit }))
  const standing = result.standings[place]
  if (standing?.score === null || standing === undefined)
    return refused(issue('evaluation.unit_unscored', { unit, period: result.period }))
  return accepted(new ExplainedSide(compiled, result, tables, place))
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

/** Two ways of putting together: each side's way is put to both sides, splits are averaged, and the ways' own difference is left. */
function splitMeans(
  first: Way,
  second: Way,
  before: CountedChildren,
  after: CountedChildren,
  from: number,
  to: number,
): (SplitHeading & { readonly method: number }) | null {
  if (first.kind === second.kind && first.power === second.power)
    return { ...splitMean(first, before, after, from, to), method: 0 }
  const late = meanBy(first, after)
  const early = meanBy(second, before)
  if (!Number.isFinite(late) || !Number.isFinite(early)) return null
  const one = splitMean(first, before, weighedAs(first, after), from, late)
  const other = splitMean(second, weighedAs(second, before), after, early, to)
  const half = <T extends { readonly child: string }>(
    parts: readonly T[],
    of: (part: T) => number,
  ): Map<string, number> => new Map(parts.map((part) => [part.child, of(part) / 2]))
  const slopes = half(other.shared, ({ slope }) => slope)
  const weights = half(other.shared, ({ weight }) => weight)
  const amounts = half(other.single, ({ amount }) => amount)
  return {
    shared: one.shared.map(({ child, slope, weight }) => ({
      child,
      slope: slope / 2 + (slopes.get(child) ?? 0),
      weight: weight / 2 + (weights.get(child) ?? 0),
    })),
    single: one.single.map(({ child, amount }) => ({
      child,
      amount: amount / 2 + (amounts.get(child) ?? 0),
    })),
    weights: (one.weights + other.weights) / 2,
    method: (to - late + (early - from)) / 2,
  }
}

function meanBy(way: Way, children: CountedChildren): number {
  let sum = 0
  for (const { value, weight } of weighedAs(way, children).values())
    sum += weight * transformValue(way, value)
  return takeBack(sum, 1, way)
}

/** Weights of points do not add up to one; a mean needs their shares. */
function weighedAs(way: Way, children: CountedChildren): CountedChildren {
  if (way.kind === 'sum') return children
  let all = 0
  for (const { weight } of children.values()) all += weight
  return new Map([...children].map(([child, { value, weight }]) => [child, { value, weight: weight / all }]))
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

function issue(code: EvaluationIssueCode, params: NonNullable<Issue['params']>): Issue {
  return { code, params }
}
