/**
 * The published rules of the colours: their file (data/ledger/rules.json), and values that a zone has set in its place. Every
 * rule is known, has a value within bounds, and yellow does not come after red.
 */
import { z } from 'zod'
import { accepted, refused } from '#domain/kernel'
import type { BilingualText, Issue, Outcome } from '#domain/kernel'
import type { LedgerRules } from './duty-acts.ts'

export type LedgerRuleCode = keyof LedgerRules

export interface LedgerRuleEntry {
  readonly name: BilingualText
  readonly meaning: BilingualText
  readonly value: number
  /** Civil days, percent of the work, or percentage points between two of those. */
  readonly unit: 'day' | 'percent' | 'point'
  readonly source: { readonly text: BilingualText; readonly status: 'verified' | 'derived' | 'assumed' }
}

export interface LedgerRulesFile {
  readonly version: number
  readonly rules: Readonly<Record<LedgerRuleCode, LedgerRuleEntry>>
}

interface RuleBounds {
  readonly unit: LedgerRuleEntry['unit']
  readonly least: number
  readonly most: number
}

const DAYS = { unit: 'day', least: 0, most: 366 } as const

/** What each rule counts in and may be; a form for settings offers the same. */
export const LEDGER_RULE_BOUNDS = {
  dueSoonDays: DAYS,
  dueSoonProgress: { unit: 'percent', least: 0, most: 100 },
  lateRedDays: DAYS,
  reportGraceDays: DAYS,
  staleRedDays: DAYS,
  behindYellow: { unit: 'point', least: 1, most: 100 },
  behindRed: { unit: 'point', least: 1, most: 100 },
  answerDays: DAYS,
  evidenceFrom: { unit: 'percent', least: 1, most: 100 },
} as const satisfies Record<LedgerRuleCode, RuleBounds>
export const LEDGER_RULE_CODES = Object.keys(LEDGER_RULE_BOUNDS) as readonly LedgerRuleCode[]

const text = z.strictObject({ zh: z.string().min(1).max(2_000), en: z.string().min(1).max(2_000) })

function entry(unit: LedgerRuleEntry['unit']) {
  return z.strictObject({
    name: text,
    meaning: text,
    value: z.number(),
    unit: z.literal(unit),
    source: z.strictObject({ text, status: z.enum(['verified', 'derived', 'assumed']) }),
  })
}

const fileShape = z.strictObject({
  version: z.int().min(1),
  rules: z.strictObject({
    dueSoonDays: entry('day'),
    dueSoonProgress: entry('percent'),
    lateRedDays: entry('day'),
    reportGraceDays: entry('day'),
    staleRedDays: entry('day'),
    behindYellow: entry('point'),
    behindRed: entry('point'),
    answerDays: entry('day'),
    evidenceFrom: entry('percent'),
  }),
})

const valuesShape = z.strictObject({
  dueSoonDays: z.number(),
  dueSoonProgress: z.number(),
  lateRedDays: z.number(),
  reportGraceDays: z.number(),
  staleRedDays: z.number(),
  behindYellow: z.number(),
  behindRed: z.number(),
  answerDays: z.number(),
  evidenceFrom: z.number(),
})

/** The shipped file, as parsed JSON. */
export function parseLedgerRules(file: unknown): Outcome<LedgerRulesFile, Issue> {
  const parsed = fileShape.safeParse(file)
  if (!parsed.success) return refused(...shapeIssues(parsed.error))
  const checked = checkLedgerRules(rulesOf(parsed.data))
  return checked.ok ? accepted(parsed.data) : checked
}

/** The values alone, as `assessDuty` takes them. */
export function rulesOf(file: LedgerRulesFile): LedgerRules {
  const { rules } = file
  return {
    dueSoonDays: rules.dueSoonDays.value,
    dueSoonProgress: rules.dueSoonProgress.value,
    lateRedDays: rules.lateRedDays.value,
    reportGraceDays: rules.reportGraceDays.value,
    staleRedDays: rules.staleRedDays.value,
    behindYellow: rules.behindYellow.value,
    behindRed: rules.behindRed.value,
    answerDays: rules.answerDays.value,
    evidenceFrom: rules.evidenceFrom.value,
  }
}

/** Values that a zone has set: every rule, nothing else. */
export function checkLedgerRules(values: unknown): Outcome<LedgerRules, Issue> {
  const parsed = valuesShape.safeParse(values)
  if (!parsed.success) return refused(...shapeIssues(parsed.error))
  const rules = parsed.data
  const issues: Issue[] = []
  for (const rule of LEDGER_RULE_CODES) {
    const { unit, least, most } = LEDGER_RULE_BOUNDS[rule]
    const value = rules[rule]
    if (value >= least && value <= most && (unit !== 'day' || Number.isInteger(value))) continue
    issues.push({ code: 'ledger.rule_value', path: [rule], params: { rule, value, least, most } })
  }
  if (issues.length === 0 && rules.behindYellow > rules.behindRed) {
    issues.push({
      code: 'ledger.rule_order',
      path: ['behindYellow'],
      params: {
        rule: 'behindYellow',
        value: rules.behindYellow,
        other: 'behindRed',
        otherValue: rules.behindRed,
      },
    })
  }
  return issues.length > 0 ? refused(...issues) : accepted(rules)
}

function shapeIssues(error: z.ZodError): readonly Issue[] {
  return error.issues.map(({ path }) => ({
    code: 'ledger.rules_shape',
    path: path.filter((part) => typeof part !== 'symbol'),
  }))
}
