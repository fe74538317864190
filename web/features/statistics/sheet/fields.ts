import { periodById, shiftPeriod } from '#domain/kernel'
import type { CellValue, FieldCondition, FilingValues, FormDefinition, FormField } from '#domain/indicators'

/** One line of the sheet: the head of a section, or a field of it. */
export type SheetLine =
  | {
      readonly kind: 'section'
      readonly id: string
      readonly title: FormDefinition['title']
      readonly fields: number
    }
  | { readonly kind: 'field'; readonly field: FormField; readonly depth: number; readonly section: string }

/** The form from above to below; `depth` is how many totals a field is a part of (其中). */
export function sheetLines(form: FormDefinition): readonly SheetLine[] {
  const parent = new Map(
    form.sections.flatMap(({ fields }) => fields.map(({ code, partOf }) => [code, partOf] as const)),
  )
  const depthOf = (code: string): number => {
    let depth = 0
    for (let up = parent.get(code); up !== undefined && depth < 6; up = parent.get(up)) depth++
    return depth
  }
  return form.sections.flatMap(({ id, title, fields }): SheetLine[] => [
    { kind: 'section', id, title, fields: fields.length },
    ...fields.map((field): SheetLine => ({ kind: 'field', field, depth: depthOf(field.code), section: id })),
  ])
}

export function fieldsOf(form: FormDefinition): readonly FormField[] {
  return form.sections.flatMap(({ fields }) => fields)
}

/** A number by its definition; what its cell holds may still be a text that nobody could read. */
export function isFigure({ type }: FormField): boolean {
  return type === 'integer' || type === 'decimal' || type === 'year'
}

/** Has a sum and a change: years don't. */
export function isAmount({ type }: FormField): boolean {
  return type === 'integer' || type === 'decimal'
}

export function isFilled(value: CellValue | undefined): boolean {
  return value !== null && value !== undefined && value !== ''
}

/** Whether the field exists in this filing at all; the engine says the same about a filled one (`not_asked`). */
export function isAsked(condition: FieldCondition | undefined, values: FilingValues): boolean {
  if (condition === undefined) return true
  const value = values[condition.field] ?? null
  if (condition.is === 'one-of') return isFilled(value) && condition.values.some((each) => each === value)
  return isFilled(value) === (condition.is === 'filled')
}

/** What differs, as [before, after]; missing is null on both sides. */
export function differences(
  before: FilingValues,
  after: FilingValues,
): ReadonlyMap<string, readonly [CellValue, CellValue]> {
  const found = new Map<string, readonly [CellValue, CellValue]>()
  for (const code of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [then, now] = [cellOf(before, code), cellOf(after, code)]
    if (then !== now) found.set(code, [then, now])
  }
  return found
}

export function cellOf(values: FilingValues, code: string): CellValue {
  const value = values[code]
  return value === undefined || value === '' ? null : value
}

/** Share by which a figure changed; null where there is no ratio: one is missing, or it began at nothing. */
export function changeShare(now: CellValue | undefined, then: CellValue | undefined): number | null {
  if (typeof now !== 'number' || typeof then !== 'number' || then === 0) return null
  return (now - then) / Math.abs(then)
}

/** Key into the history of a filing's context for a period before it: `1`, `1Y`; null for others. */
export function stepsBack(period: string, earlier: string): string | null {
  const now = periodById(period)
  if (now === null) return null
  for (let steps = 1; steps <= 24; steps++) if (shiftPeriod(now, -steps).id === earlier) return String(steps)
  return null
}
