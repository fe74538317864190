import { currentOfEffect, effect, effectBoundsInPlace } from './hidiroglou-berthelot.ts'
import { medianInPlace } from './order-statistics.ts'
import { emptyScores, type AlignedCell, type ExplainedScores, type GroupedRows } from './outlier-columns.ts'
import type { HidiroglouBerthelotRule } from './outlier.ts'

/** Hidiroglou-Berthelot over the groups of a period, its spread learned from the transitions of the training window. */
export function scoreByEffect(
  rule: HidiroglouBerthelotRule,
  cell: AlignedCell,
  groups: GroupedRows,
): ExplainedScores {
  const result = emptyScores(cell.period.id, cell.rows)
  const current = cell.back(0)
  const previous = cell.back(rule.back)
  const medians = new Float64Array(cell.rows).fill(NaN)
  const explain = explainEffects(rule, result, previous, medians)
  if (current === null || previous === null) return { ...result, explain }

  const training = trainingTransitions(rule, cell)
  const buffer = new Float64Array(groups.rows.length * Math.max(1, training.length))
  for (let group = 0; group < groups.count; group++) {
    const first = groups.starts[group] ?? 0
    const last = groups.starts[group + 1] ?? 0
    const rows = groups.rows.subarray(first, last)
    const taught = teach(rule, rows, training, buffer)
    if (taught === null) continue
    const centre =
      rule.centre === 'training' ? taught.median : medianRatio(current, previous, rows, buffer, rule.atLeast)
    if (centre === null) continue
    for (const row of rows) {
      const now = current[row] ?? NaN
      const then = previous[row] ?? NaN
      if (!(now > 0 && then > 0)) continue
      medians[row] = centre
      result.scores[row] = effect(now, then, centre, rule.sizeExponent)
      result.from[row] = taught.from
      result.to[row] = taught.to
    }
  }
  return { ...result, explain }
}

interface Transition {
  readonly current: Float64Array
  readonly previous: Float64Array
}

function trainingTransitions(rule: HidiroglouBerthelotRule, cell: AlignedCell): Transition[] {
  const steps = rule.training === 0 ? [0] : Array.from({ length: rule.training }, (_, index) => index + 1)
  return steps.flatMap((step) => {
    const current = cell.back(step)
    const previous = cell.back(step + rule.back)
    return current === null || previous === null ? [] : [{ current, previous }]
  })
}

/** Bounds of the effects, and the median ratio over the whole window; null where there is too little to learn from. */
function teach(
  rule: HidiroglouBerthelotRule,
  rows: Int32Array,
  training: readonly Transition[],
  buffer: Float64Array,
): { readonly median: number; readonly from: number; readonly to: number } | null {
  const ratios = training.map(({ current, previous }) => countRatios(current, previous, rows, buffer, 0))
  if (ratios.reduce((sum, count) => sum + count, 0) < Math.max(1, rule.atLeast)) return null
  let pooled = 0
  for (const { current, previous } of training) pooled += countRatios(current, previous, rows, buffer, pooled)
  const median = medianInPlace(buffer, pooled)

  let count = 0
  for (const { current, previous } of training) {
    // The middle of each transition is its own, as that of the judged one will be: what is common to all is no effect.
    const centre = rule.centre === 'training' ? median : ownMedian(current, previous, rows, buffer, count)
    for (const row of rows) {
      const now = current[row] ?? NaN
      const then = previous[row] ?? NaN
      if (!(now > 0 && then > 0)) continue
      buffer[count] = effect(now, then, centre, rule.sizeExponent)
      count++
    }
  }
  const bounds = effectBoundsInPlace(buffer, count, rule)
  return { median, from: bounds.from, to: bounds.to }
}

function medianRatio(
  current: Float64Array,
  previous: Float64Array,
  rows: Int32Array,
  buffer: Float64Array,
  atLeast: number,
): number | null {
  const count = countRatios(current, previous, rows, buffer, 0)
  return count < Math.max(1, atLeast) ? null : medianInPlace(buffer, count)
}

/** Uses the buffer from `start` on, which what comes next overwrites. */
function ownMedian(
  current: Float64Array,
  previous: Float64Array,
  rows: Int32Array,
  buffer: Float64Array,
  start: number,
): number {
  const free = buffer.subarray(start)
  return medianInPlace(free, countRatios(current, previous, rows, free, 0))
}

/** Writes the ratios into the buffer from `start` on and says how many they are. */
function countRatios(
  current: Float64Array,
  previous: Float64Array,
  rows: Int32Array,
  buffer: Float64Array,
  start: number,
): number {
  let count = 0
  for (const row of rows) {
    const now = current[row] ?? NaN
    const then = previous[row] ?? NaN
    if (!(now > 0 && then > 0)) continue
    buffer[start + count] = now / then
    count++
  }
  return count
}

function explainEffects(
  rule: HidiroglouBerthelotRule,
  scores: { readonly from: Float64Array; readonly to: Float64Array },
  previous: Float64Array | null,
  medians: Float64Array,
): ExplainedScores['explain'] {
  return (row) => {
    const then = previous?.[row] ?? NaN
    const median = medians[row] ?? NaN
    if (Number.isNaN(then) || Number.isNaN(median)) return { from: null, to: null, expected: null }
    const from = scores.from[row] ?? -Infinity
    const to = scores.to[row] ?? Infinity
    return {
      from: Number.isFinite(from) ? currentOfEffect(from, then, median, rule.sizeExponent) : null,
      to: Number.isFinite(to) ? currentOfEffect(to, then, median, rule.sizeExponent) : null,
      expected: median * then,
    }
  }
}
