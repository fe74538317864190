import Button from 'antd/es/button'
import { useRouter } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { listExpiring } from '#contract/cultivation'
import type { ExpiryRow } from '#contract/cultivation'
import type { QueryInputOf, ResponseOf } from '../../../../src/features/route-contract.ts'
import { call } from '../../../app/api-client.ts'
import { useAddress } from '../../../app/address.ts'
import { cultivationTexts } from '../../../text/cultivation.ts'
import { movementTexts } from '../../../text/cultivation-movement.ts'
import { useText } from '../../../text/index.ts'
import { Choice } from '../../../ui/choice.tsx'
import { FilterChoice } from '../../../ui/filter-choice.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useKeys } from '../../../ui/keys.ts'
import { useTitle } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'
import { DaysLeft } from '../../../ui/services/service-marks.tsx'
import { EmptyState, ErrorState, Loading } from '../../../ui/states.tsx'
import { usePages } from '../../../ui/use-pages.ts'
import { VirtualTable } from '../../../ui/virtual-table.tsx'
import type { TableColumn } from '../../../ui/virtual-table.tsx'
import { CultivationLinks } from '../shared/cultivation-links.tsx'
import { cultivationKey } from '../shared/cultivation-queries.ts'
import { EnterpriseChoiceFilters } from '../shared/enterprise-choice.tsx'
import { EnterpriseCell, useParkName } from '../shared/enterprise-cell.tsx'
import { useRungs } from '../shared/use-rungs.ts'
import '../../../ui/list-page.css'

type Answer = ResponseOf<typeof listExpiring>
type Query = Omit<QueryInputOf<typeof listExpiring>, 'offset' | 'limit'>
const NAMES = ['search', 'park', 'industry', 'qualification', 'within'] as const
type AddressName = (typeof NAMES)[number] | 'row'
const rowsOf = ({ expiring }: Answer) => expiring
const keyOf = ({ enterprise, qualification, until }: ExpiryRow) =>
  `${enterprise.id} ${qualification} ${until}`
const SEARCH_ID = 'expiring-search'
/** Days ahead that can be chosen. */
const SPANS = [30, 90, 180, 365] as const
const USUAL = 90

/** 资质到期: which qualifications end soon, the nearest first. */
export function ExpiringPage() {
  const t = useText(movementTexts)
  const words = useText(cultivationTexts)
  const say = useSay()
  const [address, change] = useAddress<AddressName>()
  const query = useMemo<Query>(() => {
    const found: Record<string, string> = {}
    for (const name of NAMES) {
      const value = address[name]?.trim()
      if (value && listExpiring.query.shape[name].safeParse(value).success) found[name] = value
    }
    return found
  }, [address])
  const pages = usePages<Answer, ExpiryRow>({
    key: [...cultivationKey, 'expiring', query],
    read: (page, signal) => call(listExpiring, { query: { ...query, ...page }, signal }),
    rowsOf,
  })
  const columns = useExpiringColumns()
  const { ladder } = useRungs()
  const current = /^\d{1,7}$/u.test(address.row ?? '') ? Number(address.row) : -1
  const setCurrent = useCallback((row: number) => change({ row: String(row) }), [change])
  const router = useRouter()
  const at = pages.rowAt(current)
  useKeys({
    j: () => pages.total > 0 && setCurrent(Math.min(pages.total - 1, current + 1)),
    k: () => pages.total > 0 && setCurrent(Math.max(0, current - 1)),
    Enter: at ? () => router.history.push(`/enterprises/${at.enterprise.id}?tab=ladder`) : undefined,
    '/': () => document.getElementById(SEARCH_ID)?.focus(),
  })
  const set = (values: Parameters<typeof change>[0]) => change({ ...values, row: null })
  const filtered = Object.keys(query)
  useTitle(t('expiringTitle'))
  return (
    <div className="page list-page">
      <CultivationLinks />
      <header className="page-head">
        <div>
          <h1>{t('expiringTitle')}</h1>
          <div className="soft">{t('expiringNote', { days: ladder?.expiryDays ?? [] })}</div>
        </div>
      </header>
      <div className="list-filters no-print">
        <EnterpriseChoiceFilters filter={address} searchId={SEARCH_ID} set={set} />
        <FilterChoice
          label={t('qualification')}
          any={t('anyQualification')}
          value={address.qualification}
          options={(ladder?.rungs ?? []).flatMap(({ qualification, title }) =>
            qualification === null ? [] : [{ value: qualification, label: say(title) }],
          )}
          onValue={(qualification) => set({ qualification })}
        />
        <Choice
          aria-label={t('within')}
          value={typeof query.within === 'string' ? query.within : String(USUAL)}
          onChange={({ target }) => set({ within: target.value === String(USUAL) ? null : target.value })}
        >
          {SPANS.map((days) => (
            <option key={days} value={days}>
              {days === 365 ? t('year1') : t('days', { n: days })}
            </option>
          ))}
        </Choice>
      </div>
      <div className="list-bar no-print">
        {pages.ready ? (
          <span className="soft small" aria-live="polite">
            {t('total', { n: pages.total })}
          </span>
        ) : null}
        <span className="list-keys small soft" aria-label={words('keys')}>
          <kbd>j</kbd> <kbd>k</kbd> {words('keyMove')} <kbd>↵</kbd> {words('keyOpen')} <kbd>/</kbd>{' '}
          {words('keyFind')}
        </span>
      </div>
      {pages.error ? <ErrorState error={pages.error} retry={pages.retry} /> : null}
      {!pages.ready && !pages.error ? <Loading /> : null}
      {pages.ready && pages.total > 0 ? (
        <VirtualTable
          label={t('expiringTitle')}
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
                {words('clear')}
              </Button>
            ) : null
          }
        >
          {t('noneWhy')}
        </EmptyState>
      ) : null}
    </div>
  )
}

function useExpiringColumns(): readonly TableColumn<ExpiryRow>[] {
  const t = useText(movementTexts)
  const words = useText(cultivationTexts)
  const say = useSay()
  const format = useFormat()
  const parkName = useParkName()
  return useMemo(() => {
    const none = <span className="faint">—</span>
    return [
      {
        id: 'enterprise',
        name: words('enterprise'),
        cell: (row) => <EnterpriseCell of={row.enterprise} />,
      },
      {
        id: 'park',
        name: words('park'),
        width: format.language === 'en' ? 130 : 96,
        cell: (row) => parkName(row.enterprise.registrationPark) ?? none,
      },
      {
        id: 'qualification',
        name: t('qualification'),
        width: 200,
        cell: ({ title }) => <span title={say(title)}>{say(title)}</span>,
      },
      {
        id: 'number',
        name: t('number'),
        width: 230,
        isExtra: true,
        cell: ({ number }) => number ?? none,
      },
      { id: 'until', name: t('until'), width: 130, cell: ({ until }) => format.date(until) },
      { id: 'left', name: t('leftDays'), width: 130, cell: ({ days }) => <DaysLeft days={days} /> },
      {
        id: 'told',
        name: t('told'),
        width: 130,
        cell: ({ toldAt }) =>
          toldAt === null ? <span className="faint">{t('toldNot')}</span> : format.dayOf(toldAt),
      },
    ]
  }, [t, words, say, format, parkName])
}
