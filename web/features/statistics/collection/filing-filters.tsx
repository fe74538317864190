import { FilingFilter } from '#contract/statistics'
import type { ChangeAddress } from '../../../app/address.ts'
import { collectionTexts } from '../../../text/collection.ts'
import { useText } from '../../../text/index.ts'
import { statisticsTexts } from '../../../text/statistics.ts'
import { Choice } from '../../../ui/choice.tsx'
import { formatNumber, useFormat } from '../../../ui/format.ts'
import { SearchField } from '../../../ui/search-field.tsx'
import type { Collection } from '../shared/queries.ts'
import { parkNameOf } from '../../../ui/filings/unit-name.ts'
import { countOf } from './filings-address.ts'
import type { CollectionAddressName, FilingFilterAddress, StateFilter } from './filings-address.ts'
import '../../../ui/count-strip.css'

export const SEARCH_ID = 'filing-search'
const FLAGS = FilingFilter.shape.flag.unwrap().options

/** What narrows the list; all of it lives in the address. */
export function FilingFilters({
  data,
  filter,
  change,
}: {
  readonly data: Collection
  readonly filter: FilingFilterAddress
  readonly change: ChangeAddress<CollectionAddressName>
}) {
  const t = useText(collectionTexts)
  const words = useText(statisticsTexts)
  const format = useFormat()
  const set = (values: Parameters<typeof change>[0]) => change({ ...values, row: null })
  const { approval } = data.collection
  // The counts that the page has are those of the chosen park.
  const counts =
    filter.park === undefined
      ? data.counts
      : (data.parks.find(({ park }) => park?.id === filter.park)?.counts ?? data.counts)
  const states: readonly StateFilter[] = [
    'owed',
    'missing',
    'draft',
    'returned',
    'submitted',
    ...(approval === 'approve-then-accept' ? (['approved'] as const) : []),
    'final',
  ]
  const stateName = (state: StateFilter) =>
    state === 'owed' || state === 'missing'
      ? t(`count.${state}`)
      : state === 'final'
        ? words('final')
        : words(`state.${state}`)
  const numberOf = (state: StateFilter) =>
    state === 'approved' ? Math.max(0, counts.approved - counts.final) : countOf(state, counts)
  return (
    <>
      <div className="count-strip">
        <span className="count-group" role="group" aria-label={t('counts')}>
          <button
            type="button"
            aria-pressed={filter.state === undefined && filter.flag === undefined}
            onClick={() => set({ state: null, flag: null })}
          >
            {t('all')} <b>{format.number(counts.expected)}</b>
          </button>
          {states.map((state) => (
            <button
              key={state}
              type="button"
              aria-pressed={filter.state === state}
              onClick={() => set({ state: filter.state === state ? null : state })}
            >
              {stateName(state)} <b>{format.number(numberOf(state) ?? 0)}</b>
            </button>
          ))}
        </span>
      </div>
      <div className="list-filters">
        <SearchField
          key={filter.search ? 'words' : 'empty'}
          id={SEARCH_ID}
          words={filter.search ?? ''}
          label={t('search')}
          onWords={(search) => set({ search })}
        />
        {data.parks.length > 1 ? (
          <Choice
            aria-label={t('park')}
            value={filter.park ?? ''}
            onChange={({ target }) => set({ park: target.value })}
          >
            <option value="">{t('anyPark')}</option>
            {data.parks.flatMap(({ park }) =>
              park === null
                ? []
                : [
                    <option key={park.id} value={park.id}>
                      {parkNameOf(park, format.language)}
                    </option>,
                  ],
            )}
          </Choice>
        ) : null}
        <span className="count-group count-flags" role="group" aria-label={t('flags')}>
          {FLAGS.map((flag) => (
            <button
              key={flag}
              type="button"
              aria-pressed={filter.flag === flag}
              onClick={() => set({ flag: filter.flag === flag ? null : flag })}
            >
              {t(`flag.${flag}`)} {flagCount(flag, counts)}
            </button>
          ))}
        </span>
      </div>
    </>
  )
}

/** How many the page knows to have the flag; estimates are counted by nobody yet, queries one by one. */
function flagCount(flag: (typeof FLAGS)[number], counts: Collection['counts']): string | null {
  switch (flag) {
    case 'errors':
      return formatNumber(counts.withErrors)
    case 'unexplained':
      return formatNumber(counts.unexplained)
    case 'late':
      return formatNumber(counts.late)
    case 'queries':
    case 'imputed':
      return null
  }
}
