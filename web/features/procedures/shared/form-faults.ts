import { isEmpty, validateFields } from '#domain/cases'
import type { Json } from '#domain/kernel'
import type { FieldView, FormView } from '#contract/procedures'
import type { z } from 'zod'

export type FormField = z.infer<typeof FormView>['fields'][number]
export type FormValues = Readonly<Record<string, Json>>

/** What is wrong with a value: `required`, or the keyword of JSON Schema that it breaks with its limit. */
export interface FieldFault {
  readonly rule: string
  readonly limit: Json
}
/** By the place of the value: `field`, `field.0.column`. */
export type FieldFaults = ReadonlyMap<string, FieldFault>

/**
 * What keeps a form from being sent, by the server's own rules. `needed`: fields that the chosen action asks for besides
 * those that the step requires.
 */
export function formFaults(
  fields: readonly FormField[],
  values: FormValues,
  needed: readonly string[] = [],
): FieldFaults {
  const faults = new Map<string, FieldFault>()
  const editable = fields.filter(({ permission }) => permission !== 'read')
  const definition = {
    fields: Object.fromEntries(editable.map(({ field }) => [field.code, definitionOf(field)])),
  }
  for (const { field, permission } of editable) {
    const { code } = field
    if (isEmpty(values[code])) {
      if (permission === 'required' || needed.includes(code))
        faults.set(code, { rule: 'required', limit: null })
      continue
    }
    for (const issue of validateFields(definition, [code], values)) {
      const place = placeOf(issue.path ?? [code])
      if (!faults.has(place))
        faults.set(place, { rule: textOf(issue.params?.['rule']), limit: issue.params?.['limit'] ?? null })
    }
  }
  return faults
}

/** The first place with a fault in the order of the form. */
export function firstFault(fields: readonly FormField[], faults: FieldFaults): string | null {
  for (const { field } of fields)
    for (const place of faults.keys())
      if (place === field.code || place.startsWith(`${field.code}.`)) return place
  return null
}

export function placeOf(path: readonly (string | number)[]): string {
  return path.join('.')
}

function definitionOf(field: FieldView) {
  return { label: field.label, schema: field.schema }
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : 'invalid'
}
