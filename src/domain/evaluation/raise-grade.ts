import { accepted, type Outcome } from '#domain/kernel'
import { aggregateNode } from './aggregate-node.ts'
import { momentsOf, type Moments } from './column-moments.ts'
import type { CompiledLeaf, CompiledNode, CompiledScheme } from './compile-scheme.ts'
import { judgedColumn } from './describe-unit.ts'
import { evaluate } from './evaluate.ts'
import type { EvaluationData } from './evaluation-data.ts'
import type { EvaluationResult } from './evaluation-result.ts'
import { sideOf, type ExplainedSide } from './explained-side.ts'
import type { LeafChain } from './leaf-chain.ts'
import { reachFigure } from './reach-figure.ts'

/** What it would take, in figures as they are filed: before denominators. */
export type Reach =
  | {
      readonly kind: 'reached'
      readonly figure: number
      /** Null: nothing was filed before. */
      readonly change: number | null
      /** Total with it, scales, weights and all other figures held fast. */
      readonly total: number
      readonly rerun: Rerun | null
    }
  /** Not even the best figure that counts gets there; the total that it would give. */
  | { readonly kind: 'out-of-reach'; readonly figure: number | null; readonly total: number | null }

/** The whole run again with this one figure changed: scales, weights and bounds move with it. */
export interface Rerun {
  readonly total: number | null
  readonly rank: number | null
  readonly grade: string | null
}

export interface LeafStep {
  /** nearest: the next better figure that a judged unit has; median and best of all judged units, or of the unit's peers. */
  readonly to: 'nearest' | 'median' | 'best' | 'peers-median' | 'peers-best'
  /** As filed, before denominators. */
  readonly figure: number
  /** Points of the total. */
  readonly gain: number
}

export interface LeafRaise {
  readonly node: string
  readonly effective: number
  /** As filed; null: nothing was. */
  readonly figure: number | null
  /** The gap was filled by the scheme. */
  readonly filled: boolean
  /** Null: there is no better grade, or no unit before. */
  readonly grade: Reach | null
  readonly rank: Reach | null
  /** Only those that are better than what the unit has. */
  readonly steps: readonly LeafStep[]
}

export interface RaiseGrade {
  readonly unit: string
  readonly total: number
  readonly grade: string | null
  /** Next better grade and the least total that it has; `moves`: the bound is not fixed but follows the totals of all. */
  readonly nextGrade: { readonly grade: string; readonly from: number; readonly moves: boolean } | null
  /** The unit just before, to be passed. */
  readonly nextUnit: { readonly unit: string; readonly total: number } | null
  /** Gates that hold the grade down whatever the total: these come first. */
  readonly gates: readonly string[]
  /** In the scheme's order; leaves without a scale or with a denominator that is missing or not above zero are left out. */
  readonly leaves: readonly LeafRaise[]
}

export interface RaiseQuestion {
  /** Run the whole evaluation again with each figure that was found (one run per leaf and aim). */
  readonly rerun: boolean
}

/**
 * 怎样升级: for each leaf by itself the figure that would lift the total to the next grade's bound, and past the unit before, all
 * else held fast (other figures, other units, scales, weights, bounds). Arithmetic only, no advice. The figure is exact: with it
 * the total as the engine computes it is enough, with the next number before it is not. Where the scale ends at the best unit
 * (min-max, ranks …), at a mark or at a winsorised end, better figures count as that. A panel's leaf is its joint figure.
 */
export function raiseGrade(
  compiled: CompiledScheme,
  data: EvaluationData,
  result: EvaluationResult,
  unit: string,
  question: RaiseQuestion = { rerun: false },
): Outcome<RaiseGrade> {
  const found = sideOf(compiled, result, unit)
  if (!found.ok) return found
  const side = found.value
  const standing = result.standings[side.unit]
  const total = standing?.score ?? 0
  const nextGrade = gradeAbove(compiled, side)
  const nextUnit = unitBefore(result, total)
  const leaves = compiled.leaves.flatMap((leaf): LeafRaise[] => {
    const place = placeOf(compiled, data, side, leaf)
    if (place === null) return []
    const reach = (isEnough: (total: number) => boolean): Reach => {
      const answer = reachIn(place, isEnough)
      return answer.kind === 'reached' && question.rerun
        ? { ...answer, rerun: rerunWith(compiled, data, side, leaf, answer.figure) }
        : answer
    }
    return [
      {
        node: leaf.code,
        effective: result.weights.find(({ node }) => node === leaf.code)?.effective ?? 0,
        figure: place.filed,
        filled: place.filed === null && side.figure(leaf.code) !== null,
        grade:
          nextGrade === null ? null : reach((reached) => reachesGrade(compiled, nextGrade.from, reached)),
        rank: nextUnit === null ? null : reach((reached) => reached > nextUnit.total),
        steps: stepsOf(compiled, side, leaf, place, total),
      },
    ]
  })
  return accepted({
    unit,
    total,
    grade: standing?.grade ?? null,
    nextGrade,
    nextUnit,
    gates: cappingGates(compiled, result, unit),
    leaves,
  })
}

