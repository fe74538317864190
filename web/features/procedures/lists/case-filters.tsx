import Select from 'antd/es/select'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { organisationsQuery } from '../../../app/organisations.ts'
import type { Address, ChangeAddress } from '../../../app/address.ts'
import { useAbility } from '../../../app/session.ts'
import { caseListTexts } from '../../../text/cases.ts'
import { useText } from '../../../text/index.ts'
import { Choice } from '../../../ui/choice.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useSay } from '../../../ui/say.ts'
import { procedureQuery, proceduresQuery } from '../shared/case-queries.ts'
import { SORTS, STAGES } from './list-query.ts'
import type { ListAddress, ListQuery } from './list-query.ts'
import { SearchField } from '../../../ui/search-field.tsx'

export const SEARCH_ID = 'case-search'

/** What narrows the list; all of it lives in the address. */
export function CaseFilters({
  query,
  address,
  change,
}: {
  readonly query: ListQuery
  readonly address: Address<ListAddress>
  readonly change: ChangeAddress<ListAddress>
}) {
  const t = useText(caseListTexts)
  const say = useSay()
  const { data } = useQuery(proceduresQuery)
  const set = (values: Parameters<typeof change>[0]) => change({ ...values, row: null })
  return (
    <div className="case-filters">
      {query.box === 'todo' ? (
        <Choice
          aria-label={t('who')}
          value={query.who ?? 'body'}
          onChange={({ target }) => set({ who: target.value === 'me' ? 'me' : null })}
        >
          <option value="body">{t('who.body')}</option>
          <option value="me">{t('who.me')}</option>
        </Choice>
      ) : null}
      {query.box === 'all' ? (
        <Choice
          aria-label={t('stage')}
          value={query.stage ?? ''}
          onChange={({ target }) => set({ stage: target.value })}
        >
          <option value="">{t('stage.any')}</option>
          {STAGES.map((stage) => (
            <option key={stage} value={stage}>
              {t(`stage.${stage}`)}
            </option>
          ))}
        </Choice>
      ) : null}
      <Choice
        aria-label={t('procedure')}
        value={query.procedure ?? ''}
        onChange={({ target }) => set({ procedure: target.value, node: null })}
      >
        <option value="">{t('allProcedures')}</option>
        {(data?.procedures ?? []).map(({ code, name }) => (
          <option key={code} value={code}>
            {say(name)}
          </option>
        ))}
      </Choice>
      {query.procedure ? (
        <StepChoice procedure={query.procedure} node={query.node ?? ''} onNode={(node) => set({ node })} />
      ) : null}
      <OwnerChoice owner={query.owner ?? ''} onOwner={(owner) => set({ owner })} />
      <SearchField
        key={address.q ? 'words' : 'empty'}
        id={SEARCH_ID}
        words={address.q ?? ''}
        label={t('search')}
        onWords={(q) => set({ q })}
      />
      <Choice
        className="case-sort"
        aria-label={t('sort')}
        value={query.sort}
        onChange={({ target }) => set({ sort: target.value })}
      >
        {SORTS.map((sort) => (
          <option key={sort} value={sort}>
            {t(`sort.${sort}`)}
          </option>
        ))}
      </Choice>
    </div>
  )
}

function StepChoice({
  procedure,
  node,
  onNode,
}: {
  readonly procedure: string
  readonly node: string
  readonly onNode: (node: string) => void
}) {
  const t = useText(caseListTexts)
  const say = useSay()
  const { data } = useQuery(procedureQuery(procedure))
  const steps = (data?.drawing.boxes ?? []).filter(({ kind }) => kind === 'step')
  return (
    <Choice aria-label={t('step')} value={node} onChange={({ target }) => onNode(target.value)}>
      <option value="">{t('allSteps')}</option>
      {steps.map(({ node: each, name }) => (
        <option key={each} value={each}>
          {say(name)}
        </option>
      ))}
    </Choice>
  )
}

/** By whose clock. Parks, departments and districts are many, so the choice can be typed into. */
function OwnerChoice({
  owner,
  onOwner,
}: {
  readonly owner: string
  readonly onOwner: (owner: string) => void
}) {
  const t = useText(caseListTexts)
  const format = useFormat()
  const mayRead = useAbility('organisations.read')
  const { data } = useQuery({ ...organisationsQuery(), enabled: mayRead })
  const options = useMemo(
    () => [
      { value: '', label: t('anyOwner') },
      ...(data?.organisations ?? [])
        .map((each) => ({ value: each.id, label: format.name(each) }))
        .toSorted((a, b) => format.compare(a.label, b.label)),
    ],
    [data, format, t],
  )
  if (!mayRead) return null
  return (
    <Select
      className="case-owner"
      aria-label={t('owner')}
      value={owner}
      options={options}
      showSearch={{ optionFilterProp: 'label' }}
      popupMatchSelectWidth={false}
      onChange={(value: string) => onOwner(value)}
    />
  )
}
