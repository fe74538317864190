/** Outlier rules as an administrator or a file gives them. */
import { accepted, refused, type Outcome } from '#domain/kernel'
import { z } from 'zod'
import type { OutlierRule } from './outlier.ts'

const cell = z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,39}$/)
const share = z.number().min(0).max(1)
const spread = z.number().min(0).max(10)
const limit = z.number().positive().max(1_000)
const window = (least: number) => z.int().min(least).max(120)
const atLeast = z.int().min(1).max(1_000_000)
const scale = z.union([z.literal('natural'), z.strictObject({ from: z.number().positive() })])
const against = z.enum(['group', 'own-past'])

const shape = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('hidiroglou-berthelot'),
    cell,
    back: window(1),
    sizeExponent: share,
    leastSpread: share,
    width: z.strictObject({ below: limit, above: limit }),
    // Above a half the low quantile would be the high one.
    percentile: z.number().positive().lt(0.5),
    centre: z.enum(['judged', 'training']),
    training: window(0),
    atLeast,
  }),
  z.strictObject({
    kind: z.literal('robust-z'),
    cell,
    per: cell.nullable(),
    against,
    z: limit,
    leastSpread: spread,
    scale,
    training: window(0),
    atLeast,
  }),
  z.strictObject({
    kind: z.literal('seasonal'),
    cell,
    back: window(1),
    against,
    z: limit,
    leastSpread: spread,
    scale,
    training: window(1),
    atLeast,
  }),
  z.strictObject({
    kind: z.literal('min-max'),
    cell,
    minimum: z.number().nullable(),
    maximum: z.number().nullable(),
    slack: z.number().min(0).max(1_000).nullable(),
    training: window(0),
    atLeast,
  }),
])

/** The rule, or where its shape is wrong and which rules could never judge anything. */
export function parseOutlierRule(json: unknown): Outcome<OutlierRule> {
  const parsed = shape.safeParse(json)
  if (!parsed.success) {
    return refused(
      ...parsed.error.issues.map((one) => ({
        code: 'indicators.outlier_rule_shape',
        path: one.path.filter((part) => typeof part !== 'symbol'),
        params: { problem: one.code, detail: one.message },
      })),
    )
  }
  const rule: OutlierRule = parsed.data
  if (learnsFromOwnPast(rule)) {
    if (rule.training === 0) {
      return refused({ code: 'indicators.outlier_rule_without_window', path: ['training'] })
    }
    // A firm has one figure a period, so more than the window holds can never come together.
    if (rule.atLeast > rule.training) {
      return refused({
        code: 'indicators.outlier_rule_window_too_short',
        path: ['atLeast'],
        params: { atLeast: rule.atLeast, training: rule.training },
      })
    }
  }
  if (rule.kind === 'min-max') {
    if (rule.minimum === null && rule.maximum === null && rule.slack === null) {
      return refused({ code: 'indicators.outlier_rule_without_bound', path: [] })
    }
    if (rule.minimum !== null && rule.maximum !== null && rule.minimum > rule.maximum) {
      return refused({
        code: 'indicators.bounds_reversed',
        path: ['minimum'],
        params: { field: rule.cell, minimum: rule.minimum, maximum: rule.maximum },
      })
    }
  }
  return accepted(rule)
}

function learnsFromOwnPast(rule: OutlierRule): boolean {
  switch (rule.kind) {
    case 'hidiroglou-berthelot':
      return false
    case 'robust-z':
    case 'seasonal':
      return rule.against === 'own-past'
    case 'min-max':
      return rule.slack !== null
  }
}