/** A leaf of the unit: how a filed figure becomes a total. */
interface LeafPlace {
  readonly filed: number | null
  /** What the figure is divided by, its scale in; 1 without a denominator. */
  readonly divisor: number
  readonly towards: 1 | -1
  readonly start: number
  readonly limit: number | null
  readonly stride: number
  readonly totalWith: (filed: number) => number
}

function placeOf(
  compiled: CompiledScheme,
  data: EvaluationData,
  side: ExplainedSide,
  leaf: CompiledLeaf,
): LeafPlace | null {
  const chain = side.chain(leaf)
  const divisor = divisorOf(data, side, leaf)
  if (chain === null || divisor === null) return null
  const towards = leaf.input.direction === 'more' ? 1 : -1
  const column = judgedColumn(side.result, side.tables, 'imputed', leaf.code)
  const { deviation } = momentsOf(column)
  const [least, most] = chain.range
  const own = side.figure(leaf.code) ?? (towards === 1 ? least : most)
  const end = endOf(compiled, side, leaf, chain)
  const points = pointsOf(side)
  const filed = side.tables.raw[leaf.code]?.[side.unit] ?? null
  return {
    filed,
    divisor,
    towards,
    start: filed ?? own * divisor,
    limit: end === null ? null : end * divisor,
    stride: (deviation !== null && deviation > 0 ? deviation : Math.max(1, Math.abs(own))) * divisor,
    totalWith: (filed) => {
      const figure = filed / divisor
      const counted = end !== null && (figure - end) * towards > 0 ? end : figure
      const score = chain.score(counted)
      return Number.isFinite(score) ? totalWith(side, leaf, score) + points : NaN
    },
  }
}

function reachIn(place: LeafPlace, isEnough: (total: number) => boolean): Reach {
  const { filed, start, towards, limit, stride, totalWith: total } = place
  const figure = reachFigure({ start, towards, limit, stride, total, isEnough })
  if (figure !== null)
    return {
      kind: 'reached',
      figure,
      change: filed === null ? null : figure - filed,
      total: total(figure),
      rerun: null,
    }
  const best = limit === null ? null : total(limit)
  return { kind: 'out-of-reach', figure: limit, total: best !== null && Number.isFinite(best) ? best : null }
}

function divisorOf(data: EvaluationData, side: ExplainedSide, { input }: CompiledLeaf): number | null {
  if (input.denominator === null) return 1
  const period = data.periods.indexOf(side.tables.period)
  const unit = data.units.findIndex(({ code }) => code === side.result.units[side.unit]?.code)
  const below = data.columns[input.denominator.column]?.[period]?.[unit] ?? null
  return below === null || !(below > 0) ? null : below / input.denominator.scale
}

/** The best figure that still counts; null: there is no end. */
function endOf(
  { scheme }: CompiledScheme,
  side: ExplainedSide,
  leaf: CompiledLeaf,
  { ends, range }: LeafChain,
): number | null {
  const method = leaf.input.normalisation ?? scheme.normalisation
  const isMore = leaf.input.direction === 'more'
  const winsorised = ends === null ? null : isMore ? ends[1] : ends[0]
  switch (method.method) {
    case 'min-max':
    case 'distance-to-maximum':
    case 'fraction-of-maximum':
    case 'rank':
    case 'percentile-rank':
    case 'borda':
      return winsorised ?? (isMore ? range[1] : range[0])
    case 'goalposts':
      return method.capped ? (isMore ? method.top : method.bottom) : winsorised
    case 'distance-to-target':
      return method.capped ? method.target : winsorised
    case 'distance-to-reference': {
      const place = side.result.units.findIndex(({ code }) => code === method.unit)
      return method.capped ? (side.tables.imputed[leaf.code]?.[place] ?? null) : winsorised
    }
    case 'value-to-ideal':
      return method.ideal
    case 'z-score':
    case 'scaled':
    case 'none':
      return winsorised
  }
}

/** The root's score with another score of one leaf: only the headings above it change. */
function totalWith(side: ExplainedSide, leaf: CompiledLeaf, score: number): number {
  let changed: CompiledNode = leaf
  let value: number | null = score
  for (let heading = leaf.parent; heading !== null; heading = heading.parent) {
    value = headingWith(side, heading, changed, value)
    changed = heading
  }
  return value ?? NaN
}

function headingWith(
  side: ExplainedSide,
  heading: CompiledNode,
  changed: CompiledNode,
  value: number | null,
): number | null {
  const columns = side.columns(heading).map((column) => {
    if (column.node !== changed.code) return column
    const values = [...column.values]
    values[side.unit] = value
    return { ...column, values }
  })
  if (side.way(heading).kind === 'relative') return side.aggregate(heading, columns)
  // Means and sums look at nobody else: one row is enough.
  const alone = columns.map((column) => ({
    ...column,
    values: [column.values[side.unit] ?? null],
    byUnit: column.byUnit === null ? null : [column.byUnit[side.unit] ?? null],
  }))
  const place = { node: heading.code, availability: heading.node.availability, units: [''], groups: null }
  const found = aggregateNode(side.way(heading).method, alone, place)
  return found.ok ? (found.value[0] ?? null) : null
}

