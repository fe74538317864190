import Button from 'antd/es/button'
import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useCallback, useMemo, useState } from 'react'
import { exportPolicies, listPolicies } from '#contract/policies'
import type { PolicyRow } from '#contract/policies'
import type { ResponseOf } from '../../../../src/features/route-contract.ts'
import { addressOf, call } from '../../../app/api-client.ts'
import { useAddress } from '../../../app/address.ts'
import { organisationsQuery } from '../../../app/organisations.ts'
import { policyEditorTexts } from '../../../text/policy-editor.ts'
import { policyTexts } from '../../../text/policies.ts'
import { useText } from '../../../text/index.ts'
import { Disclosure } from '../../../ui/disclosure.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useKeys } from '../../../ui/keys.ts'
import { useTitle } from '../../../ui/page.tsx'
import { EmptyState, ErrorState, Loading } from '../../../ui/states.tsx'
import { usePages } from '../../../ui/use-pages.ts'
import { VirtualTable } from '../../../ui/virtual-table.tsx'
import { DraftDialog } from '../editor/draft-dialog.tsx'
import { PolicyLinks } from '../shared/policy-links.tsx'
import { useSeesMatches } from '../shared/policy-marks.tsx'
import { policiesKey, summaryQuery } from '../shared/policy-queries.ts'
import { policyFilterOf } from './policy-address.ts'
import type { PolicyAddressName, PolicyFilterInput, PolicySort } from './policy-address.ts'
import { usePolicyColumns } from './policy-columns.tsx'
import { PolicyFilters, SEARCH_ID } from './policy-filters.tsx'
import '../../../ui/list-page.css'
import './policies-page.css'

type Answer = ResponseOf<typeof listPolicies>
const rowsOf = ({ policies }: Answer) => policies
const keyOf = ({ id }: PolicyRow) => id

/** 政策库: the policies of a day. */
export function PoliciesPage() {
  const t = useText(policyTexts)
  const editor = useText(policyEditorTexts)
  const [drafts, setDrafts] = useState(false)
  const format = useFormat()
  const [address, change] = useAddress<PolicyAddressName>()
  const filter = useMemo(() => policyFilterOf(address), [address])
  const pages = usePages<Answer, PolicyRow>({
    key: [...policiesKey, 'list', filter],
    read: (page, signal) => call(listPolicies, { query: { ...filter, ...page }, signal }),
    rowsOf,
  })
  const seesMatches = useSeesMatches()
  const { data: organisations } = useQuery(organisationsQuery())
  const parkId = organisations?.organisations.find(({ code }) => code === filter.park)?.id
  const { data: summary } = useQuery(
    summaryQuery(
      { ...(filter.on ? { on: filter.on } : {}), ...(parkId === undefined ? {} : { park: parkId }) },
      seesMatches,
    ),
  )
  const sort = useCallback((by: PolicySort) => change({ sort: by, row: null }), [change])
  const columns = usePolicyColumns({
    sort: filter.sort ?? 'level',
    onSort: sort,
    summary,
    seesMatches,
    on: filter.on,
  })
  const current = /^\d{1,5}$/u.test(address.row ?? '') ? Number(address.row) : -1
  const setCurrent = useCallback((row: number) => change({ row: String(row) }), [change])
  const router = useRouter()
  const at = pages.rowAt(current)
  useKeys({
    j: () => pages.total > 0 && setCurrent(Math.min(pages.total - 1, current + 1)),
    k: () => pages.total > 0 && setCurrent(Math.max(0, current - 1)),
    Enter: at
      ? () => router.history.push(`/policies/${at.id}${filter.on ? `?on=${filter.on}` : ''}`)
      : undefined,
    '/': () => document.getElementById(SEARCH_ID)?.focus(),
  })
  const filtered = Object.keys(filter).flatMap((name) =>
    name === 'sort' ? [] : [name === 'inWork' ? 'state' : name],
  )
  useTitle(t('title'))
  return (
    <div className="page list-page">
      <PolicyLinks />
      <header className="page-head">
        <div>
          <h1>{t('title')}</h1>
          <div className="soft">{t('note')}</div>
        </div>
        <div className="page-actions no-print">
          <ExportMenu filter={filter} />
          {pages.first?.can.draft ? (
            <Button type="primary" onClick={() => setDrafts(true)}>
              {editor('draft')}
            </Button>
          ) : null}
        </div>
      </header>
      <PolicyFilters
        filter={filter}
        themes={pages.first?.themes}
        standings={pages.first?.standings}
        mayDraft={pages.first?.can.draft ?? false}
        change={change}
      />
      <div className="list-bar no-print">
        {pages.ready ? (
          <span className="soft small" aria-live="polite">
            {t('total', { n: pages.total })}
          </span>
        ) : null}
        {filter.on ? (
          <span>
            {t('onOther', { date: format.date(filter.on) })}{' '}
            <Button size="small" onClick={() => change({ on: null, row: null })}>
              {t('backToToday')}
            </Button>
          </span>
        ) : null}
        <span className="list-keys small soft" aria-label={t('keys')}>
          <kbd>j</kbd> <kbd>k</kbd> {t('keyMove')} <kbd>↵</kbd> {t('keyOpen')} <kbd>/</kbd> {t('keyFind')}
        </span>
      </div>
      {pages.error ? <ErrorState error={pages.error} retry={pages.retry} /> : null}
      {!pages.ready && !pages.error ? <Loading /> : null}
      {pages.ready && pages.total > 0 ? (
        <VirtualTable
          label={t('title')}
          pages={pages}
          columns={columns}
          keyOf={keyOf}
          current={current}
          onCurrent={setCurrent}
          minWidth={seesMatches ? 800 : 640}
        />
      ) : null}
      {pages.ready && pages.total === 0 ? (
        <EmptyState
          title={t('none')}
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
          {t('noneWhy')}
        </EmptyState>
      ) : null}
      {drafts ? <DraftDialog from={null} onClose={() => setDrafts(false)} /> : null}
    </div>
  )
}

function ExportMenu({ filter }: { readonly filter: PolicyFilterInput }) {
  const t = useText(policyTexts)
  const href = (format: 'xlsx' | 'csv') => addressOf(exportPolicies, { query: { ...filter, format } })
  return (
    <Disclosure className="list-menu" face={t('export')}>
      {(close) => (
        <>
          <p className="soft small">{t('exportWhy')}</p>
          <a href={href('xlsx')} download onClick={close}>
            {t('exportXlsx')}
          </a>
          <a href={href('csv')} download onClick={close}>
            {t('exportCsv')}
          </a>
        </>
      )}
    </Disclosure>
  )
}
