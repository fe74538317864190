import type { PolicyDefinition } from '#domain/matching'
import type { RuleNode } from '#domain/rules'
import { childrenOf, nodesOf } from '../../../ui/rule-editor/rule-tree-edits.ts'

const SOME = { zh: '—', en: '—' }

/**
 * As much of a definition as decides whom it reaches and what that costs, complete even while words are missing: so that the count is
 * there before the title is, and typing words does not count again. Conditions that are not written yet have no say.
 */
export function trialDefinition(definition: PolicyDefinition): PolicyDefinition {
  const { code, valid, parks, scope, nearLimit, tables, benefit, eligibility } = definition
  const amount = benefit.amount?.trim() ? benefit.amount : null
  return {
    code,
    title: SOME,
    summary: SOME,
    level: 'zone',
    issuer: SOME,
    themes: [],
    status: 'unverified',
    clauses: [],
    valid: { from: valid.from, to: null },
    windows: [],
    parks: parks === null || parks.length === 0 ? null : parks,
    scope,
    eligibility: writtenPart(eligibility) ?? everybody(eligibility.id),
    nearLimit,
    tables,
    benefit: { ...benefit, words: SOME, amount },
    budget: [],
    evidence: [],
    exclusive: [],
    stacking: [],
    excludes: [],
    times: 'once-a-year',
    procedure: 'ordinary',
    supersedes: [],
    tests: [],
  }
}

/** Ids of the conditions that have no expression yet. */
export function unwritten(root: RuleNode): readonly string[] {
  return nodesOf(root).flatMap((node) =>
    node.kind === 'condition' && node.when.trim() === '' ? [node.id] : [],
  )
}

function everybody(id: string): RuleNode {
  return { kind: 'condition', id, title: SOME, when: 'true', clause: null, status: 'unverified', off: false }
}

function writtenPart(node: RuleNode): RuleNode | null {
  if (node.kind === 'condition')
    return node.when.trim() === ''
      ? null
      : {
          kind: 'condition',
          id: node.id,
          title: SOME,
          when: node.when,
          clause: null,
          status: 'unverified',
          off: node.off,
        }
  const written = childrenOf(node).flatMap((child) => writtenPart(child) ?? [])
  const [first] = written
  if (first === undefined) return null
  if (node.kind === 'not') return { kind: 'not', id: node.id, title: null, of: first }
  return { ...node, title: null, of: written }
}
