import { dayNumber } from '#domain/kernel'
import type { CompiledField } from './compile-form.ts'
import { isFilled } from './compile-form.ts'
import type { CellValue } from './filing.ts'
import type { FieldCondition } from './form.ts'
import type { Finding, FindingCode, Operator } from './relation.ts'

/** The cell of this filing by its code; undefined and null: missing. */
export type ReadCell = (code: string) => CellValue | undefined

/** Whether the field exists in this filing at all. */
export function isAsked(condition: FieldCondition | undefined, read: ReadCell): boolean {
  if (condition === undefined) return true
  const value = read(condition.field)
  switch (condition.is) {
    case 'filled':
      return isFilled(value)
    case 'empty':
      return !isFilled(value)
    case 'one-of':
      return isFilled(value) && condition.values.includes(value)
  }
}

/**
 * What the field's own definition has against its value: the first thing only, since the others follow from it. Null where the
 * value is as asked. All are errors.
 */
export function checkField(compiled: CompiledField, read: ReadCell): Finding | null {
  const { field } = compiled
  const value = read(field.code)
  if (!isFilled(value))
    return field.compulsory && isAsked(field.onlyIf, read) ? found(compiled, 'indicators.missing') : null
  if (!isAsked(field.onlyIf, read))
    return found(compiled, 'indicators.not_asked', { value, condition: field.onlyIf?.field ?? null })
  switch (field.type) {
    case 'integer':
    case 'decimal':
      return checkFigure(compiled, value)
    case 'year':
      if (typeof value !== 'number' || !Number.isInteger(value) || value < 1000 || value > 9999)
        return found(compiled, 'indicators.not_a_year', { value })
      return checkBounds(compiled, value)
    case 'flag':
      return typeof value === 'boolean' ? null : found(compiled, 'indicators.not_a_flag', { value })
    case 'day':
      return typeof value === 'string' && dayNumber(value) !== null
        ? null
        : found(compiled, 'indicators.not_a_day', { value })
    case 'choice':
      return typeof value === 'string' && compiled.choices?.has(value) === true
        ? null
        : found(compiled, 'indicators.not_a_choice', { value })
    case 'text':
      return checkText(compiled, value)
  }
}

function checkFigure(compiled: CompiledField, value: number | string | boolean): Finding | null {
  if (typeof value !== 'number' || !Number.isFinite(value))
    return found(compiled, 'indicators.not_a_number', {
      value: typeof value === 'number' ? String(value) : value,
    })
  const { type, decimals } = compiled.field
  if (type === 'integer' && !Number.isInteger(value))
    return found(compiled, 'indicators.not_an_integer', { value })
  // Beyond 2^53 neighbouring integers are the same double, and no relation could be judged.
  if (Math.abs(value) > Number.MAX_SAFE_INTEGER)
    return beyond(compiled, 'indicators.above_maximum', value, '<=', Number.MAX_SAFE_INTEGER)
  if (type === 'decimal' && decimals !== undefined && !hasDecimals(value, decimals))
    return found(compiled, 'indicators.too_many_decimals', { value, decimals })
  return checkBounds(compiled, value)
}

/** Whether so many digits after the point write the value whole. */
function hasDecimals(value: number, decimals: number): boolean {
  return Number(value.toFixed(Math.min(decimals, 100))) === value
}

function checkBounds(compiled: CompiledField, value: number): Finding | null {
  const { minimum, maximum } = compiled.field
  if (minimum !== undefined && value < minimum)
    return beyond(compiled, 'indicators.below_minimum', value, '>=', minimum)
  if (maximum !== undefined && value > maximum)
    return beyond(compiled, 'indicators.above_maximum', value, '<=', maximum)
  return null
}

function checkText(compiled: CompiledField, value: number | string | boolean): Finding | null {
  if (typeof value !== 'string') return found(compiled, 'indicators.not_a_text', { value })
  const { maxLength } = compiled.field
  if (maxLength !== undefined && [...value].length > maxLength)
    return found(compiled, 'indicators.text_too_long', { length: [...value].length, limit: maxLength })
  if (compiled.pattern !== null && !compiled.pattern.test(value))
    return found(compiled, 'indicators.text_pattern', { value })
  return null
}

function beyond(
  compiled: CompiledField,
  code: FindingCode,
  value: number,
  operator: Operator,
  limit: number,
): Finding {
  return { ...found(compiled, code, { value, limit }), left: value, operator, right: limit }
}

function found({ field }: CompiledField, code: FindingCode, params: Finding['params'] = {}): Finding {
  return {
    rule: `field:${field.code}`,
    severity: 'error',
    code,
    cells: [field.code],
    left: null,
    operator: null,
    right: null,
    params,
  }
}
