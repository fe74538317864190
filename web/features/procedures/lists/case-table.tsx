import { useVirtualizer } from '@tanstack/react-virtual'
import { memo, useEffect, useRef } from 'react'
import type { CaseBox, CaseRow } from '#contract/procedures'
import { caseListTexts } from '../../../text/cases.ts'
import { useText } from '../../../text/index.ts'
import { useNow } from '../shared/use-now.ts'
import { CaseCells } from './case-cells.tsx'
import { MOST_CASES } from './common-actions.ts'
import type { CasePages } from './use-case-pages.ts'
import './case-table.css'

/** Every row is as tall as two lines, so that a list of any length can be scrolled without measuring it. */
const ROW_PX = 53
const HEAD_PX = 32

/** The list; only the rows in view are in the page, and only their pages are read. */
export function CaseTable({
  box,
  pages,
  current,
  onCurrent,
  selected,
  onSelect,
  onSelectAll,
}: {
  readonly box: CaseBox
  readonly pages: CasePages
  /** Index of the row where the reader stands; -1 for none yet. */
  readonly current: number
  readonly onCurrent: (index: number) => void
  readonly selected: ReadonlyMap<string, CaseRow>
  readonly onSelect: (row: CaseRow) => void
  readonly onSelectAll: (rows: readonly CaseRow[]) => void
}) {
  const t = useText(caseListTexts)
  const now = useNow()
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
  const selectable = pages.rows.filter((row) => row.quick.length > 0).slice(0, MOST_CASES)
  const allSelected = selectable.length > 0 && selectable.every(({ id }) => selected.has(id))
  return (
    <div ref={scroller} className="case-scroll">
      <table className="case-table" aria-rowcount={pages.total + 1} aria-label={t('title')}>
        <thead>
          <tr>
            <th scope="col" className="column-select">
              {selectable.length > 0 ? (
                <label className="case-check">
                  <input
                    type="checkbox"
                    aria-label={t('selectAll')}
                    title={t('selectAll')}
                    checked={allSelected}
                    onChange={() => onSelectAll(allSelected ? [] : selectable)}
                  />
                </label>
              ) : (
                <span className="unseen">{t('colSelect')}</span>
              )}
            </th>
            <th scope="col" className="column-number">
              {t('colNumber')}
            </th>
            <th scope="col" className="column-case">
              {t('colTitle')}
            </th>
            <th scope="col" className="column-place">
              {t(box === 'done' ? 'colOutcome' : 'colPlace')}
            </th>
            <th scope="col" className="column-clock">
              {t('colClock')}
            </th>
            <th scope="col" className="column-initiator">
              {t('colInitiator')}
            </th>
          </tr>
        </thead>
        <tbody>
          {above > 0 ? <tr aria-hidden="true" className="case-space" style={{ height: above }} /> : null}
          {visible.map(({ index }) => {
            const row = pages.rowAt(index)
            return row ? (
              <Row
                key={row.id}
                row={row}
                index={index}
                now={now}
                isCurrent={index === current}
                isSelected={selected.has(row.id)}
                onCurrent={onCurrent}
                onSelect={onSelect}
              />
            ) : (
              <tr key={`row-${index}`} aria-rowindex={index + 2}>
                <td colSpan={6} className="faint">
                  {t('loadingRow')}
                </td>
              </tr>
            )
          })}
          {below > 0 ? <tr aria-hidden="true" className="case-space" style={{ height: below }} /> : null}
        </tbody>
      </table>
    </div>
  )
}

const Row = memo(function Row({
  row,
  index,
  now,
  isCurrent,
  isSelected,
  onCurrent,
  onSelect,
}: {
  readonly row: CaseRow
  readonly index: number
  readonly now: number
  readonly isCurrent: boolean
  readonly isSelected: boolean
  readonly onCurrent: (index: number) => void
  readonly onSelect: (row: CaseRow) => void
}) {
  const t = useText(caseListTexts)
  return (
    <tr
      aria-rowindex={index + 2}
      aria-current={isCurrent ? 'true' : undefined}
      className={isSelected ? 'case-selected' : undefined}
      onClick={() => onCurrent(index)}
    >
      <td className="column-select">
        {row.quick.length > 0 ? (
          <label className="case-check">
            <input
              type="checkbox"
              aria-label={t('selectRow', { title: row.title })}
              checked={isSelected}
              onChange={() => onSelect(row)}
            />
          </label>
        ) : null}
      </td>
      <CaseCells row={row} now={now} />
    </tr>
  )
})
