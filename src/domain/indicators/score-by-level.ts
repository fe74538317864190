import { emptyScores, type AlignedCell, type ExplainedScores, type GroupedRows } from './outlier-columns.ts'
import type { LogScale, RobustZRule } from './outlier.ts'
import { fromLog, robustCentreInPlace, toLog, type RobustCentre } from './robust-z.ts'

/** Robust z-scores of a cell, or of its ratio to another, on the log scale, against its group or its own past. */
export function scoreByLevel(
  rule: RobustZRule,
  cell: AlignedCell,
  per: AlignedCell | null,
  groups: GroupedRows,
): ExplainedScores {
  const divisor = per?.back(0) ?? null
  const judged = logLevels(rule, cell, per, 0)
  const steps =
    rule.training === 0 && rule.against === 'group'
      ? [0]
      : Array.from({ length: rule.training }, (_, index) => index + 1)
  const training = steps.flatMap((step) => {
    const levels = step === 0 ? judged : logLevels(rule, cell, per, step)
    return levels === null ? [] : [levels]
  })
  return scoreAgainst(rule, cell, groups, judged, training, (row, level) => {
    const value = fromLog(level, rule.scale)
    return rule.per === null ? value : value * (divisor?.[row] ?? NaN)
  })
}

/** What scoring by level and scoring by change have in common: a column to judge, columns to learn from, a way back to the figure. */
export function scoreAgainst(
  rule: {
    readonly against: 'group' | 'own-past'
    readonly z: number
    readonly leastSpread: number
    readonly atLeast: number
  },
  cell: AlignedCell,
  groups: GroupedRows,
  judged: Float64Array | null,
  training: readonly Float64Array[],
  figureOf: (row: number, level: number) => number,
): ExplainedScores {
  const result = emptyScores(cell.period.id, cell.rows)
  const medians = new Float64Array(cell.rows).fill(NaN)
  const sigmas = new Float64Array(cell.rows).fill(NaN)
  const explain: ExplainedScores['explain'] = (row) => {
    const median = medians[row] ?? NaN
    const reach = rule.z * (sigmas[row] ?? NaN)
    return {
      from: finiteOrNull(figureOf(row, median - reach)),
      to: finiteOrNull(figureOf(row, median + reach)),
      expected: finiteOrNull(figureOf(row, median)),
    }
  }
  if (judged === null) return { ...result, explain }

  const score = (row: number, centre: RobustCentre): void => {
    const level = judged[row] ?? NaN
    if (Number.isNaN(level)) return
    medians[row] = centre.median
    sigmas[row] = centre.sigma
    result.scores[row] = (level - centre.median) / centre.sigma
    result.from[row] = -rule.z
    result.to[row] = rule.z
  }
  const atLeast = Math.max(1, rule.atLeast)
  if (rule.against === 'own-past') {
    const past = new Float64Array(training.length)
    for (const row of groups.rows) {
      let count = 0
      for (const levels of training) {
        const level = levels[row] ?? NaN
        if (!Number.isNaN(level)) past[count++] = level
      }
      if (count < atLeast) continue
      const centre = robustCentreInPlace(past, count, rule.leastSpread)
      if (centre !== null) score(row, centre)
    }
    return { ...result, explain }
  }

  const pool = new Float64Array(groups.rows.length * training.length)
  for (let group = 0; group < groups.count; group++) {
    const rows = groups.rows.subarray(groups.starts[group] ?? 0, groups.starts[group + 1] ?? 0)
    let count = 0
    for (const levels of training) {
      for (const row of rows) {
        const level = levels[row] ?? NaN
        if (!Number.isNaN(level)) pool[count++] = level
      }
    }
    if (count < atLeast) continue
    const centre = robustCentreInPlace(pool, count, rule.leastSpread)
    if (centre === null) continue
    for (const row of rows) score(row, centre)
  }
  return { ...result, explain }
}

function logLevels(
  rule: RobustZRule,
  cell: AlignedCell,
  per: AlignedCell | null,
  steps: number,
): Float64Array | null {
  const figures = cell.back(steps)
  if (figures === null) return null
  if (rule.per === null) return logColumn(figures, rule.scale)
  const divisors = per?.back(steps) ?? null
  if (divisors === null) return null
  const ratios = new Float64Array(figures.length)
  for (let row = 0; row < figures.length; row++) {
    const divisor = divisors[row] ?? NaN
    // A figure a head asks for heads: nothing is said of a firm without any.
    ratios[row] = divisor > 0 ? toLog((figures[row] ?? NaN) / divisor, rule.scale) : NaN
  }
  return ratios
}

export function logColumn(figures: Float64Array, scale: LogScale): Float64Array {
  const levels = new Float64Array(figures.length)
  for (let row = 0; row < figures.length; row++) levels[row] = toLog(figures[row] ?? NaN, scale)
  return levels
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null
}
