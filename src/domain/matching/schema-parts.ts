import { dayNumber } from '#domain/kernel'
import type { RuleNode } from '#domain/rules'
import { z } from 'zod'

/** What schemas of policies, ladders and layouts share. Postgres takes no NUL, and nobody means one. */
const storable = (text: string): boolean => !text.includes('\0')

export const words = (longest: number) => z.string().min(1).max(longest).refine(storable)
/** English may be missing: pages then show the Chinese. */
export const bilingual = z.strictObject({ zh: words(4_000), en: z.string().max(4_000).refine(storable) })
/** Letters of any language, digits, `.`, `_`, `-`; never what every object has already. */
export const code = z
  .string()
  .max(100)
  .regex(/^[\p{L}\p{N}][\p{L}\p{M}\p{N}._-]*$/u)
  .refine((name) => !(name in {}))
export const day = z.string().refine((text) => dayNumber(text) !== null, { message: 'no such day' })
export const status = z.enum(['verified', 'unverified', 'assumed', 'example'])
export const clause = z.strictObject({
  document: words(500),
  clause: words(200).nullable(),
  documentId: words(100).nullable(),
  url: words(2_000).nullable(),
})
/** The engine of rules names places of an expression up to its own limit; longer ones are not read at all. */
const expressionText = words(20_000)

export const factValue = z.union([
  z.number(),
  z.boolean(),
  z.string().max(2_000).refine(storable),
  z.array(z.string().max(500).refine(storable)).max(500),
])

export const ruleNode: z.ZodType<RuleNode> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('condition'),
      id: code,
      title: bilingual,
      when: expressionText,
      clause: clause.nullable(),
      status,
      off: z.boolean(),
    }),
    z.strictObject({
      kind: z.enum(['all', 'any']),
      id: code,
      title: bilingual.nullable(),
      of: z.array(ruleNode).min(1).max(100),
    }),
    z.strictObject({
      kind: z.literal('at-least'),
      id: code,
      title: bilingual.nullable(),
      count: z.int().min(1).max(100),
      of: z.array(ruleNode).min(1).max(100),
    }),
    z.strictObject({ kind: z.literal('not'), id: code, title: bilingual.nullable(), of: ruleNode }),
  ]),
)

export const ruleTable = z.strictObject({
  code,
  title: bilingual,
  inputs: z
    .array(z.strictObject({ title: bilingual, expression: expressionText, unit: words(50).nullable() }))
    .min(1)
    .max(20),
  outputs: z
    .array(
      z.strictObject({
        code,
        title: bilingual,
        type: z.enum(['number', 'text', 'boolean']),
        unit: words(50).nullable(),
      }),
    )
    .min(1)
    .max(20),
  hit: z.enum(['UNIQUE', 'ANY', 'FIRST', 'PRIORITY', 'SUM', 'MAX', 'MIN', 'COUNT']),
  rows: z
    .array(
      z.strictObject({
        tests: z.array(words(2_000)).max(20),
        outputs: z.array(words(2_000)).max(20),
        note: words(1_000).nullable(),
        clause: clause.nullable(),
      }),
    )
    .max(500),
  otherwise: z.array(words(2_000)).max(20).nullable(),
})
