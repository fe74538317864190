/**
 * Holds what was entered on a form to the JSON Schemas of a definition's fields. The validator interprets the schema: it
 * makes no code, so a schema is as harmless as any other data. Required fields are the engine's affair: an empty field
 * (null, an empty text) is skipped here.
 */
import { Validator, type Schema } from '@cfworker/json-schema'
import type { Issue, Json } from '#domain/kernel'
import type { CaseData } from './case-state.ts'
import type { FieldDefinition, ProcedureDefinition } from './definition.ts'

/** A text field without a limit of its own holds at most so many characters. */
export const LONGEST_TEXT = 20_000
/** A text that must fit a pattern, unless its own limit is lower: patterns take time. */
export const LONGEST_PATTERNED = 500
/** A list without a limit of its own holds at most so many elements. */
export const LONGEST_LIST = 500
/** Formats beside those of JSON Schema; the word after a colon narrows it, e.g. `organisation:department`. */
export const OWN_FORMATS = ['organisation', 'person', 'file', 'multiline', 'date'] as const

/**
 * Issues of the values in `data`: `cases.field_invalid` with the path of the value and `rule`, the JSON Schema keyword
 * that it breaks (and `limit` where the keyword has one), or `cases.field_unknown` for what the definition does not have.
 */
export function validateFields(
  definition: Pick<ProcedureDefinition, 'fields'>,
  fields: readonly string[],
  data: CaseData,
): Issue[] {
  const issues: Issue[] = []
  for (const field of fields) {
    const fieldDefinition = Object.hasOwn(definition.fields, field) ? definition.fields[field] : undefined
    if (fieldDefinition === undefined) {
      issues.push({ code: 'cases.field_unknown', path: [field] })
      continue
    }
    const value = Object.hasOwn(data, field) ? data[field] : undefined
    if (isEmpty(value)) continue
    issues.push(...validateValue(fieldDefinition, field, value))
  }
  return issues
}

/** Nothing was entered. An empty list counts as nothing, zero and false do not. */
export function isEmpty(value: Json | undefined): value is null | undefined | '' | readonly [] {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
}

function validateValue(field: FieldDefinition, name: string, value: Json): Issue[] {
  const own = [...breaches(field.schema, value, [name])]
  if (own.length > 0) return own
  const result = validatorOf(field.schema).validate(value)
  if (result.valid) return []
  // Enclosing keywords (items, properties, allOf …) repeat what the innermost says.
  const deepest = Math.max(...result.errors.map((error) => error.instanceLocation.split('/').length))
  const innermost = result.errors.filter((error) => error.instanceLocation.split('/').length === deepest)
  const seen = new Set<string>()
  const issues: Issue[] = []
  for (const error of innermost) {
    const path = [name, ...partsOf(error.instanceLocation)]
    const key = JSON.stringify(path)
    if (seen.has(key)) continue
    seen.add(key)
    issues.push({
      code: 'cases.field_invalid',
      path,
      params: { rule: error.keyword, ...limitOf(field.schema, error.keywordLocation) },
    })
  }
  return issues
}

/** What JSON Schema leaves to us: our formats, real dates, and limits where the schema sets none. */
function* breaches(
  schema: Json | undefined,
  value: Json,
  path: readonly (string | number)[],
): Generator<Issue> {
  if (typeof value === 'string') {
    const limit =
      numberAt(schema, 'maxLength') ?? (textAt(schema, 'pattern') === null ? LONGEST_TEXT : LONGEST_PATTERNED)
    if ([...value].length > limit) yield invalid(path, 'maxLength', limit)
    const format = textAt(schema, 'format')
    if (format !== null && !hasFormat(format, value)) yield invalid(path, 'format', format)
  } else if (Array.isArray(value)) {
    const elements: readonly Json[] = value
    const limit = numberAt(schema, 'maxItems') ?? LONGEST_LIST
    if (elements.length > limit) {
      yield invalid(path, 'maxItems', limit)
      return
    }
    for (const [index, element] of elements.entries())
      yield* breaches(at(schema, 'items'), element, [...path, index])
  } else if (isObject(value)) {
    const properties = at(schema, 'properties')
    for (const [key, entry] of Object.entries(value))
      yield* breaches(at(properties, key), entry, [...path, key])
  }
}

function invalid(path: readonly (string | number)[], rule: string, limit: Json): Issue {
  return { code: 'cases.field_invalid', path: [...path], params: { rule, limit } }
}

function hasFormat(format: string, value: string): boolean {
  const [kind = format] = format.split(':')
  switch (kind) {
    case 'organisation':
    case 'person':
      return /^[A-Za-z0-9][A-Za-z0-9._:-]{0,99}$/.test(value)
    case 'file':
      // The digest of a stored file.
      return /^[A-Za-z0-9][A-Za-z0-9._:-]{0,199}$/.test(value)
    case 'multiline':
      return true
    case 'date':
      return isDate(value)
    default:
      // The library knows the others.
      return true
  }
}

function isDate(value: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value)
  if (match === null) return false
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
  return year > 0 && days !== undefined && day >= 1 && day <= days
}

const validators = new WeakMap<object, Validator>()

function validatorOf(schema: FieldDefinition['schema']): Validator {
  const known = validators.get(schema)
  if (known !== undefined) return known
  // Our formats are judged above; the library lets unknown ones pass. It wants a copy that it may mark.
  const validator = new Validator(toSchema(schema), '2020-12', false)
  validators.set(schema, validator)
  return validator
}

function toSchema(schema: FieldDefinition['schema']): Schema {
  return structuredCopy(schema)
}

function structuredCopy(value: FieldDefinition['schema']): Record<string, Json> {
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, copy(entry)]))
}

function copy(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(copy)
  return isObject(value) ? structuredCopy(value) : value
}

/** `#/items/properties/amount` → `['items', 0 …]`: a JSON pointer into the value. */
function partsOf(location: string): (string | number)[] {
  return location
    .split('/')
    .slice(1)
    .map((part) => decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part))
}

/** The keyword's own value where it is short enough to tell the reader: a number, a text, the list of an enum. */
function limitOf(schema: Json, keywordLocation: string): { limit?: Json } {
  let place: Json | undefined = schema
  for (const part of partsOf(keywordLocation))
    place = Array.isArray(place) ? (place as readonly Json[])[Number(part)] : at(place, String(part))
  if (typeof place === 'number' || typeof place === 'string' || Array.isArray(place)) return { limit: place }
  return {}
}

function isObject(value: Json | undefined): value is Readonly<Record<string, Json>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function at(value: Json | undefined, key: string): Json | undefined {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined
}

function numberAt(value: Json | undefined, key: string): number | null {
  const found = at(value, key)
  return typeof found === 'number' ? found : null
}

function textAt(value: Json | undefined, key: string): string | null {
  const found = at(value, key)
  return typeof found === 'string' ? found : null
}
