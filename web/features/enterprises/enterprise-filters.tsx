import { useQuery } from '@tanstack/react-query'
import { EnterpriseStatus } from '#contract/enterprises'
import type { ChangeAddress } from '../../app/address.ts'
import { organisationsQuery } from '../../app/organisations.ts'
import { enterpriseTexts } from '../../text/enterprises.ts'
import { useText } from '../../text/index.ts'
import { Choice } from '../../ui/choice.tsx'
import { todayOf, useFormat } from '../../ui/format.ts'
import { SearchField } from '../../ui/search-field.tsx'
import { useClassifications } from './classification-words.ts'
import type { CodeList } from './classification-words.ts'
import type { EnterpriseAddressName, EnterpriseFilterAddress } from './enterprise-address.ts'

export const SEARCH_ID = 'enterprise-search'

/** The day and what narrows the list; all of it lives in the address. */
export function EnterpriseFilters({
  filter,
  change,
}: {
  readonly filter: EnterpriseFilterAddress
  readonly change: ChangeAddress<EnterpriseAddressName>
}) {
  const t = useText(enterpriseTexts)
  const format = useFormat()
  const { listOf, nameOf } = useClassifications()
  const { data } = useQuery(organisationsQuery())
  const parks = (data?.organisations ?? []).filter(({ kind }) => kind === 'park')
  const set = (values: Parameters<typeof change>[0]) => change({ ...values, row: null })
  const codes = (
    name: 'industry' | 'field' | 'size' | 'rung',
    list: CodeList,
    any: 'anyIndustry' | 'anyField' | 'anySize' | 'anyRung',
  ) => (
    <Choice
      aria-label={t(name)}
      value={filter[name] ?? ''}
      onChange={({ target }) => set({ [name]: target.value })}
    >
      <option value="">{t(any)}</option>
      {listOf(list).map((code) => (
        <option key={code.code} value={code.code}>
          {list === 'industry' ? `${code.parent === null ? '' : '\u2003'}${code.code} ` : ''}
          {nameOf(code)}
        </option>
      ))}
    </Choice>
  )
  return (
    <div className="list-filters">
      <label className="register-on">
        <span className="soft">{t('on')}</span>
        <input
          type="date"
          className="choice register-date"
          value={filter.on ?? todayOf(new Date())}
          onChange={({ target }) => set({ on: target.value === todayOf(new Date()) ? null : target.value })}
        />
      </label>
      <SearchField
        key={filter.search ? 'words' : 'empty'}
        id={SEARCH_ID}
        words={filter.search ?? ''}
        label={t('search')}
        onWords={(search) => set({ search })}
      />
      <Choice
        aria-label={t('park')}
        value={filter.park ?? ''}
        onChange={({ target }) => set({ park: target.value })}
      >
        <option value="">{t('anyPark')}</option>
        {parks.map((park) => (
          <option key={park.id} value={park.id}>
            {format.name(park)}
          </option>
        ))}
      </Choice>
      <Choice
        aria-label={t('scope')}
        value={filter.scope ?? 'registration'}
        disabled={filter.park === undefined}
        onChange={({ target }) => set({ scope: target.value === 'operation' ? 'operation' : null })}
      >
        <option value="registration">{t('scope.registration')}</option>
        <option value="operation">{t('scope.operation')}</option>
      </Choice>
      <Choice
        aria-label={t('status')}
        value={filter.status ?? ''}
        onChange={({ target }) => set({ status: target.value })}
      >
        <option value="">{t('anyStatus')}</option>
        {EnterpriseStatus.options.map((status) => (
          <option key={status} value={status}>
            {t(`status.${status}`)}
          </option>
        ))}
      </Choice>
      {codes('industry', 'industry', 'anyIndustry')}
      {codes('field', 'field', 'anyField')}
      {codes('size', 'size', 'anySize')}
      {codes('rung', 'rung', 'anyRung')}
      <Choice
        aria-label={t('highTech')}
        value={filter.highTech ?? ''}
        onChange={({ target }) => set({ highTech: target.value })}
      >
        <option value="">{t('anyHighTech')}</option>
        {(['yes', 'no'] as const).map((each) => (
          <option key={each} value={each}>
            {t(`highTech.${each}`)}
          </option>
        ))}
      </Choice>
    </div>
  )
}
