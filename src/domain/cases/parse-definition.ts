/**
 * The shape of a procedure definition: every key known, every text and list within bounds. What the parts mean to one
 * another is the affair of `check-definition.ts`. Codes of fields and settings are names in expressions, so they are plain
 * identifiers; other codes may carry hyphens.
 */
import { z } from 'zod'
import { accepted, refused, type Issue, type Json, type Outcome } from '#domain/kernel'
import type { ProcedureDefinition } from './definition.ts'

/** Names of every object in the language below, which would be found where nothing was written. */
const UNFIT = new Set(Object.getOwnPropertyNames(Object.prototype))

const identifier = z
  .string()
  .regex(/^[a-z][A-Za-z0-9_]{0,49}$/)
  .refine((name) => !UNFIT.has(name))
const code = z
  .string()
  .regex(/^[a-z][A-Za-z0-9_-]{0,49}$/)
  .refine((name) => !UNFIT.has(name))
const roleCode = z.string().regex(/^[a-z][A-Za-z0-9_.-]{0,49}$/)
const line = z.string().min(1).max(200)
const text = z.string().min(1).max(2_000)
const shortText = z.strictObject({ zh: line, en: line })
const longText = z.strictObject({ zh: text, en: text })
/** Its own limit stands in `expression.ts`, which says more than a shape could. */
const expression = z.string().min(1).max(10_000)

const source = z.strictObject({
  text: longText,
  status: z.enum(['verified', 'derived', 'assumed']),
  date: z.string().max(40).exactOptional(),
})

const timeLimit = z.strictObject({
  amount: z.number().positive().max(1_000_000),
  unit: z.enum(['minute', 'hour', 'day']),
})

const setting = z.strictObject({ name: shortText, value: z.union([timeLimit, z.number()]), source })

const jsonValue: z.ZodType<Json> = z.json()
const bound = z.number().int().min(0).max(100_000)

const schemaType = z.enum(['string', 'number', 'integer', 'boolean', 'array', 'object'])

/** The part of JSON Schema that a field may use: no references, no alternatives, so that a form can be drawn from it. */
const fieldSchema = z.strictObject({
  type: z.union([schemaType, z.tuple([schemaType, z.literal('null')])]),
  title: line.exactOptional(),
  description: text.exactOptional(),
  enum: z
    .array(z.union([z.string(), z.number()]))
    .min(1)
    .max(200)
    .exactOptional(),
  const: z.union([z.string(), z.number(), z.boolean()]).exactOptional(),
  default: jsonValue.exactOptional(),
  minLength: bound.exactOptional(),
  maxLength: bound.exactOptional(),
  pattern: z.string().min(1).max(200).exactOptional(),
  format: z
    .string()
    .regex(/^[a-z][a-z-]*(:[A-Za-z][A-Za-z0-9-]*)?$/)
    .exactOptional(),
  minimum: z.number().exactOptional(),
  maximum: z.number().exactOptional(),
  exclusiveMinimum: z.number().exactOptional(),
  exclusiveMaximum: z.number().exactOptional(),
  multipleOf: z.number().positive().exactOptional(),
  minItems: bound.exactOptional(),
  maxItems: bound.exactOptional(),
  uniqueItems: z.boolean().exactOptional(),
  get items() {
    return fieldSchema.exactOptional()
  },
  get properties() {
    return z.record(identifier, fieldSchema).exactOptional()
  },
  required: z.array(identifier).max(100).exactOptional(),
  additionalProperties: z.boolean().exactOptional(),
})

const field = z.strictObject({
  label: shortText,
  hint: longText.exactOptional(),
  schema: fieldSchema,
  values: z.record(z.string().max(100), shortText).exactOptional(),
  confidential: z.boolean().exactOptional(),
  readers: z.array(roleCode).max(20).exactOptional(),
  branch: z.enum(['open', 'after-join']).exactOptional(),
  get items() {
    return z.record(identifier, field).exactOptional()
  },
})

const roles = z.array(roleCode).min(1).max(20)

