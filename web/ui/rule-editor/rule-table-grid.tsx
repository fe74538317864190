import Button from 'antd/es/button'
import { useId, useMemo, useState } from 'react'
import type { PolicyFindingView } from '#contract/policies'
import type { RuleTable } from '#domain/rules'
import { ruleTableTexts } from '../../text/rule-tables.ts'
import { useText } from '../../text/index.ts'
import { Choice } from '../choice.tsx'
import { AskDialog } from '../ask-dialog.tsx'
import { startPlace } from '../grid-place.ts'
import type { GridPlace } from '../grid-place.ts'
import { ClauseLine } from '../rules/condition-tree.tsx'
import { useSay } from '../say.ts'
import { RuleTableCells } from './rule-table-grid-cells.tsx'
import { ColumnDialog, TableNameDialog } from './rule-table-grid-dialogs.tsx'
import { ExportTableButton, ImportTableDialog } from './rule-table-grid-dmn.tsx'
import {
  addColumn,
  addRow,
  canMoveColumn,
  canRemoveColumn,
  changeColumn,
  copyRow,
  gridColumns,
  moveColumn,
  moveRow,
  removeColumn,
  removeRows,
  setOtherwise,
} from './rule-table-grid-edits.ts'
import type { GridColumn } from './rule-table-grid-edits.ts'
import type { RuleEditorNames } from './rule-table-grid-entry.ts'
import { TableFindings } from './rule-table-grid-findings.tsx'
import { sameColumn, tableMarks } from './rule-table-grid-marks.ts'
import './rule-table-grid.css'

export type { RuleEditorNames } from './rule-table-grid-entry.ts'

const HITS = [
  'UNIQUE',
  'ANY',
  'FIRST',
  'PRIORITY',
  'SUM',
  'MAX',
  'MIN',
  'COUNT',
] as const satisfies readonly RuleTable['hit'][]

type Asking =
  | { readonly kind: 'column'; readonly column: GridColumn }
  | { readonly kind: 'new'; readonly column: 'input' | 'output' }
  | { readonly kind: 'remove'; readonly column: GridColumn }
  | { readonly kind: 'name' }
  | { readonly kind: 'import' }

/**
 * 决策表: a decision table as a spreadsheet. Rows, columns, cells and the hit policy are changed by key and button; blocks of cells go
 * in and out by the clipboard, the whole table as .dmn. `findings` (their paths begin at the policy) are marked on their rows and
 * cells; null: not checked yet.
 */
