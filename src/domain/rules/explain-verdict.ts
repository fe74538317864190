/**
 * What a verdict leaves open and what would change it: facts that could still decide it, the cheapest of them to get, the least that
 * would have to be otherwise for yes, and what one fact alone would turn round. Everything is taken from the trace of the rule
 * and judged again before it is said.
 */
import { dayNumber } from '#domain/kernel'
import { type Needs, cheapestSets } from './cheapest-sets.ts'
import type { FactSheet, FactValue, KnownFact } from './fact.ts'
import { isOwn } from './fact-reader.ts'
import { factsBehindNode } from './facts-behind.ts'
import { type Judged, findFlips } from './find-flips.ts'
import { satisfy } from './formula.ts'
import { answerOf } from './judge.ts'
import { type LeafReason, type Reason, reasonsOf } from './reasons.ts'
import type { CompiledRule, CompiledRuleBook } from './rule-expression.ts'
import { RuleFormulas } from './rule-formula.ts'
import { scoreNeeds } from './score-evidence.ts'
import type { FeelNode } from './syntax.ts'
import { isCounted } from './unit.ts'
import type { ComparisonTrace, EvidenceNeed, Flip, MissingFact, NodeTrace, WayStep } from './verdict.ts'

export interface ExplainedVerdict {
  readonly missing: readonly MissingFact[]
  readonly nextEvidence: EvidenceNeed | null
  readonly way: readonly WayStep[] | null
  readonly flips: readonly Flip[]
}

/** For a way: what no number leads to weighs more than any number. */
const NO_NUMBER = 1_000
/** Ways that are tried whether they can be gone. */
const MOST_WAYS = 20

/** `trace` is what the rule came to on this sheet. */
export function explainVerdict(
  compiled: CompiledRuleBook,
  rule: CompiledRule,
  sheet: FactSheet,
  trace: NodeTrace,
  options: { readonly flips: boolean } = { flips: true },
): ExplainedVerdict {
  const { names, on } = compiled
  const { code, root } = rule.rule
  const judged: Judged = {
    names,
    on,
    root,
    // Values that were worked out are worked out anew where another fact is changed.
    sheet: new Map([...sheet].filter(([fact, known]) => counts(compiled, fact, known))),
    answerOf: (changed) => answerOf(compiled, code, changed),
  }
  const reasons = reasonsOf(root, trace, names)
  const open = reasons !== null && trace.answer === 'undetermined'
  return {
    missing: open ? missingFacts(reasons, judged) : [],
    nextEvidence: open ? nextEvidence(reasons, judged, compiled) : null,
    way: reasons === null || trace.answer === 'yes' ? null : wayTo(reasons, judged),
    flips: trace.answer === 'undetermined' || !options.flips ? [] : findFlips(judged, trace.answer),
  }
}

/** Whether a value is one that judging takes: of the fact’s own type, and not worked out by its formula. */
function counts(compiled: CompiledRuleBook, code: string, { value, source }: KnownFact): boolean {
  const type = compiled.facts.get(code)?.type
  if (type === undefined || !isOwn(compiled, code, source.kind)) return false
  if (type === 'number') return typeof value === 'number' && Number.isFinite(value)
  if (type === 'boolean') return typeof value === 'boolean'
  if (type === 'texts') return typeof value === 'object'
  return typeof value === 'string' && (type === 'text' || dayNumber(value) !== null)
}

function unknownIn(node: FeelNode, { names, sheet }: Judged): readonly string[] {
  return factsBehindNode(node, names, { given: (fact) => sheet.has(fact) }).filter((fact) => !sheet.has(fact))
}

/** Comparisons that are open, under gates that are open: only these can still decide anything. */
function openLeaves(reason: Reason): readonly LeafReason[] {
  if (reason.answer !== 'undetermined') return []
  return reason.kind === 'leaf' ? [reason] : reason.of.flatMap(openLeaves)
}

function missingFacts(reasons: Reason, judged: Judged): readonly MissingFact[] {
  const conditions = new Map<string, Set<string>>()
  for (const leaf of openLeaves(reasons))
    for (const fact of unknownIn(leaf.node, judged)) {
      const waiting = conditions.get(fact) ?? new Set()
      conditions.set(fact, waiting.add(leaf.condition.id))
    }
  const missing: MissingFact[] = []
  for (const [code, waiting] of conditions) {
    const meaning = judged.names.meaningOf(code)
    if (meaning?.kind !== 'fact') continue
    const { evidence, title } = meaning.fact
    missing.push({
      fact: code,
      title,
      evidence: evidence.what,
      by: evidence.by,
      cost: evidence.cost,
      conditions: [...waiting],
    })
  }
  return missing.sort(
    (a, b) => a.cost - b.cost || b.conditions.length - a.conditions.length || order(a.fact, b.fact),
  )
}

function costOf(fact: string, { names }: Judged): number {
  const meaning = names.meaningOf(fact)
  return meaning?.kind === 'fact' ? meaning.fact.evidence.cost : 0
}

/** What it takes for the tree to be settled: each open comparison needs all its unknown facts. */
function evidenceNeeds(
  reason: Reason,
  towards: 'yes' | 'no',
  judged: Judged,
  compiled: CompiledRuleBook,
): Needs<string> {
  if (reason.kind === 'leaf') {
    if (reason.answer === towards) return { kind: 'leaf', things: [] }
    if (reason.answer === 'undetermined') {
      const wanted = (towards === 'yes') !== reason.denied
      const ofScore = scoreNeeds(reason, wanted, compiled, judged.sheet, (node) => unknownIn(node, judged))
      if (ofScore !== null) return ofScore
    }
    const unknown = reason.answer === 'undetermined' ? unknownIn(reason.node, judged) : []
    // Open without an unknown fact: a parameter without value, a division by zero. No evidence settles that.
    return { kind: 'leaf', things: unknown.length === 0 ? null : unknown }
  }
  const count = towards === 'yes' ? reason.count : reason.of.length - reason.count + 1
  return { kind: 'gate', count, of: reason.of.map((part) => evidenceNeeds(part, towards, judged, compiled)) }
}

