/** What would bring the next points of an item of a score: one fact alone, changed as little as possible. */
import { civilDate } from '#domain/kernel'
import type { FactSheet, FactValue, KnownFact } from './fact.ts'
import { SheetReader } from './fact-reader.ts'
import {
  type CompiledRuleBook,
  type CompiledScore,
  type ExpressionOf,
  type RuleExpression,
  partsOfExpression,
} from './rule-expression.ts'
import { RowJudge } from './row-judge.ts'
import { itemBounds } from './row-scores.ts'
import { type FeelNumber, isNumber } from './values.ts'
import type { Flip } from './verdict.ts'

/** Of values to try for one item. */
const MOST_TRIALS = 400

type Item = CompiledScore['items'][number]

interface Found {
  readonly points: FeelNumber
  readonly flip: Flip
  readonly way: FeelNumber
}

/** Null: at the top, not known, or no fact alone brings more. */
export function nextPoints(
  compiled: CompiledRuleBook,
  sheet: FactSheet,
  item: Item,
): { readonly points: number; readonly flips: readonly Flip[] } | null {
  const row = new RowJudge(compiled, new SheetReader(compiled, sheet))
  const now = itemBounds(row, item)
  if (item.item.off || !now.low.equals(now.high)) return null
  const found: Found[] = []
  for (const { fact, value } of candidatesOf(item.points, row).slice(0, MOST_TRIALS)) {
    const from = row.number(fact)
    if (from === null || from.equals(value)) continue
    const to = factValue(fact, value)
    const known: KnownFact = { value: to, source: { kind: 'given', place: {} } }
    const changed = new RowJudge(compiled, new SheetReader(compiled, new Map([...sheet, [fact.code, known]])))
    const points = itemBounds(changed, item)
    if (!points.low.equals(points.high) || points.low.lessThanOrEqualTo(now.low)) continue
    const flip: Flip = { fact: fact.code, from: factValue(fact, from), to, open: false, answer: 'yes' }
    found.push({ points: points.low, flip, way: value.minus(from).abs() })
  }
  const next = found.reduce<FeelNumber | null>(
    (least, { points }) => (least === null || points.lessThan(least) ? points : least),
    null,
  )
  if (next === null) return null
  const nearest = new Map<string, Found>()
  for (const one of found) {
    if (!one.points.equals(next)) continue
    const known = nearest.get(one.flip.fact)
    if (known === undefined || one.way.lessThan(known.way)) nearest.set(one.flip.fact, one)
  }
  return { points: next.toNumber(), flips: [...nearest.values()].map(({ flip }) => flip) }
}

function factValue(fact: ExpressionOf<'fact'>, value: FeelNumber): FactValue {
  return fact.type === 'date' ? civilDate(value.toNumber()) : value.toNumber()
}

/** Facts that are compared with something else that is known, with the value there and one step to both sides of it. */
function candidatesOf(
  points: RuleExpression,
  row: RowJudge,
): { readonly fact: ExpressionOf<'fact'>; readonly value: FeelNumber }[] {
  const found: { fact: ExpressionOf<'fact'>; value: FeelNumber }[] = []
  const seen = new Set<number>()
  const visit = (expression: RuleExpression): void => {
    if (seen.has(expression.id)) return
    seen.add(expression.id)
    if (expression.kind === 'compare')
      for (const [side, other] of [
        [expression.left, expression.right],
        [expression.right, expression.left],
      ] as const) {
        const value = side.kind === 'fact' ? row.number(other) : null
        if (side.kind !== 'fact' || !isNumber(value)) continue
        for (const step of [0, expression.step, -expression.step])
          found.push({ fact: side, value: value.plus(step) })
      }
    for (const part of partsOfExpression(expression)) visit(part)
  }
  visit(points)
  return found
}
