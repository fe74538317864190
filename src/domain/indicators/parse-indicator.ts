/** Indicators as they come from data/statistics/indicators or from an administrator. */
import { accepted, refused, type Issue, type Outcome } from '#domain/kernel'
import { z } from 'zod'
import type { IndicatorDefinition } from './indicator.ts'
import { parseExpression } from './parse-expression.ts'
import { isUnit } from './units.ts'

const text = z.strictObject({ zh: z.string().min(1).max(2_000), en: z.string().min(1).max(2_000) })
const shape = z.strictObject({
  code: z
    .string()
    .max(60)
    .regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/),
  name: text,
  expression: z.string().min(1).max(4_000),
  unit: z.string().min(1).max(60),
  decimals: z.int().min(0).max(10),
  rhythm: z.enum(['year', 'quarter', 'month']),
  measure: z.enum(['accumulates', 'point', 'flow']),
  direction: z.enum(['more', 'less', 'none']),
  aliases: z.array(z.string().min(1).max(200)).max(50),
  note: text.nullable(),
  source: z.string().min(1).max(2_000),
})

/**
 * One indicator, as parsed JSON: its shape, that its expression can be read and its unit is known. Whether the cells exist and
 * the units fit is for `compileIndicator`, which needs the forms.
 */
export function parseIndicator(json: unknown): Outcome<IndicatorDefinition> {
  const parsed = shape.safeParse(json)
  if (!parsed.success)
    return refused(
      ...parsed.error.issues.map((one) => ({
        code: 'indicators.indicator_shape',
        path: one.path.filter((part) => typeof part !== 'symbol'),
        params: { problem: one.code, detail: one.message },
      })),
    )
  const definition: IndicatorDefinition = parsed.data
  const issues: Issue[] = []
  const expression = parseExpression(definition.expression)
  if (!expression.ok) issues.push(...expression.issues.map((issue) => ({ ...issue, path: ['expression'] })))
  if (!isUnit(definition.unit))
    issues.push({ code: 'indicators.unknown_unit', path: ['unit'], params: { unit: definition.unit } })
  definition.aliases.forEach((alias, index) => {
    if (definition.aliases.indexOf(alias) !== index)
      issues.push({ code: 'indicators.duplicate_alias', path: ['aliases', index], params: { alias } })
  })
  return issues.length > 0 ? refused(...issues) : accepted(definition)
}
