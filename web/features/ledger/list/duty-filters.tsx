import { useQuery } from '@tanstack/react-query'
import { DUTY_FLAGS, DUTY_STATES, periodOf } from '#domain/ledger'
import type { ChangeAddress } from '../../../app/address.ts'
import { useText } from '../../../text/index.ts'
import { ledgerListTexts } from '../../../text/ledger-list.ts'
import { ledgerTexts } from '../../../text/ledger.ts'
import { Choice } from '../../../ui/choice.tsx'
import { Disclosure } from '../../../ui/disclosure.tsx'
import { useFormat } from '../../../ui/format.ts'
import { SearchField } from '../../../ui/search-field.tsx'
import { BodyChoice } from '../shared/body-choice.tsx'
import { toggled, valuesOf } from '../shared/filter-address.ts'
import type { DutyFilterAddress, FilterName } from '../shared/filter-address.ts'
import { ledgerFrameQuery } from '../shared/queries.ts'
import { chipsOf } from './filter-chips.ts'
import type { ListAddressName } from './list-address.ts'
import './duty-filters.css'

export const SEARCH_ID = 'duty-search'

const GROUPS = ['open', 'done', 'suspended', 'gone', 'all'] as const
const SOURCES = ['plan', 'register', 'manual', 'gap', 'inspection', 'alert'] as const
const KINDS = ['duty', 'measure', 'instance'] as const
const VISIBILITIES = ['organisation', 'zone', 'public'] as const
/** Conditions behind “more”; the bar shows how many of them hold. */
const MORE = [
  'state',
  'flag',
  'kind',
  'source',
  'person',
  'category',
  'lead',
  'dueFrom',
  'dueTo',
  'mine',
  'evaluation',
  'visibility',
] as const satisfies readonly FilterName[]

interface FilterProps {
  readonly filter: DutyFilterAddress
  readonly change: ChangeAddress<ListAddressName>
}

