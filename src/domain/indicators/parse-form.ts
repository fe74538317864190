/** Forms as they come from data/statistics/forms or from an administrator: their shape, then what a shape cannot say. */
import { accepted, periodById, refused, type Issue, type Outcome } from '#domain/kernel'
import { z } from 'zod'
import { FIELD_TYPES, type FormDefinition, type FormField } from './form.ts'
import type { IndicatorIssueCode } from './issue-codes.ts'
import { parseRelation } from './parse-relation.ts'
import type { LinearRule, Rule } from './relation.ts'
import { isUnit } from './units.ts'

const text = z.strictObject({ zh: z.string().min(1).max(2_000), en: z.string().min(1).max(2_000) })
const code = z
  .string()
  .max(40)
  .regex(/^[A-Za-z][A-Za-z0-9_]*$/)
const formCode = z
  .string()
  .max(40)
  .regex(/^[A-Za-z][A-Za-z0-9_.]*(?:-[A-Za-z0-9_.]+)*$/)
const ruleId = z
  .string()
  .max(60)
  .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]*$/)
const back = z.string().regex(/^[1-9]\d{0,2}Y?$/)
const finite = z.number()

const condition = z.union([
  z.strictObject({ field: code, is: z.enum(['filled', 'empty']) }),
  z.strictObject({
    field: code,
    is: z.literal('one-of'),
    values: z
      .array(z.union([z.string(), finite, z.boolean()]))
      .min(1)
      .max(500),
  }),
])

const field = z.strictObject({
  code,
  label: text,
  type: z.enum(FIELD_TYPES),
  unit: z.string().min(1).max(40).nullable(),
  decimals: z.int().min(0).max(10).exactOptional(),
  choices: z
    .array(z.strictObject({ value: z.string().min(1).max(100), label: text }))
    .min(1)
    .max(3_000)
    .exactOptional(),
  compulsory: z.boolean(),
  onlyIf: condition.exactOptional(),
  partOf: code.exactOptional(),
  minimum: finite.exactOptional(),
  maximum: finite.exactOptional(),
  pattern: z.string().min(1).max(500).exactOptional(),
  maxLength: z.int().min(1).max(100_000).exactOptional(),
  note: text.exactOptional(),
})

const ruleHead = {
  id: ruleId,
  severity: z.enum(['error', 'query']),
  standing: z.enum(['official', 'derived', 'zone']),
  source: z.string().min(1).max(1_000),
  words: text.exactOptional(),
  enabled: z.boolean(),
}
const rule = z.discriminatedUnion('kind', [
  z.strictObject({
    ...ruleHead,
    kind: z.literal('linear'),
    relation: z.string().min(1).max(2_000),
    missing: z.enum(['skip-if-any', 'skip-if-all', 'zero']),
    tolerance: finite.min(0).exactOptional(),
  }),
  z.strictObject({
    ...ruleHead,
    kind: z.enum(['compulsory-pair', 'exclusive-pair']),
    cells: z.tuple([code, code]),
  }),
  z.strictObject({
    ...ruleHead,
    kind: z.literal('change'),
    cell: code,
    back,
    ratio: finite.gt(0),
    floor: finite.min(0),
  }),
])

