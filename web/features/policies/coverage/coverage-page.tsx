import Button from 'antd/es/button'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { CoverageState, PolicyLevel, exportCoverage } from '#contract/policies'
import { addressOf } from '../../../app/api-client.ts'
import { useAddress } from '../../../app/address.ts'
import { enterprisePolicyTexts } from '../../../text/enterprises-policies.ts'
import { policyCoverageTexts } from '../../../text/policy-coverage.ts'
import { useText } from '../../../text/index.ts'
import { FilterChoice } from '../../../ui/filter-choice.tsx'
import { todayOf, useFormat } from '../../../ui/format.ts'
import { useKeys } from '../../../ui/keys.ts'
import { useTitle } from '../../../ui/page.tsx'
import { SearchField } from '../../../ui/search-field.tsx'
import { EmptyState, ErrorState, Loading } from '../../../ui/states.tsx'
import { PolicyLinks } from '../shared/policy-links.tsx'
import { COVERAGE_FILTERS, coverageFilterOf, shownPolicies } from './coverage-address.ts'
import type { CoverageAddressName } from './coverage-address.ts'
import { CoverageDrawer } from './coverage-drawer.tsx'
import { CoverageLinks } from './coverage-links.tsx'
import { CoverageMark } from './coverage-marks.tsx'
import { CoverageMatrix } from './coverage-matrix.tsx'
import { coverageQuery, pilotsQuery, themesQuery } from './coverage-queries.ts'
import '../../../ui/link-button.css'
import '../../../ui/list-page.css'
import './coverage.css'

const SEARCH_ID = 'coverage-search'

/** 政策覆盖情况: how far each policy has come in each park on a day. */
export function CoveragePage() {
  const t = useText(policyCoverageTexts)
  const format = useFormat()
  const [address, change] = useAddress<CoverageAddressName>()
  const filter = useMemo(() => coverageFilterOf(address), [address])
  const { data, error, refetch, isPlaceholderData } = useQuery(coverageQuery(filter))
  const pilots = useQuery(pilotsQuery({}))
  const shown = useMemo(() => (data ? shownPolicies(data, address) : []), [data, address])
  const open =
    data?.policies.some(({ id }) => id === address.policy) === true &&
    data.parks.some(({ id }) => id === address.park)
      ? { policy: address.policy ?? '', park: address.park ?? '' }
      : null
  const filtered = COVERAGE_FILTERS.some((name) => address[name])
  useTitle(t('title'))
  useKeys({ '/': () => document.getElementById(SEARCH_ID)?.focus() })
  return (
    <div className="page list-page">
      <PolicyLinks />
      <header className="page-head">
        <div>
          <h1>{t('title')}</h1>
          <div className="soft">{t('note')}</div>
        </div>
        <div className="page-actions no-print">
          <a
            className="link-button"
            href={addressOf(exportCoverage, { query: { on: filter.on } })}
            download
            title={t('exportWhy')}
          >
            {t('export')}
          </a>
        </div>
      </header>
      <CoverageLinks here="coverage" />
      <Filters />
      <div className="list-bar">
        {data ? (
          <span className="soft small" aria-live="polite" title={t('keysWhy')}>
            {shown.length === data.total
              ? t('total', { n: data.total, parks: data.parks.length })
              : t('filtered', { n: shown.length, all: data.total })}
            {' · '}
            {format.date(data.on)}
          </span>
        ) : null}
        <ul className="coverage-legend" aria-label={t('legend')}>
          {CoverageState.options.map((state) => (
            <li key={state}>
              <CoverageMark state={state} />
            </li>
          ))}
          <li className="coverage-outside" title={t('outsideWhy')}>
            <span aria-hidden="true">·</span> {t('outside')}
          </li>
        </ul>
      </div>
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data && shown.length > 0 ? (
        <CoverageMatrix
          coverage={data}
          shown={shown}
          pilots={pilots.data?.pilots ?? []}
          stale={isPlaceholderData}
          open={open}
          onOpen={(policy, park) => change({ policy, park }, { push: true })}
        />
      ) : null}
      {data && shown.length === 0 ? (
        <EmptyState
          title={t('none')}
          action={
            filtered ? (
              <Button
                onClick={() =>
                  change(Object.fromEntries(COVERAGE_FILTERS.map((name) => [name, null])), { push: true })
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
      {data && open ? (
        <CoverageDrawer
          key={`${open.policy} ${open.park}`}
          coverage={data}
          policyId={open.policy}
          parkId={open.park}
          onClose={() => change({ policy: null, park: null })}
        />
      ) : null}
    </div>
  )
}

function Filters() {
  const t = useText(policyCoverageTexts)
  const words = useText(enterprisePolicyTexts)
  const format = useFormat()
  const [address, change] = useAddress<CoverageAddressName>()
  const themes = useQuery(themesQuery)
  const { on, level, theme } = coverageFilterOf(address)
  const today = todayOf(new Date())
  return (
    <div className="list-filters no-print">
      <label className="coverage-on">
        <span className="soft">{t('on')}</span>
        <input
          type="date"
          className="choice"
          value={on ?? today}
          onChange={({ target }) => change({ on: target.value === today ? null : target.value })}
        />
      </label>
      <SearchField
        key={address.q ? 'words' : 'empty'}
        id={SEARCH_ID}
        words={address.q ?? ''}
        label={t('search')}
        onWords={(q) => change({ q })}
      />
      <FilterChoice
        label={t('level')}
        any={t('anyLevel')}
        value={level}
        options={PolicyLevel.options.map((value) => ({ value, label: words(`level.${value}`) }))}
        onValue={(value) => change({ level: value })}
      />
      <FilterChoice
        label={t('theme')}
        any={t('anyTheme')}
        value={theme}
        options={(themes.data ?? []).map((each) => ({
          value: each.theme,
          label: `${each.theme} ${format.number(each.count)}`,
        }))}
        onValue={(value) => change({ theme: value })}
      />
      <FilterChoice
        label={t('state')}
        any={t('anyState')}
        value={address.state}
        options={[
          ...CoverageState.options.map((value) => ({ value: String(value), label: t(`state.${value}`) })),
          { value: 'none', label: t('stateNone') },
        ]}
        onValue={(state) => change({ state })}
      />
    </div>
  )
}
