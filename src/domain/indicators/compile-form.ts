import type { CellValue } from './filing.ts'
import type { FormDefinition, FormField } from './form.ts'
import { parseRelation } from './parse-relation.ts'
import type { ChangeRule, LinearRule, Operator, PairRule, Term } from './relation.ts'

/** A form with its relations read and its patterns built, once for any number of filings. */
export interface CompiledForm {
  readonly definition: FormDefinition
  /** All fields, in the order of the form. */
  readonly fields: readonly CompiledField[]
  readonly fieldByCode: ReadonlyMap<string, CompiledField>
  /** The rules that are switched on, in the order of the form. */
  readonly rules: readonly CompiledRule[]
}

export interface CompiledField {
  readonly field: FormField
  /** Counts with: a flag as 1 and 0. */
  readonly isFigure: boolean
  readonly pattern: RegExp | null
  readonly choices: ReadonlySet<string> | null
}

/** Where a cell of a rule is read from. */
export type CellSource =
  | { readonly kind: 'own'; readonly code: string }
  | { readonly kind: 'form'; readonly form: string; readonly code: string }
  | { readonly kind: 'history'; readonly back: string; readonly code: string }
  | { readonly kind: 'members'; readonly key: string }

export interface CompiledTerm {
  readonly coefficient: number
  readonly source: CellSource
}

export interface CompiledLinear {
  readonly kind: 'linear'
  readonly rule: LinearRule
  readonly left: readonly CompiledTerm[]
  readonly leftConstant: number
  readonly operator: Operator
  readonly right: readonly CompiledTerm[]
  readonly rightConstant: number
  readonly tolerance: number
  /** Codes of this filing's cells, each once, in the order in which they stand. */
  readonly cells: readonly string[]
}

export type CompiledRule =
  | CompiledLinear
  | { readonly kind: 'pair'; readonly rule: PairRule }
  | { readonly kind: 'change'; readonly rule: ChangeRule }

const FIGURES: readonly FormField['type'][] = ['integer', 'decimal', 'year', 'flag']

/** What comes here went through parseForm; a form that did not and cannot be read is a mistake of the program. */
export function compileForm(definition: FormDefinition): CompiledForm {
  const fields = definition.sections.flatMap((section) => section.fields.map(compileField))
  return {
    definition,
    fields,
    fieldByCode: new Map(fields.map((one) => [one.field.code, one])),
    rules: definition.rules
      .filter(({ enabled }) => enabled)
      .map((rule) => compileRule(rule, definition.code)),
  }
}

function compileField(field: FormField): CompiledField {
  return {
    field,
    isFigure: FIGURES.includes(field.type),
    pattern: field.pattern === undefined ? null : new RegExp(`^(?:${field.pattern})$`, 'u'),
    choices: field.choices === undefined ? null : new Set(field.choices.map(({ value }) => value)),
  }
}

function compileRule(rule: FormDefinition['rules'][number], form: string): CompiledRule {
  switch (rule.kind) {
    case 'linear':
      return compileLinear(rule, form)
    case 'change':
      return { kind: 'change', rule }
    case 'compulsory-pair':
    case 'exclusive-pair':
      return { kind: 'pair', rule }
  }
}

function compileLinear(rule: LinearRule, form: string): CompiledLinear {
  const parsed = parseRelation(rule.relation)
  if (!parsed.ok) throw new RangeError(`rule ${rule.id} cannot be read: ${rule.relation}`)
  const { left, right, leftConstant, rightConstant, operator } = parsed.value
  const compiled = {
    left: left.map((term) => compileTerm(term, form)),
    right: right.map((term) => compileTerm(term, form)),
  }
  const own = [...compiled.left, ...compiled.right].flatMap(({ source }) =>
    source.kind === 'own' ? [source.code] : [],
  )
  return {
    kind: 'linear',
    rule,
    ...compiled,
    leftConstant,
    rightConstant,
    operator,
    tolerance: rule.tolerance ?? 0,
    cells: [...new Set(own)],
  }
}

function compileTerm({ coefficient, cell }: Term, form: string): CompiledTerm {
  const { code, back } = cell
  if (cell.members) return { coefficient, source: { kind: 'members', key: `${cell.form ?? form}!${code}` } }
  // A form may name itself; its cells are this filing's.
  if (cell.form !== null && cell.form !== form)
    return { coefficient, source: { kind: 'form', form: cell.form, code } }
  if (back !== null) return { coefficient, source: { kind: 'history', back, code } }
  return { coefficient, source: { kind: 'own', code } }
}

/** Missing is null, absent, or a text without characters. */
export function isFilled(value: CellValue | undefined): value is number | string | boolean {
  return value !== null && value !== undefined && value !== ''
}