function nextEvidence(reasons: Reason, judged: Judged, compiled: CompiledRuleBook): EvidenceNeed | null {
  const formulas = new RuleFormulas(judged.names, judged.on, valuesOf(judged.sheet))
  const found = (['yes', 'no'] as const).flatMap((towards) => {
    // With what is known the answer may be out of reach, although each comparison by itself is open.
    const reachable = satisfy(formulas.ofRule(judged.root, towards === 'yes'), formulas.domains).kind
    if (reachable === 'impossible') return []
    const needs = evidenceNeeds(reasons, towards, judged, compiled)
    const [best] = cheapestSets(needs, (fact) => costOf(fact, judged)).sets
    return best === undefined || best.things.length === 0 ? [] : [{ ...best, towards }]
  })
  const best = found.sort((a, b) => a.cost - b.cost)[0]
  if (best === undefined) return null
  const facts = [...best.things].sort((a, b) => costOf(a, judged) - costOf(b, judged) || order(a, b))
  const [first = ''] = facts
  return { facts, cost: best.cost, first, towards: best.towards }
}

function valuesOf(sheet: FactSheet): Map<string, FactValue> {
  return new Map([...sheet].map(([code, { value }]) => [code, value]))
}

/** The cheapest set of comparisons to be met, of those sets that facts can meet while all others stay as they are. */
function wayTo(reasons: Reason, judged: Judged): readonly WayStep[] | null {
  const steps = new Map<string, LeafReason & { readonly trace: ComparisonTrace }>()
  const needs = (reason: Reason): Needs<string> => {
    if (reason.kind === 'gate') return { kind: 'gate', count: reason.count, of: reason.of.map(needs) }
    if (reason.answer !== 'no') return { kind: 'leaf', things: [] }
    const { trace } = reason
    if (trace === null) return { kind: 'leaf', things: null }
    const key = `${reason.denied ? '!' : ''}${reason.text.replace(/\s/g, '')}`
    if (!steps.has(key)) steps.set(key, { ...reason, trace })
    return { kind: 'leaf', things: [key] }
  }
  const { sets } = cheapestSets(needs(reasons), (key) => {
    const leaf = steps.get(key)
    return leaf === undefined ? 0 : stepDistance(leaf, leaf.trace)
  })
  for (const { things } of sets.slice(0, MOST_WAYS)) {
    const leaves = things.flatMap((key) => steps.get(key) ?? [])
    if (leaves.length === 0 || !canBeGone(leaves, judged)) continue
    return leaves.map((leaf) => stepOf(leaf, leaf.trace, judged))
  }
  return null
}

/** Whether values of the facts in the steps, the others staying as they are, can bring about yes. */
function canBeGone(leaves: readonly LeafReason[], judged: Judged): boolean {
  const moved = new Set(
    leaves.flatMap((leaf) =>
      factsBehindNode(leaf.node, judged.names, { given: (fact) => judged.sheet.has(fact) }),
    ),
  )
  const fixed = new Map([...valuesOf(judged.sheet)].filter(([code]) => !moved.has(code)))
  const formulas = new RuleFormulas(judged.names, judged.on, fixed)
  return satisfy(formulas.ofRule(judged.root, true), formulas.domains).kind !== 'impossible'
}

function stepDistance({ denied }: LeafReason, trace: ComparisonTrace): number {
  if (!denied) return trace.distance ?? NO_NUMBER
  const apart = gapOf(trace)
  const threshold = numberOf(trace.right)
  return apart === null ? NO_NUMBER : apart / Math.max(Math.abs(threshold ?? 0), 1)
}

function stepOf(leaf: LeafReason, trace: ComparisonTrace, { names }: Judged): WayStep {
  const [fact, ...others] = factsBehindNode(leaf.node, names, { given: () => true })
  const meaning = fact === undefined || others.length > 0 ? null : names.meaningOf(fact)
  const counted = meaning?.kind === 'fact' && isCounted(meaning.fact.unit) && isPlainCount(leaf)
  const apart = leaf.denied ? gapOf(trace) : (trace.lacking ?? gapOf(trace))
  return {
    condition: leaf.condition.id,
    title: leaf.condition.title ?? { zh: leaf.text, en: leaf.text },
    comparison: trace,
    lacking: apart !== null && counted ? (wholeGap(leaf, trace) ?? apart) : apart,
    unit: trace.unit,
  }
}

/** The count itself against a number, not half of it or its square. */
function isPlainCount({ node }: LeafReason): boolean {
  return node.kind === 'compare' && (node.left.kind === 'name' || node.right.kind === 'name')
}

/** 差几件: more than five from five lacks one, not none. */
function wholeGap({ denied }: LeafReason, trace: ComparisonTrace): number | null {
  const gap = gapOf(trace)
  if (gap === null) return null
  const { sign } = trace
  const strict = denied
    ? sign === '<=' || sign === '>=' || sign === '='
    : sign === '<' || sign === '>' || sign === '!='
  return strict && Number.isInteger(gap) ? gap + 1 : Math.ceil(gap)
}

function gapOf(trace: ComparisonTrace): number | null {
  const [left, right] = [numberOf(trace.left), numberOf(trace.right)]
  return left === null || right === null ? null : Math.abs(right - left)
}

function numberOf(operand: ComparisonTrace['right']): number | null {
  const value = operand?.value ?? null
  if (typeof value === 'number') return value
  return typeof value === 'string' ? dayNumber(value) : null
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
