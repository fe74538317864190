import { accepted, refused, type Issue, type Outcome } from '#domain/kernel'
import { z } from 'zod'
import { code, text } from './schema-parts.ts'
import { shapeIssues } from './shape-issues.ts'
import type { SupportRule } from './support-rule.ts'

const wan = z.int().min(0).max(1_000_000_000_000).nullable()

const rule = z.strictObject({
  code: z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/u),
  version: z.int().min(1),
  name: text,
  about: text.nullable(),
  validFrom: z.string().regex(/^\d{4}(?:-Q[1-4]|-(?:0[1-9]|1[0-2]))?$/u),
  standing: z.enum(['official', 'assumed', 'own']),
  sources: z
    .array(
      z.strictObject({
        title: z.string().min(1).max(1_000),
        url: z.string().min(1).max(2_000).nullable(),
        note: text.nullable(),
      }),
    )
    .max(200),
  tiers: z
    .array(
      z.strictObject({
        grade: code,
        tier: code,
        name: text,
        consequence: z.enum(['support', 'none', 'rectification']),
        weight: z.number().min(0).max(1_000_000),
        floorWan: wan,
        ceilingWan: wan,
      }),
    )
    .min(1)
    .max(50),
  divideBy: z.enum(['tier', 'tier-and-score']),
  poolWan: wan,
  withdrawnGetNone: z.boolean(),
})

/** One support rule, as parsed JSON. What contradicts itself is refused by the grade. */
export function parseSupportRule(json: unknown): Outcome<SupportRule> {
  const parsed = rule.safeParse(json)
  if (!parsed.success) return refused(...shapeIssues('evaluation.rule_shape', json, parsed.error))
  const issues = parsed.data.tiers.flatMap((tier, at): readonly Issue[] => {
    const found: Issue[] = []
    const problem = (issue: string): void => {
      found.push({ code: issue, path: ['tiers', at], params: { grade: tier.grade, tier: tier.tier } })
    }
    if (parsed.data.tiers.findIndex(({ grade }) => grade === tier.grade) < at)
      problem('evaluation.rule_grade_twice')
    if (
      tier.consequence !== 'support' &&
      (tier.weight > 0 || tier.floorWan !== null || tier.ceilingWan !== null)
    )
      problem('evaluation.rule_amount_without_support')
    if (tier.floorWan !== null && tier.ceilingWan !== null && tier.floorWan > tier.ceilingWan)
      problem('evaluation.rule_bounds')
    return found
  })
  return issues.length > 0 ? refused(...issues) : accepted(parsed.data)
}

/** Whether a rule says something for each grade of a scheme, and holds in that period. */
export function checkRuleFits(
  { code: name, tiers, validFrom }: SupportRule,
  { grades, period }: { readonly grades: readonly string[]; readonly period: string },
): readonly Issue[] {
  const issues: Issue[] = []
  for (const grade of grades)
    if (!tiers.some((tier) => tier.grade === grade))
      issues.push({ code: 'evaluation.rule_grade_missing', params: { rule: name, grade } })
  if (grades.length === 0) issues.push({ code: 'evaluation.scheme_without_grades', params: { rule: name } })
  // 2025 begins with 2025-Q1 and 2025-01: years are compared first, then, where both name one, the part of the year.
  if (isBefore(period, validFrom))
    issues.push({ code: 'evaluation.rule_too_early', params: { rule: name, period, validFrom } })
  return issues
}

function isBefore(period: string, from: string): boolean {
  const years = period.slice(0, 4).localeCompare(from.slice(0, 4))
  return years === 0 ? monthOf(period) < monthOf(from) : years < 0
}

/** Number of the last month of the period. */
function monthOf(period: string): number {
  const part = period.slice(5)
  if (part === '') return 12
  return part.startsWith('Q') ? Number(part.slice(1)) * 3 : Number(part)
}
