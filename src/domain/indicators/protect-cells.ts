/**
 * Complementary suppression in tables of which every cell stands in at most two sums. Such a table is a graph: its sums are the
 * nodes, a cell is an edge between its two sums. A suppressed cell can be computed from the published ones exactly when its edge
 * is in no circle of suppressed edges (Gusfield, A Graph Theoretic Approach to Statistical Data Security, SIAM J. Comput. 1988).
 * So every sensitive cell gets a circle, the cheapest one.
 */
export interface AdditiveTable {
  readonly cells: readonly AdditiveCell[]
  /** By node: false where the place is no sum, so that what meets there is not bound. */
  readonly sums: readonly boolean[]
}

export interface AdditiveCell {
  readonly figure: SuppressibleCell
  readonly ends: readonly [number, number]
  /** At which of its ends it is the total; elsewhere it is a part. */
  readonly totalAt: readonly [boolean, boolean]
}

/** A number of a table with what the rules ask of it. */
export interface SuppressibleCell {
  /** Null: nothing reported. */
  readonly value: number | null
  readonly entities: number
  /** As `evaluateExpression` gives them; null where nothing is summed. */
  readonly topOne: number | null
  readonly topTwo: number | null
}

export interface Protection {
  readonly marks: readonly ('primary' | 'complementary' | null)[]
  /** Suppressed, and not computable, but in no circle of cells that are large enough. */
  readonly weak: readonly number[]
}

export function protectCells(
  table: AdditiveTable,
  isSensitive: (cell: SuppressibleCell) => boolean,
  protection: number,
): Protection {
  return new Suppressor(table, isSensitive, protection).protect()
}

class Suppressor {
  private readonly table: AdditiveTable
  private readonly isSensitive: (cell: SuppressibleCell) => boolean
  private readonly protection: number
  private readonly sizes: readonly number[]
  private readonly sensitive: readonly boolean[]
  private readonly suppressed: boolean[]
  /** Suppressed cells by node, the largest first. */
  private readonly hidden: number[][]
  private readonly around: readonly (readonly number[])[]
  private readonly weak = new Set<number>()

  constructor(table: AdditiveTable, isSensitive: (cell: SuppressibleCell) => boolean, protection: number) {
    this.table = table
    this.isSensitive = isSensitive
    this.protection = protection
    this.sizes = table.cells.map(({ figure }) => Math.abs(figure.value ?? 0))
    this.sensitive = table.cells.map(({ figure }) => isSensitive(figure))
    this.suppressed = table.cells.map(() => false)
    this.hidden = table.sums.map(() => [])
    const around: number[][] = table.sums.map(() => [])
    table.cells.forEach(({ ends }, index) => {
      around[ends[0]]?.push(index)
      around[ends[1]]?.push(index)
    })
    this.around = around
    for (const index of this.bySize([...table.cells.keys()]).reverse())
      if (this.sensitive[index] === true) this.suppress(index)
  }

  protect(): Protection {
    const cells = [...this.table.cells.keys()]
    // The largest first: their circles serve the small ones, seldom the other way round.
    for (const index of this.bySize(cells.filter((cell) => this.sensitive[cell])).reverse())
      this.enclose(index)
    const nodes = [...this.table.sums.keys()].filter((node) => this.table.sums[node])
    // What joins one sum may leave another thin.
    for (let changed = true; changed;) {
      changed = false
      for (const node of nodes) while (this.widenThinSum(node)) changed = true
    }
    return {
      marks: cells.map((index) =>
        this.sensitive[index] === true ? 'primary' : this.suppressed[index] === true ? 'complementary' : null,
      ),
      weak: [...this.weak].sort((a, b) => a - b),
    }
  }

  /** Suppresses what it takes for the cell to lie in a circle; of cells large enough to hide it, where there is one. */
  private enclose(index: number): void {
    const wanted = this.size(index) * this.protection
    const isGood = (size: number): boolean => size > 0 && size >= wanted
    if (this.isEnclosed(index, isGood)) return
    const good = this.cheapestPath(index, isGood)
    if (good === null) this.weak.add(index)
    const path =
      good ?? this.cheapestPath(index, (size) => size > 0) ?? this.cheapestPath(index, () => true) ?? []
    for (const other of path) this.suppress(other)
  }

  /**
   * The suppressed parts of a published total are published as one: their sum is the total less the rest. Where that sum would be
   * sensitive as a cell, one of the enterprises behind it knows too much of the others, so another part joins them.
   */
  private widenThinSum(node: number): boolean {
    const hidden = this.hiddenAround(node)
    if (hidden.length === 0 || hidden.some((index) => this.isTotal(index, node))) return false
    if (!this.isSensitive(this.sumOf(hidden))) return false
    const cells = this.around[node] ?? []
    const parts = cells.filter((index) => !this.isTotal(index, node))
    const free = parts.filter((index) => this.suppressed[index] !== true && this.figure(index).entities > 0)
    const next = this.bySize(free)[0] ?? cells.find((index) => this.isTotal(index, node))
    if (next === undefined) return false
    this.suppress(next)
    this.enclose(next)
    return true
  }

