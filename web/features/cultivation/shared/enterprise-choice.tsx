import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { classificationsQuery } from '../../../app/classifications.ts'
import { organisationsQuery } from '../../../app/organisations.ts'
import { cultivationTexts } from '../../../text/cultivation.ts'
import { useText } from '../../../text/index.ts'
import { FilterChoice } from '../../../ui/filter-choice.tsx'
import { useFormat } from '../../../ui/format.ts'
import { SearchField } from '../../../ui/search-field.tsx'
import { useSay } from '../../../ui/say.ts'

interface ChoiceFilter {
  readonly search?: string | undefined
  readonly park?: string | undefined
  readonly industry?: string | undefined
}

/** Which enterprises: by words, park and industry; the same in every list of cultivation. */
export function EnterpriseChoiceFilters({
  filter,
  searchId,
  set,
}: {
  readonly filter: ChoiceFilter
  /** Absent: nothing can be searched here. */
  readonly searchId?: string
  readonly set: (values: Readonly<Partial<Record<keyof ChoiceFilter, string>>>) => void
}) {
  const t = useText(cultivationTexts)
  const format = useFormat()
  const say = useSay()
  const { data: bodies } = useQuery(organisationsQuery())
  const { data: lists } = useQuery(classificationsQuery)
  const parks = useMemo(() => (bodies?.organisations ?? []).filter(({ kind }) => kind === 'park'), [bodies])
  const industries = useMemo(() => (lists?.codes ?? []).filter(({ list }) => list === 'industry'), [lists])
  return (
    <>
      {searchId === undefined ? null : (
        <SearchField
          key={filter.search ? 'words' : 'empty'}
          id={searchId}
          words={filter.search ?? ''}
          label={t('search')}
          onWords={(search) => set({ search })}
        />
      )}
      {parks.length > 1 ? (
        <FilterChoice
          label={t('park')}
          any={t('anyPark')}
          value={filter.park}
          options={parks.map((park) => ({
            value: park.id,
            label: format.name({ name: park.shortName, nameEn: park.nameEn }),
          }))}
          onValue={(park) => set({ park })}
        />
      ) : null}
      <FilterChoice
        label={t('industry')}
        any={t('anyIndustry')}
        value={filter.industry}
        options={industries.map((industry) => ({
          value: industry.code,
          label: `${industry.parent === null ? '' : '\u2003'}${industry.code} ${say(industry)}`,
        }))}
        onValue={(industry) => set({ industry })}
      />
    </>
  )
}
