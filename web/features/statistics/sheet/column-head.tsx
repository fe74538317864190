import type { ReactNode } from 'react'
import type { FormDefinition } from '#domain/indicators'
import type { FilingSheet } from '#contract/statistics'
import { sheetTexts } from '../../../text/filing-sheet.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { periodWords } from '../../../ui/filings/period-words.ts'
import { hasOneComparison } from './columns.ts'
import type { ColumnId } from './columns.ts'

/** What a column holds, with the period where it holds figures of one. */
export function ColumnHead({
  column,
  form,
  view,
}: {
  readonly column: ColumnId
  readonly form: FormDefinition
  readonly view: FilingSheet
}): ReactNode {
  const t = useText(sheetTexts)
  const { language } = useFormat()
  const words = (period: string | undefined) =>
    period === undefined ? null : <span className="sheet-head-period">{periodWords(period, language)}</span>
  switch (column) {
    case 'entry':
      return (
        <>
          {t(form.rhythm === 'year' ? 'column.entryYear' : 'column.entry')}
          {words(view.collection.period)}
        </>
      )
    case 'previous':
      return (
        <>
          {t('column.previous')}
          {words(view.previous?.period)}
        </>
      )
    case 'lastYear':
      return (
        <>
          {t(hasOneComparison(form) ? 'column.lastYearOnly' : 'column.lastYear')}
          {words(view.lastYear?.period)}
        </>
      )
    case 'code':
    case 'label':
    case 'unit':
    case 'now':
    case 'check':
      return t(`column.${column}`)
  }
}
