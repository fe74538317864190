import { sortedQuantile } from './sobol-indices.ts'
import type { Spread } from './uncertainty.ts'

/** Counts what came of many replications, by unit and by pair, in memory that grows only with their number × units. */
export class ReplicationTally {
  readonly #units: number
  #done = 0
  /** By unit: its totals, as many as it had. */
  readonly #scores: Float64Array
  readonly #capacity: number
  readonly #ranked: Int32Array
  /** By unit and twice the rank, as shared ranks end in ½. */
  readonly #rankCounts: Int32Array
  readonly #gradeCounts: Int32Array
  readonly #grades: number
  /** By pair, twice the number of times that the first came before the second. */
  readonly #before: Int32Array

  constructor(units: number, replications: number, grades: number) {
    this.#units = units
    this.#capacity = replications
    this.#scores = new Float64Array(units * replications)
    this.#ranked = new Int32Array(units)
    this.#rankCounts = new Int32Array(units * (2 * units + 1))
    this.#grades = grades
    this.#gradeCounts = new Int32Array(units * grades)
    this.#before = new Int32Array(units * units)
  }

  /** `order`: units best first, those without a rank (NaN) last. */
  add(totals: Float64Array, ranks: Float64Array, grades: Int32Array, order: Int32Array): void {
    const units = this.#units
    this.#done++
    for (let unit = 0; unit < units; unit++) {
      const rank = ranks[unit] ?? NaN
      if (Number.isNaN(rank)) continue
      const ranked = this.#ranked[unit] ?? 0
      this.#scores[unit * this.#capacity + ranked] = totals[unit] ?? NaN
      this.#ranked[unit] = ranked + 1
      bump(this.#rankCounts, unit * (2 * units + 1) + 2 * rank, 1)
      const grade = grades[unit] ?? -1
      if (grade >= 0) bump(this.#gradeCounts, unit * this.#grades + grade, 1)
    }
    this.#countPairs(ranks, order)
  }

  /** Down the order, so that the inner loop asks nothing but where a shared rank ends. Those without a rank share the last place. */
  #countPairs(ranks: Float64Array, order: Int32Array): void {
    const units = this.#units
    const before = this.#before
    let groupEnd = 0
    for (let place = 0; place < units; place++) {
      const unit = order[place] ?? 0
      if (place === groupEnd) {
        const rank = ranks[unit] ?? NaN
        groupEnd++
        while (groupEnd < units && Object.is(ranks[order[groupEnd] ?? 0], rank)) groupEnd++
      }
      const row = unit * units
      for (let other = place + 1; other < groupEnd; other++) {
        bump(before, row + (order[other] ?? 0), 1)
        bump(before, (order[other] ?? 0) * units + unit, 1)
      }
      for (let other = groupEnd; other < units; other++) {
        const at = row + (order[other] ?? 0)
        before[at] = (before[at] ?? 0) + 2
      }
    }
  }

  wasRanked(unit: number): boolean {
    return (this.#ranked[unit] ?? 0) > 0
  }

  /** Share of replications in which the unit had no rank. */
  unranked(unit: number): number {
    return 1 - (this.#ranked[unit] ?? 0) / this.#done
  }

  /** Over the replications in which it had one. */
  score(unit: number): Spread {
    const from = unit * this.#capacity
    return spreadOfSorted(this.#scores.slice(from, from + (this.#ranked[unit] ?? 0)).sort())
  }

  rank(unit: number): Spread {
    const ranked = this.#ranked[unit] ?? 0
    const sorted = new Float64Array(ranked)
    const width = 2 * this.#units + 1
    for (let half = 0, at = 0; half < width; half++) {
      const count = this.#rankCounts[unit * width + half] ?? 0
      sorted.fill(half / 2, at, at + count)
      at += count
    }
    return spreadOfSorted(sorted)
  }

  /** Shares of all replications from rank 1 on; a shared rank that ends in ½ counts half for each of its neighbours. */
  rankShares(unit: number): number[] {
    const width = 2 * this.#units + 1
    const count = (half: number) => (half < width ? (this.#rankCounts[unit * width + half] ?? 0) : 0)
    return Array.from({ length: this.#units }, (_, index) => {
      const half = 2 * (index + 1)
      return (count(half) + (count(half - 1) + count(half + 1)) / 2) / this.#done
    })
  }

  /** By place of the grade, shares of all replications. */
  gradeShares(unit: number): number[] {
    return Array.from(
      { length: this.#grades },
      (_, grade) => (this.#gradeCounts[unit * this.#grades + grade] ?? 0) / this.#done,
    )
  }

  /** Share of replications in which the one came before the other; level counts half. */
  dominance(unit: number, other: number): number {
    return (this.#before[unit * this.#units + other] ?? 0) / (2 * this.#done)
  }
}

function bump(counts: Int32Array, at: number, by: number): void {
  counts[at] = (counts[at] ?? 0) + by
}

/** Of values in rising order, one at least. Deviation: sample (n − 1); zero of a single value. */
function spreadOfSorted(sorted: Float64Array): Spread {
  let sum = 0
  for (const value of sorted) sum += value
  const mean = sum / sorted.length
  let squares = 0
  for (const value of sorted) squares += (value - mean) ** 2
  return {
    mean,
    median: sortedQuantile(sorted, 0.5),
    deviation: sorted.length > 1 ? Math.sqrt(squares / (sorted.length - 1)) : 0,
    p05: sortedQuantile(sorted, 0.05),
    p95: sortedQuantile(sorted, 0.95),
    least: sortedQuantile(sorted, 0),
    most: sortedQuantile(sorted, 1),
  }
}
