/** What tables of a rule book give for one row, where it may not be known which of their rows match. */
import { type Answer, NO, UNKNOWN, YES } from './row-answer.ts'
import { type Bounds, type BoundsJudge, allKnown, collectedBounds, unionOf } from './row-bounds.ts'
import type { CompiledTable, RuleExpression } from './rule-expression.ts'
import { FeelNumber } from './values.ts'

interface TableJudge extends BoundsJudge {
  answer(expression: RuleExpression): Answer
}

const ZERO = new FeelNumber(0)
const ONE_POINT: Bounds = { low: new FeelNumber(1), high: new FeelNumber(1) }
const ZERO_POINT: Bounds = { low: ZERO, high: ZERO }

/** Of hit policies that take one row: the outputs that may be meant; null: the rows contradict each other, or none answers. */
export function possibleOutputs(
  judge: TableJudge,
  table: CompiledTable,
  output: number,
): readonly RuleExpression[] | null {
  const possible: RuleExpression[] = []
  const { hit } = table.table
  let certain = 0
  for (const row of table.rows) {
    const matches = judge.answer(row.matches)
    if (matches === NO) continue
    const value = row.outputs[output]
    if (value !== undefined) possible.push(value)
    if (matches === UNKNOWN) continue
    certain += 1
    if (hit === 'FIRST' || hit === 'PRIORITY') return possible
  }
  if (hit === 'UNIQUE' && certain > 0 && possible.length > 1) return null
  const otherwise = table.otherwise?.[output]
  if (certain === 0 && otherwise !== undefined) possible.push(otherwise)
  return possible.length === 0 ? null : possible
}

export function tableBounds(judge: TableJudge, table: CompiledTable, output: number): Bounds | null {
  const { hit } = table.table
  if (hit === 'SUM' || hit === 'MAX' || hit === 'MIN' || hit === 'COUNT')
    return boundsOfCollected(judge, table, output, hit)
  const outputs = possibleOutputs(judge, table, output)
  if (outputs === null) return null
  const bounds = unionOf(outputs.map((value) => judge.bounds(value)))
  // Rows that contradict each other answer nothing, whatever is unknown.
  if (hit === 'ANY' && bounds !== null && !bounds.low.equals(bounds.high)) {
    const certain = table.rows.filter((row) => judge.answer(row.matches) === YES)
    const points = unionOf(certain.map((row) => boundsOf(judge, row.outputs[output])))
    if (points !== null && !points.low.equals(points.high)) return null
  }
  return bounds
}

function boundsOf(judge: TableJudge, expression: RuleExpression | undefined): Bounds | null {
  return expression === undefined ? null : judge.bounds(expression)
}

function boundsOfCollected(
  judge: TableJudge,
  table: CompiledTable,
  output: number,
  hit: 'SUM' | 'MAX' | 'MIN' | 'COUNT',
): Bounds | null {
  const certain: (Bounds | null)[] = []
  const open: (Bounds | null)[] = []
  for (const row of table.rows) {
    const matches = judge.answer(row.matches)
    if (matches === NO) continue
    const value = hit === 'COUNT' ? ONE_POINT : boundsOf(judge, row.outputs[output])
    if (matches === YES) certain.push(value)
    else open.push(value)
  }
  const otherwise = table.otherwise === null ? undefined : boundsOf(judge, table.otherwise[output])
  if (certain.length === 0 && open.length === 0)
    return otherwise === undefined ? (hit === 'COUNT' ? ZERO_POINT : null) : otherwise
  const [taken, perhaps] = [allKnown(certain), allKnown(open)]
  if (taken === null || perhaps === null) return null
  const bounds = collectedBounds(hit, taken, perhaps)
  if (taken.length > 0) return bounds
  return otherwise === undefined
    ? hit === 'COUNT'
      ? unionOf([bounds, ZERO_POINT])
      : bounds
    : unionOf([bounds, otherwise])
}
