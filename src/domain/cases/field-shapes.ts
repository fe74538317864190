/** What a field's schema says of its values, for the checks of a definition. */
import type { Json } from '#domain/kernel'
import type { NameShape } from './check-expression.ts'
import type { FieldDefinition, ProcedureDefinition } from './definition.ts'
import { isSchema, typeOf } from './json-schema.ts'
import { fieldShape } from './known-names.ts'

/** What the elements of a list field are like; null when the field is no list. */
export function elementShape(definition: ProcedureDefinition, field: string): NameShape | null {
  const found = Object.hasOwn(definition.fields, field) ? definition.fields[field] : undefined
  if (found === undefined) return null
  const shape = fieldShape(found)
  return shape.type === 'list' ? (shape.element ?? { type: 'any' }) : null
}

/** Whether a field holds organisations or people: one or a list. */
export function isPartyField(field: FieldDefinition): boolean {
  const items = field.schema['items']
  const schema = typeOf(field.schema) === 'array' && isSchema(items) ? items : field.schema
  const format = schema['format']
  return typeof format === 'string' && /^(organisation|person)(:|$)/.test(format)
}

/** The words of a choice; null when the field is none. */
export function choicesOf(field: FieldDefinition): readonly (string | number)[] | null {
  const items = field.schema['items']
  const schema = typeOf(field.schema) === 'array' && isSchema(items) ? items : field.schema
  if (!Array.isArray(schema['enum'])) return null
  return (schema['enum'] as readonly Json[]).filter(
    (choice) => typeof choice === 'string' || typeof choice === 'number',
  )
}
