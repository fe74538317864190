/** The best choice within one part, by trying what could still be better (branch and bound); exact. */
import type { Cap, Part } from './combination-parts.ts'

export interface PartChoice {
  /** Indices in the part, ascending. */
  readonly chosen: readonly number[]
  readonly yuan: number
  /** What each is paid, where it was decided with the choice. */
  readonly payments?: ReadonlyMap<number, number>
}

/** How many choices are looked at before a part is left to a solver; all of them take some 10 ms. */
const MOST_STEPS = 40_000

/** Shared by all parts of a question and by everything that is asked of them. */
export interface StepCount {
  left: number
}
export function countSteps(left = MOST_STEPS): StepCount {
  return { left }
}

/**
 * Whether of any two ceilings one lies within the other, or they have no policy in common. Then paying one after the other, each as
 * much as all its ceilings leave, brings the most that can be paid, in whatever order.
 */
export function isNested(caps: readonly Cap[]): boolean {
  return caps.every((one, at) =>
    caps.slice(at + 1).every((other) => {
      const common = one.members.filter((index) => other.members.includes(index)).length
      return common === 0 || common === one.members.length || common === other.members.length
    }),
  )
}

/**
 * Most money; of the same money fewest applications; of these the shortest procedures; of these the first in the order of the part.
 * Null: too many choices, or ceilings that overlap.
 */
export function bestOfPart(part: Part, steps: StepCount): PartChoice | null {
  if (!isNested(part.caps)) return null
  return new Search(part, steps).run()
}

/** The most money that a choice with one of them brings; null: too many choices. `best` is the best choice of the part. */
export function mostWith(part: Part, forced: number, best: PartChoice, steps: StepCount): number | null {
  return new Search(part, steps).runWith(forced, best)
}

/**
 * Depth first, candidates with most money first, taking before leaving. Nothing is looked at that could not be better: the rest
 * brings at most (a) the largest of each set of which only one can be taken, and (b) what the outermost ceilings leave, filled with
 * the largest first.
 */
class Search {
  readonly #part: Part
  readonly #steps: StepCount
  readonly #count: number
  /** Ceilings of each candidate, and the widest of them; -1: none. */
  readonly #capsOf: readonly (readonly number[])[]
  readonly #widest: Int32Array
  /** Sets of which at most one can be taken: over the whole part, and such that all members have the same widest ceiling. */
  readonly #cliques: Int32Array
  readonly #narrowCliques: Int32Array
  readonly #rooms: Float64Array
  readonly #taken: Uint8Array
  readonly #pays: Float64Array
  /** How many taken ones a candidate conflicts with. */
  readonly #blocked: Int32Array
  readonly #seen: Int32Array
  readonly #seenNarrow: Int32Array
  readonly #left: Float64Array
  readonly #gains: Float64Array
  #mark = 0
  #paid = 0
  #applications = 0
  #length = 0
  #moneyOnly = false
  /** Nothing can bring more: the search may end here. */
  #enough = Infinity
  #bestYuan = -1
  #bestApplications = 0
  #bestLength = 0
  #chosen: readonly number[] = []

