import { useQuery } from '@tanstack/react-query'
import { PolicyLevel, PolicyProcedure } from '#contract/policies'
import type { listPolicies } from '#contract/policies'
import type { ResponseOf } from '../../../../src/features/route-contract.ts'
import type { ChangeAddress } from '../../../app/address.ts'
import { organisationsQuery } from '../../../app/organisations.ts'
import { enterprisePolicyTexts } from '../../../text/enterprises-policies.ts'
import { policyEditorTexts } from '../../../text/policy-editor.ts'
import { policyTexts } from '../../../text/policies.ts'
import { useText } from '../../../text/index.ts'
import { THEMES, spokenName } from '../../../text/policy-themes.ts'
import { FilterChoice } from '../../../ui/filter-choice.tsx'
import { todayOf, useFormat } from '../../../ui/format.ts'
import { SearchField } from '../../../ui/search-field.tsx'
import { STANDINGS } from '../shared/policy-marks.tsx'
import { WORK } from './policy-address.ts'
import type { PolicyAddressName, PolicyFilterInput } from './policy-address.ts'

export const SEARCH_ID = 'policy-search'

type Answer = ResponseOf<typeof listPolicies>

/** The day and what narrows the list; all of it lives in the address. */
export function PolicyFilters({
  filter,
  themes = [],
  standings = [],
  mayDraft,
  change,
}: {
  readonly filter: PolicyFilterInput
  readonly themes: Answer['themes'] | undefined
  readonly standings: Answer['standings'] | undefined
  readonly mayDraft: boolean
  readonly change: ChangeAddress<PolicyAddressName>
}) {
  const t = useText(policyTexts)
  const words = useText(enterprisePolicyTexts)
  const editor = useText(policyEditorTexts)
  const format = useFormat()
  const { data } = useQuery(organisationsQuery())
  const set = (values: Parameters<typeof change>[0]) => change({ ...values, row: null })
  const today = todayOf(new Date())
  const counted = (name: string, count: number | undefined) =>
    count === undefined ? name : `${name} ${format.number(count)}`
  return (
    <div className="list-filters">
      <label className="policy-on">
        <span className="soft">{t('on')}</span>
        <input
          type="date"
          className="choice"
          value={filter.on ?? today}
          onChange={({ target }) => set({ on: target.value === today ? null : target.value })}
        />
      </label>
      <SearchField
        key={filter.q ? 'words' : 'empty'}
        id={SEARCH_ID}
        words={filter.q ?? ''}
        label={t('search')}
        onWords={(q) => set({ q })}
      />
      <FilterChoice
        label={t('level')}
        any={t('anyLevel')}
        value={filter.level}
        options={PolicyLevel.options.map((value) => ({ value, label: words(`level.${value}`) }))}
        onValue={(level) => set({ level })}
      />
      <FilterChoice
        label={t('theme')}
        any={t('anyTheme')}
        value={filter.theme}
        options={themes.map(({ theme, count }) => ({
          value: theme,
          label: counted(spokenName(theme, THEMES, format.language).text, count),
        }))}
        onValue={(theme) => set({ theme })}
      />
      <FilterChoice
        label={t('park')}
        any={t('anyPark')}
        value={filter.park}
        options={(data?.organisations ?? [])
          .filter(({ kind }) => kind === 'park')
          .map((park) => ({
            value: park.code,
            label: format.name({ name: park.shortName, nameEn: park.nameEn }),
          }))}
        onValue={(park) => set({ park })}
      />
      <FilterChoice
        label={t('procedure')}
        any={t('anyProcedure')}
        value={filter.procedure}
        options={PolicyProcedure.options.map((value) => ({ value, label: words(`procedure.${value}`) }))}
        onValue={(procedure) => set({ procedure })}
      />
      <FilterChoice
        label={t('standing')}
        any={t('anyStanding')}
        value={filter.standing}
        options={STANDINGS.map((value) => ({
          value,
          label: counted(t(`standing.${value}`), standings.find(({ standing }) => standing === value)?.count),
        }))}
        onValue={(standing) => set({ standing })}
      />
      {mayDraft ? (
        <FilterChoice
          label={editor('inWork')}
          any={editor('anyWork')}
          value={filter.inWork}
          options={WORK.map((value) => ({ value, label: editor(`work.${value}`) }))}
          onValue={(state) => set({ state })}
        />
      ) : null}
    </div>
  )
}
