import type { PolicyDefinition } from '#domain/matching'
import type { PolicyFindingView } from '#contract/policies'
import type { RuleNode } from '#domain/rules'
import { childrenOf } from '../../../ui/rule-editor/rule-tree-edits.ts'

export const PARTS = [
  'about',
  'conditions',
  'benefit',
  'tables',
  'budget',
  'evidence',
  'groups',
  'clauses',
  'tests',
] as const
export type EditorPart = (typeof PARTS)[number]

const PART_OF: Readonly<Record<string, EditorPart>> = {
  eligibility: 'conditions',
  nearLimit: 'conditions',
  benefit: 'benefit',
  tables: 'tables',
  budget: 'budget',
  evidence: 'evidence',
  exclusive: 'groups',
  stacking: 'groups',
  excludes: 'groups',
  supersedes: 'groups',
  clauses: 'clauses',
  tests: 'tests',
}

/** The section in which a place of a definition stands. */
export function partOf(path: readonly (string | number)[]): EditorPart {
  return PART_OF[String(path[0] ?? '')] ?? 'about'
}

/** The node of the rule that a path leads to, and what of it. */
export function nodeAt(
  root: RuleNode,
  path: readonly (string | number)[],
): { readonly node: RuleNode; readonly rest: readonly (string | number)[] } | null {
  if (path[0] !== 'eligibility') return null
  let node = root
  let at = 1
  while (path[at] === 'of') {
    const step = path[at + 1]
    const isIndex = typeof step === 'number'
    const child = node.kind === 'not' ? node.of : isIndex ? childrenOf(node)[step] : undefined
    if (child === undefined) break
    at += node.kind === 'not' ? 1 : 2
    node = child
  }
  return { node, rest: path.slice(at) }
}

/** The conditions (ids) that a finding speaks of: the one named, those that exclude each other, or the one where it stands. */
export function nodesOfFinding(
  { condition, params, path }: PolicyFindingView,
  definition: PolicyDefinition,
): readonly string[] {
  const together = params['conditions']
  if (Array.isArray(together)) {
    const ids = together.filter((id) => typeof id === 'string')
    if (ids.length > 0) return ids
  }
  if (condition !== null) return [condition]
  const found = nodeAt(definition.eligibility, path)
  return found === null ? [] : [found.node.id]
}

const NEVER = new Set(['rules.check_never', 'rules.check_never_pair', 'rules.check_condition_never'])
export function isContradiction({ code }: { readonly code: string }): boolean {
  return NEVER.has(code)
}