const form = z.strictObject({
  code: formCode,
  version: z.int().min(1),
  title: text,
  rhythm: z.enum(['year', 'quarter', 'month']),
  validFrom: z.string(),
  authority: z
    .strictObject({
      madeBy: z.string().min(1).max(200),
      approvedBy: z.string().min(1).max(200),
      approvalNumber: z.string().min(1).max(200),
    })
    .nullable(),
  own: z.boolean(),
  source: z.string().min(1).max(2_000),
  filers: z.strictObject({
    unit: z.enum(['enterprise', 'park']),
    where: z
      .array(
        z.strictObject({
          attribute: z.enum(['sizeClass', 'rung', 'field', 'industry', 'highTech', 'aboveScale']),
          in: z.array(z.string().min(1).max(100)).min(1).max(500),
        }),
      )
      .max(20),
  }),
  calendar: z.strictObject({
    opensAfterDays: z.int().min(-366).max(366),
    dueMonth: z.int().min(0).max(24),
    dueDay: z.int().min(1).max(31),
    roll: z.enum(['next-working-day', 'none']),
    source: z.string().min(1).max(1_000).nullable(),
  }),
  approval: z.enum(['approve', 'approve-then-accept']),
  sections: z
    .array(
      z.strictObject({
        id: z.string().min(1).max(60),
        title: text,
        fields: z.array(field).min(1).max(2_000),
      }),
    )
    .min(1)
    .max(200),
  rules: z.array(rule).max(2_000),
})

type Path = readonly (string | number)[]
const FIGURES: readonly FormField['type'][] = ['integer', 'decimal', 'year', 'flag']

/** One form, as parsed JSON. */
export function parseForm(json: unknown): Outcome<FormDefinition> {
  const parsed = form.safeParse(json)
  if (!parsed.success) return refused(...shapeIssues(parsed.error))
  const definition: FormDefinition = parsed.data
  const issues = [...headIssues(definition), ...fieldIssues(definition), ...ruleIssues(definition)]
  return issues.length > 0 ? refused(...issues) : accepted(definition)
}

/** What the rules of several forms ask of one another: cells that another form does not have. */
export function checkFormReferences(forms: readonly FormDefinition[]): readonly Issue[] {
  const known = new Map(forms.map((one) => [one.code, figuresOf(one)]))
  return forms.flatMap((one) =>
    one.rules.flatMap((rule, index) =>
      rule.kind === 'linear' ? foreignIssues(one, rule, known, [one.code, 'rules', index, 'relation']) : [],
    ),
  )
}

function figuresOf({ sections }: FormDefinition): ReadonlySet<string> {
  const fields = sections.flatMap((section) => section.fields)
  return new Set(fields.filter(({ type }) => FIGURES.includes(type)).map(({ code }) => code))
}

function foreignIssues(
  form: FormDefinition,
  rule: LinearRule,
  known: ReadonlyMap<string, ReadonlySet<string>>,
  path: Path,
): Issue[] {
  const parsed = parseRelation(rule.relation)
  if (!parsed.ok) return []
  return [...parsed.value.left, ...parsed.value.right].flatMap(({ cell }) => {
    const owner = cell.form ?? form.code
    if (owner === form.code && !cell.members) return []
    const figures = known.get(owner)
    return figures?.has(cell.code) === true
      ? []
      : [issue('indicators.unknown_cell', path, { rule: rule.id, cell: `${owner}!${cell.code}` })]
  })
}

function shapeIssues(error: z.ZodError): readonly Issue[] {
  return error.issues.map((one) =>
    issue(
      'indicators.form_shape',
      one.path.filter((part) => typeof part !== 'symbol'),
      { problem: one.code, detail: one.message },
    ),
  )
}

function headIssues({ validFrom, rhythm, sections }: FormDefinition): Issue[] {
  const issues: Issue[] = []
  // A yearly form may begin with a year, a monthly one with a month; the period of another rhythm says nothing.
  if (periodById(validFrom)?.rhythm !== rhythm)
    issues.push(issue('indicators.form_valid_from', ['validFrom'], { value: validFrom, rhythm }))
  for (const [index, id] of repeated(sections.map(({ id }) => id)))
    issues.push(issue('indicators.duplicate_section', ['sections', index, 'id'], { section: id }))
  return issues
}

