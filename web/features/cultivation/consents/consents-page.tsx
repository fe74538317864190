import Button from 'antd/es/button'
import { useQuery } from '@tanstack/react-query'
import { useCallback, useMemo, useState } from 'react'
import { ConsentState, listConsents } from '#contract/cultivation'
import type { Consent } from '#contract/cultivation'
import type { ResponseOf } from '../../../../src/features/route-contract.ts'
import { call } from '../../../app/api-client.ts'
import { useAddress } from '../../../app/address.ts'
import { consentTexts } from '../../../text/consents.ts'
import { useText } from '../../../text/index.ts'
import { FilterChoice } from '../../../ui/filter-choice.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useKeys } from '../../../ui/keys.ts'
import { useTitle } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'
import { SearchField } from '../../../ui/search-field.tsx'
import { EmptyState, ErrorState, Loading } from '../../../ui/states.tsx'
import { usePages } from '../../../ui/use-pages.ts'
import { VirtualTable } from '../../../ui/virtual-table.tsx'
import type { TableColumn } from '../../../ui/virtual-table.tsx'
import { CultivationLinks } from '../shared/cultivation-links.tsx'
import { ConsentMark } from './consent-mark.tsx'
import { ConsentPanel } from './consent-panel.tsx'
import { consentsKey, factNamesQuery, ownEnterpriseQuery } from './consent-queries.ts'
import { GiveConsentDialog } from './give-consent-dialog.tsx'
import { ShareDialog } from './share-dialog.tsx'
import { WithdrawDialog } from './withdraw-dialog.tsx'
import '../../../ui/list-page.css'
import './consents.css'

type Answer = ResponseOf<typeof listConsents>
const rowsOf = ({ consents }: Answer) => consents
const keyOf = ({ id }: Consent) => id
const SEARCH_ID = 'consent-search'

