/** How number and cost move with one threshold or rate (敏感性). */
import { ANSWER_CODES } from '#domain/rules'
import { sideTotals, type SideTotals, type SimulatedSide } from './simulate.ts'

export interface CurvePoint extends SideTotals {
  readonly value: number
}

/** What the side is when the number has this value; rules and amounts worked out anew. */
export type SideAt = (value: number) => SimulatedSide

/** So many points from one value to another, both included; steps are as equal as doubles allow. */
export function sensitivityCurve(
  sideAt: SideAt,
  length: number,
  { from, to, points }: { readonly from: number; readonly to: number; readonly points: number },
): readonly CurvePoint[] {
  return Array.from({ length: Math.max(2, points) }, (_, index, last = Math.max(2, points) - 1) => {
    const value = index === last ? to : from + ((to - from) * index) / last
    return { value, ...sideTotals(sideAt(value), length) }
  })
}

/** Neighbouring points between which the cost passes the budget: at one end it is kept, at the other it is not. */
export function budgetCrossings(
  points: readonly CurvePoint[],
  budget: number,
): readonly { readonly from: number; readonly to: number }[] {
  return points.flatMap((point, at) => {
    const next = points[at + 1]
    return next !== undefined && point.cost <= budget !== next.cost <= budget
      ? [{ from: point.value, to: next.value }]
      : []
  })
}

export interface BudgetSearch {
  readonly from: number
  readonly to: number
  /** Values are looked for in these steps from `from`: 0.1 of a percent, 1 万元. */
  readonly step: number
  readonly budget: number
}

/**
 * The value nearest to the costlier end with which the cost keeps within the budget, in steps, by halving: exact where the cost only
 * rises or only falls from `from` to `to`, as it does with a single threshold or rate. Null: no value keeps it. If all do, the
 * costlier end.
 */
export function valueWithinBudget(
  sideAt: SideAt,
  length: number,
  { from, to, step, budget }: BudgetSearch,
): CurvePoint | null {
  const count = Math.max(0, Math.floor((to - from) / step + 1e-9))
  const at = (index: number): CurvePoint => {
    // Counted from a whole number of steps, so that 0.1 + 0.2 is the 0.3 that people read.
    const value = Number((from + index * step).toPrecision(12))
    return { value, ...sideTotals(sideAt(value), length) }
  }
  const [low, high] = [at(0), at(count)]
  const rises = high.cost >= low.cost
  const [cheap, dear] = rises ? [low, high] : [high, low]
  if (dear.cost <= budget) return dear
  if (cheap.cost > budget) return null
  let [kept, broken, best] = rises ? [0, count, low] : [count, 0, high]
  while (Math.abs(broken - kept) > 1) {
    const middle = Math.floor((kept + broken) / 2)
    const point = at(middle)
    if (point.cost <= budget) [kept, best] = [middle, point]
    else broken = middle
  }
  return best
}

/** A comparison `fact sign threshold` as the one condition that moves, all else fixed. */
export interface MovedThreshold {
  readonly values: Float64Array
  readonly known: Uint8Array
  readonly sign: '>=' | '>' | '<=' | '<'
  /** By row, ANSWER_CODES: the rule with this condition taken as met. Where it is no, the threshold does not matter. */
  readonly others: Uint8Array
  readonly amounts: { readonly values: Float64Array; readonly known: Uint8Array } | null
}

/**
 * Between two neighbouring breakpoints nothing changes. `threshold` is a value of the column; with a threshold of exactly that, and
 * with any up to the next breakpoint in the direction that lets fewer pass, the counts are these.
 */
export interface Breakpoint {
  readonly threshold: number
  /** Rows that are yes, and what is known of their amounts in 万元. */
  readonly yes: number
  readonly cost: number
}

/**
 * All thresholds at which the number of those who qualify changes, exactly: the column sorted, each value once, the strictest first.
 * Rows whose fact is unknown, or whose other conditions are not yes, never count: they are undetermined or no whatever the threshold.
 * The sign decides whether a row at the threshold itself passes; with < and > it is the next value’s rows that do.
 */
export function thresholdBreakpoints({
  values,
  known,
  sign,
  others,
  amounts,
}: MovedThreshold): readonly Breakpoint[] {
  const down = sign === '>=' || sign === '>'
  const rows: number[] = []
  for (let row = 0; row < values.length; row += 1)
    if (known[row] === 1 && others[row] === ANSWER_CODES.yes) rows.push(row)
  const value = (row: number): number => values[row] ?? 0
  rows.sort((a, b) => (down ? value(b) - value(a) : value(a) - value(b)))
  const found: Breakpoint[] = []
  const strict = sign === '>' || sign === '<'
  let [yes, yuan] = [0, 0]
  for (let at = 0; at < rows.length;) {
    const threshold = value(rows[at] ?? 0)
    const before = { threshold, yes, cost: yuan / YUAN }
    for (; at < rows.length && value(rows[at] ?? 0) === threshold; at += 1) {
      const row = rows[at] ?? 0
      yes += 1
      if (amounts?.known[row] === 1) yuan += Math.round((amounts.values[row] ?? 0) * YUAN)
    }
    found.push(strict ? before : { threshold, yes, cost: yuan / YUAN })
  }
  return found
}
const YUAN = 10_000

/** The breakpoint that lets most pass within a budget; null: not even the strictest keeps it. Exact. */
export function breakpointWithinBudget(points: readonly Breakpoint[], budget: number): Breakpoint | null {
  return points.findLast(({ cost }) => cost <= budget) ?? null
}
