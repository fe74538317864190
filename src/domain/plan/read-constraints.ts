import { amountConstraint, brief, frequency, timeWindow } from './amount-constraints.ts'
import { CLAUSE_RULES, strengthOf } from './constraint-rules.ts'
import { enumerations, partCount, perUnitLimit, structures } from './count-constraints.ts'
import type { FoundConstraint } from './count-constraints.ts'
import { clauseEnd, clauseStart, sentenceEnd, sentenceStart } from './passages.ts'
import type { Passage } from './passages.ts'
import type { Quantity } from './quantities.ts'
import { spanOf } from './reading.ts'
import type { Reading } from './reading.ts'
import { RuleLists } from './rule-lists.ts'
import { scanNumbers } from './scan-numbers.ts'
import type { ScannedPassage } from './scan-numbers.ts'
import type { HeadingNode, Structure } from './structure.ts'
import type { Constraint, DocumentFacts } from './types.ts'

/**
 * The rules of a document that a program can check: limits per unit, coverage, order of steps, declared counts, amounts,
 * times. Subjects are told in the text's own words; amounts keep the printed number with its unit in the subject.
 */
export function readConstraints(
  reading: Reading,
  structure: Structure,
  facts: DocumentFacts,
): readonly Constraint[] {
  void facts
  const text = reading.clean
  const children = childrenOf(structure.headings)
  const found: FoundConstraint[] = []
  const built = new Set<string>()
  const lists = new RuleLists()
  for (const scanned of scanNumbers(reading, structure)) {
    const { passage } = scanned
    if (passage.role === 'background') continue
    const listed = lists.read(text, passage, scanned.quantities)
    found.push(...listed)
    // An item of a list is told once, by what the list asks.
    if (listed.length === 0 || listed[0]?.kind === 'eligibility') found.push(...fromClauses(text, passage))
    const isListed = new Set(listed.map(({ to }) => to))
    found.push(...fromNumbers(text, scanned, isListed))
    const heading = titleOf(passage)
    const count = heading === null ? 0 : (children.get(heading) ?? 0)
    const bodyTo = heading?.bodyTo ?? passage.to
    found.push(...enumerations({ text, from: passage.from, to: passage.to, children: count, bodyTo }))
    for (const structureRule of structures(text, passage.from, passage.to)) {
      const name = text.slice(structureRule.from, structureRule.from + 8)
      if (!built.has(name)) found.push(structureRule)
      built.add(name)
    }
  }
  return distinct(found).map((rule) => toConstraint(reading, rule))
}

/** The heading whose title this passage is, as against the text under it. */
function titleOf(passage: Passage): HeadingNode | null {
  const heading = passage.heading
  return heading !== null && passage.from >= heading.from && passage.from < heading.to ? heading : null
}

function childrenOf(headings: readonly HeadingNode[]): Map<HeadingNode, number> {
  const children = new Map<HeadingNode, number>()
  for (const { parent } of headings) {
    if (parent !== null) children.set(parent, (children.get(parent) ?? 0) + 1)
  }
  return children
}

interface Clause {
  readonly at: number
  readonly text: string
}

function clausesOf(text: string, from: number, to: number): Clause[] {
  const clauses: Clause[] = []
  const pattern = /[^,,;;。::!?!?\n]+/gu
  pattern.lastIndex = from
  for (let match = pattern.exec(text); match !== null && match.index < to; match = pattern.exec(text)) {
    const raw = match[0].slice(0, to - match.index)
    const lead = raw.length - raw.trimStart().length
    if (raw.trim() !== '') clauses.push({ at: match.index + lead, text: raw.trim() })
  }
  return clauses
}

const CONSEQUENCE_OF =
  /(?:不力|不到位|不合格|不符合|不达标|达不到|未通过|未按|靠后|滞后|拒不|瞒报|虚报|挪用|骗取|不达标|未达|未完成|逾期|严重|违反|违规|弄虚作假|失信|成效(?:明显|显著|突出|较好)|表现突出|优秀|先进|考核|评价|评估|排名|验收)/u
const EFFECT =
  /(?:优先|不再|不予|督办|终止|撤销|追回|清退|处分|处罚|处理|移送|取消|督促|责令|限期|追究|通报|退出|约谈|给予|表彰|激励|整改|收回|扣减|暂停|问责|奖励|倾斜|分级|淘汰|移出)/u

function fromClauses(text: string, passage: Passage): FoundConstraint[] {
  const found: FoundConstraint[] = []
  const clauses = clausesOf(text, passage.from, passage.to)
  for (const [index, clause] of clauses.entries()) {
    const next = clauses[index + 1]
    found.push(...consequenceOf(text, clause, next))
    for (const rule of CLAUSE_RULES) {
      if (!rule.cue.test(clause.text)) continue
      const match = rule.pattern.exec(clause.text)
      if (match === null || rule.when?.(match) === false) continue
      const subject = rule.subject?.(match, clause.text) ?? clause.text
      const limit = rule.limit?.(match) ?? null
      for (const each of eachOf(rule.kind, subject)) {
        found.push({
          kind: rule.kind,
          subject: brief(each),
          limit,
          from: clause.at,
          to: clause.at + clause.text.length,
        })
      }
    }
    const recurring = frequency(clause.text, clause.at)
    if (recurring !== null) found.push(recurring)
    const window = timeWindow(clause.text, clause.at)
    if (window !== null) found.push(window)
  }
  return found
}

