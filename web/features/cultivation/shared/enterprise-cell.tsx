import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { EnterpriseName } from '#contract/cultivation'
import { AddressLink } from '../../../app/address-link.tsx'
import { organisationsQuery } from '../../../app/organisations.ts'
import { DemoMark } from '../../../ui/filings/state-marks.tsx'
import { useFormat } from '../../../ui/format.ts'

/** Its name, which opens its ladder; names that nobody translated are marked as Chinese. */
export function EnterpriseCell({ of: enterprise }: { readonly of: EnterpriseName }) {
  const { language } = useFormat()
  return (
    <>
      <AddressLink href={`/enterprises/${enterprise.id}?tab=ladder`} title={enterprise.name}>
        <span lang={language === 'en' ? 'zh' : undefined}>{enterprise.name}</span>
      </AddressLink>{' '}
      <DemoMark of={enterprise} />
    </>
  )
}

/** Short name of a park in the language of the page. */
export function useParkName(): (park: EnterpriseName['registrationPark']) => string | null {
  const format = useFormat()
  const { data } = useQuery(organisationsQuery())
  return useMemo(() => {
    const known = new Map((data?.organisations ?? []).map((each) => [each.id, each]))
    return (park) => {
      if (park === null) return null
      const found = known.get(park.id)
      return format.name(found ? { name: found.shortName, nameEn: found.nameEn } : park)
    }
  }, [data, format])
}
