/** Points of a score in columns, as far as doubles can say them for sure. */
import { roundingOf, type NumberBlock, type OwnBlock } from './column-numbers.ts'
import type { CompiledScore, RuleExpression } from './rule-expression.ts'

const UNIT = 2 ** -52

/**
 * Writes the total, or that of a group. The error is 0 where the points are whole and all items known, infinite where an item is
 * not known (there the points are a range) or digits beyond the double could show.
 */
export function scorePoints(
  { score, items }: CompiledScore,
  group: string | null,
  numbersOf: (points: RuleExpression) => NumberBlock,
  out: OwnBlock,
  count: number,
): void {
  out.values.fill(0, 0, count)
  out.errors.fill(0, 0, count)
  out.known.fill(1, 0, count)
  for (const { code, maximum } of score.groups) {
    if (group !== null && code !== group) continue
    const sum = new Float64Array(count)
    const errors = new Float64Array(count)
    for (const { item, points } of items) {
      if (item.off || item.group !== code) continue
      if (points.ranged) errors.fill(Infinity)
      else addItem(numbersOf(points), item, sum, errors, count)
    }
    cutAt(maximum, sum, errors, count)
    for (let row = 0; row < count; row += 1) {
      const total = (out.values[row] as number) + (sum[row] as number)
      out.values[row] = total
      out.errors[row] = (out.errors[row] as number) + (errors[row] as number) + roundingOf(total)
    }
  }
  if (group === null) cutAt(score.maximum, out.values, out.errors, count)
}

function addItem(
  block: NumberBlock,
  {
    minimum,
    maximum,
    weight,
  }: { readonly minimum: number; readonly maximum: number; readonly weight: number },
  sum: Float64Array,
  errors: Float64Array,
  count: number,
): void {
  for (let row = 0; row < count; row += 1) {
    if (block.known[row] === 0) {
      errors[row] = Infinity
      continue
    }
    // Cut or not, it lies no further off than before.
    const cut = Math.min(Math.max(block.values[row] as number, minimum), maximum)
    const points = cut * weight
    const total = (sum[row] as number) + points
    const error = block.errors?.[row] ?? 0
    sum[row] = total
    errors[row] =
      (errors[row] as number) +
      (error + roundingOf(cut)) * Math.abs(weight) +
      (Number.isSafeInteger(weight) ? 0 : Math.abs(points) * 2 * UNIT) +
      roundingOf(points) * 2 +
      roundingOf(total)
  }
}

function cutAt(maximum: number | null, values: Float64Array, errors: Float64Array, count: number): void {
  if (maximum === null) return
  for (let row = 0; row < count; row += 1) {
    const [value, error] = [values[row] as number, errors[row] as number]
    if (value > maximum + error) {
      values[row] = maximum
      errors[row] = roundingOf(maximum)
    } else if (error > 0 && value > maximum - error) errors[row] = error * 2
  }
}
