import { useQuery } from '@tanstack/react-query'
import { useVirtualizer } from '@tanstack/react-virtual'
import { memo, useEffect, useRef, useState } from 'react'
import type { DutyRow, LedgerCode } from '#contract/ledger'
import { useText } from '../../../text/index.ts'
import { ledgerListTexts } from '../../../text/ledger-list.ts'
import { ledgerFrameQuery } from '../shared/queries.ts'
import { DutyCell } from './duty-cells.tsx'
import { DutyWhy } from './duty-why.tsx'
import { USUAL_COLUMNS } from './list-address.ts'
import type { Column, DutySort } from './list-address.ts'
import type { DutyPages } from './use-duty-pages.ts'
import './duty-table.css'

/** How many duties the server takes at once. */
export const MOST_SELECTED = 200
/** Every row is as tall as two lines, so that a list of any length can be scrolled without measuring it. */
const ROW_PX = 49
const HEAD_PX = 32

/** By which order a column's heading sorts. */
const SORT_OF: Partial<Record<Column, DutySort>> = {
  serial: 'serial',
  light: 'light',
  title: 'title',
  lead: 'lead',
  due: 'due',
  progress: 'progress',
  changed: 'changed',
}

/** The ledger; only the rows in view are in the page, and only their pages are read. */
export function DutyTable({
  pages,
  columns,
  sort,
  direction,
  onSort,
  current,
  onCurrent,
  selectable,
  selected,
  onSelect,
  onSelectAll,
}: {
  readonly pages: DutyPages
  readonly columns: readonly Column[]
  readonly sort: DutySort
  readonly direction: 'asc' | 'desc'
  readonly onSort: (sort: DutySort) => void
  /** Index of the row where the reader stands; -1 for none yet. */
  readonly current: number
  readonly onCurrent: (index: number) => void
  /** Whether this reader may act on duties at all. */
  readonly selectable: boolean
  readonly selected: ReadonlyMap<string, DutyRow>
  readonly onSelect: (row: DutyRow) => void
  readonly onSelectAll: (rows: readonly DutyRow[]) => void
}) {
  const t = useText(ledgerListTexts)
  const { data: frame } = useQuery(ledgerFrameQuery)
  const [why, setWhy] = useState<DutyRow | null>(null)
  const scroller = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer({
    count: pages.total,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 10,
    // The head stands above the rows and stays, so that a row counts as seen only above what the head pushes down.
    scrollPaddingEnd: HEAD_PX,
  })
  const visible = virtualizer.getVirtualItems()
  const first = visible[0]?.index ?? 0
  const last = visible.at(-1)?.index ?? 0
  const { show } = pages
  useEffect(() => show(first, last), [show, first, last])
  useEffect(() => {
    if (current >= 0 && current < pages.total) virtualizer.scrollToIndex(current, { align: 'auto' })
  }, [virtualizer, current, pages.total])

  const above = visible[0]?.start ?? 0
  const below = virtualizer.getTotalSize() - (visible.at(-1)?.end ?? 0)
  const some = pages.rows.slice(0, MOST_SELECTED)
  const allSelected = some.length > 0 && some.every(({ id }) => selected.has(id))
  const width = columns.length + (selectable ? 1 : 0)
  return (
    <div ref={scroller} className="duty-scroll" aria-busy={pages.stale}>
      <table
        className={columns === USUAL_COLUMNS ? 'duty-table duty-usual' : 'duty-table'}
        style={columns === USUAL_COLUMNS ? undefined : { minWidth: 260 + columns.length * 112 }}
        aria-rowcount={pages.total + 1}
        aria-label={t('title')}
      >
        <thead>
          <tr>
            {selectable ? (
              <th scope="col" className="column-select">
                <label className="duty-check-cell">
                  <input
                    type="checkbox"
                    aria-label={t('selectAll', { n: MOST_SELECTED })}
                    title={t('selectAll', { n: MOST_SELECTED })}
                    checked={allSelected}
                    onChange={() => onSelectAll(allSelected ? [] : some)}
                  />
                </label>
              </th>
            ) : null}
            {columns.map((column) => (
              <Heading
                key={column}
                column={column}
                sorted={SORT_OF[column] === sort ? direction : null}
                onSort={onSort}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {above > 0 ? <tr aria-hidden="true" className="duty-space" style={{ height: above }} /> : null}
          {visible.map(({ index }) => {
            const row = pages.rowAt(index)
            return row ? (
              <Row
                key={row.id}
                row={row}
                index={index}
                columns={columns}
                today={frame?.today}
                actions={frame?.actions ?? NONE}
                isCurrent={index === current}
                selectable={selectable}
                isSelected={selected.has(row.id)}
                onCurrent={onCurrent}
                onSelect={onSelect}
                onWhy={setWhy}
              />
            ) : (
              <tr key={`row-${index}`} aria-rowindex={index + 2}>
                <td colSpan={width} className="faint">
                  {t('loadingRow')}
                </td>
              </tr>
            )
          })}
          {below > 0 ? <tr aria-hidden="true" className="duty-space" style={{ height: below }} /> : null}
        </tbody>
      </table>
      {why ? <DutyWhy duty={why} onClose={() => setWhy(null)} /> : null}
    </div>
  )
}

const NONE: readonly LedgerCode[] = []

function Heading({
  column,
  sorted,
  onSort,
}: {
  readonly column: Column
  readonly sorted: 'asc' | 'desc' | null
  readonly onSort: (sort: DutySort) => void
}) {
  const t = useText(ledgerListTexts)
  const sort = SORT_OF[column]
  const name = t(`column.${column}`)
  return (
    <th
      scope="col"
      className={`column-${column}`}
      aria-sort={sorted === null ? undefined : sorted === 'asc' ? 'ascending' : 'descending'}
    >
      {sort ? (
        <button type="button" title={t('sortBy', { column: name })} onClick={() => onSort(sort)}>
          {name}
          <span aria-hidden="true" className={sorted ? 'duty-sorted' : 'duty-sortable'}>
            {sorted === 'desc' ? '↓' : '↑'}
          </span>
        </button>
      ) : (
        name
      )}
    </th>
  )
}

const Row = memo(function Row({
  row,
  index,
  columns,
  today,
  actions,
  isCurrent,
  selectable,
  isSelected,
  onCurrent,
  onSelect,
  onWhy,
}: {
  readonly row: DutyRow
  readonly index: number
  readonly columns: readonly Column[]
  readonly today: string | undefined
  readonly actions: readonly LedgerCode[]
  readonly isCurrent: boolean
  readonly selectable: boolean
  readonly isSelected: boolean
  readonly onCurrent: (index: number) => void
  readonly onSelect: (row: DutyRow) => void
  readonly onWhy: (row: DutyRow) => void
}) {
  const t = useText(ledgerListTexts)
  return (
    <tr
      aria-rowindex={index + 2}
      aria-current={isCurrent ? 'true' : undefined}
      className={isSelected ? 'duty-selected' : undefined}
      onClick={() => onCurrent(index)}
    >
      {selectable ? (
        <td className="column-select">
          <label className="duty-check-cell">
            <input
              type="checkbox"
              aria-label={t('selectRow', { title: row.title })}
              checked={isSelected}
              onChange={() => onSelect(row)}
            />
          </label>
        </td>
      ) : null}
      {columns.map((column) => (
        <td key={column} className={`column-${column}`}>
          <DutyCell column={column} duty={row} today={today} actions={actions} onWhy={onWhy} />
        </td>
      ))}
    </tr>
  )
})
