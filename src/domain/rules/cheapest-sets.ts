/**
 * The cheapest sets of things that make a tree of reasons true: each leaf needs some things (facts to be known, comparisons to be
 * met), a gate so many of its parts. A thing that several parts need counts once. Kept at every gate are the sets that no other
 * set is part of, so the answer is exact as long as there are no more than `MOST_SETS` of them at one gate; beyond that the
 * dearest are dropped and the answer is good, but perhaps not the cheapest.
 */
export type Needs<T> =
  /** Null: cannot be had. An empty list: holds already. */
  | { readonly kind: 'leaf'; readonly things: readonly T[] | null }
  | { readonly kind: 'gate'; readonly count: number; readonly of: readonly Needs<T>[] }

export interface ThingSet<T> {
  readonly things: readonly T[]
  readonly cost: number
}

export const MOST_SETS = 400

interface Packed {
  readonly bits: bigint
  readonly cost: number
}

/** Sets in order of cost, none part of another; none at all: it cannot be had. */
export function cheapestSets<T>(
  needs: Needs<T>,
  costOf: (thing: T) => number,
): { readonly sets: readonly ThingSet<T>[]; readonly exact: boolean } {
  const things: T[] = []
  const costs: number[] = []
  const positions = new Map<T, number>()
  let exact = true

  const positionOf = (thing: T): number => {
    const known = positions.get(thing)
    if (known !== undefined) return known
    positions.set(thing, things.length)
    things.push(thing)
    costs.push(costOf(thing))
    return things.length - 1
  }
  const costOfBits = (bits: bigint): number =>
    costs.reduce((sum, cost, index) => ((bits >> BigInt(index)) & 1n ? sum + cost : sum), 0)
  const smallest = (sets: readonly Packed[]): Packed[] => {
    const sorted = [...sets].sort(
      (a, b) => a.cost - b.cost || (a.bits < b.bits ? -1 : a.bits > b.bits ? 1 : 0),
    )
    const kept: Packed[] = []
    for (const set of sorted) {
      if (kept.some(({ bits }) => (bits & set.bits) === bits)) continue
      if (kept.length === MOST_SETS) {
        exact = false
        break
      }
      kept.push(set)
    }
    return kept
  }
  const solve = (node: Needs<T>): Packed[] => {
    if (node.kind === 'leaf') {
      if (node.things === null) return []
      const bits = node.things.reduce((sum, thing) => sum | (1n << BigInt(positionOf(thing))), 0n)
      return [{ bits, cost: costOfBits(bits) }]
    }
    let met: Packed[][] = [[{ bits: 0n, cost: 0 }]]
    for (const part of node.of) {
      const own = solve(part)
      const next: Packed[][] = []
      for (let count = 0; count <= Math.min(met.length, node.count); count += 1) {
        const without = met[count] ?? []
        const before = count === 0 ? [] : (met[count - 1] ?? [])
        const together = before.flatMap((set) =>
          own.map((other) => {
            const bits = set.bits | other.bits
            return { bits, cost: costOfBits(bits) }
          }),
        )
        next.push(smallest([...without, ...together]))
      }
      met = next
    }
    return node.count <= 0 ? [{ bits: 0n, cost: 0 }] : (met[node.count] ?? [])
  }
  const sets = solve(needs).map(({ bits, cost }) => ({
    things: things.filter((_, index) => (bits >> BigInt(index)) & 1n),
    cost,
  }))
  return { sets, exact }
}
