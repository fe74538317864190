import type { WeightedColumn } from './aggregate-node.ts'
import type { CompiledNode } from './compile-scheme.ts'
import type { ExplainedSide } from './explained-side.ts'
import { shareOut } from './shapley.ts'

/** Amounts by child for a heading whose units are compared with each other; `field`: what other units' moves did. */
export interface SplitRelative {
  readonly children: readonly { readonly child: string; readonly amount: number }[]
  readonly field: number
}

/**
 * TOPSIS, grey relation, VIKOR, Copeland between two units of one run: the game of exchanging the two units' values child by
 * child. Every column keeps its values, so best and worst stay, and all exchanged is exactly the other unit. Null: some mixture
 * has no score.
 */
export function splitByExchange(
  heading: CompiledNode,
  before: ExplainedSide,
  after: ExplainedSide,
): SplitRelative | null {
  const columns = before.columns(heading)
  const amounts = play(columns, (members) =>
    before.aggregate(
      heading,
      columns.map((column, child) =>
        members[child] === true ? exchanged(column, before.unit, after.unit) : column,
      ),
    ),
  )
  const children = columns.map(({ node }, index) => ({ child: node, amount: amounts?.[index] ?? 0 }))
  return amounts === null
    ? null
    : { children, field: restOf(before.value(heading.code), after.value(heading.code), children) }
}

/**
 * One unit in two tables (two periods; or beside a unit that is none): its row is put into the other table child by child, in both
 * directions, and averaged; what is left is what the other units' moves did to it. Null: some mixture has no score.
 */
export function splitByReplacement(
  from: CompiledNode,
  to: CompiledNode,
  before: ExplainedSide,
  after: ExplainedSide,
): SplitRelative | null {
  const later = playInto(to, after, before)
  const earlier = playInto(from, before, after)
  if (later === null || earlier === null) return null
  const codes = [...new Set([...later.keys(), ...earlier.keys()])]
  const children = codes.map((child) => ({
    child,
    amount: ((earlier.get(child) ?? 0) - (later.get(child) ?? 0)) / 2,
  }))
  return { children, field: restOf(before.value(from.code), after.value(to.code), children) }
}

/** What the children do not explain: other units' moves, or that units stand elsewhere in the list (`copeland` with gaps). */
function restOf(start: number | null, end: number | null, children: SplitRelative['children']): number {
  const from = start ?? 0
  const to = end ?? 0
  const rest = to - from - children.reduce((sum, { amount }) => sum + amount, 0)
  // Smaller than this it is rounding and stays in the remainder.
  return Math.abs(rest) <= 1e-12 * (Math.abs(from) + Math.abs(to)) ? 0 : rest
}

/** What each child adds when the side's row takes the other side's values. */
function playInto(
  heading: CompiledNode,
  side: ExplainedSide,
  other: ExplainedSide,
): ReadonlyMap<string, number> | null {
  const columns = side.columns(heading)
  const amounts = play(columns, (members) =>
    side.aggregate(
      heading,
      columns.map((column, child) =>
        members[child] === true ? replaced(column, side.unit, other.value(column.node)) : column,
      ),
    ),
  )
  return amounts === null ? null : new Map(columns.map(({ node }, index) => [node, amounts[index] ?? 0]))
}

function play(
  columns: readonly WeightedColumn[],
  value: (members: readonly boolean[]) => number | null,
): readonly number[] | null {
  let isDefined = true
  const amounts = shareOut(columns.length, (members) => {
    const found = value(members)
    if (found === null) isDefined = false
    return found ?? 0
  })
  return isDefined ? amounts : null
}

function exchanged(column: WeightedColumn, one: number, other: number): WeightedColumn {
  return {
    ...column,
    values: swap(column.values, one, other),
    byUnit: column.byUnit === null ? null : swap(column.byUnit, one, other),
  }
}

function swap(values: readonly (number | null)[], one: number, other: number): (number | null)[] {
  const moved = [...values]
  moved[one] = values[other] ?? null
  moved[other] = values[one] ?? null
  return moved
}

function replaced(column: WeightedColumn, unit: number, value: number | null): WeightedColumn {
  const values = [...column.values]
  values[unit] = value
  return { ...column, values }
}
