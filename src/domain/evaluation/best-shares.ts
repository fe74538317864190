import type { WeightSpace } from './weight-space.ts'

export interface BestShares {
  /** Σ W × value over the tips. */
  readonly value: number
  /** Shares among siblings, by place in `WeightSpace.nodes`. */
  readonly shares: Float64Array
}

/**
 * The weights of the space under which Σ W × value over the tips is greatest, exactly and without a linear programme: a heading is
 * worth the best mixture of its children, and that is got by giving each its least and the rest to the most worthy first
 * (Dantzig 1957, the continuous knapsack), from the tips up.
 */
export function bestShares({ nodes }: WeightSpace, values: ArrayLike<number>): BestShares {
  const worth = new Float64Array(nodes.length)
  const shares = new Float64Array(nodes.length)
  shares[0] = 1
  for (let index = nodes.length - 1; index >= 0; index--) {
    const node = nodes[index]
    if (node === undefined) continue
    if (node.tip !== -1) {
      worth[index] = values[node.tip] ?? 0
      continue
    }
    let left = 1
    for (const child of node.children) {
      const least = nodes[child]?.least ?? 0
      shares[child] = least
      left -= least
    }
    const worthiest = [...node.children].sort((a, b) => (worth[b] ?? 0) - (worth[a] ?? 0))
    for (const child of worthiest) {
      const room = (nodes[child]?.most ?? 0) - (nodes[child]?.least ?? 0)
      const more = Math.max(0, Math.min(room, left))
      shares[child] = (shares[child] ?? 0) + more
      left -= more
    }
    let sum = 0
    for (const child of node.children) sum += (shares[child] ?? 0) * (worth[child] ?? 0)
    worth[index] = sum
  }
  return { value: worth[0] ?? 0, shares }
}

/** Effective weights of the tips under shares. */
export function tipWeights({ nodes, tips }: WeightSpace, shares: ArrayLike<number>): Float64Array {
  const effective = new Float64Array(nodes.length)
  nodes.forEach(({ parent }, index) => {
    effective[index] = parent === -1 ? 1 : (effective[parent] ?? 0) * (shares[index] ?? 0)
  })
  return Float64Array.from(tips, (index) => effective[index] ?? 0)
}

/** Shares from effective weights of the tips; below a heading that weighs nothing they are as they were. */
export function sharesOf({ nodes }: WeightSpace, weights: ArrayLike<number>): Float64Array {
  const effective = new Float64Array(nodes.length)
  for (let index = nodes.length - 1; index >= 0; index--) {
    const node = nodes[index]
    if (node === undefined) continue
    if (node.tip !== -1) effective[index] = Math.max(0, weights[node.tip] ?? 0)
    else
      for (const child of node.children) effective[index] = (effective[index] ?? 0) + (effective[child] ?? 0)
  }
  return Float64Array.from(nodes, ({ parent, share }, index) => {
    if (parent === -1) return 1
    const above = effective[parent] ?? 0
    return above > 0 ? (effective[index] ?? 0) / above : share
  })
}
