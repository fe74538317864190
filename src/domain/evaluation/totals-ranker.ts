import type { Ranking } from './scheme.ts'

/**
 * Ranks of the same units again and again: the order of the last time is the first guess of the next, so totals that moved a
 * little cost little. The greatest total is first; NaN has no rank (NaN). Equal totals, to the last bit, share a rank by `ties`.
 */
export class TotalsRanker {
  readonly #ties: Ranking['ties']
  readonly #order: Int32Array

  constructor(units: number, ties: Ranking['ties']) {
    this.#ties = ties
    this.#order = Int32Array.from({ length: units }, (_, index) => index)
  }

  /** Units, best first, those without a rank last; of the last call. */
  get order(): Int32Array {
    return this.#order
  }

  /** `breakers`: values compared in turn where totals are equal, greater first, a missing one last; what is equal still shares. */
  rank(totals: Float64Array, breakers: readonly Float64Array[], ranks: Float64Array): void {
    const order = this.#order
    for (let place = 1; place < order.length; place++) {
      const unit = order[place] ?? 0
      let at = place
      while (at > 0 && comesBefore(unit, order[at - 1] ?? 0, totals, breakers)) {
        order[at] = order[at - 1] ?? 0
        at--
      }
      order[at] = unit
    }
    this.#share(totals, breakers, ranks)
  }

  #share(totals: Float64Array, breakers: readonly Float64Array[], ranks: Float64Array): void {
    const order = this.#order
    let groups = 0
    for (let from = 0; from < order.length;) {
      const first = order[from] ?? 0
      let to = from + 1
      while (to < order.length && !comesBefore(first, order[to] ?? 0, totals, breakers)) to++
      groups++
      const ranked = totals[first] ?? NaN
      // NaN − NaN keeps those without a total without a rank.
      const rank = Number.isNaN(ranked) ? NaN : this.#sharedRank(from, to, groups)
      for (let place = from; place < to; place++) ranks[order[place] ?? 0] = rank
      from = to
    }
  }

  #sharedRank(from: number, to: number, groups: number): number {
    if (this.#ties === 'max') return to
    if (this.#ties === 'average') return (from + 1 + to) / 2
    return this.#ties === 'dense' ? groups : from + 1
  }
}

function comesBefore(
  unit: number,
  other: number,
  totals: Float64Array,
  breakers: readonly Float64Array[],
): boolean {
  const mine = totals[unit] ?? NaN
  const its = totals[other] ?? NaN
  if (mine > its) return true
  if (mine < its) return false
  if (mine !== its) return !Number.isNaN(mine) && Number.isNaN(its)
  for (const values of breakers) {
    const a = values[unit] ?? NaN
    const b = values[other] ?? NaN
    if (a > b || (Number.isNaN(b) && !Number.isNaN(a))) return true
    if (a < b || (Number.isNaN(a) && !Number.isNaN(b))) return false
  }
  return false
}
