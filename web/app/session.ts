import { queryOptions, useQuery } from '@tanstack/react-query'
import { readSession } from '#contract/access'
import type { Ability, Session } from '#contract/access'
import { BUSINESS_ROLES } from '../../src/features/route-contract.ts'
import { call, setCsrfToken } from './api-client.ts'
import { queryClient } from './query-client.ts'

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ signal }) => {
    const answer = await call(readSession, { signal })
    setCsrfToken(answer.session?.csrfToken ?? '')
    return answer
  },
  staleTime: 60_000,
})

/** Who is logged in. Only for pages inside the frame, which the router opens to nobody else. */
export function useSession(): Session {
  const { data } = useQuery(sessionQuery)
  if (!data?.session) throw new Error('useSession outside the frame: nobody is logged in')
  return data.session
}

export function useAbility(ability: Ability): boolean {
  return useSession().abilities.includes(ability)
}

/** Somebody who works on the zone's business: has cases and notices. The three administrators do not. */
export function useIsBusiness(): boolean {
  const { roles } = useSession()
  return roles.some((role) => (BUSINESS_ROLES as readonly string[]).includes(role))
}

/** After log-in, log-out or a changed password: forget everything that belonged to the former session. */
export async function renewSession(): Promise<void> {
  queryClient.removeQueries({ predicate: (query) => query.queryKey[0] !== 'session' })
  await queryClient.fetchQuery({ ...sessionQuery, staleTime: 0 })
}