  /** True where suppressed cells alone lead from one end to the other: most often, so it is asked first. */
  private isEnclosed(index: number, usable: (size: number) => boolean): boolean {
    const [first, second] = this.table.cells[index]?.ends ?? [0, 0]
    const fewer = this.hiddenAround(first).length <= this.hiddenAround(second).length
    const [from, to] = fewer ? [first, second] : [second, first]
    const seen = new Set([from])
    // Depth first: in a table with much to hide most columns lead on to the row that is sought.
    const open = [from]
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      for (const other of this.hiddenAround(node)) {
        // None of the rest is larger.
        if (!usable(this.size(other))) break
        const end = this.otherEnd(other, node)
        if (other === index || seen.has(end)) continue
        if (end === to) return true
        seen.add(end)
        open.push(end)
      }
    }
    return false
  }

  /** From one end of the cell to the other over other cells; what is suppressed already costs nothing. Null: no way. */
  private cheapestPath(index: number, usable: (size: number) => boolean): readonly number[] | null {
    const { cells, sums } = this.table
    const [from, to] = cells[index]?.ends ?? [0, 0]
    const costs = sums.map(() => Number.POSITIVE_INFINITY)
    const cameBy = new Map<number, { readonly cell: number; readonly node: number }>()
    const queue = new CheapestFirst()
    costs[from] = 0
    queue.push(0, from)
    for (let next = queue.pop(); next !== null; next = queue.pop()) {
      if (next.node === to) break
      if (next.cost > (costs[next.node] ?? 0)) continue
      for (const other of this.around[next.node] ?? []) {
        if (other === index || !usable(this.size(other))) continue
        const node = this.otherEnd(other, next.node)
        // One more than its size, so that of equal losses the shorter way is taken.
        const cost = next.cost + (this.suppressed[other] === true ? 0 : 1 + this.size(other))
        if (cost >= (costs[node] ?? 0)) continue
        costs[node] = cost
        cameBy.set(node, { cell: other, node: next.node })
        queue.push(cost, node)
      }
    }
    if (costs[to] === Number.POSITIVE_INFINITY) return null
    const path: number[] = []
    for (let node = to; node !== from;) {
      const step = cameBy.get(node)
      if (step === undefined) return null
      path.push(step.cell)
      node = step.node
    }
    return path
  }

  private suppress(index: number): void {
    if (this.suppressed[index] === true) return
    this.suppressed[index] = true
    for (const end of this.table.cells[index]?.ends ?? []) {
      const hidden = this.hidden[end] ?? []
      const after = hidden.findLastIndex((other) => this.size(other) >= this.size(index))
      hidden.splice(after + 1, 0, index)
    }
  }

  private hiddenAround(node: number): readonly number[] {
    return this.hidden[node] ?? []
  }

  private otherEnd(index: number, node: number): number {
    const [first, second] = this.table.cells[index]?.ends ?? [node, node]
    return first === node ? second : first
  }

  private isTotal(index: number, node: number): boolean {
    const cell = this.table.cells[index]
    return cell !== undefined && cell.totalAt[cell.ends[0] === node ? 0 : 1]
  }

  /** Cells of different enterprises taken together: their largest contributions are among the largest of each. */
  private sumOf(indexes: readonly number[]): SuppressibleCell {
    const size = indexes.reduce((sum, index) => sum + this.size(index), 0)
    const largest: number[] = []
    let entities = 0
    for (const index of indexes) {
      const { topOne, topTwo, entities: behind } = this.figure(index)
      entities += behind
      if (topOne !== null && topTwo !== null)
        largest.push(topOne * this.size(index), (topTwo - topOne) * this.size(index))
    }
    if (largest.length === 0 || size === 0) return { value: size, entities, topOne: null, topTwo: null }
    const [first = 0, second = 0] = largest.sort((a, b) => b - a)
    return { value: size, entities, topOne: first / size, topTwo: (first + second) / size }
  }

  private figure(index: number): SuppressibleCell {
    return this.table.cells[index]?.figure ?? NOBODY
  }

  private size(index: number): number {
    return this.sizes[index] ?? 0
  }

  /** Smallest first; of equal ones the first in the table. */
  private bySize(indexes: readonly number[]): number[] {
    return [...indexes].sort((a, b) => this.size(a) - this.size(b) || a - b)
  }
}

const NOBODY: SuppressibleCell = { value: null, entities: 0, topOne: null, topTwo: null }

/** A binary heap; of equal costs in any, but always the same, order. */
class CheapestFirst {
  private readonly heap: { readonly cost: number; readonly node: number }[] = []

  push(cost: number, node: number): void {
    this.heap.push({ cost, node })
    let at = this.heap.length - 1
    while (at > 0 && this.swapIfCheaper(at, (at - 1) >> 1)) at = (at - 1) >> 1
  }

  pop(): { readonly cost: number; readonly node: number } | null {
    const first = this.heap[0]
    const last = this.heap.pop()
    if (first === undefined || last === undefined) return null
    if (this.heap.length > 0) {
      this.heap[0] = last
      let at = 0
      for (;;) {
        const left = 2 * at + 1
        const child = this.cost(left + 1) < this.cost(left) ? left + 1 : left
        if (!this.swapIfCheaper(child, at)) break
        at = child
      }
    }
    return first
  }

  private cost(at: number): number {
    return this.heap[at]?.cost ?? Number.POSITIVE_INFINITY
  }

  private swapIfCheaper(child: number, parent: number): boolean {
    const [below, above] = [this.heap[child], this.heap[parent]]
    if (below === undefined || above === undefined || below.cost >= above.cost) return false
    this.heap[child] = above
    this.heap[parent] = below
    return true
  }
}
