import { memo } from 'react'
import type { CellValue, FormField } from '#domain/indicators'
import { sheetTexts } from '../../../text/filing-sheet.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { useSay } from '../../../ui/say.ts'
import { unitWords } from '../../../ui/filings/figures.ts'
import type { CellMark } from './cell-marks.ts'
import { CellEditor } from './cell-editor.tsx'
import type { EditorActions } from './cell-editor.tsx'
import type { ColumnId } from './columns.ts'
import { changeShare, isAmount } from './fields.ts'
import { shownEntry, shownNumber } from './write-entry.ts'

export interface RowProps {
  readonly field: FormField
  readonly depth: number
  /** Place among the lines of the sheet, from 1, for assistive technology. */
  readonly line: number
  /** Place among the fields shown, by which the grid finds its cells. */
  readonly row: number
  readonly columns: readonly ColumnId[]
  readonly value: CellValue
  readonly previous: CellValue | undefined
  readonly lastYear: CellValue | undefined
  readonly now: CellValue | undefined
  readonly editable: boolean
  readonly asked: boolean
  readonly tone: CellMark['tone'] | null
  readonly brief: string
  readonly whole: string
  /** One of the fewest cells to change. */
  readonly suggested: boolean
  readonly example: string | null
  readonly query: 'open' | 'answered' | null
  readonly imputed: string | null
  /** How an entry was read that was not written as the form would have it. */
  readonly note: string | null
  /** Column of the active cell, where it is in this row. */
  readonly active: number | null
  readonly selectedFrom: number | null
  readonly selectedTo: number | null
  /** The open editor's first text. */
  readonly editing: string | null
  readonly actions: EditorActions
}

const SHAPES = { error: '■', query: '▲', missing: '○', explained: '●' } as const

/** One field of the form with its entry and everything beside it. */
export const SheetRow = memo(function SheetRow(props: RowProps) {
  const t = useText(sheetTexts)
  const say = useSay()
  const { language } = useFormat()
  const { field, columns, tone, suggested, asked } = props
  const name = say(field.label)
  const classes = [
    'sheet-row',
    tone === null ? '' : `sheet-row-${tone}`,
    suggested ? 'sheet-row-suggested' : '',
    asked ? '' : 'sheet-row-not-asked',
  ]
  return (
    <tr role="row" aria-rowindex={props.line} className={classes.filter(Boolean).join(' ')}>
      {columns.map((column, index) => {
        const place = {
          'data-cell': `${props.row}:${index}`,
          tabIndex: props.active === index ? 0 : -1,
          className: [
            `sheet-${column}`,
            props.active === index ? 'is-active' : '',
            props.selectedFrom !== null &&
            props.selectedTo !== null &&
            index >= props.selectedFrom &&
            index <= props.selectedTo
              ? 'is-selected'
              : '',
            props.editing !== null && column === 'entry' ? 'is-editing' : '',
          ]
            .filter(Boolean)
            .join(' '),
        }
        switch (column) {
          case 'label':
            return (
              <th
                key={column}
                role="rowheader"
                scope="row"
                {...place}
                title={field.note ? say(field.note) : name}
              >
                <span className="sheet-name" style={{ paddingInlineStart: props.depth * 18 }}>
                  {name}
                  {field.compulsory && asked ? (
                    <span className="sheet-star" title={t('compulsoryMark')}>
                      <span aria-hidden="true"> *</span>
                      <span className="unseen">{t('compulsoryMark')}</span>
                    </span>
                  ) : null}
                </span>
              </th>
            )
          case 'code':
            return (
              <td key={column} role="gridcell" {...place}>
                {field.code}
              </td>
            )
          case 'unit':
            return (
              <td key={column} role="gridcell" {...place}>
                {unitWords(field.unit, language)}
              </td>
            )
          case 'entry':
            return <EntryCell key={column} {...props} place={place} name={name} />
          case 'now':
            return (
              <td key={column} role="gridcell" {...place}>
                {props.now === undefined || props.now === props.value ? (
                  <span className="faint">=</span>
                ) : (
                  <b>{shownEntry(field, props.now, language) || t('empty')}</b>
                )}
              </td>
            )
          case 'previous':
          case 'lastYear':
            return (
              <BesideCell key={column} place={place} field={field} now={props.value} then={props[column]} />
            )
          case 'check':
            return (
              <td key={column} role="gridcell" {...place}>
                <span className="sheet-check-line" id={`check-${field.code}`} title={props.whole}>
                  {suggested ? (
                    <span className="sheet-chip sheet-chip-suggested" title={t('suggestedWhy')}>
                      ◆ {t('suggested')}
                      {props.example === null ? '' : ` · ${t('example', { value: props.example })}`}
                    </span>
                  ) : null}
                  {props.query === null ? null : (
                    <span className="sheet-chip">
                      ? {t(props.query === 'open' ? 'queryOpen' : 'queryAnswered')}
                    </span>
                  )}
                  {props.note === null ? null : (
                    <span className="sheet-chip" title={props.note}>
                      {props.note}
                    </span>
                  )}
                  {tone === null ? null : (
                    <span className={`sheet-brief sheet-brief-${tone}`}>
                      <span aria-hidden="true">{SHAPES[tone]}</span>{' '}
                      <span aria-hidden="true">{props.brief}</span>
                      <span className="unseen">{props.whole}</span>
                    </span>
                  )}
                </span>
              </td>
            )
        }
      })}
    </tr>
  )
})