/** 特色产业园、科技企业孵化器在各个分园全覆盖 is one rule for each of them. */
function eachOf(kind: string, subject: string): readonly string[] {
  const [things, scope] = subject.split(' × ')
  if (kind !== 'coverage' || scope === undefined || things === undefined) return [subject]
  const parts = things.split('、').map((part) => part.replace(/^(?:实现|推动|确保|推进)+/u, ''))
  return parts.every((part) => part.length >= 3) ? parts.map((part) => `${part} × ${scope}`) : [subject]
}

/** 对推进不力的分园,督促整改: condition and effect in neighbouring clauses. */
function consequenceOf(text: string, clause: Clause, next: Clause | undefined): FoundConstraint[] {
  // 验收不合格的限期整改: both in one clause.
  const [, failing, effect] =
    /^(?:对于?|凡)?([^,,;;。]{2,40}?)的,?((?:由[^,,;;。]{2,24})?(?:责令|限期|不予|取消|收回|追回|约谈|通报|暂停|终止|撤销|清退|依法)[^,,;;。]{2,40})$/u.exec(
      clause.text,
    ) ?? []
  if (failing !== undefined && effect !== undefined && CONSEQUENCE_OF.test(failing)) {
    const subject = brief(`${failing} → ${effect}`)
    return [
      { kind: 'consequence', subject, limit: null, from: clause.at, to: clause.at + clause.text.length },
    ]
  }
  if (next === undefined) return []
  const gap = text.slice(clause.at + clause.text.length, next.at)
  if (!/^[,,]\s*$/u.test(gap)) return []
  const opened = /^(?:对于?|凡|依据|根据)([^,,;;。]{2,50})$/u.exec(clause.text)?.[1]
  // 整改不到位的,暂停支持: a condition without a preposition ends in 的 and tells of a failing.
  const condition =
    opened ?? (CONSEQUENCE_OF.test(clause.text) ? /^([^,,;;。]{2,50})的$/u.exec(clause.text)?.[1] : undefined)
  if (condition === undefined) return []
  const span = { from: clause.at, to: next.at + next.text.length }
  const subject = brief(`${condition} → ${next.text}`)
  if (CONSEQUENCE_OF.test(condition) && EFFECT.test(next.text)) {
    const isRejected = /(?:审核|审查)(?:未)?通过/u.test(condition)
    return isRejected ? [] : [{ kind: 'consequence', subject, limit: null, ...span }]
  }
  if (
    /(?:符合|引进|获得|贡献|入选|认定|新设|新建|首次|通过)/u.test(condition) &&
    /(?:给予|建立|可|优先|支持|享受|奖励)/u.test(next.text)
  ) {
    return [{ kind: 'eligibility', subject, limit: null, ...span }]
  }
  return []
}

interface RuleOfNumber {
  readonly quantity: Quantity
  readonly rule: FoundConstraint
}

function fromNumbers(
  text: string,
  { passage, quantities }: ScannedPassage,
  known: ReadonlySet<number>,
): FoundConstraint[] {
  const found: FoundConstraint[] = []
  let before = null as RuleOfNumber | null
  for (const quantity of quantities) {
    if (known.has(quantity.to)) continue
    const [at, end] = clauseAround(text, quantity.from, passage)
    const clause = text.slice(at, end)
    const from = sentenceStart(text, quantity.from, passage.from)
    const sentence = text.slice(from, sentenceEnd(text, quantity.to, passage.to))
    const rule: FoundConstraint | null =
      likeBefore(text, quantity, before) ??
      perUnitLimit(clause, at, quantity, text, before?.rule ?? null) ??
      partCount(clause, at, quantity, text) ??
      amountConstraint(clause, sentence, at, quantity, text, passage.role)
    before = rule === null ? null : { quantity, rule }
    if (rule !== null) found.push(rule)
  }
  return found
}

/** 突破1亿元、5亿元、10亿元的企业: what the first of a list is, the others are, too. */
function likeBefore(text: string, quantity: Quantity, before: RuleOfNumber | null): FoundConstraint | null {
  if (before === null || before.quantity.unit !== quantity.unit) return null
  if (text.slice(before.quantity.to, quantity.boundFrom) !== '、') return null
  return { ...before.rule, limit: quantity.value2 ?? quantity.value }
}

/** A rule is told in fewer characters to either side of its number. */
const LONGEST_SIDE = 200

function clauseAround(text: string, at: number, passage: Passage): [number, number] {
  return [
    clauseStart(text, at, Math.max(passage.from, at - LONGEST_SIDE)),
    clauseEnd(text, at, Math.min(passage.to, at + LONGEST_SIDE)),
  ]
}

/** One rule per kind, subject and place. */
function distinct(found: readonly FoundConstraint[]): FoundConstraint[] {
  const seen = new Set<string>()
  const kept: FoundConstraint[] = []
  for (const rule of [...found].sort((a, b) => a.from - b.from || a.to - b.to)) {
    const key = `${rule.kind}|${String(rule.from)}|${rule.subject}|${String(rule.limit)}`
    if (seen.has(key)) continue
    seen.add(key)
    kept.push(rule)
  }
  return kept
}

function toConstraint(reading: Reading, rule: FoundConstraint): Constraint {
  const { kind, subject, limit, limitMin, listed, from, to } = rule
  const strength = rule.strength ?? strengthOf(reading.clean.slice(from, to))
  return {
    ...spanOf(reading, from, to),
    kind,
    subject,
    limit,
    ...(limitMin === undefined ? {} : { limitMin }),
    ...(strength === null ? {} : { strength }),
    ...(listed === undefined ? {} : { listed }),
  }
}