function fieldIssues(definition: FormDefinition): Issue[] {
  const placed = definition.sections.flatMap((section, s) =>
    section.fields.map((field, f) => ({ field, path: ['sections', s, 'fields', f] })),
  )
  const known = new Map(placed.map(({ field }) => [field.code, field]))
  const issues = repeated(placed.map(({ field }) => field.code)).map(([index, code]) =>
    issue('indicators.duplicate_field', [...(placed[index]?.path ?? []), 'code'], { field: code }),
  )
  for (const { field, path } of placed) issues.push(...oneFieldIssues(field, path, known))
  return issues
}

function oneFieldIssues(field: FormField, path: Path, known: ReadonlyMap<string, FormField>): Issue[] {
  const issues: Issue[] = []
  const { type, unit, choices, onlyIf, partOf, minimum, maximum, pattern } = field
  const params = { field: field.code }
  if (unit !== null && !isUnit(unit))
    issues.push(issue('indicators.unknown_unit', [...path, 'unit'], { ...params, unit }))
  for (const name of MISPLACED[type])
    if (field[name] !== undefined && field[name] !== null)
      issues.push(issue('indicators.field_not_of_type', [...path, name], { ...params, type, property: name }))
  if (type === 'choice' && choices === undefined)
    issues.push(issue('indicators.choices_missing', [...path, 'choices'], params))
  if (type === 'decimal' && field.decimals === undefined)
    issues.push(issue('indicators.decimals_missing', [...path, 'decimals'], params))
  for (const [index, value] of repeated((choices ?? []).map(({ value }) => value)))
    issues.push(issue('indicators.duplicate_choice', [...path, 'choices', index], { ...params, value }))
  if (minimum !== undefined && maximum !== undefined && minimum > maximum)
    issues.push(issue('indicators.bounds_reversed', [...path, 'minimum'], { ...params, minimum, maximum }))
  if (pattern !== undefined && !isPattern(pattern))
    issues.push(issue('indicators.pattern_unreadable', [...path, 'pattern'], { ...params, pattern }))
  if (onlyIf !== undefined) issues.push(...conditionIssues(field, onlyIf, path, known))
  if (partOf !== undefined && (partOf === field.code || !known.has(partOf)))
    issues.push(issue('indicators.unknown_field', [...path, 'partOf'], { ...params, unknown: partOf }))
  return issues
}

/** What has no meaning for fields of a type. */
const MISPLACED: Readonly<
  Record<
    FormField['type'],
    readonly ('unit' | 'decimals' | 'choices' | 'minimum' | 'maximum' | 'pattern' | 'maxLength')[]
  >
> = {
  integer: ['decimals', 'choices', 'pattern', 'maxLength'],
  decimal: ['choices', 'pattern', 'maxLength'],
  text: ['unit', 'decimals', 'choices', 'minimum', 'maximum'],
  choice: ['unit', 'decimals', 'minimum', 'maximum', 'pattern', 'maxLength'],
  flag: ['unit', 'decimals', 'choices', 'minimum', 'maximum', 'pattern', 'maxLength'],
  day: ['unit', 'decimals', 'choices', 'minimum', 'maximum', 'pattern', 'maxLength'],
  year: ['unit', 'decimals', 'choices', 'pattern', 'maxLength'],
}

function conditionIssues(
  field: FormField,
  onlyIf: NonNullable<FormField['onlyIf']>,
  path: Path,
  known: ReadonlyMap<string, FormField>,
): Issue[] {
  const on = known.get(onlyIf.field)
  if (on === undefined || on.code === field.code)
    return [
      issue('indicators.unknown_field', [...path, 'onlyIf', 'field'], {
        field: field.code,
        unknown: onlyIf.field,
      }),
    ]
  if (onlyIf.is !== 'one-of') return []
  // A condition on a value that the other field cannot have never holds, and nobody would see why.
  return onlyIf.values.flatMap((value, index) =>
    canHave(on, value)
      ? []
      : [
          issue('indicators.condition_value', [...path, 'onlyIf', 'values', index], {
            field: field.code,
            on: on.code,
            value,
          }),
        ],
  )
}

