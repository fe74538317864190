import { useVirtualizer } from '@tanstack/react-virtual'
import { memo, useEffect, useRef } from 'react'
import type { ReactNode } from 'react'
import { commonTexts } from '../text/common.ts'
import { useText } from '../text/index.ts'
import type { Pages } from './use-pages.ts'
import './virtual-table.css'

export interface TableColumn<R> {
  readonly id: string
  readonly name: ReactNode
  /** Explains the heading on hover. */
  readonly title?: string
  /** Pixels; absent: what is left. */
  readonly width?: number
  readonly isNumber?: boolean
  /** Gives way first where room is short. */
  readonly isExtra?: boolean
  readonly sorted?: 'asc' | 'desc' | null
  readonly onSort?: () => void
  readonly cell: (row: R) => ReactNode
}

export interface TableSelection<R> {
  readonly keys: ReadonlySet<string>
  readonly onToggle: (row: R) => void
  readonly onAll: (rows: readonly R[]) => void
  /** How many may be chosen at once; the box in the head chooses the first so many. */
  readonly most: number
  readonly nameOf: (row: R) => string
}

/** All rows are equally tall, so that a list of any length can be scrolled without measuring it. */
const ROW_PX = 37
const HEAD_PX = 32

/**
 * A table of any length; only the rows in view are in the page, and only their pages are read. Keep `columns`, `keyOf` and the
 * callbacks of the selection from one rendering to the next, or every row is drawn again.
 */
export function VirtualTable<A, R>({
  label,
  pages,
  columns,
  keyOf,
  current,
  onCurrent,
  selection,
  minWidth = 860,
}: {
  readonly label: string
  readonly pages: Pages<A, R>
  readonly columns: readonly TableColumn<R>[]
  readonly keyOf: (row: R) => string
  /** Index of the row where the reader stands; -1 for none yet. */
  readonly current: number
  readonly onCurrent: (index: number) => void
  /** Absent: nothing can be chosen. */
  readonly selection?: TableSelection<R> | undefined
  readonly minWidth?: number
}) {
  const t = useText(commonTexts)
  const scroller = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer({
    count: pages.total,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
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
  const some = selection ? pages.rows.slice(0, selection.most) : []
  const allSelected = some.length > 0 && some.every((row) => selection?.keys.has(keyOf(row)))
  return (
    <div
      ref={scroller}
      className="virtual-scroll"
      aria-busy={pages.stale}
      tabIndex={0}
      role="region"
      aria-label={label}
    >
      <table
        className="virtual-table"
        style={{ minWidth }}
        aria-rowcount={pages.total + 1}
        aria-label={label}
      >
        <thead>
          <tr>
            {selection ? (
              <th scope="col" className="virtual-select">
                <label>
                  <input
                    type="checkbox"
                    aria-label={t('selectFirst', { n: selection.most })}
                    title={t('selectFirst', { n: selection.most })}
                    checked={allSelected}
                    onChange={() => selection.onAll(allSelected ? [] : some)}
                  />
                </label>
              </th>
            ) : null}
            {columns.map((column) => (
              <Heading key={column.id} column={column} />
            ))}
          </tr>
        </thead>
        <tbody>
          {above > 0 ? <tr aria-hidden="true" className="virtual-space" style={{ height: above }} /> : null}
          {visible.map(({ index }) => {
            const row = pages.rowAt(index)
            if (row === undefined)
              return (
                <tr key={`row-${index}`} aria-rowindex={index + 2}>
                  <td colSpan={columns.length + (selection ? 1 : 0)} className="faint">
                    {t('loading')}
                  </td>
                </tr>
              )
            const key = keyOf(row)
            return (
              <KeptRow
                key={key}
                row={row}
                index={index}
                columns={columns}
                isCurrent={index === current}
                isSelected={selection?.keys.has(key) ?? false}
                onCurrent={onCurrent}
                onToggle={selection?.onToggle}
                nameOf={selection?.nameOf}
              />
            )
          })}
          {below > 0 ? <tr aria-hidden="true" className="virtual-space" style={{ height: below }} /> : null}
        </tbody>
      </table>
    </div>
  )
}

function Heading<R>({
  column: { name, title, width, isNumber = false, isExtra = false, sorted = null, onSort },
}: {
  readonly column: TableColumn<R>
}) {
  return (
    <th
      scope="col"
      title={title}
      className={classOf(isNumber, isExtra)}
      style={width === undefined ? undefined : { width }}
      aria-sort={sorted === null ? undefined : sorted === 'asc' ? 'ascending' : 'descending'}
    >
      {onSort ? (
        <button type="button" onClick={onSort}>
          {name}
          <span aria-hidden="true" className={sorted ? 'virtual-sorted' : 'virtual-sortable'}>
            {sorted === 'desc' ? '↓' : '↑'}
          </span>
        </button>
      ) : (
        name
      )}
    </th>
  )
}

function classOf(isNumber: boolean, isExtra: boolean): string | undefined {
  return [isNumber ? 'number' : '', isExtra ? 'virtual-extra' : ''].filter(Boolean).join(' ') || undefined
}

interface RowProps<R> {
  readonly row: R
  readonly index: number
  readonly columns: readonly TableColumn<R>[]
  readonly isCurrent: boolean
  readonly isSelected: boolean
  readonly onCurrent: (index: number) => void
  readonly onToggle: ((row: R) => void) | undefined
  readonly nameOf: ((row: R) => string) | undefined
}

function Row<R>({ row, index, columns, isCurrent, isSelected, onCurrent, onToggle, nameOf }: RowProps<R>) {
  const t = useText(commonTexts)
  return (
    <tr
      aria-rowindex={index + 2}
      aria-current={isCurrent ? 'true' : undefined}
      className={isSelected ? 'virtual-selected' : undefined}
      onClick={() => onCurrent(index)}
    >
      {onToggle ? (
        <td className="virtual-select">
          <label>
            <input
              type="checkbox"
              aria-label={t('selectNamed', { name: nameOf?.(row) ?? '' })}
              checked={isSelected}
              onChange={() => onToggle(row)}
            />
          </label>
        </td>
      ) : null}
      {columns.map(({ id, isNumber = false, isExtra = false, cell }) => (
        <td key={id} className={classOf(isNumber, isExtra)}>
          {cell(row)}
        </td>
      ))}
    </tr>
  )
}
// `memo` forgets that its component is generic.
const KeptRow = memo(Row) as typeof Row
