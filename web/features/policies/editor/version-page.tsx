import { useQuery } from '@tanstack/react-query'
import { usePathParam } from '../../../app/address.ts'
import { ErrorState, Loading } from '../../../ui/states.tsx'
import { PolicyLinks } from '../shared/policy-links.tsx'
import { policyQuery } from '../shared/policy-queries.ts'
import { DraftEditor } from './draft-editor.tsx'
import { ReviewVersion } from './review-version.tsx'
import '../../../ui/plain-table.css'
import './version-page.css'

/** One version of a policy: a draft is written, a proposal read and published or returned by a second person. */
export function VersionPage() {
  const policyId = usePathParam('policyId')
  const versionId = usePathParam('versionId')
  const { data, error, refetch } = useQuery({
    ...policyQuery(policyId, { version: versionId }),
    // A draft is not read anew under the hands of who writes it.
    refetchOnWindowFocus: false,
  })
  return (
    <div className="page page-wide version-page">
      <PolicyLinks />
      {error && !data ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data ? (
        data.version.can.includes('change') ? (
          <DraftEditor key={versionId} view={data} />
        ) : (
          <ReviewVersion key={versionId} view={data} />
        )
      ) : null}
    </div>
  )
}
