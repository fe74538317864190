/**
 * A judged rule as a tree of gates and comparisons, with every denial pushed down to the comparisons: what explanations walk
 * through. A leaf says whether its comparison stands as the rule wants it there.
 */
import type { BookNames } from './book-names.ts'
import { hasSay } from './rule-formula.ts'
import type { RuleNode } from './rule-book.ts'
import type { FeelNode } from './syntax.ts'
import type { ComparisonTrace, NodeTrace, VerdictAnswer } from './verdict.ts'

export type Reason =
  | {
      readonly kind: 'leaf'
      readonly condition: NodeTrace
      readonly node: FeelNode
      /** As it stands in the condition. */
      readonly text: string
      /** The rule wants the comparison to be no. */
      readonly denied: boolean
      readonly trace: ComparisonTrace | null
      /** Whether it stands as wanted. */
      readonly answer: VerdictAnswer
    }
  | {
      readonly kind: 'gate'
      readonly count: number
      readonly of: readonly Reason[]
      readonly answer: VerdictAnswer
    }

export type LeafReason = Extract<Reason, { kind: 'leaf' }>

/** Null where the trace is not that of the rule. */
export function reasonsOf(root: RuleNode, trace: NodeTrace, names: BookNames): Reason | null {
  return ofNode(root, trace, false, names)
}

export function leavesOf(reason: Reason): readonly LeafReason[] {
  return reason.kind === 'leaf' ? [reason] : reason.of.flatMap(leavesOf)
}

function ofNode(node: RuleNode, trace: NodeTrace, denied: boolean, names: BookNames): Reason | null {
  if (trace.id !== node.id) return null
  if (node.kind === 'condition') {
    const parsed = names.parse(node.when)
    return parsed.ok ? ofExpression(parsed.value.root, node.when, trace, denied) : null
  }
  const children = node.kind === 'not' ? [node.of] : node.of
  const parts: Reason[] = []
  for (const child of children) {
    if (!hasSay(child)) continue
    const own = trace.of.find(({ id }) => id === child.id)
    const reason =
      own === undefined ? null : ofNode(child, own, node.kind === 'not' ? !denied : denied, names)
    if (reason === null) return null
    parts.push(reason)
  }
  if (node.kind === 'not') return parts[0] ?? null
  const count = node.kind === 'at-least' ? node.count : node.kind === 'all' ? parts.length : 1
  return gate(denied ? parts.length - count + 1 : count, parts)
}

function gate(count: number, of: readonly Reason[]): Reason {
  const yes = of.filter(({ answer }) => answer === 'yes').length
  const open = of.filter(({ answer }) => answer === 'undetermined').length
  const answer = yes >= count ? 'yes' : yes + open < count ? 'no' : 'undetermined'
  return { kind: 'gate', count, of, answer }
}

function ofExpression(node: FeelNode, when: string, trace: NodeTrace, denied: boolean): Reason {
  if (node.kind === 'and' || node.kind === 'or') {
    const parts = [
      ofExpression(node.left, when, trace, denied),
      ofExpression(node.right, when, trace, denied),
    ]
    return gate((node.kind === 'and') === denied ? 1 : 2, parts)
  }
  if (node.kind === 'call' && node.callee.kind === 'name' && node.callee.name === 'not') {
    const [inner] = node.positional
    if (inner !== undefined && node.positional.length === 1) return ofExpression(inner, when, trace, !denied)
  }
  if (node.kind === 'if') {
    const [then, otherwise] = [
      ofExpression(node.then, when, trace, denied),
      ofExpression(node.otherwise, when, trace, denied),
    ]
    const condition = ofExpression(node.condition, when, trace, false)
    const against = ofExpression(node.condition, when, trace, true)
    return gate(1, [gate(2, [condition, then]), gate(2, [against, otherwise]), gate(2, [then, otherwise])])
  }
  const text = when.slice(node.from, node.to)
  const own = trace.comparisons.find((comparison) => sameText(comparison.text, text))
  // A condition of one comparison has the answer of that comparison, however it is traced.
  const whole = sameText(text, when) ? trace.answer : null
  const answer = own?.answer ?? whole ?? constantAnswer(node) ?? 'undetermined'
  return {
    kind: 'leaf',
    condition: trace,
    node,
    text,
    denied,
    trace: own ?? null,
    answer: denied ? opposite(answer) : answer,
  }
}

function constantAnswer(node: FeelNode): VerdictAnswer | null {
  return node.kind === 'literal' && typeof node.value === 'boolean' ? (node.value ? 'yes' : 'no') : null
}

function sameText(left: string, right: string): boolean {
  return left.replace(/\s/g, '') === right.replace(/\s/g, '')
}

export function opposite(answer: VerdictAnswer): VerdictAnswer {
  return answer === 'undetermined' ? answer : answer === 'yes' ? 'no' : 'yes'
}
