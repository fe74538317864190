import Button from 'antd/es/button'
import type { ReactNode } from 'react'
import type { ExpiryRow, ServiceRequest, Visit } from '#contract/cultivation'
import { AddressLink } from '../../../app/address-link.tsx'
import { serviceTexts } from '../../../text/services.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { Panel } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'
import { DaysLeft, NextVisit, RequestClock } from '../../../ui/services/service-marks.tsx'

type Firm = { readonly id: string; readonly name: string }

/** What waits for the steward: visits that are due, requests with their clocks, qualifications that end soon. */
export function StewardTodo({
  visitsDue,
  requests,
  expiring,
  onVisit,
}: {
  readonly visitsDue: readonly Visit[]
  readonly requests: readonly ServiceRequest[]
  readonly expiring: readonly ExpiryRow[]
  /** Null: the reader writes no visits down. */
  readonly onVisit: ((firm: Firm) => void) | null
}) {
  const t = useText(serviceTexts)
  const say = useSay()
  const format = useFormat()
  return (
    <div className="steward-todo">
      <Todo title={t('visitsDue')} count={visitsDue.length} none={t('visitsDueNone')}>
        {visitsDue.map((visit) => (
          <li key={visit.id}>
            <div>
              <FirmLink firm={visit.enterprise} />
              <div className="small">
                <NextVisit on={visit.nextOn} />{' '}
                <span className="soft">{t('lastWas', { date: format.date(visit.on) })}</span>
              </div>
            </div>
            {onVisit ? (
              <Button
                size="small"
                aria-label={t('addVisitTitle', { name: visit.enterprise.name })}
                onClick={() => onVisit(visit.enterprise)}
              >
                {t('addVisit')}
              </Button>
            ) : null}
          </li>
        ))}
      </Todo>
      <Todo title={t('requests')} count={requests.length} none={t('requestsNoneOpen')}>
        {requests.map((request) => (
          <li key={request.caseId}>
            <div>
              <AddressLink href={`/cases/${request.caseId}`}>
                <span lang="zh">{request.title}</span>
              </AddressLink>
              <div className="small soft" lang="zh">
                {request.enterprise.name}
              </div>
            </div>
            <span className="small">
              <RequestClock request={request} />
            </span>
          </li>
        ))}
      </Todo>
      <Todo title={t('expiring')} count={expiring.length} none={t('expiringNone')}>
        {expiring.map((row) => (
          <li key={`${row.enterprise.id} ${row.qualification} ${row.number ?? ''}`}>
            <div>
              <FirmLink firm={row.enterprise} tab="records" />
              <div className="small soft">
                {say(row.title)} · {t('untilOf', { date: format.date(row.until) })}
              </div>
            </div>
            <span className="small">
              <DaysLeft days={row.days} />
            </span>
          </li>
        ))}
      </Todo>
    </div>
  )
}

function FirmLink({ firm, tab = 'services' }: { readonly firm: Firm; readonly tab?: string }) {
  return (
    <AddressLink href={`/enterprises/${firm.id}?tab=${tab}`}>
      <span lang="zh">{firm.name}</span>
    </AddressLink>
  )
}

function Todo({
  title,
  count,
  none,
  children,
}: {
  readonly title: string
  readonly count: number
  readonly none: string
  readonly children: ReactNode
}) {
  const format = useFormat()
  return (
    <Panel title={title} actions={count > 0 ? <b>{format.number(count)}</b> : null}>
      {count === 0 ? <p className="soft">{none}</p> : <ul>{children}</ul>}
    </Panel>
  )
}