interface Place {
  readonly 'data-cell': string
  readonly tabIndex: number
  readonly className: string
}

function EntryCell({
  field,
  value,
  editable,
  asked,
  tone,
  suggested,
  query,
  imputed,
  note,
  editing,
  actions,
  place,
  name,
}: RowProps & { readonly place: Place; readonly name: string }) {
  const t = useText(sheetTexts)
  const { language } = useFormat()
  const shown = shownEntry(field, value, language)
  const described = tone !== null || suggested || query !== null || note !== null
  const wrong = tone === 'error' || tone === 'missing'
  return (
    <td
      role="gridcell"
      {...place}
      className={`${place.className}${isAmount(field) || field.type === 'year' ? '' : ' sheet-words'}`}
      aria-readonly={!editable}
      aria-required={field.compulsory && asked ? true : undefined}
      aria-invalid={wrong || undefined}
      aria-describedby={described ? `check-${field.code}` : undefined}
      title={field.type === 'text' && shown.length > 16 ? shown : undefined}
    >
      {editing === null ? (
        <>
          {suggested || tone === 'error' || tone === 'query' ? (
            <span className="sheet-shape" aria-hidden="true">
              {suggested ? '◆' : SHAPES[tone ?? 'error']}
            </span>
          ) : null}
          {imputed === null ? null : (
            <span className="sheet-imputed" title={imputed}>
              ≈<span className="unseen">{imputed}</span>
            </span>
          )}
          {shown !== '' ? (
            <span className="sheet-value">{shown}</span>
          ) : asked ? (
            <span className="sheet-empty">{t(field.compulsory ? 'compulsory' : 'empty')}</span>
          ) : (
            <span className="sheet-empty" title={t('notAskedWhy')}>
              {t('notAsked')}
            </span>
          )}
        </>
      ) : (
        <CellEditor field={field} value={value} initial={editing} label={name} actions={actions} />
      )}
    </td>
  )
}

/** What another period has, and by how much this one differs from it. */
function BesideCell({
  place,
  field,
  now,
  then,
}: {
  readonly place: Place
  readonly field: FormField
  readonly now: CellValue
  readonly then: CellValue | undefined
}) {
  const { language } = useFormat()
  const share = isAmount(field) ? changeShare(now, then) : null
  const words = share === null ? null : changeWords(share)
  return (
    <td
      role="gridcell"
      {...place}
      className={`${place.className}${isAmount(field) || field.type === 'year' ? '' : ' sheet-words'}`}
      title={
        words === null || typeof now !== 'number' || typeof then !== 'number'
          ? shownEntry(field, then, language)
          : `(${shownNumber(now)} − ${shownNumber(then)}) ÷ |${shownNumber(then)}| = ${words}`
      }
    >
      {shownEntry(field, then, language)}
      {words === null ? null : <span className="sheet-change">{words}</span>}
    </td>
  )
}

/** +12.3%, −4.0%, 0.0%; what is out of all proportion in multiples: ×25. */
export function changeWords(share: number): string {
  if (share >= 10) return `×${new Intl.NumberFormat('en', { maximumFractionDigits: 0 }).format(share + 1)}`
  const percent = Math.round(Math.abs(share) * 1000) / 10
  return `${percent === 0 ? '' : share < 0 ? '−' : '+'}${percent.toFixed(1)}%`
}
