import { accepted, type Outcome } from '#domain/kernel'
import { meanShift } from './mean-shift.ts'
import { RandomStream } from './random.ts'
import type { Replicator } from './replicator.ts'
import {
  drawResamples,
  sobolIndices,
  sobolRanges,
  type Resamples,
  type SobolSample,
} from './sobol-indices.ts'
import { drawChoice, withFactorFrom, type Drawn, type UncertainChoices } from './uncertain-choices.ts'
import type { SensitivityIndex, SensitivityResult, UncertainFactor } from './uncertainty.ts'

export interface SensitivityTask {
  readonly replicator: Replicator
  readonly choices: UncertainChoices
  readonly factors: readonly UncertainFactor[]
  readonly seed: number
  readonly rows: number
  /** By place among the judged units; NaN: none. */
  readonly nominalRanks: Float64Array
  /** Units to report on, with their places among the judged ones. */
  readonly units: readonly { readonly code: string; readonly place: number }[]
  /** Asked after each scoring. */
  readonly isCancelled: () => boolean
  readonly cancelled: () => Outcome<never>
}

/** Bootstrap resamples; with 200 the 5 % and 95 % points stand on ten each. */
const RESAMPLES = 200
/** Streams of the design lie beyond those of the replications. */
const DESIGN_STREAMS = 2 ** 31
const RESAMPLE_SEED_STEP = 0x5bd1e995

/**
 * Which choice moves the ranking: Sobol indices over a Saltelli design with so many rows; all weights together are one factor, as
 * in COINr's `get_sensitivity`. The answer of a row is the mean absolute rank shift, and for each unit its rank (the last where
 * it has none). Means are taken away before the indices are computed.
 */
export function assessSensitivity(task: SensitivityTask): Outcome<SensitivityResult> {
  const { replicator, choices, factors, seed, rows, nominalRanks, units } = task
  const designs = factors.length + 2
  const shifts = Array.from({ length: designs }, () => new Float64Array(rows))
  const ranks = units.map(() => Array.from({ length: designs }, () => new Float64Array(rows)))
  for (let row = 0; row < rows; row++) {
    const a = drawChoice(choices, new RandomStream(seed, DESIGN_STREAMS + 2 * row))
    const b = drawChoice(choices, new RandomStream(seed, DESIGN_STREAMS + 2 * row + 1))
    const drawns: readonly Drawn[] = [a, b, ...factors.map((factor) => withFactorFrom(a, factor, b))]
    for (const [design, drawn] of drawns.entries()) {
      const made = replicator.replicate(drawn)
      if (!made.ok) return made
      const shift = shifts[design]
      if (shift !== undefined) shift[row] = meanShift(replicator.standing.ranks, nominalRanks)
      for (const [index, { place }] of units.entries()) {
        const column = ranks[index]?.[design]
        const rank = replicator.standing.ranks[place] ?? NaN
        if (column !== undefined) column[row] = Number.isNaN(rank) ? nominalRanks.length : rank
      }
      if (task.isCancelled()) return task.cancelled()
    }
  }
  const resamples = drawResamples(rows, RESAMPLES, (seed ^ RESAMPLE_SEED_STEP) >>> 0)
  return accepted({
    rows,
    factors: indicesOf(factors, shifts, resamples),
    byUnit: units.map(({ code }, index) => ({
      unit: code,
      factors: indicesOf(factors, ranks[index] ?? [], resamples),
    })),
  })
}

function indicesOf(
  factors: readonly UncertainFactor[],
  [a, b, ...mixed]: readonly Float64Array[],
  resamples: Resamples,
): SensitivityIndex[] {
  if (a === undefined || b === undefined) return []
  let sum = 0
  for (const value of a) sum += value
  for (const value of b) sum += value
  const mean = sum / (a.length + b.length)
  const centred = (column: Float64Array) => column.map((value) => value - mean)
  const sample: SobolSample = { a: centred(a), b: centred(b), mixed: mixed.map(centred) }
  const { first, total } = sobolIndices(sample)
  const ranges = sobolRanges(sample, resamples)
  return factors.map((factor, index) => ({
    factor,
    first: first[index] ?? 0,
    total: total[index] ?? 0,
    firstRange: ranges.first[index] ?? [0, 0],
    totalRange: ranges.total[index] ?? [0, 0],
  }))
}