const participant = z.discriminatedUnion('kind', [
  z.strictObject({ name: shortText, kind: z.literal('initiator') }),
  z.strictObject({ name: shortText, kind: z.literal('initiator-person') }),
  z.strictObject({ name: shortText, kind: z.literal('account-role'), role: roleCode }),
  z.strictObject({
    name: shortText,
    kind: z.literal('field'),
    field: identifier,
    roles: roles.exactOptional(),
  }),
  z.strictObject({ name: shortText, kind: z.literal('branch'), roles: roles.exactOptional() }),
])

const route = z.union([
  code,
  z
    .array(z.strictObject({ when: expression.exactOptional(), to: code }))
    .min(1)
    .max(30),
])

const countRule = z.union([z.number().int().min(1).max(1_000), identifier])
const expressions = z.record(identifier, expression)

const effect = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('notify'), message: code, to: z.array(code).min(1).max(20) }),
  z.strictObject({ kind: z.literal('copy'), to: z.array(code).min(1).max(20) }),
  z.strictObject({ kind: z.literal('open'), procedure: code, data: expressions }),
])

const action = z.strictObject({
  name: shortText,
  tone: z.enum(['primary', 'plain', 'danger']).exactOptional(),
  opinion: z.enum(['required', 'optional', 'none']).exactOptional(),
  needs: z.array(identifier).max(50).exactOptional(),
  guard: expression.exactOptional(),
  guardText: longText.exactOptional(),
  atOnce: z.boolean().exactOptional(),
  bySystem: z.boolean().exactOptional(),
  set: expressions.exactOptional(),
  to: route,
  effects: z.array(effect).max(20).exactOptional(),
})

const allowance = z.enum([
  ...(['transfer', 'delegate', 'add-before', 'add-after', 'remove'] as const),
  ...(['withdraw', 'copy', 'urge', 'pause', 'extend'] as const),
])

const nodeBase = { name: shortText, within: code.exactOptional() }

const node = z.discriminatedUnion('kind', [
  z.strictObject({
    ...nodeBase,
    kind: z.literal('step'),
    by: code,
    sign: z
      .strictObject({
        rule: z.enum(['all', 'any', 'count', 'sequence']),
        count: countRule.exactOptional(),
        mixed: code.exactOptional(),
      })
      .exactOptional(),
    fields: z.record(identifier, z.enum(['hidden', 'read', 'edit', 'required'])).exactOptional(),
    actions: z.record(code, action),
    allow: z.array(allowance).max(10).exactOptional(),
    returns: z
      .array(z.enum(['initiator', 'previous', 'earlier']))
      .max(3)
      .exactOptional(),
    afterReturn: z.enum(['direct', 'walk']).exactOptional(),
    repeats: code.exactOptional(),
    hint: longText.exactOptional(),
  }),
  z.strictObject({ ...nodeBase, kind: z.literal('choice'), set: expressions.exactOptional(), to: route }),
  z.strictObject({ ...nodeBase, kind: z.literal('group'), initial: code, to: route }),
  z.strictObject({
    ...nodeBase,
    kind: z.literal('parallel'),
    branches: z.array(code).min(1).max(50).exactOptional(),
    each: z.strictObject({ over: code, node: code }).exactOptional(),
    join: z.discriminatedUnion('rule', [
      z.strictObject({ rule: z.literal('all') }),
      z.strictObject({ rule: z.literal('any') }),
      z.strictObject({ rule: z.literal('count'), count: countRule }),
    ]),
    to: route,
  }),
  z.strictObject({
    ...nodeBase,
    kind: z.literal('subcase'),
    procedure: code,
    over: identifier.exactOptional(),
    data: expressions,
    wait: z.boolean(),
    to: route,
  }),
  z.strictObject({
    ...nodeBase,
    kind: z.literal('end'),
    outcome: code,
    tone: z.enum(['good', 'bad', 'plain']),
  }),
])

const stageAct = z.union([
  z.strictObject({ notify: code, to: z.array(code).min(1).max(20) }),
  z.strictObject({ urge: z.literal(true) }),
  z.strictObject({ act: code }),
  z.strictObject({ open: code, data: expressions }),
])

