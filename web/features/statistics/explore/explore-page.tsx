import { useQuery } from '@tanstack/react-query'
import { Suspense, lazy, useMemo } from 'react'
import { exportExploration } from '#contract/statistics'
import type { Exploration } from '#contract/statistics'
import { AddressLink } from '../../../app/address-link.tsx'
import { mergeSearch, stringifySearch, useAddress } from '../../../app/address.ts'
import type { ChangeAddress } from '../../../app/address.ts'
import { addressOf } from '../../../app/api-client.ts'
import { loadPage } from '../../../app/load-page.ts'
import { exploreTexts } from '../../../text/explore.ts'
import { useText } from '../../../text/index.ts'
import { Disclosure } from '../../../ui/disclosure.tsx'
import { LinkButton } from '../../../ui/link-button.tsx'
import { useTitle } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'
import { EmptyState, ErrorState, Loading } from '../../../ui/states.tsx'
import { StatisticsLinks } from '../shared/statistics-links.tsx'
import { styleOf } from './cell-words.ts'
import { VIEWS, behindOf, exploreQueryOf, picksOf, viewOf } from './explore-address.ts'
import type { ExploreAddress, ExploreAddressName, ExploreQueryInput } from './explore-address.ts'
import { ExploreControls, FilterChips } from './explore-controls.tsx'
import { ExploreFacts } from './explore-facts.tsx'
import { explorationQuery, indicatorsQuery } from './explore-queries.ts'
import { ExploreTable } from './explore-table.tsx'
import { IndicatorPicker } from './indicator-picker.tsx'
import { PublishedFigures } from './published-table.tsx'
import '../../../ui/list-page.css'
import './explore.css'

// Charts, map and drawer come after the page is usable.
const LineView = lazy(
  loadPage(() => import('./chart-view.tsx').then(({ LineView: component }) => ({ default: component }))),
)
const BarView = lazy(
  loadPage(() => import('./chart-view.tsx').then(({ BarView: component }) => ({ default: component }))),
)
const MapView = lazy(
  loadPage(() => import('./map-view.tsx').then(({ MapView: component }) => ({ default: component }))),
)
const DrillDrawer = lazy(
  loadPage(() => import('./drill-drawer.tsx').then(({ DrillDrawer: component }) => ({ default: component }))),
)

/** 汇总分析: any indicator by any cut, with what stands behind each number. */
export function ExplorePage() {
  const t = useText(exploreTexts)
  const say = useSay()
  const [address, change] = useAddress<ExploreAddressName>()
  const query = useMemo(() => exploreQueryOf(address), [address])
  const { data: indicators } = useQuery(indicatorsQuery)
  const { data, error, refetch, isPlaceholderData } = useQuery(explorationQuery(query))
  const rows = indicators?.indicators ?? []
  const chosen = rows.find(({ code }) => code === query.indicator) ?? data?.indicator
  useTitle(chosen ? `${say(chosen.name)} · ${t('title')}` : t('title'))
  const exportHref = (format: 'xlsx' | 'csv') => addressOf(exportExploration, { query: { ...query, format } })
  const shown = error ? undefined : data
  return (
    <div className="page list-page explore-page">
      <StatisticsLinks />
      <header className="page-head">
        <div className="explore-head">
          <h1 className="unseen">{t('title')}</h1>
          <IndicatorPicker
            rows={rows}
            chosen={chosen}
            onChoose={(row) =>
              change(
                row.rhythm === chosen?.rhythm
                  ? { indicator: row.code, behind: null }
                  : // Periods of another rhythm mean nothing to this one.
                    {
                      indicator: row.code,
                      from: null,
                      to: null,
                      at: null,
                      single: null,
                      sort: null,
                      behind: null,
                    },
                { push: true },
              )
            }
          />
          {chosen && say(chosen.name) !== '' && chosen.note ? (
            <span className="soft explore-note">{say(chosen.note)}</span>
          ) : null}
        </div>
        <div className="page-actions no-print">
          <LinkButton href="/statistics/indicators">{t('catalogue')}</LinkButton>
          <Disclosure className="list-menu" face={t('export')}>
            {(shut) => (
              <>
                <p className="soft small">{t('exportWhy')}</p>
                <a href={exportHref('xlsx')} download onClick={shut}>
                  {t('exportXlsx')}
                </a>
                <a href={exportHref('csv')} download onClick={shut}>
                  {t('exportCsv')}
                </a>
              </>
            )}
          </Disclosure>
        </div>
      </header>
      <ExploreControls address={address} change={change} exploration={data} />
      <div className="explore-line">
        {shown ? <ExploreFacts exploration={shown} address={address} /> : null}
        <FilterChips address={address} change={change} />
      </div>
      <PublishedFigures indicator={query.indicator} />
      <ViewTabs address={address} />
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {shown ? (
        <Shown
          exploration={shown}
          query={query}
          address={address}
          change={change}
          stale={isPlaceholderData}
        />
      ) : null}
    </div>
  )
}

function ViewTabs({ address }: { readonly address: ExploreAddress }) {
  const t = useText(exploreTexts)
  const view = viewOf(address)
  return (
    <nav className="explore-views no-print" aria-label={t('view')}>
      {VIEWS.map((each) => (
        <AddressLink
          key={each}
          href={`/statistics/explore${stringifySearch(
            mergeSearch(address, { view: each === 'table' ? null : each, behind: null }),
          )}`}
          aria-current={each === view ? 'page' : undefined}
        >
          {t(`view.${each}`)}
        </AddressLink>
      ))}
    </nav>
  )
}

function Shown({
  exploration,
  query,
  address,
  change,
  stale,
}: {
  readonly exploration: Exploration
  readonly query: ExploreQueryInput
  readonly address: ExploreAddress
  readonly change: ChangeAddress<ExploreAddressName>
  readonly stale: boolean
}) {
  const t = useText(exploreTexts)
  const { pick } = address
  const picks = useMemo(() => picksOf(pick === undefined ? {} : { pick }), [pick])
  const style = useMemo(() => styleOf(exploration, query.transform), [exploration, query.transform])
  const behind = behindOf(address)
  const view = viewOf(address)
  const props = { exploration, style, address, change, picks }
  if (exploration.periods.length === 0) return <EmptyState title={t('none')}>{t('noneWhy')}</EmptyState>
  return (
    <>
      <Suspense fallback={<div className="loading">{t('loadingView')}</div>}>
        {view === 'table' ? (
          <ExploreTable {...props} stale={stale} />
        ) : view === 'line' ? (
          <LineView {...props} />
        ) : view === 'bar' ? (
          <BarView {...props} />
        ) : (
          <MapView {...props} />
        )}
      </Suspense>
      {behind ? (
        <Suspense fallback={null}>
          <DrillDrawer
            exploration={exploration}
            query={query}
            group={behind.group}
            period={behind.period}
            onClose={() => change({ behind: null }, { push: true })}
          />
        </Suspense>
      ) : null}
    </>
  )
}
