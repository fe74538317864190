import Button from 'antd/es/button'
import { useRouter } from '@tanstack/react-router'
import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { addEnterprise, exportEnterprises, listEnterprises } from '#contract/enterprises'
import type { EnterpriseRow } from '#contract/enterprises'
import type { ResponseOf } from '../../../src/features/route-contract.ts'
import { addressOf, call } from '../../app/api-client.ts'
import { useAddress } from '../../app/address.ts'
import { useSession } from '../../app/session.ts'
import { collectionTexts } from '../../text/collection.ts'
import { enterpriseTexts } from '../../text/enterprises.ts'
import { useText } from '../../text/index.ts'
import { Disclosure } from '../../ui/disclosure.tsx'
import { useFormat } from '../../ui/format.ts'
import { useKeys } from '../../ui/keys.ts'
import { useTitle } from '../../ui/page.tsx'
import { EmptyState, ErrorState, Loading } from '../../ui/states.tsx'
import { usePages } from '../../ui/use-pages.ts'
import { VirtualTable } from '../../ui/virtual-table.tsx'
import { AddEnterpriseDialog } from './add-enterprise-dialog.tsx'
import { enterpriseFilterOf, enterpriseListOf } from './enterprise-address.ts'
import type { EnterpriseAddressName, EnterpriseFilterAddress, EnterpriseSort } from './enterprise-address.ts'
import { useEnterpriseColumns } from './enterprise-columns.tsx'
import { EnterpriseFilters, SEARCH_ID } from './enterprise-filters.tsx'
import { enterprisesKey, formerNamesQuery } from './queries.ts'
import { RegisterLinks } from './register-links.tsx'
import '../../ui/list-page.css'
import './enterprises.css'

type Answer = ResponseOf<typeof listEnterprises>
const rowsOf = ({ enterprises }: Answer) => enterprises
const keyOf = ({ id }: EnterpriseRow) => id

/** An enterprise's account has one enterprise and sees its page at once; everybody else the register. */
export function EnterprisesPage() {
  const { roles } = useSession()
  return roles.every((role) => role === 'enterprise') ? <OwnEnterprise /> : <Register />
}

/** Goes on to the enterprise of this account; where there is none yet, the empty register says so. */
function OwnEnterprise() {
  const router = useRouter()
  const { data, error, refetch } = useQuery({
    queryKey: [...enterprisesKey, 'own'],
    queryFn: ({ signal }) => call(listEnterprises, { query: { limit: 10 }, signal }),
  })
  const own = data?.enterprises.find(({ status }) => status === 'active') ?? data?.enterprises[0]
  const ownId = own?.id
  useEffect(() => {
    if (ownId !== undefined) router.history.replace(`/enterprises/${ownId}`)
  }, [router, ownId])
  if (error) return <ErrorState error={error} retry={() => void refetch()} />
  return data && own === undefined ? <Register /> : <Loading />
}

/** 企业名录: the register of a day. */
function Register() {
  const t = useText(enterpriseTexts)
  const keys = useText(collectionTexts)
  const format = useFormat()
  const { roles } = useSession()
  const [address, change] = useAddress<EnterpriseAddressName>()
  const filter = useMemo(() => enterpriseFilterOf(address), [address])
  const query = useMemo(() => enterpriseListOf(address), [address])
  const pages = usePages<Answer, EnterpriseRow>({
    key: [...enterprisesKey, 'list', query],
    read: (page, signal) => call(listEnterprises, { query: { ...query, ...page }, signal }),
    rowsOf,
  })
  const sort = useCallback((by: EnterpriseSort) => change({ sort: by, row: null }), [change])
  const { data: found } = useQuery(formerNamesQuery(filter.search ?? ''))
  const columns = useEnterpriseColumns(query.sort ?? 'name', sort, found)
  const current = /^\d{1,7}$/.test(address.row ?? '') ? Number(address.row) : -1
  const setCurrent = useCallback((row: number) => change({ row: String(row) }), [change])
  const router = useRouter()
  const at = pages.rowAt(current)
  useKeys({
    j: () => pages.total > 0 && setCurrent(Math.min(pages.total - 1, current + 1)),
    k: () => pages.total > 0 && setCurrent(Math.max(0, current - 1)),
    Enter: at ? () => router.history.push(`/enterprises/${at.id}`) : undefined,
    '/': () => document.getElementById(SEARCH_ID)?.focus(),
  })
  const [adding, setAdding] = useState(false)
  const mayAdd = roles.some((role) => addEnterprise.access.some((each) => each === role))
  const filtered = Object.keys(filter)
  useTitle(t('title'))
  return (
    <div className="page list-page">
      <RegisterLinks />
      <header className="page-head">
        <div>
          <h1>{t('title')}</h1>
          <div className="soft">{t('note')}</div>
        </div>
        <div className="page-actions no-print">
          <ExportMenu filter={filter} />
          {mayAdd ? <Button onClick={() => setAdding(true)}>{t('add')}</Button> : null}
        </div>
      </header>
      <EnterpriseFilters filter={filter} change={change} />
      <div className="list-bar no-print">
        {pages.ready ? (
          <span className="soft small" aria-live="polite">
            {t(pages.first?.more ? 'totalMore' : 'total', { n: pages.total })}
          </span>
        ) : null}
        {filter.on ? (
          <span className="register-day">
            {t('onOther', { date: format.date(filter.on) })}{' '}
            <Button size="small" onClick={() => change({ on: null, row: null })}>
              {t('backToToday')}
            </Button>
          </span>
        ) : null}
        <span className="list-keys small soft" aria-label={t('keys')}>
          <kbd>j</kbd> <kbd>k</kbd> {keys('keyMove')} <kbd>↵</kbd> {keys('keyOpen')} <kbd>/</kbd>{' '}
          {keys('keyFind')}
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
          minWidth={940}
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
      {adding ? <AddEnterpriseDialog onClose={() => setAdding(false)} /> : null}
    </div>
  )
}

function ExportMenu({ filter }: { readonly filter: EnterpriseFilterAddress }) {
  const t = useText(enterpriseTexts)
  const href = (format: 'xlsx' | 'csv') => addressOf(exportEnterprises, { query: { ...filter, format } })
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
