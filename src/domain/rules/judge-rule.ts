/** The whole verdict on one enterprise: the answer, what led there, what is missing and what would change it. */
import { explainVerdict } from './explain-verdict.ts'
import type { FactSheet } from './fact.ts'
import { compiledRule, traceRule } from './judge.ts'
import type { CompiledRuleBook } from './rule-expression.ts'
import type { Verdict } from './verdict.ts'

export function judge(compiled: CompiledRuleBook, code: string, sheet: FactSheet): Verdict {
  const rule = compiledRule(compiled, code)
  const traced = traceRule(compiled, rule, sheet)
  return { ...traced, ...explainVerdict(compiled, rule, sheet, traced.trace) }
}

const UNEXPLAINED = { missing: [], nextEvidence: null, way: null, flips: [] } as const

/**
 * The same for lists, many times faster: what one fact alone would turn round is left out, and a yes and a plain no are not explained
 * beyond their trace.
 */
export function judgeBriefly(compiled: CompiledRuleBook, code: string, sheet: FactSheet): Verdict {
  const rule = compiledRule(compiled, code)
  const traced = traceRule(compiled, rule, sheet)
  if (traced.answer !== 'undetermined' && !traced.near) return { ...traced, ...UNEXPLAINED }
  return { ...traced, ...explainVerdict(compiled, rule, sheet, traced.trace, { flips: false }) }
}