/** 信息授权: who may have what of an enterprise, and everything that was handed over. */
export function ConsentsPage() {
  const t = useText(consentTexts)
  const say = useSay()
  const [address, change] = useAddress<'state' | 'search' | 'consent'>()
  const given = ConsentState.safeParse(address.state)
  const filter = useMemo(
    () => ({
      ...(given.success ? { state: given.data } : {}),
      ...(address.search ? { search: address.search } : {}),
    }),
    [given.success, given.data, address.search],
  )
  const pages = usePages<Answer, Consent>({
    key: [...consentsKey, 'list', filter],
    read: (page, signal) => call(listConsents, { query: { ...filter, ...page }, signal }),
    rowsOf,
  })
  const { data: book } = useQuery(factNamesQuery)
  const nameOf = useCallback(
    (code: string) => {
      const fact = book?.facts.find((each) => each.code === code)
      return fact ? say(fact.title) : code
    },
    [book, say],
  )
  const own = pages.first?.can.give ?? false
  const { data: ownEnterprise } = useQuery({ ...ownEnterpriseQuery, enabled: own })
  const [open, setOpen] = useState<'give' | 'share' | 'withdraw' | null>(null)
  const close = () => setOpen(null)
  const columns = useConsentColumns(own)
  const found = pages.rows.findIndex(({ id }) => id === address.consent)
  const current = found < 0 && pages.total > 0 && address.consent === undefined ? 0 : found
  const at = pages.rowAt(current)
  const setCurrent = useCallback(
    (index: number) => {
      const row = pages.rowAt(index)
      if (row) change({ consent: row.id })
    },
    [pages, change],
  )
  useKeys({
    j: () => pages.total > 0 && setCurrent(Math.min(pages.total - 1, current + 1)),
    k: () => pages.total > 0 && setCurrent(Math.max(0, current - 1)),
    '/': () => document.getElementById(SEARCH_ID)?.focus(),
  })
  const filtered = Object.keys(filter).length > 0
  useTitle(t('title'))
  return (
    <div className="page list-page">
      <CultivationLinks />
      <header className="page-head">
        <div>
          <h1>{t('title')}</h1>
          <div className="soft">{t(own ? 'noteOwn' : 'note')}</div>
        </div>
        {own && ownEnterprise ? (
          <div className="page-actions no-print">
            <Button type="primary" onClick={() => setOpen('give')}>
              {t('give')}
            </Button>
          </div>
        ) : null}
      </header>
      <div className="list-filters no-print">
        <SearchField
          key={address.search ? 'words' : 'empty'}
          id={SEARCH_ID}
          words={address.search ?? ''}
          label={t('search')}
          onWords={(search) => change({ search, consent: null })}
        />
        <FilterChoice
          label={t('state')}
          any={t('anyState')}
          value={given.success ? given.data : undefined}
          options={ConsentState.options.map((value) => ({ value, label: t(`state.${value}`) }))}
          onValue={(state) => change({ state, consent: null })}
        />
      </div>
      <div className="list-bar">
        {pages.first ? (
          <span className="soft small" aria-live="polite">
            {t('total', { n: pages.total })}
          </span>
        ) : null}
        <span className="list-keys small soft no-print" aria-label={t('keys')}>
          <kbd>j</kbd> <kbd>k</kbd> {t('keyMove')} <kbd>/</kbd> {t('keyFind')}
        </span>
      </div>
      {pages.error ? <ErrorState error={pages.error} retry={pages.retry} /> : null}
      {!pages.ready && !pages.error ? <Loading /> : null}
      {pages.ready && pages.total > 0 ? (
        <div className="consents-layout">
          <VirtualTable
            label={t('title')}
            pages={pages}
            columns={columns}
            keyOf={keyOf}
            current={current}
            onCurrent={setCurrent}
            minWidth={420}
          />
          <div className="consents-panel" tabIndex={0} role="region" aria-label={t('what')}>
            {at ? (
              <ConsentPanel
                consent={at}
                nameOf={nameOf}
                onShare={() => setOpen('share')}
                onWithdraw={() => setOpen('withdraw')}
              />
            ) : (
              <p className="soft">{t('chooseRow')}</p>
            )}
          </div>
        </div>
      ) : null}
      {pages.ready && pages.total === 0 ? (
        <EmptyState
          title={t(filtered ? 'noneFilter' : 'none')}
          action={
            filtered ? (
              <Button onClick={() => change({ state: null, search: null }, { push: true })}>
                {t('clear')}
              </Button>
            ) : null
          }
        >
          {filtered ? null : t(own ? 'noneOwnWhy' : 'noneWhy')}
        </EmptyState>
      ) : null}
      {open === 'give' && ownEnterprise ? (
        <GiveConsentDialog
          enterpriseId={ownEnterprise.id}
          onGiven={(consent) => change({ consent, state: null, search: null })}
          onClose={close}
        />
      ) : null}
      {open === 'share' && at ? <ShareDialog consent={at} nameOf={nameOf} onClose={close} /> : null}
      {open === 'withdraw' && at ? <WithdrawDialog consent={at} onClose={close} /> : null}
    </div>
  )
}

function useConsentColumns(own: boolean): readonly TableColumn<Consent>[] {
  const t = useText(consentTexts)
  const format = useFormat()
  return useMemo(
    () => [
      {
        id: 'receiver',
        name: t('receiver'),
        cell: ({ receiver }) => (
          <span lang="zh" title={receiver.name}>
            {receiver.name}
          </span>
        ),
      },
      ...(own
        ? []
        : [
            {
              id: 'enterprise',
              name: t('enterprise'),
              cell: ({ enterprise }: Consent) => (
                <span lang="zh" title={enterprise.name}>
                  {enterprise.name}
                </span>
              ),
            },
          ]),
      {
        id: 'purpose',
        name: t('purpose'),
        isExtra: true,
        cell: ({ purpose }) => (
          <span lang="zh" title={purpose}>
            {purpose}
          </span>
        ),
      },
      { id: 'until', name: t('until'), width: 128, isExtra: true, cell: ({ until }) => format.date(until) },
      {
        id: 'state',
        name: t('state'),
        width: format.language === 'en' ? 108 : 92,
        cell: ({ state }) => <ConsentMark state={state} />,
      },
      {
        id: 'times',
        name: t('sharedTimes'),
        width: 76,
        isNumber: true,
        isExtra: true,
        cell: ({ sharings }) =>
          sharings.length === 0 ? <span className="faint">0</span> : format.number(sharings.length),
      },
    ],
    [t, format, own],
  )
}
