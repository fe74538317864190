/**
 * Rules, amounts and scores for one enterprise. `answerOf` and `answersOf` only answer; `judge` answers with everything that led
 * there and what would change it (in `judge-rule.ts`).
 */
import { MILLION } from './distance.ts'
import type { FactSheet, KnownFact } from './fact.ts'
import { SheetReader, isOwn } from './fact-reader.ts'
import type { CompiledRule, CompiledRuleBook } from './rule-expression.ts'
import { RowJudge } from './row-judge.ts'
import { ANSWER_WORDS, factValueOf, plainNumber } from './row-values.ts'
import { VerdictTracer } from './trace-verdict.ts'
import type { AmountTrace, ScoreTrace, Verdict, VerdictAnswer } from './verdict.ts'

/** A rule that the book does not have is a mistake of the caller. */
export function compiledRule(compiled: CompiledRuleBook, code: string): CompiledRule {
  const rule = compiled.rules.get(code)
  if (rule === undefined) throw new RangeError(`no rule ${code}`)
  return rule
}

/** Answer, distance and trace, without what would change them. */
export function traceRule(
  compiled: CompiledRuleBook,
  rule: CompiledRule,
  sheet: FactSheet,
): Pick<Verdict, 'rule' | 'on' | 'answer' | 'distance' | 'near' | 'trace'> {
  const row = new RowJudge(compiled, new SheetReader(compiled, sheet))
  const answer = row.answer(rule.answer)
  const distance = row.distance(rule.answer, true)
  return {
    rule: rule.rule.code,
    on: compiled.on,
    answer: ANSWER_WORDS[answer],
    distance: distance === null ? null : distance / MILLION,
    near: answer === 0 && isNear(distance, rule.nearLimit),
    trace: new VerdictTracer(compiled, sheet, row).node(rule.root),
  }
}

export function isNear(distance: number | null, limit: number): boolean {
  return distance !== null && distance <= Math.round(limit * MILLION)
}

export function answerOf(compiled: CompiledRuleBook, code: string, sheet: FactSheet): VerdictAnswer {
  const row = new RowJudge(compiled, new SheetReader(compiled, sheet))
  return ANSWER_WORDS[row.answer(compiledRule(compiled, code).answer)]
}

export interface RuleAnswer {
  readonly answer: VerdictAnswer
  readonly distance: number | null
  readonly near: boolean
}

/** All rules, or those asked for, with the work that they share done once. */
export function answersOf(
  compiled: CompiledRuleBook,
  sheet: FactSheet,
  rules: Iterable<string> = compiled.rules.keys(),
): ReadonlyMap<string, RuleAnswer> {
  const row = new RowJudge(compiled, new SheetReader(compiled, sheet))
  const answers = new Map<string, RuleAnswer>()
  for (const code of rules) {
    const { answer: expression, nearLimit } = compiledRule(compiled, code)
    const answer = row.answer(expression)
    const distance = row.distance(expression, true)
    answers.set(code, {
      answer: ANSWER_WORDS[answer],
      distance: distance === null ? null : distance / MILLION,
      near: answer === 0 && isNear(distance, nearLimit),
    })
  }
  return answers
}

/** The sheet with the facts that follow from others; numbers as the nearest double. */
export function deriveFacts(compiled: CompiledRuleBook, sheet: FactSheet): FactSheet {
  const row = new RowJudge(compiled, new SheetReader(compiled, sheet))
  const derived = new Map<string, KnownFact>()
  for (const [code, known] of sheet) if (isOwn(compiled, code, known.source.kind)) derived.set(code, known)
  for (const [code, expression] of compiled.factExpressions) {
    if (expression.formula === null || derived.has(code)) continue
    const value = factValueOf(row, expression)
    if (value !== null)
      derived.set(code, {
        value,
        source: { kind: 'derived', place: { facts: [...expression.formula.facts] } },
      })
  }
  return derived
}

export function workOutAmount(compiled: CompiledRuleBook, code: string, sheet: FactSheet): AmountTrace {
  const found = compiled.amounts.get(code)
  if (found === undefined) throw new RangeError(`no amount ${code}`)
  const row = new RowJudge(compiled, new SheetReader(compiled, sheet))
  const tracer = new VerdictTracer(compiled, sheet, row)
  const value = plainNumber(row.number(found.value))
  const facts = tracer.facts(found.value)
  return {
    amount: code,
    value,
    unit: found.amount.unit,
    facts,
    parameters: tracer.parameters(found.value),
    missing: value === null ? tracer.missing(found.value) : [],
  }
}

export function scoreOf(compiled: CompiledRuleBook, code: string, sheet: FactSheet): ScoreTrace {
  const found = compiled.scores.get(code)
  if (found === undefined) throw new RangeError(`no score ${code}`)
  const row = new RowJudge(compiled, new SheetReader(compiled, sheet))
  return new VerdictTracer(compiled, sheet, row).score(found)
}
