import Button from 'antd/es/button'
import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useCallback, useMemo, useState } from 'react'
import { addVisit, listStewards, listVisits } from '#contract/cultivation'
import type { Visit } from '#contract/cultivation'
import type { ResponseOf } from '../../../../src/features/route-contract.ts'
import { AddressLink } from '../../../app/address-link.tsx'
import { call } from '../../../app/api-client.ts'
import { useAddress } from '../../../app/address.ts'
import { organisationsQuery } from '../../../app/organisations.ts'
import { useSession } from '../../../app/session.ts'
import { serviceTexts } from '../../../text/services.ts'
import { useText } from '../../../text/index.ts'
import { FilterChoice } from '../../../ui/filter-choice.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useKeys } from '../../../ui/keys.ts'
import { useTitle } from '../../../ui/page.tsx'
import { NextVisit, VisitResultMark } from '../../../ui/services/service-marks.tsx'
import { servicesKey, stewardsQuery } from '../../../ui/services/service-queries.ts'
import { VisitDialog } from '../../../ui/services/visit-dialog.tsx'
import { EmptyState, ErrorState, Loading } from '../../../ui/states.tsx'
import { usePages } from '../../../ui/use-pages.ts'
import { VirtualTable } from '../../../ui/virtual-table.tsx'
import type { TableColumn } from '../../../ui/virtual-table.tsx'
import { CultivationLinks } from '../shared/cultivation-links.tsx'
import { useMay } from '../shared/use-may.ts'
import { ALL, MINE, visitFilterOf } from './visit-address.ts'
import type { VisitAddressName } from './visit-address.ts'
import '../../../ui/list-page.css'

type Answer = ResponseOf<typeof listVisits>
const rowsOf = ({ visits }: Answer) => visits
const keyOf = ({ id }: Visit) => id

/** 走访: visits that are due, the longest due first; or all that were written down, the newest first. */
export function VisitsPage() {
  const t = useText(serviceTexts)
  const may = useMay()
  const [address, change] = useAddress<VisitAddressName>()
  const filter = useMemo(() => visitFilterOf(address), [address])
  const due = filter.due === 'yes'
  const pages = usePages<Answer, Visit>({
    key: [...servicesKey, 'visits', filter],
    read: (page, signal) => call(listVisits, { query: { ...filter, ...page }, signal }),
    rowsOf,
  })
  const [visiting, setVisiting] = useState<Visit['enterprise'] | null>(null)
  const mayVisit = may(addVisit)
  const columns = useVisitColumns(due, mayVisit ? setVisiting : null)
  const current = /^\d{1,7}$/u.test(address.row ?? '') ? Number(address.row) : -1
  const setCurrent = useCallback((row: number) => change({ row: String(row) }), [change])
  const router = useRouter()
  const at = pages.rowAt(current)
  useKeys({
    j: () => pages.total > 0 && setCurrent(Math.min(pages.total - 1, current + 1)),
    k: () => pages.total > 0 && setCurrent(Math.max(0, current - 1)),
    Enter: at ? () => router.history.push(`/enterprises/${at.enterprise.id}?tab=services`) : undefined,
    e: at && mayVisit ? () => setVisiting(at.enterprise) : undefined,
  })
  const filtered =
    filter.steward !== undefined || filter.park !== undefined || filter.enterprise !== undefined
  useTitle(t('visitsTitle'))
  return (
    <div className="page list-page">
      <CultivationLinks />
      <header className="page-head">
        <div>
          <h1>{t('visitsTitle')}</h1>
          <div className="soft">{t('visitsNote')}</div>
        </div>
      </header>
      <Filters address={address} change={change} />
      <div className="list-bar">
        {pages.first ? (
          <span className="soft small" aria-live="polite">
            {t(due ? 'dueTotal' : 'visitsTotal', { n: pages.total })}
          </span>
        ) : null}
        {filter.enterprise === undefined ? null : (
          <Button size="small" onClick={() => change({ enterprise: null, row: null }, { push: true })}>
            {t('shownAll')}
          </Button>
        )}
        <span className="list-keys small soft no-print" aria-label={t('keys')}>
          <kbd>j</kbd> <kbd>k</kbd> {t('keyMove')} <kbd>↵</kbd> {t('keyOpen')}
          {mayVisit ? (
            <>
              {' '}
              <kbd>e</kbd> {t('keyVisit')}
            </>
          ) : null}
        </span>
      </div>
      {pages.error ? <ErrorState error={pages.error} retry={pages.retry} /> : null}
      {!pages.ready && !pages.error ? <Loading /> : null}
      {pages.ready && pages.total > 0 ? (
        <VirtualTable
          label={t('visitsTitle')}
          pages={pages}
          columns={columns}
          keyOf={keyOf}
          current={current}
          onCurrent={setCurrent}
          minWidth={760}
        />
      ) : null}
      {pages.ready && pages.total === 0 ? (
        <EmptyState
          title={t(filtered ? 'noneFiltered' : due ? 'noneDue' : 'noneVisits')}
          action={
            filtered ? (
              <Button
                onClick={() =>
                  change({ steward: null, park: null, enterprise: null, row: null }, { push: true })
                }
              >
                {t('clear')}
              </Button>
            ) : due ? (
              <Button onClick={() => change({ only: ALL, row: null }, { push: true })}>
                {t('allVisits')}
              </Button>
            ) : null
          }
        >
          {filtered ? null : t(due ? 'noneDueWhy' : 'noneVisitsWhy')}
        </EmptyState>
      ) : null}
      {visiting ? (
        <VisitDialog enterprise={visiting} requests={[]} onClose={() => setVisiting(null)} />
      ) : null}
    </div>
  )
}

