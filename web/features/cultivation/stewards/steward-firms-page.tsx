import Button from 'antd/es/button'
import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { addVisit, listStewards } from '#contract/cultivation'
import type { readStewardPage } from '#contract/cultivation'
import type { ResponseOf } from '../../../../src/features/route-contract.ts'
import { AddressLink } from '../../../app/address-link.tsx'
import { useAddress, usePathParam } from '../../../app/address.ts'
import { useSession } from '../../../app/session.ts'
import { serviceTexts } from '../../../text/services.ts'
import { useText } from '../../../text/index.ts'
import { todayOf, useFormat } from '../../../ui/format.ts'
import { useKeys } from '../../../ui/keys.ts'
import { useTitle } from '../../../ui/page.tsx'
import { stewardPageQuery } from '../../../ui/services/service-queries.ts'
import { VisitDialog } from '../../../ui/services/visit-dialog.tsx'
import { EmptyState, ErrorState, Loading } from '../../../ui/states.tsx'
import type { Pages } from '../../../ui/use-pages.ts'
import { VirtualTable } from '../../../ui/virtual-table.tsx'
import { CultivationLinks } from '../shared/cultivation-links.tsx'
import { useMay } from '../shared/use-may.ts'
import { useFirmColumns } from './firm-columns.tsx'
import { FIRM_SHOWS, firmShows } from './firm-filter.ts'
import type { Firm } from './firm-filter.ts'
import { HandOverDialog } from './hand-over-dialog.tsx'
import { StewardTodo } from './steward-todo.tsx'
import '../../../ui/count-strip.css'
import '../../../ui/list-page.css'
import './stewards.css'

type Data = ResponseOf<typeof readStewardPage>

/** 我的服务企业: the page of the steward who reads it. */
export function MyFirmsPage() {
  return <FirmsOf userId={null} />
}

/** The same of another steward. */
export function StewardPage() {
  return <FirmsOf userId={usePathParam('userId')} />
}

function FirmsOf({ userId }: { readonly userId: string | null }) {
  const t = useText(serviceTexts)
  const { user } = useSession()
  const { data, error, refetch } = useQuery(stewardPageQuery(userId))
  const mine = userId === null || userId === user.id
  const title = mine || data === undefined ? t('mineTitle') : t('pageOf', { name: data.steward.name })
  useTitle(title)
  return (
    <div className="page page-wide">
      <CultivationLinks />
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data ? <StewardFirms data={data} title={title} /> : null}
    </div>
  )
}

const keyOf = ({ standing }: Firm) => standing.enterprise.id
const nameOf = ({ standing }: Firm) => standing.enterprise.name
const NOTHING: ReadonlySet<string> = new Set()
/** A handover names so many firms at most. */
const MOST = 2000

