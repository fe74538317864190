/** The shape of a rule book as it comes from a file or a request. */
import { dayNumber } from '#domain/kernel'
import { z } from 'zod'
import type { RuleNode } from './rule-book.ts'

// Postgres takes no NUL, and nobody means one.
const words = (longest: number) =>
  z
    .string()
    .min(1)
    .max(longest)
    .refine((text) => !text.includes('\0'))
const bilingual = z.strictObject({ zh: words(4_000), en: words(4_000) })
/** Letters of any language, digits, `.`, `_`, `-`; never what every object has already. */
const code = z
  .string()
  .max(100)
  .regex(/^[\p{L}\p{N}][\p{L}\p{M}\p{N}._-]*$/u)
  .refine((name) => !(name in {}))
/** Stands bare in expressions. */
const name = z
  .string()
  .max(100)
  .regex(/^[\p{L}\p{Nl}_][\p{L}\p{M}\p{N}_]*$/u)
  .refine((text) => !(text in {}))
const day = z.string().refine((text) => dayNumber(text) !== null, { message: 'no such day' })
const unit = words(50).nullable()
const status = z.enum(['verified', 'unverified', 'assumed', 'example'])
const expression = words(10_000)
const amount = z.number().min(-1e15).max(1e15)

const clause = z.strictObject({
  document: words(500),
  clause: words(200).nullable(),
  documentId: words(100).nullable(),
  url: words(2_000).nullable(),
})

const factValue = z.union([z.number(), z.boolean(), words(2_000), z.array(words(500)).max(10_000)])

const fact = z.strictObject({
  code: name,
  title: bilingual,
  group: words(100),
  type: z.enum(['number', 'boolean', 'text', 'texts', 'date']),
  unit,
  options: z
    .array(z.strictObject({ code: words(500), title: bilingual }))
    .max(5_000)
    .nullable(),
  description: bilingual.nullable(),
  formula: expression.nullable(),
  evidence: z.strictObject({
    what: bilingual,
    by: z.enum(['enterprise', 'park', 'office']),
    cost: z.number().min(0).max(1_000),
  }),
  confidential: z.boolean(),
})

const parameter = z.strictObject({
  code: name,
  title: bilingual,
  type: z.enum(['number', 'text', 'texts', 'date']),
  unit,
  values: z.array(z.strictObject({ from: day, to: day.nullable(), value: factValue, clause })).max(1_000),
})

export const ruleNodeSchema: z.ZodType<RuleNode> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('condition'),
      id: code,
      title: bilingual,
      when: expression,
      clause: clause.nullable(),
      status,
      off: z.boolean(),
    }),
    z.strictObject({
      kind: z.enum(['all', 'any']),
      id: code,
      title: bilingual.nullable(),
      of: z.array(ruleNodeSchema).min(1).max(200),
    }),
    z.strictObject({
      kind: z.literal('at-least'),
      id: code,
      title: bilingual.nullable(),
      count: z.int().min(1).max(200),
      of: z.array(ruleNodeSchema).min(1).max(200),
    }),
    z.strictObject({ kind: z.literal('not'), id: code, title: bilingual.nullable(), of: ruleNodeSchema }),
  ]),
)

const table = z.strictObject({
  code: name,
  title: bilingual,
  inputs: z.array(z.strictObject({ title: bilingual, expression, unit })).max(30),
  outputs: z
    .array(
      z.strictObject({ code: name, title: bilingual, type: z.enum(['number', 'text', 'boolean']), unit }),
    )
    .min(1)
    .max(30),
  hit: z.enum(['UNIQUE', 'ANY', 'FIRST', 'PRIORITY', 'SUM', 'MAX', 'MIN', 'COUNT']),
  rows: z
    .array(
      z.strictObject({
        tests: z.array(expression).max(30),
        outputs: z.array(expression).max(30),
        note: words(1_000).nullable(),
        clause: clause.nullable(),
      }),
    )
    .max(2_000),
  otherwise: z.array(expression).max(30).nullable(),
})

const score = z.strictObject({
  code: name,
  title: bilingual,
  groups: z.array(z.strictObject({ code: name, title: bilingual, maximum: amount.nullable() })).max(100),
  items: z
    .array(
      z.strictObject({
        id: code,
        title: bilingual,
        group: name,
        maximum: amount,
        minimum: amount,
        points: expression,
        weight: z.number().min(0).max(1_000),
        clause: clause.nullable(),
        status,
        off: z.boolean(),
      }),
    )
    .max(500),
  maximum: amount.nullable(),
})

const nearLimit = z.number().min(0).max(100)

export const ruleBookSchema = z.strictObject({
  facts: z.array(fact).max(5_000),
  parameters: z.array(parameter).max(2_000),
  tables: z.array(table).max(2_000),
  scores: z.array(score).max(500),
  rules: z
    .array(z.strictObject({ code, title: bilingual, root: ruleNodeSchema, nearLimit: nearLimit.nullable() }))
    .max(5_000),
  amounts: z.array(z.strictObject({ code, title: bilingual, expression, unit: words(50) })).max(5_000),
  nearLimit,
})
