import Button from 'antd/es/button'
import type { ClipboardEvent, ComponentType } from 'react'
import type { FieldView } from '#contract/procedures'
import type { Json } from '#domain/kernel'
import { formTexts } from '../../../text/case-page.ts'
import { useText } from '../../../text/index.ts'
import { useSay } from '../../../ui/say.ts'
import type { ValueContext } from './data-value.tsx'
import { FaultText } from './fault-text.tsx'
import { controlKind, isList, isSchema } from './field-control-kind.ts'
import type { FieldFaults } from './form-faults.ts'
import { pasteInto, pastedCells } from './pasted-rows.ts'

export interface ControlProps {
  readonly id: string
  readonly field: FieldView
  readonly value: Json | undefined
  readonly invalid: boolean
  readonly describedBy: string | undefined
  readonly context: ValueContext
  /** Faults of the whole form and where this field stands in it: a table marks its own cells. */
  readonly faults: FieldFaults
  readonly place: string
  /** Within a table there is no room for labels or long texts. */
  readonly inCell?: boolean
  readonly onChange: (value: Json) => void
}

type Row = Readonly<Record<string, Json>>

/** A list of objects as a table that can be typed into; cells copied from a spreadsheet fill it from where they are pasted. */
export function TableControl({
  id,
  field,
  value,
  context,
  faults,
  place,
  onChange,
  Cell,
}: ControlProps & {
  /** The control of one cell, which may be of any kind. */
  readonly Cell: ComponentType<ControlProps>
}) {
  const t = useText(formTexts)
  const say = useSay()
  const columns = field.items ?? []
  const rows: readonly Row[] = isList(value) ? value.map((row) => (isSchema(row) ? row : {})) : []

  function change(index: number, code: string, cell: Json) {
    onChange(rows.map((row, at) => (at === index ? { ...row, [code]: cell } : row)))
  }
  function paste(event: ClipboardEvent, row: number, column: number) {
    const cells = pastedCells(event.clipboardData.getData('text'))
    // Several lines of prose into a single cell are prose.
    const into = columns[column]
    if (!cells || (cells.every((line) => line.length === 1) && into && controlKind(into).kind === 'long'))
      return
    event.preventDefault()
    onChange(pasteInto(columns, rows, cells, { row, column }))
  }
  return (
    <div className="table-control" id={id} tabIndex={-1} aria-label={say(field.label)} role="group">
      {rows.length > 0 ? (
        <div className="value-table-scroll">
          <table className="value-table value-table-edit">
            <thead>
              <tr>
                {columns.map((column) => (
                  <th key={column.code} scope="col">
                    {say(column.label)}
                  </th>
                ))}
                <th aria-label={t('removeRow')} />
              </tr>
            </thead>
            <tbody>
              {rows.map((row, index) => (
                <tr key={index}>
                  {columns.map((column, at) => {
                    const cell = `${place}.${index}.${column.code}`
                    const fault = faults.get(cell)
                    const cellId = `${id}-${index}-${column.code}`
                    return (
                      <td key={column.code} onPaste={(event) => paste(event, index, at)}>
                        <Cell
                          id={cellId}
                          field={column}
                          value={row[column.code]}
                          invalid={fault !== undefined}
                          describedBy={fault ? `${cellId}-fault` : undefined}
                          context={context}
                          faults={faults}
                          place={cell}
                          inCell
                          onChange={(next) => change(index, column.code, next)}
                        />
                        {fault ? <FaultText id={`${cellId}-fault`} fault={fault} /> : null}
                      </td>
                    )
                  })}
                  <td>
                    <button
                      type="button"
                      className="file-remove"
                      aria-label={t('removeRowOf', { n: index + 1 })}
                      onClick={() => onChange(rows.filter((_, each) => each !== index))}
                    >
                      ×
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
      <Button size="small" onClick={() => onChange([...rows, {}])}>
        {t('addRow')}
      </Button>{' '}
      <span className="soft small">{t('pasteHint')}</span>
    </div>
  )
}