function canHave(field: FormField, value: string | number | boolean): boolean {
  switch (field.type) {
    case 'choice':
      return field.choices?.some((choice) => choice.value === value) ?? false
    case 'flag':
      return typeof value === 'boolean'
    case 'integer':
    case 'decimal':
    case 'year':
      return typeof value === 'number'
    case 'text':
    case 'day':
      return typeof value === 'string'
  }
}

function ruleIssues(definition: FormDefinition): Issue[] {
  const fields = new Map(
    definition.sections.flatMap((section) => section.fields).map((one) => [one.code, one]),
  )
  const issues = repeated(definition.rules.map(({ id }) => id)).map(([index, id]) =>
    issue('indicators.duplicate_rule', ['rules', index, 'id'], { rule: id }),
  )
  definition.rules.forEach((rule, index) => {
    const path = ['rules', index]
    if (rule.kind === 'linear') issues.push(...relationIssues(definition.code, rule, fields, path))
    else issues.push(...namedCellIssues(rule, fields, path))
  })
  return issues
}

function relationIssues(
  form: string,
  rule: LinearRule,
  fields: ReadonlyMap<string, FormField>,
  path: Path,
): Issue[] {
  const at = [...path, 'relation']
  const parsed = parseRelation(rule.relation)
  if (!parsed.ok)
    return parsed.issues.map((one) => ({ ...one, path: at, params: { ...one.params, rule: rule.id } }))
  const issues: Issue[] = []
  let own = 0
  for (const { cell } of [...parsed.value.left, ...parsed.value.right]) {
    const isOfThisForm = cell.form === null || cell.form === form
    if (isOfThisForm && !cell.members && cell.back === null) own++
    // SUM(…) adds up another form: the members'.
    if (!isOfThisForm || cell.members) continue
    issues.push(...cellIssues(rule.id, cell.code, fields, at))
  }
  // A relation without a cell of this filing is nothing that its filer could mend.
  if (own === 0) issues.push(issue('indicators.relation_without_cell', at, { rule: rule.id }))
  if (rule.tolerance !== undefined && rule.tolerance > 0 && parsed.value.operator === '!=')
    issues.push(issue('indicators.tolerance_not_for_unequal', [...path, 'tolerance'], { rule: rule.id }))
  return issues
}

function namedCellIssues(
  rule: Exclude<Rule, LinearRule>,
  fields: ReadonlyMap<string, FormField>,
  path: Path,
): Issue[] {
  if (rule.kind === 'change') return cellIssues(rule.id, rule.cell, fields, [...path, 'cell'])
  const [first, second] = rule.cells
  const issues = rule.cells.flatMap((cell, index) =>
    fields.has(cell)
      ? []
      : [issue('indicators.unknown_cell', [...path, 'cells', index], { rule: rule.id, cell })],
  )
  if (first === second)
    issues.push(issue('indicators.pair_of_one', [...path, 'cells'], { rule: rule.id, cell: first }))
  return issues
}

function cellIssues(rule: string, cell: string, fields: ReadonlyMap<string, FormField>, path: Path): Issue[] {
  const field = fields.get(cell)
  if (field === undefined) return [issue('indicators.unknown_cell', path, { rule, cell })]
  return FIGURES.includes(field.type)
    ? []
    : [issue('indicators.cell_no_figure', path, { rule, cell, type: field.type })]
}

function isPattern(pattern: string): boolean {
  try {
    new RegExp(`^(?:${pattern})$`, 'u')
    return true
  } catch {
    return false
  }
}

/** Places and values that were there before. */
function repeated(values: readonly string[]): [number, string][] {
  const seen = new Set<string>()
  return values.flatMap((value, index): [number, string][] => {
    if (seen.has(value)) return [[index, value]]
    seen.add(value)
    return []
  })
}

function issue(code: IndicatorIssueCode, path: Path, params: NonNullable<Issue['params']>): Issue {
  return { code, path, params }
}
