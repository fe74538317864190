import { useMemo, useRef } from 'react'
import { useVirtualizer } from '@tanstack/react-virtual'
import { Link } from '@tanstack/react-router'
import type { DocumentSummary } from '#contract/plans'
import { useText } from '../../../text/index.ts'
import { itemTexts, libraryTexts } from '../../../text/plans.ts'
import { useFormat } from '../../../ui/format.ts'
import { Bar, Chip, StatusMark, type Tone } from '../../../ui/marks.tsx'
import { SORT_COLUMNS, sortDocuments, type SortColumn } from '../document-order.ts'
import './documents-table.css'

const USUAL_ROW_PX = 53
const TONES: Readonly<Record<DocumentSummary['state'], Tone>> = {
  review: 'warn',
  ready: 'neutral',
  published: 'good',
}
const NUMBERS = new Set<SortColumn>(['tasks', 'targets'])

/** The library: one row per document, newest version; only the rows in view are in the page. */
export function DocumentsTable({
  documents,
  column,
  down,
  onSort,
}: {
  readonly documents: readonly DocumentSummary[]
  readonly column: SortColumn
  readonly down: boolean
  readonly onSort: (column: SortColumn, down: boolean) => void
}) {
  const t = useText(libraryTexts)
  const format = useFormat()
  const scroller = useRef<HTMLDivElement>(null)
  const rows = useMemo(
    () => sortDocuments(documents, column, down, format.language),
    [documents, column, down, format.language],
  )
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => USUAL_ROW_PX,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 12,
  })
  const visible = virtualizer.getVirtualItems()
  const above = visible[0]?.start ?? 0
  const below = virtualizer.getTotalSize() - (visible.at(-1)?.end ?? 0)
  return (
    <div ref={scroller} className="library-scroll">
      <table className="library-table documents-table" aria-rowcount={rows.length + 1}>
        <thead>
          <tr>
            {SORT_COLUMNS.map((each) => (
              <th
                key={each}
                scope="col"
                className={`column-${each}${NUMBERS.has(each) ? ' number' : ''}`}
                aria-sort={each === column ? (down ? 'descending' : 'ascending') : 'none'}
              >
                <button
                  type="button"
                  title={t('sortBy', { column: t(`column.${each}`) })}
                  onClick={() => onSort(each, each === column ? !down : false)}
                >
                  {t(`column.${each}`)}
                  {each === column ? <span aria-hidden="true"> {down ? '↓' : '↑'}</span> : null}
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {above > 0 ? <tr aria-hidden="true" style={{ height: above }} /> : null}
          {visible.map((row) => {
            const document = rows[row.index]
            return document ? (
              <tr
                key={row.key}
                ref={virtualizer.measureElement}
                data-index={row.index}
                aria-rowindex={row.index + 2}
              >
                <DocumentCells document={document} />
              </tr>
            ) : null
          })}
          {below > 0 ? <tr aria-hidden="true" style={{ height: below }} /> : null}
        </tbody>
      </table>
    </div>
  )
}

function DocumentCells({ document }: { readonly document: DocumentSummary }) {
  const t = useText(libraryTexts)
  const item = useText(itemTexts)
  const format = useFormat()
  const { horizonFrom: from, horizonTo: to, counters } = document
  const small = [document.documentNumber, t('version', { no: document.versionNo }), document.fileName]
  return (
    <>
      <td className="column-title">
        <Link
          to="/plans/documents/$versionId"
          params={{ versionId: document.versionId }}
          title={document.title}
          lang="zh"
        >
          {document.title}
        </Link>
        <div className="small soft one-line" title={small.filter(Boolean).join(' · ')}>
          {document.synthetic ? <Chip>{item('synthetic')}</Chip> : null} {small.filter(Boolean).join(' · ')}
        </div>
      </td>
      <td>
        <div className="two-lines" title={document.issuer ?? ''} lang="zh">
          {document.issuer ?? <span className="soft">{t('noIssuer')}</span>}
        </div>
        <div className="small soft">{document.issuedOn ? format.date(document.issuedOn) : t('noDate')}</div>
      </td>
      <td className="column-horizon">
        {from === null && to === null
          ? '—'
          : from === to
            ? from
            : item('horizon', { from: String(from ?? ''), to: String(to ?? '') })}
      </td>
      <td>
        <StatusMark tone={TONES[document.state]}>{item(`state.${document.state}`)}</StatusMark>
        {document.planId ? (
          <div className="small">
            <Link to="/plans/$planId" params={{ planId: document.planId }}>
              {t('openPlan')}
            </Link>
          </div>
        ) : null}
      </td>
      <td className="column-reviewed">
        {counters.total === 0 ? (
          <span className="soft">{t('nothingRead')}</span>
        ) : (
          <>
            <Bar
              share={counters.reviewed / counters.total}
              label={t('reviewed', { reviewed: counters.reviewed, total: counters.total })}
            />
            <div className="small soft">
              {format.number(counters.reviewed)}/{format.number(counters.total)}
            </div>
          </>
        )}
      </td>
      <td className="column-tasks number">{format.number(document.tasks)}</td>
      <td className="column-targets number">{format.number(document.targets)}</td>
      <td className="column-owner">
        <div className="two-lines" title={document.owner.name} lang="zh">
          {document.owner.name}
        </div>
        <div className="small soft">{item(`visibility.${document.visibility}`)}</div>
      </td>
      <td>
        <time dateTime={document.importedAt} title={format.moment(document.importedAt)}>
          {format.since(document.importedAt)}
        </time>
      </td>
    </>
  )
}
