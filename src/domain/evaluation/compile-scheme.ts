import { accepted, type Outcome } from '#domain/kernel'
import { checkScheme } from './check-scheme.ts'
import { refuseAll } from './refuse-all.ts'
import type { NodeInput, Scheme, SchemeNode } from './scheme.ts'

/** A scheme that was checked, with its tree laid out: nothing that follows has to look for a parent again. */
export interface CompiledScheme {
  readonly scheme: Scheme
  readonly root: CompiledNode
  /** As the scheme lists them. */
  readonly nodes: readonly CompiledNode[]
  /** In the order of `nodes`. */
  readonly leaves: readonly CompiledLeaf[]
  /** Headings with every child before its parent, the root last: the order in which levels are aggregated. */
  readonly headings: readonly CompiledNode[]
  readonly byCode: ReadonlyMap<string, CompiledNode>
  /** Largest level of a leaf; the root is level 0. */
  readonly depth: number
}

export interface CompiledNode {
  readonly code: string
  /** Place in `CompiledScheme.nodes`. */
  readonly index: number
  readonly node: SchemeNode
  readonly parent: CompiledNode | null
  /** As the scheme lists them; none for a leaf. */
  readonly children: readonly CompiledNode[]
  /** Steps from the root. */
  readonly level: number
  readonly isLeaf: boolean
}

export interface CompiledLeaf extends CompiledNode {
  readonly input: NodeInput
}

export function compileScheme(scheme: Scheme): Outcome<CompiledScheme> {
  const issues = checkScheme(scheme)
  return issues.length > 0 ? refuseAll(issues) : accepted(layOut(scheme))
}

/** Leaves under a node (itself where it is one), in the order of the tree. */
export function leavesUnder(node: CompiledNode): readonly CompiledLeaf[] {
  const found: CompiledLeaf[] = []
  const waiting: CompiledNode[] = [node]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (isCompiledLeaf(next)) found.push(next)
    else waiting.push(...[...next.children].reverse())
  }
  return found
}

export function isCompiledLeaf(node: CompiledNode): node is CompiledLeaf {
  return node.isLeaf
}

interface Growing {
  code: string
  index: number
  node: SchemeNode
  parent: Growing | null
  children: Growing[]
  level: number
  isLeaf: boolean
  input?: NodeInput
}

/** Without recursion: a tree as deep as its list is long must not exhaust the stack. */
function layOut(scheme: Scheme): CompiledScheme {
  const grown = scheme.nodes.map((node, index): Growing => ({
    code: node.code,
    index,
    node,
    parent: null,
    children: [],
    level: 0,
    isLeaf: node.input !== null,
    ...(node.input === null ? {} : { input: node.input }),
  }))
  const byCode = new Map(grown.map((node) => [node.code, node]))
  let root: Growing | null = null
  for (const node of grown) {
    const parent = node.node.parent === null ? undefined : byCode.get(node.node.parent)
    if (parent === undefined) root = node
    else {
      node.parent = parent
      parent.children.push(node)
    }
  }
  if (root === null) throw new RangeError('a checked scheme has a root')
  const downwards: Growing[] = [root]
  let depth = 0
  // The list grows while it is walked: parents always stand before their children.
  for (const node of downwards) {
    if (node.parent !== null) node.level = node.parent.level + 1
    if (node.level > depth) depth = node.level
    for (const child of node.children) downwards.push(child)
  }
  return {
    scheme,
    root,
    nodes: grown,
    leaves: grown.filter(isGrownLeaf),
    headings: downwards.filter(({ isLeaf }) => !isLeaf).reverse(),
    byCode,
    depth,
  }
}

function isGrownLeaf(node: Growing): node is Growing & { input: NodeInput } {
  return node.input !== undefined
}
