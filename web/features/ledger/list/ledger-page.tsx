import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { Suspense, lazy, useCallback, useMemo, useState } from 'react'
import type { DutyRow } from '#contract/ledger'
import { LEDGER_WORKERS } from '#contract/ledger'
import { AddressLink } from '../../../app/address-link.tsx'
import { stringifySearch, useAddress } from '../../../app/address.ts'
import type { ChangeAddress } from '../../../app/address.ts'
import { loadPage } from '../../../app/load-page.ts'
import { useSession } from '../../../app/session.ts'
import { ledgerListTexts } from '../../../text/ledger-list.ts'
import { useText } from '../../../text/index.ts'
import { useKeys } from '../../../ui/keys.ts'
import { LinkButton } from '../../../ui/link-button.tsx'
import { useTitle } from '../../../ui/page.tsx'
import { ErrorState, Loading } from '../../../ui/states.tsx'
import { dutyHref } from '../shared/duty-link.tsx'
import { filterOf } from '../shared/filter-address.ts'
import type { DutyFilterAddress } from '../shared/filter-address.ts'
import { LedgerLinks } from '../shared/ledger-links.tsx'
import { dutyCountsQuery, ledgerFrameQuery } from '../shared/queries.ts'
import { BulkBar, BulkRefusals } from './bulk-bar.tsx'
import type { BulkOutcome } from './bulk-bar.tsx'
import { CountStrip } from './count-strip.tsx'
import { DutyFilters, FilterChips, SEARCH_ID } from './duty-filters.tsx'
import { DutyTable } from './duty-table.tsx'
import { CircularButton, ColumnsMenu, ExportMenu, TakeMenu } from './head-menus.tsx'
import { VIEWS, columnsOf, listQueryOf, nextSort, viewOf } from './list-address.ts'
import type { ListAddress, ListAddressName } from './list-address.ts'
import type { DutyListQuery } from './list-queries.ts'
import { NoDuties } from './no-duties.tsx'
import { SavedViews } from './saved-views.tsx'
import { useDutyPages } from './use-duty-pages.ts'
import type { DutyPages } from './use-duty-pages.ts'
import '../shared/check.css'
import './ledger-page.css'

const NOTHING: ReadonlyMap<string, DutyRow> = new Map()

const DutyBoard = lazy(
  loadPage(() => import('./duty-board.tsx').then((module) => ({ default: module.DutyBoard }))),
)
const DutyTimeline = lazy(
  loadPage(() => import('./duty-timeline.tsx').then((module) => ({ default: module.DutyTimeline }))),
)

/** 台账: the duties as table, board or timeline, under one filter that lives in the address. */
export function LedgerPage() {
  const t = useText(ledgerListTexts)
  const [address, change] = useAddress<ListAddressName>()
  const query = useMemo(() => listQueryOf(address), [address])
  const filter = useMemo(() => filterOf(address), [address])
  const view = viewOf(address)
  const { data: frame } = useQuery(ledgerFrameQuery)
  const can = frame?.can ?? []
  useTitle(t('title'))
  return (
    <div className="page ledger-page">
      <header className="page-head">
        <div>
          <h1>{t('title')}</h1>
          <div className="soft">{t('note')}</div>
        </div>
        <div className="page-actions no-print">
          <SavedViews address={address} />
          <ExportMenu query={query} />
          <CircularButton filter={filter} />
          {can.includes('import') ? (
            <LinkButton href="/ledger/import">{t('importRegister')}</LinkButton>
          ) : null}
          {can.includes('add') ? <LinkButton href="/ledger/duties/new">{t('add')}</LinkButton> : null}
          <TakeMenu />
        </div>
      </header>
      <div className="ledger-tools">
        <LedgerLinks />
        <nav className="ledger-views no-print" aria-label={t('views')}>
          {VIEWS.map((each) => (
            <AddressLink
              key={each}
              href={`/ledger${stringifySearch({ ...address, row: undefined, view: each === 'table' ? undefined : each })}`}
              aria-current={each === view ? 'page' : undefined}
            >
              {t(`view.${each}`)}
            </AddressLink>
          ))}
        </nav>
      </div>
      <CountStrip filter={filter} change={change} />
      <DutyFilters filter={filter} change={change} />
      <FilterChips filter={filter} change={change} />
      <Suspense fallback={<Loading />}>
        {view === 'board' ? <DutyBoard filter={filter} address={address} change={change} /> : null}
        {view === 'timeline' ? <DutyTimeline filter={filter} address={address} change={change} /> : null}
      </Suspense>
      {view === 'table' ? (
        <TableView query={query} filter={filter} address={address} change={change} />
      ) : null}
    </div>
  )
}

