import Button from 'antd/es/button'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { serviceTexts } from '../../../text/services.ts'
import { useText } from '../../../text/index.ts'
import { Panel } from '../../../ui/page.tsx'
import { RequestTable } from '../../../ui/services/request-table.tsx'
import { enterpriseServicesQuery } from '../../../ui/services/service-queries.ts'
import { VisitDialog } from '../../../ui/services/visit-dialog.tsx'
import { ErrorState, Loading } from '../../../ui/states.tsx'
import { PacksPanel } from './packs-panel.tsx'
import { StewardsPanel } from './stewards-panel.tsx'
import { VisitsPanel } from './visits-panel.tsx'
import './services-tab.css'

/** 服务: stewards over time, packs, requests, visits. */
export function ServicesTab({ enterpriseId }: { readonly enterpriseId: string }) {
  const t = useText(serviceTexts)
  const { data, error, refetch } = useQuery(enterpriseServicesQuery(enterpriseId))
  /** The case that a visit follows up; empty: a visit without one. */
  const [visiting, setVisiting] = useState<string | null>(null)
  if (error) return <ErrorState error={error} retry={() => void refetch()} />
  if (data === undefined) return <Loading />
  return (
    <>
      <StewardsPanel data={data} />
      <PacksPanel data={data} />
      <Panel title={t('requests')}>
        {data.requests.length === 0 ? (
          <p className="soft">{t('requestsNone')}</p>
        ) : (
          <RequestTable
            requests={data.requests}
            act={
              data.can.addVisit
                ? (request) => (
                    <Button
                      size="small"
                      aria-label={t('followUpOf', { title: request.title })}
                      onClick={() => setVisiting(request.caseId)}
                    >
                      {t('followUp')}
                    </Button>
                  )
                : undefined
            }
          />
        )}
      </Panel>
      <VisitsPanel data={data} onAdd={() => setVisiting('')} />
      {visiting === null ? null : (
        <VisitDialog
          enterprise={data.enterprise}
          requests={data.requests}
          about={visiting || null}
          onClose={() => setVisiting(null)}
        />
      )}
    </>
  )
}
