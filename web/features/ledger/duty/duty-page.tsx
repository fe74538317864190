import { useQuery } from '@tanstack/react-query'
import type { DutyView } from '#contract/ledger'
import { usePathParam } from '../../../app/address.ts'
import { useTitle } from '../../../ui/page.tsx'
import { ErrorState, Loading } from '../../../ui/states.tsx'
import { LedgerLinks } from '../shared/ledger-links.tsx'
import { dutyQuery, ledgerFrameQuery } from '../shared/queries.ts'
import { ActsPanel } from './acts-panel.tsx'
import { DutyHead } from './duty-head.tsx'
import { HistoryPanel, PartsPanel, ReportsPanel, SentencePanel, SupervisionPanel } from './duty-panels.tsx'
import { LinksPanel } from './links-panel.tsx'
import './duty-page.css'

/** One duty: what it says and from where, how far it is and why, what I may do, and everything that happened. */
export function DutyPage() {
  const dutyId = usePathParam('dutyId')
  const { data, error, refetch } = useQuery(dutyQuery(dutyId))
  useTitle(data?.duty.title ?? '')
  if (data) return <Duty key={dutyId} view={data} />
  if (error)
    return (
      <div className="page">
        <ErrorState error={error} retry={() => void refetch()} />
      </div>
    )
  return <Loading />
}

function Duty({ view }: { readonly view: DutyView }) {
  const { data: frame } = useQuery(ledgerFrameQuery)
  return (
    <div className="duty">
      <div className="duty-grid">
        <div className="duty-top">
          <LedgerLinks />
          <DutyHead view={view} frame={frame} />
        </div>
        <div className="duty-main">
          <SentencePanel view={view} />
          <PartsPanel view={view} />
          <ReportsPanel view={view} />
          <LinksPanel view={view} frame={frame} />
          <HistoryPanel view={view} frame={frame} />
        </div>
        <aside className="duty-side">
          <ActsPanel view={view} frame={frame} />
          <SupervisionPanel view={view} />
        </aside>
      </div>
    </div>
  )
}