  constructor(part: Part, steps: StepCount) {
    this.#part = part
    this.#steps = steps
    const count = part.candidates.length
    this.#count = count
    this.#capsOf = part.candidates.map((_, at) =>
      part.caps.flatMap((cap, index) => (cap.members.includes(at) ? [index] : [])),
    )
    this.#widest = Int32Array.from(this.#capsOf, (caps) => widestOf(part.caps, caps))
    this.#cliques = cliquesOf(part, () => true)
    this.#narrowCliques = cliquesOf(part, (a, b) => this.#widest[a] === this.#widest[b])
    this.#rooms = Float64Array.from(part.caps, ({ yuan }) => yuan)
    this.#taken = new Uint8Array(count)
    this.#pays = new Float64Array(count)
    this.#blocked = new Int32Array(count)
    this.#seen = new Int32Array(count).fill(-1)
    this.#seenNarrow = new Int32Array(count).fill(-1)
    this.#left = new Float64Array(part.caps.length)
    this.#gains = new Float64Array(count)
  }

  run(): PartChoice | null {
    if (!this.#descend(0)) return null
    return { chosen: this.#chosen, yuan: this.#bestYuan }
  }

  runWith(forced: number, best: PartChoice): number | null {
    this.#moneyOnly = true
    this.#enough = best.yuan
    this.#take(forced)
    // What the best choice keeps beside it is a good start.
    const beside = best.chosen.filter((at) => this.#blocked[at] === 0 && this.#taken[at] === 0)
    for (const at of beside) this.#take(at)
    this.#keep()
    for (const at of beside.reverse()) this.#drop(at)
    return this.#descend(0) ? this.#bestYuan : null
  }

  /** Decides about candidates from `at` on; false: too many steps. */
  #descend(at: number): boolean {
    this.#steps.left -= 1
    if (this.#steps.left < 0) return false
    this.#keep()
    if (at >= this.#count || this.#bestYuan >= this.#enough || !this.#couldBeBetter(at)) return true
    if (this.#blocked[at] === 0 && this.#taken[at] === 0) {
      this.#take(at)
      const done = this.#descend(at + 1)
      this.#drop(at)
      if (!done) return false
    }
    return this.#descend(at + 1)
  }

  #take(at: number): void {
    const candidate = this.#part.candidates[at]
    if (candidate === undefined) return
    const caps = this.#capsOf[at] ?? []
    let pay = candidate.yuan
    for (const cap of caps) pay = Math.min(pay, this.#rooms[cap] ?? 0)
    for (const cap of caps) this.#rooms[cap] = (this.#rooms[cap] ?? 0) - pay
    this.#pays[at] = pay
    this.#paid += pay
    this.#applications += 1
    this.#length += candidate.length
    this.#taken[at] = 1
    for (const other of this.#part.conflicts[at] ?? []) this.#blocked[other] = (this.#blocked[other] ?? 0) + 1
  }

  /** In the reverse order of taking. */
  #drop(at: number): void {
    const pay = this.#pays[at] ?? 0
    for (const cap of this.#capsOf[at] ?? []) this.#rooms[cap] = (this.#rooms[cap] ?? 0) + pay
    this.#paid -= pay
    this.#applications -= 1
    this.#length -= this.#part.candidates[at]?.length ?? 0
    this.#taken[at] = 0
    for (const other of this.#part.conflicts[at] ?? []) this.#blocked[other] = (this.#blocked[other] ?? 0) - 1
  }

  #keep(): void {
    if (this.#paid < this.#bestYuan) return
    if (this.#paid === this.#bestYuan) {
      if (this.#moneyOnly || this.#applications > this.#bestApplications) return
      if (this.#applications === this.#bestApplications && this.#length >= this.#bestLength) return
    }
    this.#bestYuan = this.#paid
    this.#bestApplications = this.#applications
    this.#bestLength = this.#length
    this.#chosen = [...this.#taken.keys()].filter((at) => this.#taken[at] === 1)
  }

  /** Whether candidates from `at` on could make anything better than the best so far. */
  #couldBeBetter(at: number): boolean {
    this.#mark += 1
    const lacking = this.#bestYuan - this.#paid
    this.#left.set(this.#rooms)
    let shortest = Infinity
    let alone = 0
    let aloneNeeded = 0
    let within = 0
    let gains = 0
    for (let index = at; index < this.#count; index += 1) {
      if (this.#blocked[index] !== 0 || this.#taken[index] === 1) continue
      const candidate = this.#part.candidates[index]
      if (candidate === undefined) continue
      if (candidate.length < shortest) shortest = candidate.length
      const { most } = candidate
      // The first of a set is its largest.
      const clique = this.#cliques[index] ?? 0
      if (this.#seen[clique] !== this.#mark) {
        this.#seen[clique] = this.#mark
        if (alone < lacking) aloneNeeded += 1
        alone += most
      }
      const narrow = this.#narrowCliques[index] ?? 0
      if (this.#seenNarrow[narrow] === this.#mark) continue
      this.#seenNarrow[narrow] = this.#mark
      const cap = this.#widest[index] ?? -1
      const gain = cap === -1 ? most : Math.min(most, this.#left[cap] ?? 0)
      if (gain === 0) continue
      if (cap !== -1) this.#left[cap] = (this.#left[cap] ?? 0) - gain
      within += gain
      this.#gains[gains] = gain
      gains += 1
    }
    if (shortest === Infinity) return false
    const reach = Math.min(alone, within)
    if (reach !== lacking) return reach > lacking
    if (this.#moneyOnly) return false
    // The same money can still be had with fewer applications, or as many that are shorter; one more is taken at least.
    const needed = Math.max(1, aloneNeeded, this.#gainsFor(lacking, gains))
    const least = this.#applications + needed
    if (least !== this.#bestApplications) return least < this.#bestApplications
    return this.#length + needed * shortest < this.#bestLength
  }

  /** How many of the largest gains make up so much. */
  #gainsFor(lacking: number, count: number): number {
    const gains = this.#gains.subarray(0, count).sort()
    let sum = 0
    for (let taken = 0; taken < count; taken += 1) {
      if (sum >= lacking) return taken
      sum += gains[count - 1 - taken] ?? 0
    }
    return count
  }
}

/** Of nested ceilings of one candidate the one with most members; equal ones bind by the lower. */
function widestOf(caps: readonly Cap[], of: readonly number[]): number {
  let widest = -1
  for (const index of of) {
    const cap = caps[index]
    const before = caps[widest]
    if (cap === undefined) continue
    const more = before === undefined || cap.members.length > before.members.length
    if (more || (cap.members.length === before.members.length && cap.yuan < before.yuan)) widest = index
  }
  return widest
}

/** Sets whose members all conflict, found greedily: each candidate joins the first that it fits. */
function cliquesOf({ conflicts }: Part, fits: (a: number, b: number) => boolean): Int32Array {
  const cliques: number[][] = []
  return Int32Array.from(conflicts, (against, at) => {
    const found = cliques.findIndex((members) =>
      members.every((member) => against.includes(member) && fits(member, at)),
    )
    if (found !== -1) {
      cliques[found]?.push(at)
      return found
    }
    cliques.push([at])
    return cliques.length - 1
  })
}