export function RuleTableGrid({
  table,
  onChange,
  findings,
  names,
  readOnly,
}: {
  readonly table: RuleTable
  readonly onChange: (next: RuleTable) => void
  readonly findings: readonly PolicyFindingView[] | null
  readonly names: RuleEditorNames
  readonly readOnly: boolean
}) {
  const t = useText(ruleTableTexts)
  const say = useSay()
  const id = useId()
  const [place, setPlace] = useState<GridPlace>(() => startPlace(table.rows.length > 0 ? 1 : 0, 0))
  const [asking, setAsking] = useState<Asking | null>(null)
  const [clausesAsked, setClausesAsked] = useState<boolean | null>(null)
  /** Counted up when the cells shall take the focus: after a tool has moved what stands there. */
  const [focusAsked, setFocusAsked] = useState(0)
  const withClauses = clausesAsked ?? clausesOf(table).size > 1
  const columns = useMemo(() => gridColumns(table, withClauses), [table, withClauses])
  const marks = useMemo(() => tableMarks(table, findings ?? []), [table, findings])
  const goTo = (row: number, column: number) => {
    setPlace(startPlace(Math.max(0, row), Math.max(0, column)))
    setFocusAsked((times) => times + 1)
  }
  const close = () => {
    setAsking(null)
    setFocusAsked((times) => times + 1)
  }
  const column = columns[Math.min(place.column, columns.length - 1)]
  // The head is line 0; what holds otherwise stands below the rows.
  const rowAt = place.row - 1
  const isRow = rowAt >= 0 && rowAt < table.rows.length
  const [firstRow, lastRow] = [
    Math.max(0, Math.min(place.row, place.toRow) - 1),
    Math.min(table.rows.length, Math.max(place.row, place.toRow)) - 1,
  ]
  const chosen = isRow ? lastRow - firstRow + 1 : 0
  const acts = {
    addRow: () => {
      const at = isRow ? lastRow + 1 : place.row === 0 ? 0 : table.rows.length
      onChange(addRow(table, at))
      goTo(at + 1, isRow ? place.column : 0)
    },
    copyRow: () => {
      if (!isRow) return
      onChange(copyRow(table, rowAt))
      goTo(rowAt + 2, place.column)
    },
    removeRows: () => {
      if (!isRow) return
      onChange(removeRows(table, firstRow, lastRow))
      goTo(Math.min(firstRow + 1, table.rows.length - chosen), place.column)
    },
    moveRow: (by: -1 | 1) => {
      if (!isRow || rowAt + by < 0 || rowAt + by >= table.rows.length) return
      onChange(moveRow(table, rowAt, rowAt + by))
      goTo(place.row + by, place.column)
    },
    moveColumn: (by: -1 | 1) => {
      if (column === undefined || !canMoveColumn(table, column, by)) return
      onChange(moveColumn(table, column, by))
      goTo(place.row, place.column + by)
    },
    openColumn: (at: GridColumn) => {
      if (!readOnly && (at.kind === 'input' || at.kind === 'output'))
        setAsking({ kind: 'column', column: at })
    },
  }
  const title = say(table.title)
  const columnAt = columns.findIndex((each) => column !== undefined && sameColumn(each, column))
  const lastOutput = column?.kind === 'output' && table.outputs.length === 1
  return (
    <section className="rule-table-grid" aria-label={title}>
      <header className="rtg-head">
        <h3>{title}</h3>
        {table.code === table.title.zh ? null : <code lang="zh">{table.code}</code>}
        {readOnly ? null : (
          <Button size="small" type="text" onClick={() => setAsking({ kind: 'name' })}>
            {t('tableSettings')}
          </Button>
        )}
        <span className="rtg-files">
          {readOnly ? null : (
            <Button size="small" onClick={() => setAsking({ kind: 'import' })}>
              {t('importDmn')}
            </Button>
          )}
          <ExportTableButton table={table} />
        </span>
      </header>
      <div className="rtg-options">
        <label htmlFor={`${id}-hit`}>{t('hit')}</label>
        <Choice
          id={`${id}-hit`}
          value={table.hit}
          disabled={readOnly}
          onChange={({ target }) => {
            const hit = HITS.find((each) => each === target.value)
            if (hit) onChange({ ...table, hit })
          }}
        >
          {HITS.map((hit) => (
            <option key={hit} value={hit}>
              {t(`hit.${hit}`)}
            </option>
          ))}
        </Choice>
        <label title={t('otherwiseWhy')}>
          <input
            type="checkbox"
            checked={table.otherwise !== null}
            disabled={readOnly}
            onChange={({ target }) => onChange(setOtherwise(table, target.checked))}
          />{' '}
          {t('otherwiseToggle')}
        </label>
        <label>
          <input
            type="checkbox"
            checked={withClauses}
            onChange={({ target }) => setClausesAsked(target.checked)}
          />{' '}
          {t('showClauses')}
        </label>
      </div>
      {readOnly ? null : (
        <div className="rtg-tools" role="group" aria-label={t('tools')}>
          <Button size="small" onClick={acts.addRow}>
            {t('addRow')}
          </Button>
          <Button size="small" disabled={!isRow} onClick={acts.copyRow}>
            {t('copyRow')}
          </Button>
          <Button size="small" disabled={!isRow || rowAt === 0} onClick={() => acts.moveRow(-1)}>
            ↑ {t('rowUp')}
          </Button>
          <Button
            size="small"
            disabled={!isRow || rowAt === table.rows.length - 1}
            onClick={() => acts.moveRow(1)}
          >
            ↓ {t('rowDown')}
          </Button>
          <Button size="small" disabled={!isRow} onClick={acts.removeRows}>
            {chosen > 1 ? t('removeRows', { n: chosen }) : t('removeRow')}
          </Button>
          <span className="rtg-gap" />
          <Button size="small" onClick={() => setAsking({ kind: 'new', column: 'input' })}>
            {t('addInput')}
          </Button>
          <Button size="small" onClick={() => setAsking({ kind: 'new', column: 'output' })}>
            {t('addOutput')}
          </Button>
          <Button
            size="small"
            disabled={column?.kind !== 'input' && column?.kind !== 'output'}
            onClick={() => column && acts.openColumn(column)}
          >
            {t('columnSettings')}
          </Button>
          <Button
            size="small"
            disabled={column === undefined || !canMoveColumn(table, column, -1)}
            onClick={() => acts.moveColumn(-1)}
          >
            ← {t('columnLeft')}
          </Button>
          <Button
            size="small"
            disabled={column === undefined || !canMoveColumn(table, column, 1)}
            onClick={() => acts.moveColumn(1)}
          >
            → {t('columnRight')}
          </Button>
          <Button
            size="small"
            disabled={column === undefined || !canRemoveColumn(table, column)}
            title={lastOutput ? t('lastOutput') : undefined}
            onClick={() => column && setAsking({ kind: 'remove', column })}
          >
            {t('removeColumn')}
          </Button>
        </div>
      )}
      {withClauses ? null : (
        <ClauseLine clause={table.rows.find(({ clause }) => clause !== null)?.clause ?? null} />
      )}
      <RuleTableCells
        table={table}
        columns={columns}
        marks={marks}
        checked={findings !== null}
        names={names}
        readOnly={readOnly}
        place={place}
        focusAsked={focusAsked}
        onPlace={setPlace}
        onChange={onChange}
        onColumn={acts.openColumn}
        onAddRow={acts.addRow}
        onRemoveRows={acts.removeRows}
        onMoveRow={acts.moveRow}
        onMoveColumn={acts.moveColumn}
        label={title}
      />
      {findings === null ? null : <TableFindings findings={findings} columns={columns} onGoTo={goTo} />}
      {asking?.kind === 'column' ? (
        <ColumnDialog
          table={table}
          names={names}
          column={asking.column}
          onClose={close}
          onDone={(done) => {
            onChange(changeColumn(table, indexOf(asking.column), done))
            close()
          }}
        />
      ) : null}
      {asking?.kind === 'new' ? (
        <ColumnDialog
          table={table}
          names={names}
          column={asking.column}
          onClose={close}
          onDone={(done) => {
            onChange(addColumn(table, done))
            setPlace(
              startPlace(
                Math.min(1, table.rows.length),
                done.kind === 'input' ? table.inputs.length : table.inputs.length + table.outputs.length,
              ),
            )
            close()
          }}
        />
      ) : null}
      {asking?.kind === 'remove' ? (
        <AskDialog
          title={t('removeColumnTitle', { name: columnName(table, asking.column, say) })}
          why={t('removeColumnWhy', { n: table.rows.length })}
          button={t('removeColumn')}
          danger
          busy={false}
          error={null}
          onClose={close}
          onDone={() => {
            onChange(removeColumn(table, asking.column))
            setPlace(startPlace(place.row, Math.max(0, columnAt - 1)))
            close()
          }}
        />
      ) : null}
      {asking?.kind === 'name' ? (
        <TableNameDialog
          table={table}
          onClose={close}
          onDone={(done) => {
            onChange({ ...table, ...done })
            close()
          }}
        />
      ) : null}
      {asking?.kind === 'import' ? (
        <ImportTableDialog
          code={table.code}
          onClose={close}
          onDone={(read) => {
            onChange({ ...read, code: table.code })
            setPlace(startPlace(Math.min(1, read.rows.length), 0))
            setClausesAsked(null)
            close()
          }}
        />
      ) : null}
    </section>
  )
}

/** The different places at which rows stand written. */
function clausesOf({ rows }: RuleTable): ReadonlySet<string> {
  return new Set(rows.flatMap(({ clause }) => (clause === null ? [] : [JSON.stringify(clause)])))
}

function indexOf(column: GridColumn): number {
  return column.kind === 'input' || column.kind === 'output' ? column.index : 0
}

function columnName(table: RuleTable, column: GridColumn, say: (text: RuleTable['title']) => string): string {
  if (column.kind === 'input') return say(table.inputs[column.index]?.title ?? { zh: '', en: '' })
  return column.kind === 'output' ? say(table.outputs[column.index]?.title ?? { zh: '', en: '' }) : ''
}
