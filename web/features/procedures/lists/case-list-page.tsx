import Button from 'antd/es/button'
import { useRouter } from '@tanstack/react-router'
import { useCallback, useMemo, useState } from 'react'
import { COUNTED_AT_MOST, LISTED_AT_MOST } from '#contract/procedures'
import type { CaseBox, CaseRow } from '#contract/procedures'
import { AddressLink } from '../../../app/address-link.tsx'
import { stringifySearch, useAddress } from '../../../app/address.ts'
import { caseListTexts } from '../../../text/cases.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { useKeys } from '../../../ui/keys.ts'
import { LinkButton } from '../../../ui/link-button.tsx'
import { useTitle } from '../../../ui/page.tsx'
import { EmptyState, ErrorState, Loading } from '../../../ui/states.tsx'
import { BulkBar, BulkFailures } from './bulk-bar.tsx'
import type { BulkOutcome } from './bulk-bar.tsx'
import { CaseFilters, SEARCH_ID } from './case-filters.tsx'
import { CaseTable } from './case-table.tsx'
import { BOXES, FILTERS, listQueryOf } from './list-query.ts'
import type { ListAddress, ListQuery } from './list-query.ts'
import { StartMenu } from './start-menu.tsx'
import { useCasePages } from './use-case-pages.ts'
import type { CasePages } from './use-case-pages.ts'
import './case-list-page.css'

const NOTHING: ReadonlyMap<string, CaseRow> = new Map()

/** 事项: the in-tray over all procedures, and every other list of cases. */
export function CaseListPage() {
  const t = useText(caseListTexts)
  const [address, change] = useAddress<ListAddress>()
  const query = useMemo(() => listQueryOf(address), [address])
  const pages = useCasePages(query)
  const list = useSelection(query, pages)
  const filtered = FILTERS.some((name) => query[name] !== undefined)
  const current = rowOf(address.row)
  const setCurrent = useCallback((row: number) => change({ row: String(row) }), [change])
  useListKeys(pages, current, setCurrent, list)
  useTitle(t('title'))
  return (
    <div className="page case-list">
      <header className="page-head">
        <div>
          <h1>{t('title')}</h1>
          <div className="soft">{t('note')}</div>
        </div>
        <div className="page-actions">
          <LinkButton href={`/cases/board${stringifySearch({ procedure: query.procedure })}`}>
            {t('board')}
          </LinkButton>
          <LinkButton href={`/cases/statistics${stringifySearch({ procedure: query.procedure })}`}>
            {t('statistics')}
          </LinkButton>
          <StartMenu />
        </div>
      </header>
      <Boxes query={query} pages={pages} />
      <CaseFilters query={query} address={address} change={change} />
      <div className="case-bar">
        {list.selected.size > 0 ? (
          <BulkBar rows={list.rows} onClear={list.clear} onDone={list.finish} />
        ) : (
          <>
            <span className="soft">
              {pages.ready ? t(pages.total < LISTED_AT_MOST ? 'count' : 'countMost', { n: pages.total }) : ''}
            </span>
            <Keys />
          </>
        )}
      </div>
      {list.outcome ? <BulkFailures outcome={list.outcome} onDismiss={list.dismiss} /> : null}
      {pages.error ? <ErrorState error={pages.error} retry={pages.retry} /> : null}
      {!pages.ready && !pages.error ? <Loading /> : null}
      {pages.ready && pages.total > 0 ? (
        <CaseTable
          box={query.box}
          pages={pages}
          current={current}
          onCurrent={setCurrent}
          selected={list.selected}
          onSelect={list.toggle}
          onSelectAll={list.selectAll}
        />
      ) : null}
      {pages.ready && pages.total === 0 ? (
        <NoCases
          box={query.box}
          filtered={filtered}
          onClear={() => change({ stage: null, procedure: null, owner: null, node: null, q: null })}
        />
      ) : null}
    </div>
  )
}

/** The groups with how many are in each; filters stay when one changes the group. */
function Boxes({ query, pages }: { readonly query: ListQuery; readonly pages: CasePages }) {
  const t = useText(caseListTexts)
  const format = useFormat()
  const { box: _box, who: _who, sort: _sort, stage: _stage, ...filters } = query
  const countOf = (box: CaseBox) => (box === 'done' || box === 'all' ? undefined : pages.counts?.[box])
  return (
    <nav className="case-boxes" aria-label={t('boxes')}>
      {BOXES.map((box) => {
        const count = countOf(box)
        return (
          <AddressLink
            key={box}
            href={`/cases${stringifySearch({ ...(box === 'todo' ? {} : { box }), ...filters })}`}
            aria-current={box === query.box ? 'page' : undefined}
          >
            {t(`box.${box}`)}
            {count === undefined ? null : (
              <span className={box === 'overdue' && count > 0 ? 'case-count case-count-bad' : 'case-count'}>
                {format.counted(count, COUNTED_AT_MOST)}
              </span>
            )}
          </AddressLink>
        )
      })}
    </nav>
  )
}

