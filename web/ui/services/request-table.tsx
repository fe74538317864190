import type { ReactNode } from 'react'
import type { ServiceRequest } from '#contract/cultivation'
import { AddressLink } from '../../app/address-link.tsx'
import { serviceTexts } from '../../text/services.ts'
import { useText } from '../../text/index.ts'
import { useFormat } from '../format.ts'
import { useSay } from '../say.ts'
import { RequestClock, RequestMark } from './service-marks.tsx'
import '../plain-table.css'
import './services.css'

/** Requests with their clocks; `act` is what the reader may do with one. */
export function RequestTable({
  requests,
  enterprises = false,
  act,
}: {
  readonly requests: readonly ServiceRequest[]
  /** Whether they are of several enterprises. */
  readonly enterprises?: boolean
  readonly act?: ((request: ServiceRequest) => ReactNode) | undefined
}) {
  const t = useText(serviceTexts)
  const say = useSay()
  const format = useFormat()
  return (
    <div className="plain-table-scroll" tabIndex={0} role="region" aria-label={t('requests')}>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t('request')}</th>
            {enterprises ? <th scope="col">{t('enterprise')}</th> : null}
            <th scope="col">{t('fromPack')}</th>
            <th scope="col">{t('state')}</th>
            <th scope="col">{t('due')}</th>
            <th scope="col">{t('followedUp')}</th>
            {act ? (
              <th scope="col">
                <span className="unseen">{t('followUp')}</span>
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {requests.map((request) => (
            <tr key={request.caseId}>
              <td>
                <AddressLink href={`/cases/${request.caseId}`}>
                  <span lang="zh">{request.title}</span>
                </AddressLink>
                <div className="small soft">
                  <span lang="zh">{request.number ?? '—'}</span>
                  {request.submittedAt === null ? null : ` · ${format.dayOf(request.submittedAt)}`}
                </div>
              </td>
              {enterprises ? (
                <td>
                  <AddressLink href={`/enterprises/${request.enterprise.id}?tab=services`}>
                    <span lang="zh">{request.enterprise.name}</span>
                  </AddressLink>
                </td>
              ) : null}
              <td>
                {request.pack === null ? (
                  <span className="soft">{t('withoutPack')}</span>
                ) : (
                  <>
                    {say(request.pack.item)}
                    <div className="small soft">{say(request.pack.title)}</div>
                  </>
                )}
              </td>
              <td>
                <RequestMark request={request} />
              </td>
              <td>
                {request.stage === 'open' && request.dueAt !== null ? (
                  <>
                    <RequestClock request={request} />
                    <div className="small soft">{format.deadline(request.dueAt)}</div>
                  </>
                ) : (
                  '—'
                )}
              </td>
              <td>
                {request.followedUpOn === null ? (
                  <span className="faint">{t('followedUpNot')}</span>
                ) : (
                  format.date(request.followedUpOn)
                )}
              </td>
              {act ? <td className="service-act">{act(request)}</td> : null}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
