import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { organisationsQuery } from '../../../app/organisations.ts'
import { useFormat } from '../../../ui/format.ts'

/** The short name of a park in the language of the page; until names are read, the one that the row has. */
export function useParkNames(): (park: { readonly id: string; readonly name: string }) => string {
  const format = useFormat()
  const { data } = useQuery(organisationsQuery())
  return useCallback(
    ({ id, name }) => {
      const park = data?.organisations.find((each) => each.id === id)
      return park ? format.name({ name: park.shortName, nameEn: park.nameEn }) : name
    },
    [data, format],
  )
}
