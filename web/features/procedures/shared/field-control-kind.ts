import type { FieldView } from '#contract/procedures'
import type { Json } from '#domain/kernel'

/** With what a field is filled in; follows from its JSON Schema. */
export type ControlKind =
  | { readonly kind: 'text' | 'long' | 'date' | 'yes-no' | 'file' | 'files' | 'texts' }
  | { readonly kind: 'number'; readonly whole: boolean; readonly min?: number; readonly max?: number }
  | { readonly kind: 'choice' | 'choices'; readonly values: readonly string[] }
  | {
      readonly kind: 'party' | 'parties'
      readonly of: 'organisation' | 'person'
      readonly organisationKind?: string
    }
  | { readonly kind: 'table' }
  /** Nothing that a form can fill in; shown as it is. */
  | { readonly kind: 'other' }

type Schema = Readonly<Record<string, Json>>

export function controlKind(field: Pick<FieldView, 'schema' | 'items'>): ControlKind {
  return kindOf(field.schema, field.items !== null && field.items.length > 0)
}

function kindOf(schema: Schema, hasColumns: boolean): ControlKind {
  const options = textsOf(schema['enum'])
  if (options) return { kind: 'choice', values: options }
  switch (typeOf(schema) ?? '') {
    case 'boolean':
      return { kind: 'yes-no' }
    case 'integer':
    case 'number':
      return { kind: 'number', whole: typeOf(schema) === 'integer', ...boundsOf(schema) }
    case 'string':
      return textKind(typeof schema['format'] === 'string' ? schema['format'] : '')
    case 'array':
      return hasColumns ? { kind: 'table' } : listKind(schema['items'])
    default:
      return { kind: 'other' }
  }
}

function textKind(format: string): ControlKind {
  const [name = '', of] = format.split(':')
  switch (name) {
    case 'multiline':
      return { kind: 'long' }
    case 'date':
      return { kind: 'date' }
    case 'file':
      return { kind: 'file' }
    case 'organisation':
    case 'person':
      return { kind: 'party', of: name, ...(of ? { organisationKind: of } : {}) }
    default:
      return { kind: 'text' }
  }
}

function listKind(items: Json | undefined): ControlKind {
  if (!isSchema(items)) return { kind: 'other' }
  const one = kindOf(items, false)
  if (one.kind === 'choice') return { kind: 'choices', values: one.values }
  if (one.kind === 'party') return { ...one, kind: 'parties' }
  if (one.kind === 'file') return { kind: 'files' }
  return one.kind === 'text' || one.kind === 'long' ? { kind: 'texts' } : { kind: 'other' }
}

/** `["string", "null"]` is a text that may be missing. */
function typeOf(schema: Schema): string | null {
  const type = schema['type']
  if (typeof type === 'string') return type
  return textsOf(type)?.find((each) => each !== 'null') ?? null
}

function boundsOf(schema: Schema): { min?: number; max?: number } {
  const { minimum, maximum } = schema
  return {
    ...(typeof minimum === 'number' ? { min: minimum } : {}),
    ...(typeof maximum === 'number' ? { max: maximum } : {}),
  }
}

/** The texts of a list, null left out; null where it is no list. */
function textsOf(value: Json | undefined): readonly string[] | null {
  if (!Array.isArray(value)) return null
  const list: readonly Json[] = value
  return list.filter((each) => typeof each === 'string')
}

export function isSchema(value: Json | undefined): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value)
}
