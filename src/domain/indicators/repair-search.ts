import type { RepairCell } from './repair-problem.ts'
import type { Alternative, Conflict, Repair, RepairState } from './repair-state.ts'

export interface FoundRepair {
  readonly cells: readonly number[]
  readonly weight: number
  /** New figures of the chosen cells; those that are emptied or no figures are not here. */
  readonly figures: ReadonlyMap<number, number>
  readonly emptied: readonly number[]
  /** Cells whose new figure can be no other. */
  readonly determined: readonly number[]
  readonly proven: boolean
}

/** Sums of weights that differ by less are the same. */
const SAME = 1e-9
const MAX_LEARNED = 400

/**
 * The repair of least weight; `none` where there is none, `unknown` where the search was cut off without one. Branch and bound over the ways out of conflicts, with a limit on the
 * weight that rises step by step, so that the first repair found is a lightest one. A bound: conflicts that share no cell each
 * cost their lightest way out.
 */
export class RepairSearch {
  readonly #cells: readonly RepairCell[]
  readonly #state: RepairState
  /** Smaller first among the ways out of one conflict. */
  readonly #order: readonly number[]
  readonly #excluded = new Set<number>()
  readonly #known = new Map<string, Repair>()
  /** Implied edits that hold whatever other values are chosen. */
  readonly #learned: Conflict[] = []
  readonly #maxNodes: number
  #nodes = 0
  #limit = 0
  #nextLimit = Infinity
  #isCut = false

  constructor(cells: readonly RepairCell[], state: RepairState, order: readonly number[], maxNodes: number) {
    this.#cells = cells
    this.#state = state
    this.#order = order
    this.#maxNodes = maxNodes
  }

  run(): FoundRepair | 'none' | 'unknown' {
    const found = this.#search()
    return typeof found === 'string' ? found : { ...found, determined: this.#state.determined(found.figures) }
  }

  #search(): FoundRepair | 'none' | 'unknown' {
    const base = this.#cells.reduce((sum, { must, weight }) => sum + (must === null ? 0 : weight), 0)
    const initial = [...this.#state.changes]
    for (this.#limit = base; this.#limit < Infinity; this.#limit = this.#nextLimit) {
      this.#nextLimit = Infinity
      const found = this.#descend(base)
      if (found !== null) return this.#isCut ? { ...found, proven: false } : found
      if (this.#nodes >= this.#maxNodes) return this.#dive(base, initial) ?? 'unknown'
    }
    return this.#isCut ? 'unknown' : 'none'
  }

  #descend(weight: number): FoundRepair | null {
    if (this.#nodes++ >= this.#maxNodes || this.#isBeyond(weight)) return null
    const isPlain = this.#state.isPlain()
    const implied = isPlain ? this.#learned.filter((conflict) => this.#isUnmet(conflict)) : []
    const conflicts = implied.map((conflict) => this.#open(conflict))
    if (this.#isHopeless(conflicts, weight)) return null
    const repair = this.#repair()
    if (repair.kind === 'unknown') {
      this.#isCut = true
      return null
    }
    if (repair.kind !== 'conflicts') return this.#found(repair, weight)
    if (isPlain && this.#learned.length < MAX_LEARNED)
      this.#learned.push(...repair.conflicts.filter((one) => !implied.includes(one)))
    conflicts.push(...repair.conflicts.map((conflict) => this.#open(conflict)))
    if (this.#isHopeless(conflicts, weight)) return null
    return this.#branch(conflicts[0]?.alternatives ?? [], weight)
  }

  /** No way out, or none within the limit. Puts the conflicts with the fewest ways out first. */
  #isHopeless(conflicts: Conflict[], weight: number): boolean {
    if (conflicts.some(({ alternatives }) => alternatives.length === 0)) return true
    conflicts.sort((a, b) => a.alternatives.length - b.alternatives.length)
    return this.#isBeyond(weight + this.#leastCost(conflicts))
  }

  #isUnmet({ alternatives }: Conflict): boolean {
    return alternatives.every(({ cell, change }) => this.#state.changes[cell] !== change)
  }

  #isBeyond(weight: number): boolean {
    if (weight <= this.#limit + SAME) return false
    this.#nextLimit = Math.min(this.#nextLimit, weight)
    return true
  }

  #branch(alternatives: readonly Alternative[], weight: number): FoundRepair | null {
    const tried: number[] = []
    for (const alternative of alternatives) {
      const { cell, change } = alternative
      const before = this.#state.changes[cell] ?? null
      this.#state.changes[cell] = change
      const found = this.#descend(weight + this.#costOf(alternative, before))
      if (found !== null) return found
      this.#state.changes[cell] = before
      // What follows looks for repairs without it: those with it were all seen.
      this.#excluded.add(keyOf(alternative))
      tried.push(keyOf(alternative))
    }
    for (const key of tried) this.#excluded.delete(key)
    return null
  }

  #open({ alternatives }: Conflict): Conflict {
    const open = alternatives.filter((one) => this.#state.isOpen(one) && !this.#excluded.has(keyOf(one)))
    open.sort(
      (a, b) =>
        (this.#order[a.cell] ?? 0) - (this.#order[b.cell] ?? 0) ||
        Number(a.change === 'empty') - Number(b.change === 'empty'),
    )
    return { alternatives: open }
  }

  #costOf({ cell }: Alternative, before: RepairState['changes'][number]): number {
    return before === null ? (this.#cells[cell]?.weight ?? 1) : 0
  }

  #leastCost(conflicts: readonly Conflict[]): number {
    const taken = new Set<number>()
    let sum = 0
    for (const { alternatives } of conflicts) {
      if (alternatives.some(({ cell }) => taken.has(cell))) continue
      for (const { cell } of alternatives) taken.add(cell)
      sum += Math.min(...alternatives.map((one) => this.#costOf(one, this.#state.changes[one.cell] ?? null)))
    }
    return sum
  }

  #repair(): Repair {
    const key = this.#state.changes.map((change) => (change === null ? '' : change[0])).join(',')
    const known = this.#known.get(key)
    if (known !== undefined) return known
    const repair = this.#state.repair()
    this.#known.set(key, repair)
    return repair
  }

  #found(repair: Extract<Repair, { kind: 'repaired' | 'cut' }>, weight: number): FoundRepair {
    const { changes } = this.#state
    const cells = changes.flatMap((change, cell) => (change === null ? [] : [cell]))
    return {
      cells,
      weight,
      figures: repair.figures,
      emptied: cells.filter((cell) => changes[cell] === 'empty'),
      determined: [],
      proven: repair.kind === 'repaired',
    }
  }

  /**
   * Out of time: the first way out of each conflict until all is repaired, then every change taken back that is not needed.
   * Where even that leads nowhere, null.
   */
  #dive(base: number, initial: RepairState['changes']): FoundRepair | null {
    this.#excluded.clear()
    initial.forEach((change, cell) => (this.#state.changes[cell] = change))
    this.#limit = Infinity
    this.#nodes = 0
    const found = this.#descend(base)
    if (found === null) return null
    let best = found
    for (const cell of [...found.cells].reverse()) {
      const before = this.#state.changes[cell] ?? null
      if (initial[cell] !== null) continue
      this.#state.changes[cell] = null
      const repair = this.#repair()
      const weight = best.weight - (this.#cells[cell]?.weight ?? 1)
      if (repair.kind === 'repaired') best = this.#found(repair, weight)
      else this.#state.changes[cell] = before
    }
    return { ...best, proven: false }
  }
}

function keyOf({ cell, change }: Alternative): number {
  return cell * 2 + (change === 'empty' ? 1 : 0)
}
