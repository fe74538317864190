import type { z } from 'zod'
import type { DuplicatePair } from '#contract/enterprises'
import { AddressLink } from '../../../app/address-link.tsx'

/** One of two enterprises that may be the same. */
export function Party({ of: one }: { readonly of: z.infer<typeof DuplicatePair>['one'] }) {
  return (
    <>
      <AddressLink href={`/enterprises/${one.id}`}>
        <span lang="zh">{one.name}</span>
      </AddressLink>
      <div className="small soft">
        {one.creditCode} <span lang="zh">{one.registrationPark ?? ''}</span>
      </div>
    </>
  )
}
