import type { Issue } from '#domain/kernel'
import type { RecordField, RecordKind, RecordValue } from './contract.ts'

export interface RecordContent {
  readonly from: string
  /** Exclusive; null: until further notice. */
  readonly to: string | null
  readonly fields: Readonly<Record<string, RecordValue>>
}

/** A record as it is kept: nothing empty, what is confidential apart. */
export interface CheckedRecord {
  readonly from: string
  readonly to: string | null
  readonly open: Readonly<Record<string, Exclude<RecordValue, null>>>
  readonly confidential: Readonly<Record<string, Exclude<RecordValue, null>>>
}

export type CheckOutcome =
  | { readonly ok: true; readonly value: CheckedRecord }
  | { readonly ok: false; readonly issues: readonly Issue[] }

/**
 * What a kind says of a record: days, fields that are there, their types and limits. With `kept`, confidential fields that the
 * writer does not see stand as they are.
 */
export function checkRecord(
  kind: RecordKind,
  content: RecordContent,
  kept: Readonly<Record<string, Exclude<RecordValue, null>>> = {},
): CheckOutcome {
  const issues: Issue[] = []
  const known = new Set(kind.fields.map(({ code }) => code))
  for (const code of Object.keys(content.fields))
    if (!known.has(code))
      issues.push({ code: 'enterprises.field_unknown', path: ['fields', code], params: { field: code } })
  const to = kind.validity === 'day' ? dayAfter(content.from) : endOf(kind, content)
  if (to !== null && to <= content.from)
    issues.push({ code: 'enterprises.record_span', path: ['to'], params: { from: content.from, to } })
  const open: Record<string, Exclude<RecordValue, null>> = {}
  const confidential: Record<string, Exclude<RecordValue, null>> = { ...kept }
  for (const field of kind.fields) {
    const given = content.fields[field.code] ?? null
    const value = typeof given === 'string' ? given.trim() : given
    if (value === null || value === '') {
      if (field.required && !(field.code in kept)) issues.push(decline('enterprises.field_missing', field))
      continue
    }
    const problem = problemOf(field, value)
    if (problem !== null) issues.push(problem)
    else if (field.confidential) confidential[field.code] = value
    else open[field.code] = value
  }
  return issues.length > 0
    ? { ok: false, issues }
    : { ok: true, value: { from: content.from, to, open, confidential } }
}

/** A revoked qualification ends on the day on which it was revoked, whatever its certificate says. */
function endOf({ fields }: RecordKind, { to, fields: given }: RecordContent): string | null {
  const revoked = fields.some(({ code, type }) => code === 'revoked' && type === 'date')
    ? given['revoked']
    : null
  if (typeof revoked !== 'string' || !isDay(revoked)) return to
  return to === null || revoked < to ? revoked : to
}

function problemOf(field: RecordField, value: Exclude<RecordValue, null>): Issue | null {
  switch (field.type) {
    case 'text':
      if (typeof value !== 'string') return decline('enterprises.field_type', field, { wanted: 'text' })
      return [...value].length > field.maxLength
        ? decline('enterprises.field_too_long', field, { most: field.maxLength })
        : null
    case 'number':
      if (typeof value !== 'number' || !Number.isFinite(value))
        return decline('enterprises.field_type', field, { wanted: 'number' })
      if (field.whole && !Number.isInteger(value))
        return decline('enterprises.field_type', field, { wanted: 'whole' })
      return (field.min !== null && value < field.min) || (field.max !== null && value > field.max)
        ? decline('enterprises.field_out_of_range', field, { min: field.min, max: field.max })
        : null
    case 'date':
      return typeof value === 'string' && isDay(value)
        ? null
        : decline('enterprises.field_type', field, { wanted: 'date' })
    case 'choice':
      return typeof value === 'string' && field.choices.some(({ code }) => code === value)
        ? null
        : decline('enterprises.field_choice', field)
    case 'boolean':
      return typeof value === 'boolean'
        ? null
        : decline('enterprises.field_type', field, { wanted: 'boolean' })
  }
}

function decline(
  code: string,
  field: RecordField,
  params: Readonly<Record<string, string | number | null>> = {},
): Issue {
  return { code, path: ['fields', field.code], params: { field: field.code, title: field.title, ...params } }
}

export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(text)) return false
  const day = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === text
}

export function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
}