function stepsOf(
  { scheme }: CompiledScheme,
  side: ExplainedSide,
  leaf: CompiledLeaf,
  place: LeafPlace,
  total: number,
): readonly LeafStep[] {
  const { towards, divisor, start } = place
  const { units } = side.result
  const column = judgedColumn(side.result, side.tables, 'imputed', leaf.code)
  const grouping = scheme.peerGroups?.group
  const own = grouping === undefined ? undefined : units[side.unit]?.groups[grouping]
  const peers =
    grouping === undefined || own === undefined
      ? []
      : column.filter((_, index) => units[index]?.groups[grouping] === own)
  const bestOf = ({ least, most }: Moments): number | null => (towards === 1 ? most : least)
  const all = momentsOf(column)
  const among = momentsOf(peers)
  const aims: readonly (readonly [LeafStep['to'], number | null])[] = [
    ['nearest', nearestBeyond(column, start / divisor, towards)],
    ['median', all.median],
    ['best', bestOf(all)],
    ['peers-median', among.median],
    ['peers-best', bestOf(among)],
  ]
  return aims.flatMap(([to, aim]): LeafStep[] => {
    if (aim === null || aim * divisor * towards <= start * towards) return []
    const gain = place.totalWith(aim * divisor) - total
    return Number.isFinite(gain) ? [{ to, figure: aim * divisor, gain }] : []
  })
}

function nearestBeyond(column: readonly (number | null)[], own: number, towards: 1 | -1): number | null {
  let next: number | null = null
  for (const figure of column)
    if (
      figure !== null &&
      figure * towards > own * towards &&
      (next === null || figure * towards < next * towards)
    )
      next = figure
  return next
}

function gradeAbove({ scheme }: CompiledScheme, side: ExplainedSide): RaiseGrade['nextGrade'] {
  const { grading } = scheme
  const standing = side.result.standings[side.unit]
  if (grading === null || standing === undefined) return null
  const own = grading.grades.findIndex(({ code }) => code === standing.uncappedGrade)
  const group = grading.within
    ? (side.result.units[side.unit]?.groups[scheme.peerGroups?.group ?? ''] ?? null)
    : null
  const bounds = side.result.gradeBounds.filter((bound) => bound.group === group)
  // The nearest better grade that has a bound: a quota may have left one empty.
  for (const { code } of grading.grades.slice(0, Math.max(0, own)).reverse()) {
    const from = bounds.find(({ grade }) => grade === code)?.from ?? null
    if (from !== null) return { grade: code, from, moves: grading.method !== 'thresholds' }
  }
  return null
}

/** A quota gives equal totals the better grade only where it has room for all: there the last one must be passed. */
function reachesGrade({ scheme }: CompiledScheme, from: number, total: number): boolean {
  return scheme.grading?.method === 'quotas' ? total > from : total >= from
}

function unitBefore(result: EvaluationResult, total: number): RaiseGrade['nextUnit'] {
  let next: RaiseGrade['nextUnit'] = null
  for (const { unit, score } of result.standings)
    if (score !== null && score > total && (next === null || score < next.total))
      next = { unit, total: score }
  return next
}

function cappingGates({ scheme }: CompiledScheme, result: EvaluationResult, unit: string): readonly string[] {
  const caps = new Set(scheme.gates.flatMap(({ code, effect }) => (effect === 'cap' ? [code] : [])))
  return result.gates.flatMap((outcome) =>
    outcome.unit === unit && !outcome.passed && caps.has(outcome.gate) ? [outcome.gate] : [],
  )
}

function pointsOf({ result, unit }: ExplainedSide): number {
  const code = result.units[unit]?.code
  return result.adjustments.reduce((sum, one) => (one.unit === code ? sum + one.points : sum), 0)
}

function rerunWith(
  compiled: CompiledScheme,
  data: EvaluationData,
  side: ExplainedSide,
  { input }: CompiledLeaf,
  figure: number,
): Rerun | null {
  // A panel's joint figure is nobody's own score: there is nothing to put in.
  if (input.kind === 'panel') return null
  const code = side.result.units[side.unit]?.code ?? ''
  const period = data.periods.indexOf(side.tables.period)
  const unit = data.units.findIndex((one) => one.code === code)
  const column = (data.columns[input.column] ?? []).map((row, at) =>
    at === period ? row.map((value, place) => (place === unit ? figure : value)) : row,
  )
  const again = evaluate(
    compiled,
    { ...data, columns: { ...data.columns, [input.column]: column } },
    { period: side.tables.period },
  )
  const standing = again.ok ? again.value.standings.find((one) => one.unit === code) : undefined
  return standing === undefined ? null : { total: standing.score, rank: standing.rank, grade: standing.grade }
}
