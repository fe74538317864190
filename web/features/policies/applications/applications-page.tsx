import Button from 'antd/es/button'
import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { ApplicationState, exportApplications, listApplications } from '#contract/policies'
import type { ApplicationRow } from '#contract/policies'
import type { ResponseOf } from '../../../../src/features/route-contract.ts'
import { addressOf, call } from '../../../app/api-client.ts'
import { useAddress } from '../../../app/address.ts'
import { organisationsQuery } from '../../../app/organisations.ts'
import { enterprisePolicyTexts } from '../../../text/enterprises-policies.ts'
import { policyApplicationTexts } from '../../../text/policy-applications.ts'
import { useText } from '../../../text/index.ts'
import { Disclosure } from '../../../ui/disclosure.tsx'
import { FilterChoice } from '../../../ui/filter-choice.tsx'
import { todayOf, useFormat } from '../../../ui/format.ts'
import { useKeys } from '../../../ui/keys.ts'
import { useTitle } from '../../../ui/page.tsx'
import { SearchField } from '../../../ui/search-field.tsx'
import { EmptyState, ErrorState, Loading } from '../../../ui/states.tsx'
import { usePages } from '../../../ui/use-pages.ts'
import { VirtualTable } from '../../../ui/virtual-table.tsx'
import { PolicyLinks } from '../shared/policy-links.tsx'
import { policiesKey } from '../shared/policy-queries.ts'
import { ORDERS, applicationFilterOf } from './application-address.ts'
import type { ApplicationAddressName, ApplicationFilterInput } from './application-address.ts'
import { useApplicationColumns } from './application-columns.tsx'
import '../../../ui/list-page.css'

type Answer = ResponseOf<typeof listApplications>
const rowsOf = ({ applications }: Answer) => applications
const keyOf = ({ id }: ApplicationRow) => id
const SEARCH_ID = 'application-search'
/** How many years back can be chosen. */
const YEARS = 5

/** 申报与兑现: applications as far as the reader may see them, with what was approved and paid. */
export function ApplicationsPage() {
  const t = useText(policyApplicationTexts)
  const [address, change] = useAddress<ApplicationAddressName>()
  const filter = useMemo(() => applicationFilterOf(address), [address])
  const pages = usePages<Answer, ApplicationRow>({
    key: [...policiesKey, 'applications', filter],
    read: (page, signal) => call(listApplications, { query: { ...filter, ...page }, signal }),
    rowsOf,
  })
  const columns = useApplicationColumns()
  const current = /^\d{1,7}$/u.test(address.row ?? '') ? Number(address.row) : -1
  const setCurrent = useCallback((row: number) => change({ row: String(row) }), [change])
  const router = useRouter()
  const at = pages.rowAt(current)
  useKeys({
    j: () => pages.total > 0 && setCurrent(Math.min(pages.total - 1, current + 1)),
    k: () => pages.total > 0 && setCurrent(Math.max(0, current - 1)),
    Enter: at ? () => router.history.push(`/policies/applications/${at.id}`) : undefined,
    '/': () => document.getElementById(SEARCH_ID)?.focus(),
  })
  const filtered = Object.keys(filter).filter((name) => name !== 'sort')
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
        </div>
      </header>
      <Filters filter={filter} change={change} />
      <div className="list-bar">
        {pages.first ? (
          <span className="soft small" aria-live="polite">
            {t('total', { n: pages.total })} · {t('sums', pages.first.sums)}
          </span>
        ) : null}
        {filter.policy ? (
          <Button size="small" onClick={() => change({ policy: null, row: null }, { push: true })}>
            {t('clearPolicy')}
          </Button>
        ) : null}
        <span className="list-keys small soft no-print" aria-label={t('keys')}>
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
          minWidth={800}
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
          {t(filtered.length > 0 ? 'noneFilter' : 'noneWhy')}
        </EmptyState>
      ) : null}
    </div>
  )
}

function Filters({
  filter,
  change,
}: {
  readonly filter: ApplicationFilterInput
  readonly change: ReturnType<typeof useAddress<ApplicationAddressName>>[1]
}) {
  const t = useText(policyApplicationTexts)
  const words = useText(enterprisePolicyTexts)
  const format = useFormat()
  const { data } = useQuery(organisationsQuery())
  const set = (values: Parameters<typeof change>[0]) => change({ ...values, row: null })
  const thisYear = Number(todayOf(new Date()).slice(0, 4))
  return (
    <div className="list-filters no-print">
      <SearchField
        key={filter.search ? 'words' : 'empty'}
        id={SEARCH_ID}
        words={filter.search ?? ''}
        label={t('search')}
        onWords={(search) => set({ search })}
      />
      <FilterChoice
        label={t('state')}
        any={t('anyState')}
        value={filter.state}
        options={ApplicationState.options.map((value) => ({ value, label: words(`application.${value}`) }))}
        onValue={(state) => set({ state })}
      />
      <FilterChoice
        label={t('year')}
        any={t('anyYear')}
        value={filter.year === undefined ? undefined : String(filter.year)}
        options={Array.from({ length: YEARS }, (_, back) => String(thisYear - back)).map((value) => ({
          value,
          label: t('yearOf', { year: value }),
        }))}
        onValue={(year) => set({ year })}
      />
      <FilterChoice
        label={t('park')}
        any={t('anyPark')}
        value={filter.park}
        options={(data?.organisations ?? [])
          .filter(({ kind }) => kind === 'park')
          .map((park) => ({
            value: park.id,
            label: format.name({ name: park.shortName, nameEn: park.nameEn }),
          }))}
        onValue={(park) => set({ park })}
      />
      <FilterChoice
        label={t('flagged')}
        any={t('anyFlagged')}
        value={filter.flagged}
        options={[{ value: 'yes', label: t('flaggedYes') }]}
        onValue={(flagged) => set({ flagged })}
      />
      <FilterChoice
        label={t('sort')}
        any={t('sort.newest')}
        value={filter.sort === 'newest' ? undefined : filter.sort}
        options={ORDERS.filter((value) => value !== 'newest').map((value) => ({
          value,
          label: t(`sort.${value}`),
        }))}
        onValue={(sort) => set({ sort })}
      />
    </div>
  )
}

function ExportMenu({ filter }: { readonly filter: ApplicationFilterInput }) {
  const t = useText(policyApplicationTexts)
  const { sort: _, ...query } = filter
  const href = (format: 'xlsx' | 'csv') => addressOf(exportApplications, { query: { ...query, format } })
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
