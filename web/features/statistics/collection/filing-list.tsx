import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useCallback, useMemo, useState } from 'react'
import { actOnFilings, listFilings } from '#contract/statistics'
import type { FilingRow } from '#contract/statistics'
import type { ResponseOf } from '../../../../src/features/route-contract.ts'
import type { ChangeAddress } from '../../../app/address.ts'
import { call } from '../../../app/api-client.ts'
import { useSession } from '../../../app/session.ts'
import { collectionTexts } from '../../../text/collection.ts'
import { useText } from '../../../text/index.ts'
import { useKeys } from '../../../ui/keys.ts'
import { EmptyState, ErrorState, Loading } from '../../../ui/states.tsx'
import { usePages } from '../../../ui/use-pages.ts'
import { VirtualTable } from '../../../ui/virtual-table.tsx'
import { refreshStatistics, statisticsKey } from '../shared/queries.ts'
import type { Collection } from '../shared/queries.ts'
import { filingHref } from '../../../ui/filings/unit-name.ts'
import Button from 'antd/es/button'
import { BulkBar, BulkOutcomePanel } from './bulk-bar.tsx'
import type { BulkOutcome } from './bulk-bar.tsx'
import { MOST_SELECTED } from './bulk-acts.ts'
import { useFilingColumns } from './filing-columns.tsx'
import { FilingFilters, SEARCH_ID } from './filing-filters.tsx'
import { filingListOf } from './filings-address.ts'
import type {
  CollectionAddress,
  CollectionAddressName,
  FilingFilterAddress,
  FilingSort,
} from './filings-address.ts'

type Answer = ResponseOf<typeof listFilings>
const rowsOf = ({ filings }: Answer) => filings
const keyOf = ({ unit }: FilingRow) => unit.id
const nameOf = ({ unit }: FilingRow) => unit.name
const NOTHING: ReadonlyMap<string, FilingRow> = new Map()

/** Who must file and what came; only the rows in view are read. */
export function FilingList({
  data,
  address,
  filter,
  change,
}: {
  readonly data: Collection
  readonly address: CollectionAddress
  readonly filter: FilingFilterAddress
  readonly change: ChangeAddress<CollectionAddressName>
}) {
  const t = useText(collectionTexts)
  const client = useQueryClient()
  const { roles } = useSession()
  const { form, period } = data.collection
  const query = useMemo(() => filingListOf(address), [address])
  const pages = usePages<Answer, FilingRow>({
    key: [...statisticsKey, 'filings', form, period, query],
    read: (page, signal) =>
      call(listFilings, { params: { form, period }, query: { ...query, ...page }, signal }),
    rowsOf,
  })
  const leading = pages.first?.leading
  const sort = useCallback((by: FilingSort) => change({ sort: by, row: null }), [change])
  const columns = useFilingColumns(data.collection, leading, query.sort ?? 'name', sort)
  const works =
    roles.some((role) => actOnFilings.access.some((each) => each === role)) &&
    (data.may.approve || data.may.accept || data.may.chase)
  const list = useSelection(JSON.stringify([form, period, filter]))
  const known = new Map(pages.rows.map((row) => [row.unit.id, row]))
  const chosen = [...list.selected.values()].map((row) => known.get(row.unit.id) ?? row)
  const current = /^\d{1,7}$/.test(address.row ?? '') ? Number(address.row) : -1
  const setCurrent = useCallback((row: number) => change({ row: String(row) }), [change])
  const selection = useMemo(
    () =>
      works
        ? {
            keys: new Set(list.selected.keys()),
            onToggle: list.toggle,
            onAll: list.choose,
            most: MOST_SELECTED,
            nameOf,
          }
        : undefined,
    [works, list.selected, list.toggle, list.choose],
  )
  const router = useRouter()
  const at = pages.rowAt(current)
  useKeys({
    j: () => pages.total > 0 && setCurrent(Math.min(pages.total - 1, current + 1)),
    k: () => pages.total > 0 && setCurrent(Math.max(0, current - 1)),
    Enter: at ? () => router.history.push(filingHref(at.unit.id, form, period)) : undefined,
    x: at && works ? () => list.toggle(at) : undefined,
    '/': () => document.getElementById(SEARCH_ID)?.focus(),
    Escape: list.selected.size > 0 ? list.clear : undefined,
  })
  function finish(outcome: BulkOutcome) {
    refreshStatistics(client)
    list.finish(outcome)
  }
  const filtered = Object.keys(filter)
  return (
    <>
      <FilingFilters data={data} filter={filter} change={change} />
      <div className="list-bar no-print">
        {works ? (
          <BulkBar data={data} rows={chosen} filter={filter} onClear={list.clear} onDone={finish} />
        ) : null}
        {pages.ready && list.selected.size === 0 ? (
          <span className="soft small" aria-live="polite">
            {t('listTotal', { n: pages.total })}
          </span>
        ) : null}
        <Keys works={works} />
      </div>
      {list.outcome ? (
        <BulkOutcomePanel outcome={list.outcome} collection={data.collection} onDismiss={list.dismiss} />
      ) : null}
      {pages.error ? <ErrorState error={pages.error} retry={pages.retry} /> : null}
      {!pages.ready && !pages.error ? <Loading /> : null}
      {pages.ready && pages.total > 0 ? (
        <VirtualTable
          label={t('tab.filings')}
          pages={pages}
          columns={columns}
          keyOf={keyOf}
          current={current}
          onCurrent={setCurrent}
          selection={selection}
          minWidth={900}
        />
      ) : null}
      {pages.ready && pages.total === 0 ? (
        <EmptyState
          title={t('noFilings')}
          action={
            filtered.length > 0 ? (
              <Button
                onClick={() =>
                  change(Object.fromEntries(filtered.map((name) => [name, null])), { push: true })
                }
              >
                {t('clear')}
              </Button>
            ) : null
          }
        >
          {filtered.length > 0 ? t('noFilingsWhy') : null}
        </EmptyState>
      ) : null}
    </>
  )
}

function Keys({ works }: { readonly works: boolean }) {
  const t = useText(collectionTexts)
  return (
    <span className="list-keys small soft" aria-label={t('keys')}>
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

/** Which filings are selected. Another filter begins with none; what was refused stays selected. */
function useSelection(list: string) {
  const [state, setState] = useState({ list, selected: NOTHING, outcome: null as BulkOutcome | null })
  if (state.list !== list) setState({ list, selected: NOTHING, outcome: null })
  const toggle = useCallback(
    (row: FilingRow) =>
      setState((before) => {
        const selected = new Map(before.selected)
        if (!selected.delete(row.unit.id)) selected.set(row.unit.id, row)
        return { ...before, selected }
      }),
    [],
  )
  const choose = useCallback(
    (rows: readonly FilingRow[]) =>
      setState((before) => ({ ...before, selected: new Map(rows.map((row) => [row.unit.id, row])) })),
    [],
  )
  return {
    selected: state.selected,
    outcome: state.outcome,
    toggle,
    choose,
    clear: () => setState((before) => ({ ...before, selected: NOTHING })),
    finish: (outcome: BulkOutcome) =>
      setState((before) => {
        const refused = new Set(outcome.refused.map(({ unit }) => unit.id))
        return {
          ...before,
          outcome,
          selected: new Map([...before.selected].filter(([id]) => refused.has(id))),
        }
      }),
    dismiss: () => setState((before) => ({ ...before, outcome: null })),
  }
}
