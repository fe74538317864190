import type { FilingSheet } from '#contract/statistics'
import type { FormDefinition } from '#domain/indicators'

export const COLUMNS = ['code', 'label', 'unit', 'entry', 'now', 'previous', 'lastYear', 'check'] as const
export type ColumnId = (typeof COLUMNS)[number]

export interface ColumnChoice {
  readonly previous: boolean
  readonly lastYear: boolean
  /** A past state is shown: what stands now is set beside it. */
  readonly now: boolean
}

/** Of a yearly form the period before and the same period of last year are one. */
export function hasOneComparison(form: Pick<FormDefinition, 'rhythm'>): boolean {
  return form.rhythm === 'year'
}

/** The columns to show, in their order. Beside a past state what stands now has the place of the period before. */
export function columnsFor(
  form: Pick<FormDefinition, 'rhythm'>,
  view: Pick<FilingSheet, 'previous' | 'lastYear'>,
  choice: ColumnChoice,
): readonly ColumnId[] {
  const previous = choice.previous && !choice.now && view.previous !== null && !hasOneComparison(form)
  const lastYear = choice.lastYear && view.lastYear !== null
  const hidden = new Set<ColumnId>([
    ...(choice.now ? [] : ['now' as const]),
    ...(previous ? [] : ['previous' as const]),
    ...(lastYear ? [] : ['lastYear' as const]),
  ])
  return COLUMNS.filter((column) => !hidden.has(column))
}

/** Forms of words need room in the cell, forms of figures beside it. */
export function isWordy(form: FormDefinition): boolean {
  const fields = form.sections.flatMap((section) => section.fields)
  return fields.filter(({ type }) => type === 'text' || type === 'choice').length * 2 > fields.length
}
