import Button from 'antd/es/button'
import type { ChangeAddress } from '../../../app/address.ts'
import { cultivationTexts } from '../../../text/cultivation.ts'
import { standingTexts } from '../../../text/cultivation-standings.ts'
import { useText } from '../../../text/index.ts'
import { FilterChoice } from '../../../ui/filter-choice.tsx'
import { useSay } from '../../../ui/say.ts'
import { EnterpriseChoiceFilters } from '../shared/enterprise-choice.tsx'
import { useRungs } from '../shared/use-rungs.ts'
import { SORTS } from './standing-address.ts'
import type {
  StandingAddressName,
  StandingFilterInput,
  StandingPage,
  StandingSort,
} from './standing-address.ts'

export const SEARCH_ID = 'standing-search'
const CHANCES = ['qualified', 'near', 'undetermined'] as const
const BODIES = ['enterprise', 'park', 'office'] as const

/** What narrows the list; all of it lives in the address. */
export function StandingFilters({
  page,
  filter,
  sort,
  change,
}: {
  readonly page: StandingPage
  readonly filter: StandingFilterInput
  readonly sort: StandingSort | undefined
  readonly change: ChangeAddress<StandingAddressName>
}) {
  const t = useText(standingTexts)
  const words = useText(cultivationTexts)
  const say = useSay()
  const { ladder, rungs, marks } = useRungs()
  const set = (values: Parameters<typeof change>[0]) => change({ ...values, row: null })
  const steps = rungs.map(({ code, title }) => ({ value: code, label: say(title) }))
  const usual: StandingSort = page === 'potential' ? 'distance' : 'rung'
  return (
    <div className="list-filters no-print">
      <EnterpriseChoiceFilters filter={filter} searchId={SEARCH_ID} set={set} />
      <FilterChoice
        label={words('held')}
        any={t('anyHeld')}
        value={filter.held}
        options={[{ value: 'none', label: words('none') }, ...steps]}
        onValue={(held) => set({ held })}
      />
      <FilterChoice
        label={t('next')}
        any={t('anyNext')}
        value={filter.next}
        options={steps}
        onValue={(next) => set({ next })}
      />
      <FilterChoice
        label={t('chance')}
        any={page === 'potential' ? t('potential') : t('anyChance')}
        value={page === 'potential' && filter.potential === 'potential' ? undefined : filter.potential}
        options={[
          ...(page === 'potential' ? [] : [{ value: 'potential', label: t('potential') }]),
          ...CHANCES.map((value) => ({ value, label: words(`answer.${value}`) })),
        ]}
        onValue={(potential) => set({ potential })}
      />
      {page === 'standings' ? (
        <>
          <FilterChoice
            label={t('mark')}
            any={t('anyMark')}
            value={filter.mark}
            options={marks.map(({ code, title }) => ({ value: code, label: say(title) }))}
            onValue={(mark) => set({ mark })}
          />
          <FilterChoice
            label={t('reminder')}
            any={t('anyReminder')}
            value={filter.reminder}
            options={(ladder?.reminders ?? []).map(({ code, title }) => ({ value: code, label: say(title) }))}
            onValue={(reminder) => set({ reminder })}
          />
        </>
      ) : (
        <FilterChoice
          label={t('missingFrom')}
          any={t('anyMissing')}
          value={filter.missingFrom}
          options={BODIES.map((value) => ({ value, label: t(`missing.${value}`) }))}
          onValue={(missingFrom) => set({ missingFrom })}
        />
      )}
      <FilterChoice
        label={t('inLibrary')}
        any={t('anyLibrary')}
        value={filter.inLibrary}
        options={(['yes', 'no'] as const).map((value) => ({ value, label: t(`inLibrary.${value}`) }))}
        onValue={(inLibrary) => set({ inLibrary })}
      />
      <FilterChoice
        label={words('sort')}
        any={t(`sort.${usual}`)}
        value={sort === usual ? undefined : sort}
        options={SORTS.filter((value) => value !== usual).map((value) => ({
          value,
          label: t(`sort.${value}`),
        }))}
        onValue={(value) => set({ sort: value })}
      />
      {filter.expiringWithin === undefined ? null : (
        <Button onClick={() => set({ expiringWithin: null })}>
          {t('expiringWithin', { n: Number(filter.expiringWithin) })} ×
          <span className="unseen">{t('clearExpiring')}</span>
        </Button>
      )}
    </div>
  )
}