function TableView({
  query,
  filter,
  address,
  change,
}: {
  readonly query: DutyListQuery
  readonly filter: DutyFilterAddress
  readonly address: ListAddress
  readonly change: ChangeAddress<ListAddressName>
}) {
  const { roles } = useSession()
  const workers: readonly string[] = LEDGER_WORKERS
  const works = roles.some((role) => workers.includes(role))
  const counts = useQuery(dutyCountsQuery(filter))
  const pages = useDutyPages(query, counts.data?.total)
  const columns = useMemo(() => columnsOf(address.columns), [address.columns])
  const list = useSelection(filter, pages)
  const current = rowOf(address.row)
  const setCurrent = useCallback((row: number) => change({ row: String(row) }), [change])
  useListKeys(pages, current, setCurrent, list, works)
  return (
    <>
      <div className="ledger-bar no-print">
        {list.selected.size > 0 ? (
          <BulkBar rows={list.rows} onClear={list.clear} onDone={list.finish} />
        ) : (
          <>
            <ColumnsMenu columns={columns} change={change} />
            <Keys works={works} />
          </>
        )}
      </div>
      {list.outcome ? <BulkRefusals outcome={list.outcome} onDismiss={list.dismiss} /> : null}
      {pages.error ? <ErrorState error={pages.error} retry={pages.retry} /> : null}
      {!pages.ready && !pages.error ? <Loading /> : null}
      {pages.ready && pages.total > 0 ? (
        <DutyTable
          pages={pages}
          columns={columns}
          sort={query.sort ?? 'light'}
          direction={query.direction ?? 'asc'}
          onSort={(sort) => change({ ...nextSort(query, sort), row: null })}
          current={current}
          onCurrent={setCurrent}
          selectable={works}
          selected={list.selected}
          onSelect={list.toggle}
          onSelectAll={list.selectAll}
        />
      ) : null}
      {pages.ready && pages.total === 0 ? <NoDuties filter={filter} change={change} /> : null}
    </>
  )
}

function Keys({ works }: { readonly works: boolean }) {
  const t = useText(ledgerListTexts)
  return (
    <span className="ledger-keys small soft" aria-label={t('keys')}>
      <kbd>j</kbd> <kbd>k</kbd> {t('keyMove')} <kbd>↵</kbd> {t('keyOpen')}{' '}
      {works ? (
        <>
          <kbd>x</kbd> {t('keySelect')}{' '}
        </>
      ) : null}
      <kbd>/</kbd> {t('keyFind')}
    </span>
  )
}

interface Selection {
  readonly selected: ReadonlyMap<string, DutyRow>
  /** The selected duties as the list knows them now. */
  readonly rows: readonly DutyRow[]
  readonly outcome: BulkOutcome | null
  readonly toggle: (row: DutyRow) => void
  readonly selectAll: (rows: readonly DutyRow[]) => void
  readonly clear: () => void
  readonly finish: (outcome: BulkOutcome) => void
  readonly dismiss: () => void
}

/** Which duties are selected. Another filter begins with none; what was refused stays selected. */
function useSelection(filter: DutyFilterAddress, pages: DutyPages): Selection {
  const list = JSON.stringify(filter)
  const [state, setState] = useState({ list, selected: NOTHING, outcome: null as BulkOutcome | null })
  if (state.list !== list) setState({ list, selected: NOTHING, outcome: null })
  const toggle = useCallback(
    (row: DutyRow) =>
      setState((before) => {
        const selected = new Map(before.selected)
        if (!selected.delete(row.id)) selected.set(row.id, row)
        return { ...before, selected }
      }),
    [],
  )
  const known = new Map(pages.rows.map((row) => [row.id, row]))
  const select = (rows: readonly DutyRow[]) => new Map(rows.map((row) => [row.id, row]))
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
        selected: select(outcome.refused.map(({ row }) => row)),
      })),
    dismiss: () => setState((before) => ({ ...before, outcome: null })),
  }
}

/** The index in the address; -1 when the reader has not gone anywhere yet. */
function rowOf(row: string | undefined): number {
  return row !== undefined && /^\d{1,7}$/.test(row) ? Number(row) : -1
}

function useListKeys(
  pages: DutyPages,
  current: number,
  setCurrent: (row: number) => void,
  { selected, toggle, clear }: Selection,
  works: boolean,
): void {
  const router = useRouter()
  const at = pages.rowAt(current)
  useKeys({
    j: () => pages.total > 0 && setCurrent(Math.min(pages.total - 1, current + 1)),
    k: () => pages.total > 0 && setCurrent(Math.max(0, current - 1)),
    Enter: at ? () => router.history.push(dutyHref(at.id)) : undefined,
    x: at && works ? () => toggle(at) : undefined,
    '/': () => document.getElementById(SEARCH_ID)?.focus(),
    Escape: selected.size > 0 ? clear : undefined,
  })
}
