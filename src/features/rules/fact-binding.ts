import { z } from 'zod'
import type { FactDefinition } from '#domain/rules'

/** Where the value of a fact comes from; the first kind of source that knows it has the word, then a declaration. */
const FilingBinding = z.strictObject({
  kind: z.literal('filing'),
  form: z.string(),
  cell: z.string(),
  /** 1: the year before the day of judgement. */
  yearsBack: z.int().min(0).max(10),
  /** The filed figure times this is the fact: 千元 → 万元 is 0.1. */
  factor: z.number().positive().default(1),
  /** The cell holds words, not a figure. */
  words: z.boolean().default(false),
})
const RegisterBinding = z.strictObject({
  kind: z.literal('register'),
  field: z.enum([
    'creditCode',
    'name',
    'registrationPark',
    'operationPark',
    'registrationDistrict',
    'industry',
    'industrySection',
    'field',
    'sizeClass',
    'rung',
    'aboveScale',
    'highTech',
    'status',
    'registeredOn',
  ]),
})
const Scalar = z.union([z.string(), z.number(), z.boolean()])
const RecordBinding = z.strictObject({
  kind: z.literal('records'),
  record: z.string(),
  give: z.enum(['codes', 'count', 'sum', 'any', 'latest']),
  /** The field of the record, for codes, sum and latest. */
  of: z.string().optional(),
  where: z.record(z.string(), z.union([Scalar, z.array(Scalar)])).default({}),
  /** Begun no longer ago than this. */
  withinYears: z.number().positive().optional(),
  /** In force on the day; else all that had begun by then. */
  valid: z.boolean().default(true),
})
const DeclaredBinding = z.strictObject({
  kind: z.literal('declared'),
  validMonths: z.int().min(1).max(120).default(12),
})
const FormulaBinding = z.strictObject({ kind: z.literal('formula') })

export const FactBinding = z.discriminatedUnion('kind', [
  FilingBinding,
  RegisterBinding,
  RecordBinding,
  DeclaredBinding,
  FormulaBinding,
])
export type FactBinding = z.infer<typeof FactBinding>
export type FilingBinding = z.infer<typeof FilingBinding>
export type RecordBinding = z.infer<typeof RecordBinding>

const Text = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) })
/** data/rules/facts.json: what rules may ask, and where it is found. */
export const BoundFact = z.strictObject({
  code: z.string().min(1),
  title: Text,
  group: z.string().min(1),
  type: z.enum(['number', 'boolean', 'text', 'texts', 'date']),
  unit: z.string().nullable(),
  options: z.array(z.strictObject({ code: z.string().min(1), title: Text })).nullable(),
  description: Text.nullable(),
  formula: z.string().nullable(),
  evidence: z.strictObject({
    what: Text,
    by: z.enum(['enterprise', 'park', 'office']),
    cost: z.number().positive(),
  }),
  confidential: z.boolean(),
  from: FactBinding,
})
export interface BoundFact extends FactDefinition {
  readonly from: FactBinding
}

/** How long a declared value holds where its fact has no binding of its own that says so. */
export const DECLARED_MONTHS = 12
