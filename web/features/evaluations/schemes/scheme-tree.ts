import type { NodeWeight, Scheme, SchemeNode, WeightingMethod } from '#domain/evaluation'

/** A node as the tree shows it. */
export interface TreeRow {
  readonly node: SchemeNode
  /** Steps from the top; what hangs nowhere stands at 0. */
  readonly level: number
  readonly isLeaf: boolean
  /** In their order. */
  readonly children: readonly SchemeNode[]
  /** Of what its children's weights as written add to. */
  readonly childrenSum: number
  /** Among its siblings; null where only a computation can say. */
  readonly share: number | null
  /** To the total. */
  readonly effective: number | null
}

export type FoundShares = ReadonlyMap<string, Pick<NodeWeight, 'share' | 'byUnit'>>

/** How the children of a heading are weighed. */
export function weightingOf(scheme: Scheme, heading: SchemeNode): WeightingMethod {
  return heading.weighting ?? scheme.weighting
}

/**
 * Nodes in the order of the tree with their shares. Shares that follow from the scheme alone (given, equal) are worked out
 * here; others come from `found`, a computation on data, where there is one. A draft may be no tree yet: what cannot be
 * reached from a top stands at the end.
 */
export function treeRows(scheme: Scheme, found: FoundShares = new Map()): readonly TreeRow[] {
  const children = Map.groupBy(scheme.nodes, ({ parent }) => parent)
  const rows: TreeRow[] = []
  const seen = new Set<SchemeNode>()
  const walk = (
    tops: readonly SchemeNode[],
    level: number,
    shareOf: (node: SchemeNode) => number | null,
    above: number | null,
  ) => {
    for (const node of tops) {
      if (seen.has(node)) continue
      seen.add(node)
      const own = node.input === null ? (children.get(node.code) ?? []) : []
      const share = shareOf(node)
      const effective = share === null || above === null ? null : share * above
      const childrenSum = own.reduce((sum, { weight }) => sum + weight, 0)
      rows.push({
        node,
        level,
        isLeaf: node.input !== null,
        children: own,
        childrenSum,
        share,
        effective,
      })
      const { method } = weightingOf(scheme, node)
      walk(
        own,
        level + 1,
        (child) => {
          if (own.length === 1) return 1
          if (method === 'given') return childrenSum > 0 ? child.weight / childrenSum : null
          if (method === 'equal') return 1 / own.length
          const one = found.get(child.code)
          return one === undefined || one.byUnit !== null ? null : one.share
        },
        effective,
      )
    }
  }
  walk(children.get(null) ?? [], 0, () => 1, 1)
  const rest = scheme.nodes.filter((node) => !seen.has(node))
  const known = new Set(rest.map(({ code }) => code))
  walk(
    rest.filter(({ parent }) => parent === null || !known.has(parent)),
    0,
    () => null,
    null,
  )
  walk(rest, 0, () => null, null)
  return rows
}

export function childrenOf(scheme: Scheme, code: string): readonly SchemeNode[] {
  return scheme.nodes.filter(({ parent }) => parent === code)
}

export function nodeOf(scheme: Scheme, code: string | null): SchemeNode | undefined {
  return code === null ? undefined : scheme.nodes.find((node) => node.code === code)
}

export function rootOf(scheme: Scheme): SchemeNode | undefined {
  return scheme.nodes.find(({ parent }) => parent === null)
}

/** The node itself and all below it. */
export function codesUnder(scheme: Scheme, code: string): ReadonlySet<string> {
  const found = new Set([code])
  const waiting = [code]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop())
    for (const { code: child } of childrenOf(scheme, next))
      if (!found.has(child)) {
        found.add(child)
        waiting.push(child)
      }
  return found
}
