import { Suspense, lazy } from 'react'
import type { Exploration } from '#contract/statistics'
import { readStore } from '#contract/statistics'
import { loadPage } from '../../../app/load-page.ts'
import { useSession } from '../../../app/session.ts'
import { exploreTexts } from '../../../text/explore.ts'
import { useText } from '../../../text/index.ts'
import { Disclosure } from '../../../ui/disclosure.tsx'
import { useFormat } from '../../../ui/format.ts'
import { StatusMark } from '../../../ui/marks.tsx'
import { Loading } from '../../../ui/states.tsx'
import { unitWords } from '../../../ui/filings/figures.ts'
import { periodWords } from '../../../ui/filings/period-words.ts'
import { uncollected } from './cell-words.ts'
import type { ExploreAddress } from './explore-address.ts'

const Formula = lazy(
  loadPage(() => import('./formula.tsx').then(({ Formula: component }) => ({ default: component }))),
)
const StorePanel = lazy(
  loadPage(() => import('./store-panel.tsx').then(({ StorePanel: component }) => ({ default: component }))),
)

/** What the numbers are: unit, scope, formula, whose filings, as of when. */
export function ExploreFacts({
  exploration,
  address,
}: {
  readonly exploration: Exploration
  readonly address: ExploreAddress
}) {
  const t = useText(exploreTexts)
  const { moment, language } = useFormat()
  const { roles } = useSession()
  const { indicator, unit, restriction } = exploration
  const gap = uncollected(exploration.periods, exploration.total)
  const seesStore = roles.some((role) => readStore.access.some((each) => each === role))
  return (
    <div className="explore-facts">
      <span>{unit === '' ? t('unitNone') : t('unit', { unit: unitWords(unit, language) || unit })}</span>
      <span title={t(address.scope === 'operation' ? 'scopeWhy.operation' : 'scopeWhy.registration')}>
        {t(address.scope === 'operation' ? 'scope.operation' : 'scope.registration')}
      </span>
      <span>{t(`measure.${indicator.measure}`)}</span>
      <Disclosure className="explore-fact" face={t('formula')}>
        {() => (
          <Suspense fallback={<Loading />}>
            <Formula indicator={indicator} />
          </Suspense>
        )}
      </Disclosure>
      <span title={t(`restrictionWhy.${restriction}`)}>
        {restriction === 'all' ? (
          t('restriction.all')
        ) : (
          <StatusMark tone="neutral">{t(`restriction.${restriction}`)}</StatusMark>
        )}
      </span>
      {gap === null ? null : (
        <span title={t('uncollectedWhy')}>
          <StatusMark tone="warn">
            {t('uncollected', {
              period: periodWords(gap.period, language),
              now: gap.now,
              before: gap.before,
            })}
          </StatusMark>
        </span>
      )}
      {address.asOf === undefined ? null : (
        <StatusMark tone="warn">{t('asOfIs', { at: moment(exploration.dataAsOf) })}</StatusMark>
      )}
      {seesStore ? (
        <Disclosure
          className="explore-fact"
          face={
            address.asOf === undefined
              ? t('stateAt', { at: moment(exploration.fedAt ?? exploration.dataAsOf) })
              : t('state')
          }
        >
          {() => (
            <Suspense fallback={<Loading />}>
              <StorePanel />
            </Suspense>
          )}
        </Disclosure>
      ) : address.asOf !== undefined ? null : (
        <span>{t('stateAt', { at: moment(exploration.fedAt ?? exploration.dataAsOf) })}</span>
      )}
    </div>
  )
}
