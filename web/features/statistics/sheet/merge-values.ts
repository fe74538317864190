import type { CellValue, FilingValues, FormField } from '#domain/indicators'
import { cellOf, differences, isFigure } from './fields.ts'

/** A cell that somebody else and I have changed differently since it was read. */
export interface CellConflict {
  readonly code: string
  readonly was: CellValue
  readonly theirs: CellValue
  readonly mine: CellValue
}

export interface MergedValues {
  /** Theirs where only they changed, mine where I did: nothing that was typed is lost. */
  readonly values: FilingValues
  readonly conflicts: readonly CellConflict[]
  /** Cells that only the others changed. */
  readonly taken: readonly string[]
}

/** What was typed, set upon what the server has by now. */
export function mergeValues(was: FilingValues, theirs: FilingValues, mine: FilingValues): MergedValues {
  const values: Record<string, CellValue> = { ...theirs }
  const conflicts: CellConflict[] = []
  const typed = differences(was, mine)
  for (const [code, [before, now]] of typed) {
    const other = cellOf(theirs, code)
    values[code] = now
    if (other !== before && other !== now) conflicts.push({ code, was: before, theirs: other, mine: now })
  }
  const taken = [...differences(was, theirs).keys()].filter((code) => !typed.has(code))
  return { values, conflicts, taken }
}

/** What can be saved: a text in the place of a figure stays on the page only, marked, until somebody mends it. */
export function savableValues(fields: readonly FormField[], values: FilingValues): FilingValues {
  const kept: Record<string, CellValue> = {}
  for (const field of fields) {
    const value = cellOf(values, field.code)
    if (value !== null && !isUnreadable(field, value)) kept[field.code] = value
  }
  return kept
}

export function isUnreadable(field: FormField, value: CellValue): boolean {
  if (value === null) return false
  if (isFigure(field)) return typeof value !== 'number'
  if (field.type === 'flag') return typeof value !== 'boolean'
  if (field.type === 'choice') return field.choices?.some((choice) => choice.value === value) !== true
  return field.type === 'day' && !/^\d{4}-\d{2}-\d{2}$/u.test(String(value))
}
