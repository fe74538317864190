import { emptyScores, finiteOrNull, type PlacedCell, type PlacedScores } from './outlier-columns.ts'
import type { LogScale, RobustZRule } from './outlier.ts'
import { fromLog, robustCentreInPlace, toLog, type RobustCentre } from './robust-z.ts'

/** Robust z-scores of a cell, or of its ratio to another, on the log scale, against its group or its own past. */
export function scoreByLevel(rule: RobustZRule, cell: PlacedCell, per: PlacedCell | null): PlacedScores {
  const divisor = per?.back(0) ?? null
  const judged = logLevels(rule, cell, per, 0)
  const isAmongOthers = rule.training === 0 && rule.against === 'group'
  const steps = isAmongOthers ? [0] : Array.from({ length: rule.training }, (_, index) => index + 1)
  const training = steps.flatMap((step) =>
    step === 0 ? (judged ?? []) : (logLevels(rule, cell, per, step) ?? []),
  )
  return scoreAgainst(rule, cell, judged, training, (place, level) => {
    const value = fromLog(level, rule.scale)
    return rule.per === null ? value : value * (divisor?.[place] ?? NaN)
  })
}

/** What scoring by level and by change have in common: a column to judge, columns to learn from, a way back to the figure. */
export function scoreAgainst(
  rule: {
    readonly against: 'group' | 'own-past'
    readonly z: number
    readonly leastSpread: number
    readonly atLeast: number
  },
  cell: PlacedCell,
  judged: Float64Array | null,
  training: readonly Float64Array[],
  figureOf: (place: number, level: number) => number,
): PlacedScores {
  const { places } = cell
  const result = emptyScores(places.count)
  const medians = new Float64Array(places.count).fill(NaN)
  const sigmas = new Float64Array(places.count).fill(NaN)
  const explain: PlacedScores['explain'] = (place) => {
    const median = medians[place] ?? NaN
    const reach = rule.z * (sigmas[place] ?? NaN)
    return {
      from: finiteOrNull(figureOf(place, median - reach)),
      to: finiteOrNull(figureOf(place, median + reach)),
      expected: finiteOrNull(figureOf(place, median)),
    }
  }
  if (judged === null) return { ...result, explain }

  const atLeast = Math.max(1, rule.atLeast)
  const score = (place: number, centre: RobustCentre): void => {
    const level = judged[place] ?? NaN
    if (Number.isNaN(level)) return
    medians[place] = centre.median
    sigmas[place] = centre.sigma
    result.scores[place] = (level - centre.median) / centre.sigma
    result.from[place] = -rule.z
    result.to[place] = rule.z
  }
  const pool = new Float64Array(rule.against === 'group' ? places.count * training.length : training.length)
  /** Learns from a stretch of places and judges each of them. */
  const judge = (first: number, end: number): void => {
    let count = 0
    for (const levels of training) {
      for (let place = first; place < end; place++) {
        const level = levels[place] ?? NaN
        if (!Number.isNaN(level)) pool[count++] = level
      }
    }
    if (count < atLeast) return
    const centre = robustCentreInPlace(pool, count, rule.leastSpread)
    if (centre === null) return
    for (let place = first; place < end; place++) score(place, centre)
  }
  if (rule.against === 'group') {
    for (let group = 0; group < places.groups; group++) {
      judge(places.starts[group] ?? 0, places.starts[group + 1] ?? 0)
    }
  } else {
    for (let place = 0; place < places.count; place++) judge(place, place + 1)
  }
  return { ...result, explain }
}

function logLevels(
  rule: RobustZRule,
  cell: PlacedCell,
  per: PlacedCell | null,
  steps: number,
): Float64Array | null {
  const figures = cell.back(steps)
  if (figures === null) return null
  if (rule.per === null) return logColumn(figures, rule.scale)
  const divisors = per?.back(steps) ?? null
  if (divisors === null) return null
  const ratios = new Float64Array(figures.length)
  for (let place = 0; place < figures.length; place++) {
    const divisor = divisors[place] ?? NaN
    // A figure a head asks for heads: nothing is said of a firm without any.
    ratios[place] = divisor > 0 ? toLog((figures[place] ?? NaN) / divisor, rule.scale) : NaN
  }
  return ratios
}

export function logColumn(figures: Float64Array, scale: LogScale): Float64Array {
  const levels = new Float64Array(figures.length)
  for (let place = 0; place < figures.length; place++) levels[place] = toLog(figures[place] ?? NaN, scale)
  return levels
}
