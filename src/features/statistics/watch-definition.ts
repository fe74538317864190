import { parseOutlierRule, parseWarningRule, type OutlierRule, type WarningRule } from '#domain/indicators'
import { accepted, refused, type Outcome } from '#domain/kernel'
import { z } from 'zod'

/** By what the filings that an outlier rule compares are set apart: each is judged among its like. */
export const OUTLIER_GROUPS = ['none', 'size', 'field', 'industry-division'] as const

/** An outlier rule as it is kept: which form it watches, who is told, and which corrections count as faults in its test. */
export interface FilingWatch {
  readonly code: string
  readonly name: { readonly zh: string; readonly en: string }
  readonly form: string
  readonly groupBy: (typeof OUTLIER_GROUPS)[number]
  /** A figure corrected later by more than this share of the settled one was a fault. */
  readonly fault: { readonly ratio: number }
  readonly rule: OutlierRule
  readonly level: WarningRule['level']
  readonly owner: WarningRule['owner']
  readonly source: string
}

export type Watch =
  | { readonly kind: 'warning'; readonly definition: WarningRule }
  | { readonly kind: 'outlier'; readonly definition: FilingWatch }

const text = z.strictObject({ zh: z.string().min(1).max(200), en: z.string().min(1).max(200) })
const filingWatch = z.strictObject({
  code: z
    .string()
    .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/u)
    .max(60),
  name: text,
  form: z.string().max(30),
  groupBy: z.enum(OUTLIER_GROUPS),
  fault: z.strictObject({ ratio: z.number().positive().max(100) }),
  rule: z.unknown(),
  level: z.enum(['notice', 'warning', 'alarm']),
  owner: z.enum(['park', 'office']),
  source: z.string().min(1).max(2_000),
})

/** The rule, or its faults by place. */
export function parseWatch(kind: Watch['kind'], definition: unknown): Outcome<Watch> {
  if (kind === 'warning') {
    const rule = parseWarningRule(definition)
    return rule.ok ? accepted({ kind, definition: rule.value }) : rule
  }
  const parsed = filingWatch.safeParse(definition)
  if (!parsed.success)
    return refused(
      ...parsed.error.issues.map((one) => ({
        code: 'indicators.outlier_rule_shape',
        path: one.path.filter((part) => typeof part !== 'symbol'),
        params: { problem: one.code, detail: one.message },
      })),
    )
  const rule = parseOutlierRule(parsed.data.rule)
  if (!rule.ok)
    return refused(...rule.issues.map((issue) => ({ ...issue, path: ['rule', ...(issue.path ?? [])] })))
  return accepted({ kind, definition: { ...parsed.data, rule: rule.value } })
}

/** A stored rule; it was parsed when it was saved. */
export function storedWatch(row: {
  readonly code: string
  readonly kind: Watch['kind']
  readonly definition: unknown
}): Watch {
  const parsed = parseWatch(row.kind, row.definition)
  if (!parsed.ok)
    throw new Error(`the warning rule ${row.code}: ${parsed.issues.map(({ code }) => code).join(', ')}`)
  return parsed.value
}

/** What kind of condition it is: the word by which the web describes it. */
export function conditionOf({ kind, definition }: Watch): string {
  return kind === 'warning' ? definition.condition.kind : definition.rule.kind
}

/** The cells of the form that an outlier rule reads. */
export function cellsOf(rule: OutlierRule): string[] {
  return rule.kind === 'robust-z' && rule.per !== null ? [rule.cell, rule.per] : [rule.cell]
}

/**
 * How far beyond its limit a rule fired, as a share of the limit: what orders alerts of one level. 0 where the numbers do not
 * tell.
 */
export function weightOf(watch: Watch, numbers: Readonly<Record<string, number | string | null>>): number {
  const number = (name: string): number | null => {
    const value = numbers[name]
    return typeof value === 'number' ? value : null
  }
  if (watch.kind === 'outlier') return number('outliers') ?? 0
  const beyond = (value: number | null, limit: number): number =>
    value === null ? 0 : Math.abs(value - limit) / Math.max(Math.abs(limit), 1e-9)
  const { condition } = watch.definition
  switch (condition.kind) {
    case 'threshold':
      return beyond(number('value'), condition.value)
    case 'change':
      return Math.abs((number('change') ?? condition.ratio) - condition.ratio)
    case 'trajectory':
      return Math.max(0, (number('shortfall') ?? 0) - condition.tolerance)
    case 'completeness':
      return beyond(number('completeness'), condition.share)
    case 'outlier':
      return beyond(Math.abs(number('z') ?? condition.z), condition.z)
  }
}

/** Who stands in the history of a rule that came with the program. */
export const SHIPPED_BY = '系统自带'