function Filters({
  address,
  change,
}: {
  readonly address: ReturnType<typeof useAddress<VisitAddressName>>[0]
  readonly change: ReturnType<typeof useAddress<VisitAddressName>>[1]
}) {
  const t = useText(serviceTexts)
  const format = useFormat()
  const { user, roles } = useSession()
  const may = useMay()
  const { data: stewards } = useQuery({ ...stewardsQuery, enabled: may(listStewards) })
  const { data: organisations } = useQuery(organisationsQuery())
  const set = (values: Parameters<typeof change>[0]) => change({ ...values, row: null })
  const own = roles.includes('enterprise')
  return (
    <div className="list-filters no-print">
      <FilterChoice
        label={t('showing')}
        any={t('only.due')}
        value={address.only}
        options={[{ value: ALL, label: t('only.all') }]}
        onValue={(only) => set({ only })}
      />
      {may(listStewards) ? (
        <FilterChoice
          label={t('whose')}
          any={t('whoseAny')}
          value={address.steward}
          options={[
            ...(may(addVisit) ? [{ value: MINE, label: t('whoseMine') }] : []),
            ...(stewards?.stewards ?? [])
              .filter(({ userId }) => userId !== user.id)
              .map(({ userId, name }) => ({ value: userId, label: name })),
          ]}
          onValue={(steward) => set({ steward })}
        />
      ) : null}
      {own ? null : (
        <FilterChoice
          label={t('park')}
          any={t('parkAny')}
          value={address.park}
          options={(organisations?.organisations ?? [])
            .filter(({ kind }) => kind === 'park')
            .map((park) => ({
              value: park.id,
              label: format.name({ name: park.shortName, nameEn: park.nameEn }),
            }))}
          onValue={(park) => set({ park })}
        />
      )}
    </div>
  )
}

function useVisitColumns(
  due: boolean,
  onVisit: ((enterprise: Visit['enterprise']) => void) | null,
): readonly TableColumn<Visit>[] {
  const t = useText(serviceTexts)
  const format = useFormat()
  return useMemo(() => {
    const english = format.language === 'en'
    const day: TableColumn<Visit> = {
      id: 'on',
      name: t(due ? 'lastVisit' : 'on'),
      width: 124,
      isExtra: due,
      cell: ({ on }) => format.date(on),
    }
    const next: TableColumn<Visit> = {
      id: 'next',
      name: t('nextVisit'),
      width: english ? 160 : 176,
      cell: ({ nextOn, nextDone }) => <NextVisit on={nextOn} done={nextDone} />,
    }
    return [
      ...(due ? [next] : [day]),
      {
        id: 'enterprise',
        name: t('enterprise'),
        cell: ({ enterprise }) => (
          <AddressLink href={`/enterprises/${enterprise.id}?tab=services`} title={enterprise.name}>
            <span lang="zh">{enterprise.name}</span>
          </AddressLink>
        ),
      },
      ...(due ? [day] : []),
      { id: 'way', name: t('way'), width: 92, isExtra: true, cell: ({ kind }) => t(`way.${kind}`) },
      {
        id: 'result',
        name: t('result'),
        width: 124,
        cell: ({ result }) => <VisitResultMark result={result} />,
      },
      {
        id: 'note',
        name: t('note'),
        cell: ({ note }) =>
          note === null ? (
            <span className="faint">—</span>
          ) : (
            <span lang="zh" title={note}>
              {note}
            </span>
          ),
      },
      {
        id: 'case',
        name: t('request'),
        width: 124,
        isExtra: true,
        cell: ({ case: about }) =>
          about === null ? (
            <span className="faint">—</span>
          ) : (
            <AddressLink href={`/cases/${about.id}`}>
              <span lang="zh">{about.number ?? t('request')}</span>
            </AddressLink>
          ),
      },
      ...(due ? [] : [next]),
      {
        id: 'by',
        name: t('byColumn'),
        width: 116,
        isExtra: true,
        cell: ({ byName }) => (
          <span lang="zh" title={byName}>
            {byName}
          </span>
        ),
      },
      ...(onVisit
        ? [
            {
              id: 'act',
              name: <span className="unseen">{t('addVisit')}</span>,
              width: english ? 122 : 84,
              cell: ({ enterprise }: Visit) => (
                <Button
                  size="small"
                  aria-label={t('addVisitTitle', { name: enterprise.name })}
                  onClick={() => onVisit(enterprise)}
                >
                  {t('addVisit')}
                </Button>
              ),
            },
          ]
        : []),
    ]
  }, [t, format, due, onVisit])
}