function StewardFirms({ data, title }: { readonly data: Data; readonly title: string }) {
  const t = useText(serviceTexts)
  const format = useFormat()
  const may = useMay()
  const { steward, firms, requests, expiring, visitsDue, can } = data
  const [address, change] = useAddress<'only' | 'row'>()
  const only = FIRM_SHOWS.find((show) => show === address.only)
  const today = todayOf(new Date())
  const shown = useMemo(
    () => (only === undefined ? firms : firms.filter((firm) => firmShows(firm, only, today))),
    [firms, only, today],
  )
  const [selected, setSelected] = useState(NOTHING)
  const [visiting, setVisiting] = useState<{ readonly id: string; readonly name: string } | null>(null)
  const [handing, setHanding] = useState<readonly string[] | 'all' | null>(null)
  const current = /^\d{1,7}$/u.test(address.row ?? '') ? Number(address.row) : -1
  const setCurrent = (row: number) => change({ row: String(row) })
  const router = useRouter()
  const at = shown[current]
  const mayVisit = may(addVisit)
  const toggle = (firm: Firm) =>
    setSelected((before) => {
      const after = new Set(before)
      if (!after.delete(keyOf(firm))) after.add(keyOf(firm))
      return after
    })
  useKeys({
    j: () => shown.length > 0 && setCurrent(Math.min(shown.length - 1, current + 1)),
    k: () => shown.length > 0 && setCurrent(Math.max(0, current - 1)),
    Enter: at ? () => router.history.push(`/enterprises/${keyOf(at)}?tab=services`) : undefined,
    x: at && can.handOver ? () => toggle(at) : undefined,
    e: at && mayVisit ? () => setVisiting(at.standing.enterprise) : undefined,
  })
  const columns = useFirmColumns()
  const pages: Pages<null, Firm> = {
    total: shown.length,
    first: null,
    rowAt: (index) => shown[index],
    rows: shown,
    ready: true,
    stale: false,
    error: null,
    retry: () => undefined,
    show: () => undefined,
  }
  return (
    <>
      <header className="page-head">
        <div>
          <h1>
            <span lang={title === t('mineTitle') ? undefined : 'zh'}>{title}</span>
          </h1>
          <div className="soft linked">
            <span lang="zh">{steward.organisation ?? '—'}</span> · {t('firmsCount', { n: firms.length })}
            {may(listStewards) ? (
              <>
                {' · '}
                <AddressLink href="/cultivation/stewards">{t('backToStewards')}</AddressLink>
              </>
            ) : null}
          </div>
        </div>
        {can.handOver ? (
          <div className="page-actions no-print">
            {selected.size > 0 ? (
              <Button onClick={() => setHanding([...selected])}>
                {t('handOverSome', { n: selected.size })}
              </Button>
            ) : null}
            <Button onClick={() => setHanding('all')}>{t('handOverAll')}</Button>
          </div>
        ) : null}
      </header>
      {firms.length === 0 ? (
        <EmptyState title={t('mineNone')}>{t('mineNoneWhy')}</EmptyState>
      ) : (
        <>
          <div className="count-strip">
            <span className="count-group" role="group" aria-label={t('showing')}>
              <button
                type="button"
                aria-pressed={only === undefined}
                onClick={() => change({ only: null, row: null }, { push: true })}
              >
                {t('show.all')} <b>{format.number(firms.length)}</b>
              </button>
              {FIRM_SHOWS.map((show) => (
                <button
                  key={show}
                  type="button"
                  aria-pressed={show === only}
                  onClick={() => change({ only: show, row: null }, { push: true })}
                >
                  {t(`show.${show}`)}{' '}
                  <b>{format.number(firms.filter((firm) => firmShows(firm, show, today)).length)}</b>
                </button>
              ))}
            </span>
            <span className="list-keys small soft no-print" aria-label={t('keys')}>
              <kbd>j</kbd> <kbd>k</kbd> {t('keyMove')} <kbd>↵</kbd> {t('keyOpen')}
              {mayVisit ? (
                <>
                  {' '}
                  <kbd>e</kbd> {t('keyVisit')}
                </>
              ) : null}
              {can.handOver ? (
                <>
                  {' '}
                  <kbd>x</kbd> {t('keySelect')}
                </>
              ) : null}
            </span>
          </div>
          <div className="steward-firms">
            {shown.length === 0 ? (
              <p className="soft">{t('noneFiltered')}</p>
            ) : (
              <VirtualTable
                label={t('firms')}
                pages={pages}
                columns={columns}
                keyOf={keyOf}
                current={current}
                onCurrent={setCurrent}
                selection={
                  can.handOver
                    ? {
                        keys: selected,
                        onToggle: toggle,
                        onAll: (rows) => setSelected(new Set(rows.map(keyOf))),
                        most: MOST,
                        nameOf,
                      }
                    : undefined
                }
                minWidth={720}
              />
            )}
          </div>
          <StewardTodo
            visitsDue={visitsDue}
            requests={requests}
            expiring={expiring}
            onVisit={mayVisit ? setVisiting : null}
          />
        </>
      )}
      {visiting ? (
        <VisitDialog
          enterprise={visiting}
          requests={requests.filter(({ enterprise }) => enterprise.id === visiting.id)}
          onClose={() => setVisiting(null)}
        />
      ) : null}
      {handing ? (
        <HandOverDialog
          from={steward}
          count={handing === 'all' ? firms.length : handing.length}
          enterprises={handing === 'all' ? null : handing}
          onDone={() => setSelected(NOTHING)}
          onClose={() => setHanding(null)}
        />
      ) : null}
    </>
  )
}