const clock = z.strictObject({
  name: shortText,
  on: code,
  owner: code,
  limit: z.union([
    identifier,
    z.strictObject({ by: identifier, of: z.record(z.string().max(100), identifier) }),
  ]),
  calendar: code,
  dayRule: z.enum(['day-end', 'elapsed']),
  rollTo: code.exactOptional(),
  pausedIn: z
    .array(z.strictObject({ node: code, reason: code }))
    .max(20)
    .exactOptional(),
  stages: z
    .array(
      z.strictObject({
        code,
        at: z.union([
          z.literal('due'),
          z.strictObject({ before: timeLimit }),
          z.strictObject({ after: timeLimit }),
          z.strictObject({ share: z.number().gt(0).max(10) }),
        ]),
        do: z.array(stageAct).max(10).exactOptional(),
      }),
    )
    .max(20),
})

const warning = z.strictObject({ when: expression, text: longText, source })

const letter = z.strictObject({
  name: shortText,
  when: expression,
  heading: line,
  addressee: line.exactOptional(),
  paragraphs: z.array(text).min(1).max(50),
  table: z.strictObject({ field: identifier }).exactOptional(),
})

function bounded<T extends z.ZodType>(key: typeof code, value: T, most: number) {
  return z.record(key, value).refine((record) => Object.keys(record).length <= most, { params: { most } })
}

const definition = z.strictObject({
  code,
  version: z.number().int().min(1).max(1_000_000),
  name: shortText,
  summary: longText,
  mechanisms: z.array(z.string().regex(/^M\d{2}$/)).max(40),
  sources: z.array(source).max(50),
  numbering: z
    .string()
    .max(60)
    .regex(/\{seq(:\d)?\}/),
  openedBy: z.array(roleCode).min(1).max(20),
  raisedFromCases: z.boolean().exactOptional(),
  title: identifier,
  subject: identifier.exactOptional(),
  settings: bounded(identifier, setting, 100),
  fields: bounded(identifier, field, 200),
  participants: bounded(code, participant, 50),
  pauseReasons: bounded(
    code,
    z.strictObject({
      name: shortText,
      evidence: z.enum(['required', 'optional']),
      longest: identifier.exactOptional(),
    }),
    30,
  ),
  initial: code,
  nodes: bounded(code, node, 200),
  clocks: bounded(code, clock, 50),
  warnings: bounded(code, warning, 30).exactOptional(),
  bars: bounded(code, warning, 30).exactOptional(),
  messages: bounded(code, longText, 100),
  letters: bounded(code, letter, 20).exactOptional(),
  measures: bounded(code, z.strictObject({ name: shortText, expression, source }), 30).exactOptional(),
  dimensions: bounded(code, z.strictObject({ name: shortText, field: identifier }), 20).exactOptional(),
  termination: z.strictObject({ by: z.array(code).min(1).max(20), outcome: code }).exactOptional(),
  skipRepeated: z.enum(['adjacent', 'any']).exactOptional(),
})

/** `cases.definition_invalid`, one issue for each place; `problem` is zod's word for it. */
export function parseDefinition(json: unknown): Outcome<ProcedureDefinition> {
  const result = definition.safeParse(json)
  if (result.success) return accepted<ProcedureDefinition>(result.data)
  return refused(...result.error.issues.flatMap((issue) => toIssues(issue)))
}

function toIssues(issue: z.core.$ZodIssue): Issue[] {
  const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part))
  // Of alternatives the one that came nearest says what is wrong: that which was followed deepest.
  if (issue.code === 'invalid_union') {
    const nearest = [...issue.errors].sort((a, b) => depth(b) - depth(a))[0]
    if (nearest !== undefined && depth(nearest) > 0)
      return nearest.flatMap((inner) => toIssues({ ...inner, path: [...issue.path, ...inner.path] }))
  }
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      code: 'cases.definition_invalid',
      path: [...path, key],
      params: { problem: 'unknown_key' },
    }))
  return [{ code: 'cases.definition_invalid', path, params: { problem: issue.code, message: issue.message } }]
}

function depth(issues: readonly z.core.$ZodIssue[]): number {
  return Math.max(
    0,
    ...issues.map((issue) => issue.path.length + (issue.code === 'unrecognized_keys' ? 1 : 0)),
  )
}