function Keys() {
  const t = useText(caseListTexts)
  return (
    <span className="case-keys small soft no-print" aria-label={t('keys')}>
      <kbd>j</kbd> <kbd>k</kbd> {t('keyMove')} <kbd>↵</kbd> {t('keyOpen')} <kbd>x</kbd> {t('keySelect')}{' '}
      <kbd>/</kbd> {t('keyFind')}
    </span>
  )
}

const EMPTY = {
  todo: ['emptyTodoTitle', 'emptyTodo'],
  waiting: ['emptyWaitingTitle', 'emptyWaiting'],
  overdue: ['emptyOverdueTitle', 'emptyOverdue'],
  copied: ['emptyCopiedTitle', 'emptyCopied'],
  drafts: ['emptyDraftsTitle', 'emptyDrafts'],
  done: ['emptyDoneTitle', 'emptyDone'],
  all: ['emptyAllTitle', 'emptyAll'],
} as const satisfies Record<CaseBox, readonly [string, string]>

function NoCases({
  box,
  filtered,
  onClear,
}: {
  readonly box: CaseBox
  readonly filtered: boolean
  readonly onClear: () => void
}) {
  const t = useText(caseListTexts)
  if (filtered)
    return (
      <EmptyState title={t('emptyFilterTitle')} action={<Button onClick={onClear}>{t('clear')}</Button>}>
        {t('emptyFilter')}
      </EmptyState>
    )
  const [title, words] = EMPTY[box]
  return <EmptyState title={t(title)}>{t(words)}</EmptyState>
}

interface Selection {
  readonly selected: ReadonlyMap<string, CaseRow>
  /** The selected cases as the list knows them now. */
  readonly rows: readonly CaseRow[]
  readonly outcome: BulkOutcome | null
  readonly toggle: (row: CaseRow) => void
  readonly selectAll: (rows: readonly CaseRow[]) => void
  readonly clear: () => void
  readonly finish: (outcome: BulkOutcome) => void
  readonly dismiss: () => void
}

/** Which cases are selected. Another list begins with none; what failed stays selected. */
function useSelection(query: ListQuery, pages: CasePages): Selection {
  const list = JSON.stringify(query)
  const [state, setState] = useState({ list, selected: NOTHING, outcome: null as BulkOutcome | null })
  if (state.list !== list) setState({ list, selected: NOTHING, outcome: null })
  const toggle = useCallback(
    (row: CaseRow) =>
      setState((before) => {
        const selected = new Map(before.selected)
        if (!selected.delete(row.id)) selected.set(row.id, row)
        return { ...before, selected }
      }),
    [],
  )
  const known = new Map(pages.rows.map((row) => [row.id, row]))
  const select = (rows: readonly CaseRow[]) => new Map(rows.map((row) => [row.id, row]))
  return {
    selected: state.selected,
    rows: [...state.selected.values()].map((row) => known.get(row.id) ?? row),
    outcome: state.outcome,
    toggle,
    selectAll: (rows) => setState((before) => ({ ...before, selected: select(rows) })),
    clear: () => setState((before) => ({ ...before, selected: NOTHING })),
    finish: (outcome) =>
      setState((before) => ({
        ...before,
        outcome,
        selected: select(outcome.failures.map(({ row }) => row)),
      })),
    dismiss: () => setState((before) => ({ ...before, outcome: null })),
  }
}

/** The index in the address; -1 when the reader has not gone anywhere yet. */
function rowOf(row: string | undefined): number {
  return row !== undefined && /^\d{1,7}$/.test(row) ? Number(row) : -1
}

function useListKeys(
  pages: CasePages,
  current: number,
  setCurrent: (row: number) => void,
  { selected, toggle, clear }: Selection,
): void {
  const router = useRouter()
  const at = pages.rowAt(current)
  useKeys({
    j: () => pages.total > 0 && setCurrent(Math.min(pages.total - 1, current + 1)),
    k: () => pages.total > 0 && setCurrent(Math.max(0, current - 1)),
    Enter: at ? () => router.history.push(`/cases/${at.id}`) : undefined,
    x: at && at.quick.length > 0 ? () => toggle(at) : undefined,
    '/': () => document.getElementById(SEARCH_ID)?.focus(),
    Escape: selected.size > 0 ? clear : undefined,
  })
}