/** What narrows the ledger; all of it lives in the address. */
export function DutyFilters({ filter, change }: FilterProps) {
  const t = useText(ledgerListTexts)
  const words = useText(ledgerTexts)
  const format = useFormat()
  const { data: frame } = useQuery(ledgerFrameQuery)
  const set = (values: Parameters<typeof change>[0]) => change({ ...values, row: null })
  const more = MORE.filter((name) => filter[name] !== undefined).length
  return (
    <div className="duty-filters no-print" role="search" aria-label={t('filters')}>
      <SearchField
        key={filter.q ? 'words' : 'empty'}
        id={SEARCH_ID}
        words={filter.q ?? ''}
        label={t('search')}
        onWords={(q) => set({ q })}
      />
      <Choice
        aria-label={t('scope')}
        value={filter.group ?? ''}
        onChange={({ target }) => set({ group: target.value })}
      >
        <option value="">{t('scope.any')}</option>
        {GROUPS.map((group) => (
          <option key={group} value={group}>
            {words(`group.${group}`)}
          </option>
        ))}
      </Choice>
      <BodyChoice
        className="duty-body"
        label={t('body')}
        placeholder={t('anyBody')}
        value={filter.body ?? null}
        onChange={(body) => set({ body })}
      />
      <Choice
        aria-label={words('park')}
        value={filter.park ?? ''}
        onChange={({ target }) => set({ park: target.value })}
      >
        <option value="">{t('anyPark')}</option>
        {(frame?.parks ?? []).map((park) => (
          <option key={park.id} value={park.id}>
            {format.name(park)}
          </option>
        ))}
      </Choice>
      <Choice
        className="duty-document"
        aria-label={words('document')}
        value={filter.document ?? ''}
        onChange={({ target }) => set({ document: target.value })}
      >
        <option value="">{t('anyDocument')}</option>
        {(frame?.documents ?? []).map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </Choice>
      <Disclosure className="duty-more" face={more > 0 ? t('moreFiltersN', { n: more }) : t('moreFilters')}>
        {() => <MoreFilters filter={filter} change={set} />}
      </Disclosure>
    </div>
  )
}

function MoreFilters({ filter, change }: FilterProps) {
  const t = useText(ledgerListTexts)
  const words = useText(ledgerTexts)
  const format = useFormat()
  const { data: frame } = useQuery(ledgerFrameQuery)
  const today = frame?.today
  const spans = [
    { key: 'dueThisMonth', rhythm: 'month' },
    { key: 'dueThisQuarter', rhythm: 'quarter' },
    { key: 'dueThisYear', rhythm: 'year' },
  ] as const
  return (
    <div className="duty-more-body">
      <Several
        title={t('states')}
        list={filter.state}
        values={DUTY_STATES}
        name={(state) => words(`state.${state}`)}
        onList={(state) => change({ state })}
      />
      <Several
        title={t('flagsFilter')}
        list={filter.flag}
        values={DUTY_FLAGS}
        name={(flag) => words(`flag.${flag}`)}
        onList={(flag) => change({ flag })}
      />
      <Several
        title={t('kinds')}
        list={filter.kind}
        values={KINDS}
        name={(kind) => words(`kind.${kind}`)}
        onList={(kind) => change({ kind })}
      />
      <Several
        title={t('sources')}
        list={filter.source}
        values={SOURCES}
        name={(source) => words(`source.${source}`)}
        onList={(source) => change({ source })}
      />
      <div className="duty-more-row">
        <label>
          {words('category')}
          <Choice value={filter.category ?? ''} onChange={({ target }) => change({ category: target.value })}>
            <option value="">{t('anyCategory')}</option>
            {(frame?.actions ?? []).map(({ code, zh, en }) => (
              <option key={code} value={code}>
                {format.language === 'en' ? en : zh}
              </option>
            ))}
          </Choice>
        </label>
        <label>
          {words('person')}
          <Choice value={filter.person ?? ''} onChange={({ target }) => change({ person: target.value })}>
            <option value="">{t('anyPerson')}</option>
            {(frame?.people ?? []).map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Choice>
        </label>
        <label>
          {t('visibility')}
          <Choice
            value={filter.visibility ?? ''}
            onChange={({ target }) => change({ visibility: target.value })}
          >
            <option value="">{t('anyVisibility')}</option>
            {VISIBILITIES.map((each) => (
              <option key={each} value={each}>
                {words(`visibility.${each}`)}
              </option>
            ))}
          </Choice>
        </label>
      </div>
      <div className="duty-more-row">
        <label>
          {t('dueFrom')}
          <input
            type="date"
            className="choice duty-date"
            value={filter.dueFrom ?? ''}
            onChange={({ target }) => change({ dueFrom: target.value })}
          />
        </label>
        <label>
          {t('dueTo')}
          <input
            type="date"
            className="choice duty-date"
            value={filter.dueTo ?? ''}
            onChange={({ target }) => change({ dueTo: target.value })}
          />
        </label>
        <span className="duty-spans">
          {today
            ? spans.map(({ key, rhythm }) => {
                const { from, to } = periodOf(today, rhythm)
                return (
                  <button key={key} type="button" onClick={() => change({ dueFrom: from, dueTo: to })}>
                    {t(key)}
                  </button>
                )
              })
            : null}
        </span>
      </div>
      <div className="duty-more-row">
        <label className="duty-check">
          <input
            type="checkbox"
            checked={filter.mine === 'true'}
            onChange={({ target }) => change({ mine: target.checked ? 'true' : null })}
          />
          {t('mine')}
        </label>
        <label className="duty-check">
          <input
            type="checkbox"
            checked={filter.evaluation === 'true'}
            onChange={({ target }) => change({ evaluation: target.checked ? 'true' : null })}
          />
          {t('evaluation')}
        </label>
      </div>
    </div>
  )
}

function Several<T extends string>({
  title,
  list,
  values,
  name,
  onList,
}: {
  readonly title: string
  readonly list: string | undefined
  readonly values: readonly T[]
  readonly name: (value: T) => string
  readonly onList: (list: string) => void
}) {
  const chosen = valuesOf(list)
  return (
    <fieldset className="duty-several">
      <legend>{title}</legend>
      {values.map((value) => (
        <label key={value} className="duty-check">
          <input
            type="checkbox"
            checked={chosen.includes(value)}
            onChange={() => onList(toggled(list, value))}
          />
          {name(value)}
        </label>
      ))}
    </fieldset>
  )
}

/** The chosen conditions, each to be taken away by one press. */
export function FilterChips({ filter, change }: FilterProps) {
  const t = useText(ledgerListTexts)
  const { language } = useFormat()
  const { data: frame } = useQuery(ledgerFrameQuery)
  const chips = chipsOf(filter, frame, language)
  if (chips.length === 0) return null
  return (
    <ul className="duty-chips" aria-label={t('chips')}>
      {chips.map(({ key, words, name, rest }) => (
        <li key={key}>
          <button
            type="button"
            aria-label={t('removeChip', { name: words })}
            onClick={() => change({ [name]: rest, row: null })}
          >
            <span>{words}</span> <span aria-hidden="true">×</span>
          </button>
        </li>
      ))}
      <li>
        <button
          type="button"
          className="duty-chips-clear"
          onClick={() =>
            change(
              { ...Object.fromEntries(chips.map(({ name }) => [name, null])), row: null },
              { push: true },
            )
          }
        >
          {t('clear')}
        </button>
      </li>
    </ul>
  )
}
