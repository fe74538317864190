import Button from 'antd/es/button'
import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import type { StewardLoad, listStewards } from '#contract/cultivation'
import { handOver } from '#contract/cultivation'
import type { z } from 'zod'
import type { ResponseOf } from '../../../../src/features/route-contract.ts'
import { AddressLink } from '../../../app/address-link.tsx'
import { useSession } from '../../../app/session.ts'
import { serviceTexts } from '../../../text/services.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { LinkButton } from '../../../ui/link-button.tsx'
import { StatusMark } from '../../../ui/marks.tsx'
import { Panel, useTitle } from '../../../ui/page.tsx'
import { stewardsQuery } from '../../../ui/services/service-queries.ts'
import { EmptyState, ErrorState, Loading } from '../../../ui/states.tsx'
import { useCurrentRow } from '../../../ui/use-current-row.ts'
import { CultivationLinks } from '../shared/cultivation-links.tsx'
import { useMay } from '../shared/use-may.ts'
import { HandOverDialog } from './hand-over-dialog.tsx'
import '../../../ui/plain-table.css'
import '../../../ui/services/services.css'
import './stewards.css'

type Load = z.infer<typeof StewardLoad>

/** 服务管家: what each government steward has on hand. */
export function StewardsPage() {
  const t = useText(serviceTexts)
  const { data, error, refetch } = useQuery(stewardsQuery)
  const { user } = useSession()
  useTitle(t('stewardsTitle'))
  return (
    <div className="page page-wide">
      <CultivationLinks />
      <header className="page-head">
        <div>
          <h1>{t('stewardsTitle')}</h1>
          <div className="soft">{t('stewardsNote')}</div>
        </div>
        {data?.stewards.some(({ userId }) => userId === user.id) ? (
          <div className="page-actions">
            <LinkButton href="/cultivation/stewards/mine">{t('mineOpen')}</LinkButton>
          </div>
        ) : null}
      </header>
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data ? <Stewards data={data} /> : null}
    </div>
  )
}

function Stewards({ data: { stewards, without } }: { readonly data: ResponseOf<typeof listStewards> }) {
  const t = useText(serviceTexts)
  const may = useMay()
  const router = useRouter()
  const [handing, setHanding] = useState<Load | null>(null)
  const mayHandOver = may(handOver)
  const [current, setCurrent] = useCurrentRow(stewards, {
    table: '.steward-table',
    open: ({ userId }) => router.history.push(`/cultivation/stewards/${userId}`),
  })
  return (
    <>
      {without > 0 ? (
        <p className="linked">
          <StatusMark tone="warn">{t('without', { n: without })}</StatusMark>{' '}
          <AddressLink href="/enterprises">{t('withoutOpen')}</AddressLink>
        </p>
      ) : null}
      {stewards.length === 0 ? (
        <EmptyState title={t('stewardsNone')}>{t('stewardsNoneWhy')}</EmptyState>
      ) : (
        <Panel label={t('stewardsTitle')}>
          <div className="plain-table-scroll" tabIndex={0} role="region" aria-label={t('stewardsTitle')}>
            <table className="plain-table steward-table">
              <thead>
                <tr>
                  <th scope="col">{t('steward')}</th>
                  <th scope="col">{t('organisation')}</th>
                  {COUNTS.map(({ name }) => (
                    <th key={name} scope="col" className="number">
                      {t(name)}
                    </th>
                  ))}
                  {mayHandOver ? (
                    <th scope="col">
                      <span className="unseen">{t('handOver')}</span>
                    </th>
                  ) : null}
                </tr>
              </thead>
              <tbody>
                {stewards.map((steward, index) => (
                  <tr
                    key={steward.userId}
                    aria-current={index === current ? 'true' : undefined}
                    onClick={() => setCurrent(index)}
                  >
                    <td>
                      <AddressLink href={`/cultivation/stewards/${steward.userId}`}>
                        <span lang="zh">{steward.name}</span>
                      </AddressLink>
                    </td>
                    <td lang="zh">{steward.organisation}</td>
                    {COUNTS.map(({ name, of, tone }) => (
                      <td key={name} className="number">
                        <CountMark n={of(steward)} tone={tone} />
                      </td>
                    ))}
                    {mayHandOver ? (
                      <td className="service-act">
                        <Button size="small" onClick={() => setHanding(steward)}>
                          {t('handOverAll')}
                        </Button>
                      </td>
                    ) : null}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </Panel>
      )}
      {handing ? (
        <HandOverDialog
          from={{ id: handing.userId, name: handing.name }}
          count={handing.enterprises}
          enterprises={null}
          onClose={() => setHanding(null)}
        />
      ) : null}
    </>
  )
}

const COUNTS = [
  { name: 'enterprises', of: (load: Load) => load.enterprises, tone: null },
  { name: 'near', of: (load: Load) => load.near, tone: null },
  { name: 'openRequests', of: (load: Load) => load.openRequests, tone: null },
  { name: 'overdueRequests', of: (load: Load) => load.overdueRequests, tone: 'bad' },
  { name: 'dueVisits', of: (load: Load) => load.visitsDue, tone: 'warn' },
] as const

function CountMark({ n, tone }: { readonly n: number; readonly tone: 'bad' | 'warn' | null }) {
  const format = useFormat()
  if (n === 0) return <span className="faint">0</span>
  return tone === null ? format.number(n) : <StatusMark tone={tone}>{format.number(n)}</StatusMark>
}
