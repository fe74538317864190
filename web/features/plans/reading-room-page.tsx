import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { usePathParam } from '../../app/address.ts'
import { useText } from '../../text/index.ts'
import { roomTexts } from '../../text/plans.ts'
import { useTitle } from '../../ui/page.tsx'
import { ErrorState, Loading } from '../../ui/states.tsx'
import { ReadingRoom } from './components/reading-room.tsx'
import { findingsQuery, readingQuery } from './queries.ts'

/** 核对: one version of one document, source text and items side by side. */
export function ReadingRoomPage() {
  const versionId = usePathParam('versionId')
  const t = useText(roomTexts)
  const { data, error, refetch } = useQuery(readingQuery(versionId))
  // Asked for together with the text, as the room shows both.
  useQuery(findingsQuery(versionId))
  useTitle(data?.document.title ?? '')
  if (data) return <ReadingRoom key={versionId} reading={data} />
  if (error)
    return (
      <div className="page">
        <ErrorState error={error} retry={() => void refetch()} />
        <Link to="/plans">{t('back')}</Link>
      </div>
    )
  return <Loading />
}
