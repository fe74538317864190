import { currentOfEffect, effect, effectBoundsInPlace } from './hidiroglou-berthelot.ts'
import { medianInPlace } from './order-statistics.ts'
import { emptyScores, type PlacedCell, type PlacedScores } from './outlier-columns.ts'
import type { HidiroglouBerthelotRule } from './outlier.ts'

/** Hidiroglou-Berthelot over the groups of a period, its spread learned from the transitions of the training window. */
export function scoreByEffect(rule: HidiroglouBerthelotRule, cell: PlacedCell): PlacedScores {
  const { places } = cell
  const result = emptyScores(places.count)
  const medians = new Float64Array(places.count).fill(NaN)
  const judged = transitionBack(rule, cell, 0)
  const explain = explainEffects(rule, result, judged, medians)
  if (judged === null) return { ...result, explain }

  const steps = rule.training === 0 ? [0] : Array.from({ length: rule.training }, (_, index) => index + 1)
  const training = steps.flatMap((step) => transitionBack(rule, cell, step) ?? [])
  const buffer = new Float64Array(places.count * Math.max(1, training.length))
  for (let group = 0; group < places.groups; group++) {
    const first = places.starts[group] ?? 0
    const end = places.starts[group + 1] ?? 0
    const taught = teach(rule, training, first, end, buffer)
    if (taught === null) continue
    const centre = taught.median ?? medianRatio(judged, first, end, buffer, rule.atLeast)
    if (centre === null) continue
    for (let place = first; place < end; place++) {
      const now = judged.current[place] ?? NaN
      const then = judged.previous[place] ?? NaN
      if (!(now > 0 && then > 0)) continue
      medians[place] = centre
      result.scores[place] = effect(now, then, centre, rule.sizeExponent)
      result.from[place] = taught.from
      result.to[place] = taught.to
    }
  }
  return { ...result, explain }
}

interface Transition {
  readonly current: Float64Array
  readonly previous: Float64Array
}

function transitionBack(rule: HidiroglouBerthelotRule, cell: PlacedCell, steps: number): Transition | null {
  const current = cell.back(steps)
  const previous = cell.back(steps + rule.back)
  return current === null || previous === null ? null : { current, previous }
}

/**
 * Bounds of the effects, and the median ratio of the window where the rule wants it as its centre; null where there is too little
 * to learn from.
 */
function teach(
  rule: HidiroglouBerthelotRule,
  training: readonly Transition[],
  first: number,
  end: number,
  buffer: Float64Array,
): { readonly median: number | null; readonly from: number; readonly to: number } | null {
  let median: number | null = null
  if (rule.centre === 'training') {
    let pooled = 0
    for (const transition of training) pooled += writeRatios(transition, first, end, buffer, pooled)
    if (pooled === 0) return null
    median = medianInPlace(buffer, pooled)
  }
  let count = 0
  for (const transition of training) {
    // The middle of each transition is its own, as that of the judged one will be: what is common to all is no effect.
    let centre = median
    if (centre === null) {
      const free = buffer.subarray(count)
      centre = medianInPlace(free, writeRatios(transition, first, end, free, 0))
    }
    count += writeEffects(transition, first, end, centre, rule.sizeExponent, buffer, count)
  }
  if (count < Math.max(1, rule.atLeast)) return null
  const bounds = effectBoundsInPlace(buffer, count, rule)
  return { median, from: bounds.from, to: bounds.to }
}

function medianRatio(
  transition: Transition,
  first: number,
  end: number,
  buffer: Float64Array,
  atLeast: number,
): number | null {
  const count = writeRatios(transition, first, end, buffer, 0)
  return count < Math.max(1, atLeast) ? null : medianInPlace(buffer, count)
}

/** Writes the ratios of the places into the buffer from `start` on and says how many there are. */
function writeRatios(
  { current, previous }: Transition,
  first: number,
  end: number,
  buffer: Float64Array,
  start: number,
): number {
  let next = start
  for (let place = first; place < end; place++) {
    const now = current[place] ?? NaN
    const then = previous[place] ?? NaN
    if (now > 0 && then > 0) buffer[next++] = now / then
  }
  return next - start
}

function writeEffects(
  { current, previous }: Transition,
  first: number,
  end: number,
  medianRatio: number,
  exponent: number,
  buffer: Float64Array,
  start: number,
): number {
  let next = start
  for (let place = first; place < end; place++) {
    const now = current[place] ?? NaN
    const then = previous[place] ?? NaN
    if (now > 0 && then > 0) buffer[next++] = effect(now, then, medianRatio, exponent)
  }
  return next - start
}

function explainEffects(
  rule: HidiroglouBerthelotRule,
  scores: { readonly from: Float64Array; readonly to: Float64Array },
  judged: Transition | null,
  medians: Float64Array,
): PlacedScores['explain'] {
  return (place) => {
    const then = judged?.previous[place] ?? NaN
    const median = medians[place] ?? NaN
    if (Number.isNaN(then) || Number.isNaN(median)) return { from: null, to: null, expected: null }
    const from = scores.from[place] ?? -Infinity
    const to = scores.to[place] ?? Infinity
    return {
      from: Number.isFinite(from) ? currentOfEffect(from, then, median, rule.sizeExponent) : null,
      to: Number.isFinite(to) ? currentOfEffect(to, then, median, rule.sizeExponent) : null,
      expected: median * then,
    }
  }
}
