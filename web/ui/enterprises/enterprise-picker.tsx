import { queryOptions, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { listEnterprises } from '#contract/enterprises'
import { call } from '../../app/api-client.ts'
import { enterpriseTexts } from '../../text/enterprises.ts'
import { useText } from '../../text/index.ts'
import { DemoMark } from '../filings/state-marks.tsx'
import { UnitLabel } from '../filings/unit-label.tsx'
import { SearchField } from '../search-field.tsx'
import './enterprise-picker.css'

const FOUND = 12

/** A few enterprises by name, code or initials. Under the key of the register, so that a change there is seen here. */
function findEnterprisesQuery(search: string) {
  return queryOptions({
    queryKey: ['enterprises', 'find', search],
    queryFn: ({ signal }) => call(listEnterprises, { query: { search, limit: FOUND }, signal }),
    enabled: search !== '',
  })
}

/** One enterprise, found by name, code or initials. `except` cannot be chosen. */
export function EnterprisePicker({
  id,
  label,
  chosen,
  except,
  onChosen,
}: {
  readonly id: string
  readonly label: string
  readonly chosen: string
  readonly except?: string
  readonly onChosen: (enterpriseId: string) => void
}) {
  const t = useText(enterpriseTexts)
  const [search, setSearch] = useState('')
  const { data } = useQuery(findEnterprisesQuery(search))
  const found = (data?.enterprises ?? []).filter((each) => each.id !== except)
  return (
    <>
      <SearchField id={id} words={search} label={label} onWords={setSearch} />
      {data && search !== '' ? (
        <ul className="enterprise-picks">
          {found.map((each) => (
            <li key={each.id}>
              <button type="button" aria-pressed={each.id === chosen} onClick={() => onChosen(each.id)}>
                {each.id === chosen ? '✓ ' : ''}
                <UnitLabel of={each} /> <DemoMark of={each} />{' '}
                <span className="soft small">{each.creditCode}</span>
              </button>
            </li>
          ))}
          {found.length === 0 ? <li className="soft small">{t('none')}</li> : null}
        </ul>
      ) : null}
    </>
  )
}
