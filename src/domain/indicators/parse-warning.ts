/** Warning rules as an administrator or a file gives them. */
import { accepted, periodById, refused, type Issue, type Outcome } from '#domain/kernel'
import { z } from 'zod'
import { DIMENSIONS } from './indicator.ts'
import type { WarningCondition, WarningRule } from './warning.ts'
import { LEAST_CHANGES } from './warn.ts'

const text = z.strictObject({ zh: z.string().min(1).max(2_000), en: z.string().min(1).max(2_000) })
const code = z
  .string()
  .max(60)
  .regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/)
const pathPoint = z.strictObject({ period: z.string().max(8), value: z.number() })

const condition = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('threshold'),
    operator: z.enum(['<', '<=', '>', '>=']),
    value: z.number(),
  }),
  z.strictObject({
    kind: z.literal('change'),
    against: z.enum(['last-period', 'same-period']),
    operator: z.enum(['<=', '>=']),
    ratio: z.number().min(-1_000).max(1_000),
    running: z.int().min(1).max(24),
  }),
  z.strictObject({
    kind: z.literal('trajectory'),
    baseline: pathPoint,
    target: pathPoint,
    path: z.enum(['linear', 'compound']),
    tolerance: z.number().min(0).max(1),
  }),
  z.strictObject({ kind: z.literal('completeness'), share: z.number().positive().max(1) }),
  z.strictObject({
    kind: z.literal('outlier'),
    z: z.number().positive().max(1_000),
    training: z.int().min(LEAST_CHANGES).max(120),
  }),
])

const shape = z.strictObject({
  code,
  name: text,
  indicator: code,
  dimension: z.enum([...DIMENSIONS, 'zone']),
  condition,
  level: z.enum(['notice', 'warning', 'alarm']),
  owner: z.enum(['park', 'office']),
  enabled: z.boolean(),
  source: z.string().min(1).max(2_000),
})

/** The rule, or where its shape is wrong and why its condition could never be answered. */
export function parseWarningRule(json: unknown): Outcome<WarningRule> {
  const parsed = shape.safeParse(json)
  if (!parsed.success) {
    return refused(
      ...parsed.error.issues.map((one) => ({
        code: 'indicators.warning_shape',
        path: one.path.filter((part) => typeof part !== 'symbol'),
        params: { problem: one.code, detail: one.message },
      })),
    )
  }
  const rule: WarningRule = parsed.data
  const issues = trajectoryIssues(rule.condition)
  return issues.length > 0 ? refused(...issues) : accepted(rule)
}

function trajectoryIssues(given: WarningCondition): Issue[] {
  if (given.kind !== 'trajectory') return []
  const { baseline, target } = given
  const from = periodById(baseline.period)
  const to = periodById(target.period)
  const issues: Issue[] = []
  for (const [name, point, period] of [
    ['baseline', baseline, from],
    ['target', target, to],
  ] as const) {
    if (period === null) {
      const path = ['condition', name, 'period']
      issues.push({ code: 'indicators.warning_period', path, params: { period: point.period } })
    }
  }
  if (from !== null && to !== null && from.to >= to.to) {
    issues.push({ code: 'indicators.warning_path_order', path: ['condition', 'target', 'period'] })
  }
  if (target.value === baseline.value) {
    issues.push({ code: 'indicators.warning_no_way', path: ['condition', 'target', 'value'] })
  }
  if (given.path === 'compound' && baseline.value * target.value <= 0) {
    const params = { baseline: baseline.value, target: target.value }
    issues.push({ code: 'indicators.warning_compound_path', path: ['condition', 'path'], params })
  }
  return issues
}
