import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { DIMENSIONS, SCOPES, TRANSFORMS } from '#domain/indicators'
import type { Exploration } from '#contract/statistics'
import { classificationsQuery } from '../../../app/classifications.ts'
import type { ChangeAddress } from '../../../app/address.ts'
import { organisationsQuery } from '../../../app/organisations.ts'
import { exploreTexts } from '../../../text/explore.ts'
import { useText } from '../../../text/index.ts'
import { Choice } from '../../../ui/choice.tsx'
import { Disclosure } from '../../../ui/disclosure.tsx'
import { ZONE_OFFSET, useFormat } from '../../../ui/format.ts'
import { useSay } from '../../../ui/say.ts'
import { periodWords } from '../../../ui/filings/period-words.ts'
import { FILTERS, filtersOf } from './explore-address.ts'
import type { ExploreAddress, ExploreAddressName, FilterName } from './explore-address.ts'

const CUTS = ['zone', ...DIMENSIONS] as const
const NO_PERIODS: readonly string[] = []
/** Transforms that need a word on how they are computed. */
const EXPLAINED = ['growth', 'growth-same-period', 'share', 'location-quotient'] as const

/** What is asked of the indicator: cut, scope, transform, periods, filters, moment. All of it is in the address. */
export function ExploreControls({
  address,
  change,
  exploration,
}: {
  readonly address: ExploreAddress
  readonly change: ChangeAddress<ExploreAddressName>
  readonly exploration: Exploration | undefined
}) {
  const t = useText(exploreTexts)
  const filters = filtersOf(address)
  const ofParks = exploration?.indicator.unitKind === 'park'
  const cuts = ofParks ? CUTS.filter((cut) => cut === 'zone' || cut === 'park') : CUTS
  return (
    <div className="list-filters explore-controls no-print">
      <Choice
        aria-label={t('dimension')}
        value={address.dimension ?? 'park'}
        onChange={({ target }) => change({ dimension: target.value, pick: null, behind: null, row: null })}
      >
        {cuts.map((cut) => (
          <option key={cut} value={cut}>
            {t(`dimension.${cut}`)}
          </option>
        ))}
      </Choice>
      <Choice
        aria-label={t('scope')}
        title={t(`scopeWhy.${address.scope === 'operation' ? 'operation' : 'registration'}`)}
        value={address.scope ?? 'registration'}
        onChange={({ target }) => change({ scope: target.value === 'registration' ? null : target.value })}
      >
        {SCOPES.map((scope) => (
          <option key={scope} value={scope}>
            {t(`scope.${scope}`)}
          </option>
        ))}
      </Choice>
      <Choice
        className="explore-transform"
        aria-label={t('transform')}
        title={transformWhy(t, address.transform)}
        value={address.transform ?? 'value'}
        onChange={({ target }) => change({ transform: target.value === 'value' ? null : target.value })}
      >
        {TRANSFORMS.map((transform) => {
          const lacks = transform === 'location-quotient' && filters.length === 0
          const name = t(`transform.${transform}`)
          return (
            <option key={transform} value={transform} disabled={lacks}>
              {lacks ? t('quotientNeeds', { name }) : name}
            </option>
          )
        })}
      </Choice>
      <PeriodChoices address={address} change={change} available={exploration?.available ?? NO_PERIODS} />
      {exploration?.indicator.measure === 'accumulates' ? (
        <label className="explore-single" title={t('singleWhy')}>
          <input
            type="checkbox"
            checked={address.single === 'true'}
            onChange={({ target }) => change({ single: target.checked ? 'true' : null })}
          />
          {t('single')}
        </label>
      ) : null}
      {ofParks ? null : (
        <Filters address={address} change={change} closed={exploration?.restriction === 'published'} />
      )}
      <AsOf address={address} change={change} />
    </div>
  )
}

function transformWhy(
  t: (key: Extract<keyof (typeof exploreTexts)['zh-CN'], `transformWhy.${string}`>) => string,
  transform: string | undefined,
): string | undefined {
  const found = EXPLAINED.find((each) => each === transform)
  return found === undefined ? undefined : t(`transformWhy.${found}`)
}

function PeriodChoices({
  address,
  change,
  available,
}: {
  readonly address: ExploreAddress
  readonly change: ChangeAddress<ExploreAddressName>
  readonly available: readonly string[]
}) {
  const t = useText(exploreTexts)
  const { language } = useFormat()
  const newest = available.toReversed()
  const options = (current: string | undefined, allowed: (period: string) => boolean) =>
    [...new Set([...(current === undefined ? [] : [current]), ...newest.filter(allowed)])]
      .sort((a, b) => b.localeCompare(a))
      .map((period) => (
        <option key={period} value={period}>
          {periodWords(period, language)}
        </option>
      ))
  const { from, to } = address
  return (
    <span className="explore-periods">
      <Choice
        aria-label={t('from')}
        value={from ?? ''}
        onChange={({ target }) => change({ from: target.value, row: null })}
      >
        <option value="">{t('fromDefault')}</option>
        {options(from, (period) => to === undefined || period <= to)}
      </Choice>
      <span className="soft">{t('spanTo')}</span>
      <Choice
        aria-label={t('to')}
        value={to ?? ''}
        onChange={({ target }) => change({ to: target.value, row: null })}
      >
        <option value="">{t('toDefault')}</option>
        {options(to, (period) => from === undefined || period >= from)}
      </Choice>
    </span>
  )
}

/** What each filter can be set to: the parks of the zone and the codes of the classifications. */
function useFilterOptions(name: FilterName): readonly { readonly code: string; readonly words: string }[] {
  const say = useSay()
  const { language } = useFormat()
  const { data: organisations } = useQuery(organisationsQuery())
  const { data: classifications } = useQuery(classificationsQuery)
  return useMemo(() => {
    if (name === 'park')
      return (organisations?.organisations ?? [])
        .filter(({ kind }) => kind === 'park')
        .map(({ code, name: park, nameEn }) => ({ code, words: language === 'en' && nameEn ? nameEn : park }))
    return (classifications?.codes ?? [])
      .filter(({ list, level }) => list === name && level !== 'group' && level !== 'class')
      .map(({ code, level, zh, en }) => ({
        code,
        words:
          name === 'industry'
            ? `${level === 'division' ? '  ' : ''}${code} ${say({ zh, en })}`
            : say({ zh, en }),
      }))
      .sort((a, b) => (name === 'industry' ? a.code.localeCompare(b.code) : 0))
  }, [name, organisations, classifications, language, say])
}

function Filters({
  address,
  change,
  closed,
}: {
  readonly address: ExploreAddress
  readonly change: ChangeAddress<ExploreAddressName>
  readonly closed: boolean
}) {
  const t = useText(exploreTexts)
  const set = filtersOf(address)
  return (
    <Disclosure
      className="list-menu explore-filters"
      face={set.length > 0 ? t('filtersOn', { n: set.length }) : t('filters')}
    >
      {() => (
        <>
          <p className="soft small">{t(closed ? 'filtersClosed' : 'filtersWhy')}</p>
          {FILTERS.map((name) =>
            closed && !set.includes(name) ? null : (
              <FilterChoice key={name} name={name} value={address[name] ?? ''} change={change} />
            ),
          )}
          {set.length > 0 ? (
            <button
              type="button"
              className="menu-item"
              onClick={() => change(Object.fromEntries(set.map((name) => [name, null])))}
            >
              {t('clear')}
            </button>
          ) : null}
        </>
      )}
    </Disclosure>
  )
}

function FilterChoice({
  name,
  value,
  change,
}: {
  readonly name: FilterName
  readonly value: string
  readonly change: ChangeAddress<ExploreAddressName>
}) {
  const t = useText(exploreTexts)
  const options = useFilterOptions(name)
  return (
    <label className="explore-filter">
      <span>{t(`filter.${name}`)}</span>
      <Choice value={value} onChange={({ target }) => change({ [name]: target.value, row: null })}>
        <option value="">{t('any')}</option>
        {value === '' || options.some(({ code }) => code === value) ? null : (
          <option value={value}>{value}</option>
        )}
        {options.map(({ code, words }) => (
          <option key={code} value={code}>
            {words}
          </option>
        ))}
      </Choice>
    </label>
  )
}

/** What is filtered, in words, each to be taken away. */
export function FilterChips({
  address,
  change,
}: {
  readonly address: ExploreAddress
  readonly change: ChangeAddress<ExploreAddressName>
}) {
  return filtersOf(address).map((name) => (
    <FilterChip key={name} name={name} value={address[name] ?? ''} change={change} />
  ))
}

function FilterChip({
  name,
  value,
  change,
}: {
  readonly name: FilterName
  readonly value: string
  readonly change: ChangeAddress<ExploreAddressName>
}) {
  const t = useText(exploreTexts)
  const words =
    useFilterOptions(name)
      .find(({ code }) => code === value)
      ?.words.trim() ?? value
  return (
    <button
      type="button"
      className="explore-chip"
      title={t('remove', { name: words })}
      onClick={() => change({ [name]: null })}
    >
      {t(`filter.${name}`)}: {words} <span aria-hidden="true">×</span>
    </button>
  )
}

function AsOf({
  address: { asOf },
  change,
}: {
  readonly address: ExploreAddress
  readonly change: ChangeAddress<ExploreAddressName>
}) {
  const t = useText(exploreTexts)
  const { moment } = useFormat()
  return (
    <Disclosure
      className="list-menu"
      face={
        <>
          {t('asOf')} <span className="soft">{asOf === undefined ? t('asOfNow') : moment(asOf)}</span>
        </>
      }
    >
      {(close) => (
        <form
          className="explore-asof"
          onSubmit={(event) => {
            event.preventDefault()
            const value = new FormData(event.currentTarget).get('at')
            if (typeof value === 'string' && value !== '') {
              change({ asOf: `${value.slice(0, 16)}:00${ZONE_OFFSET}` }, { push: true })
              close()
            }
          }}
        >
          <p className="soft small">{t('asOfWhy')}</p>
          <input
            className="choice choice-date"
            type="datetime-local"
            name="at"
            required
            aria-label={t('asOf')}
            defaultValue={asOf?.slice(0, 16)}
          />
          <button type="submit" className="menu-item">
            {t('asOf')}
          </button>
          {asOf === undefined ? null : (
            <button
              type="button"
              className="menu-item"
              onClick={() => {
                change({ asOf: null }, { push: true })
                close()
              }}
            >
              {t('asOfBack')}
            </button>
          )}
        </form>
      )}
    </Disclosure>
  )
}
