import App from 'antd/es/app'
import Button from 'antd/es/button'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { removeVisit } from '#contract/cultivation'
import type { Visit } from '#contract/cultivation'
import { AddressLink } from '../../../app/address-link.tsx'
import { call } from '../../../app/api-client.ts'
import { useSession } from '../../../app/session.ts'
import { serviceTexts } from '../../../text/services.ts'
import { useText } from '../../../text/index.ts'
import { AskDialog } from '../../../ui/ask-dialog.tsx'
import { todayOf, useFormat } from '../../../ui/format.ts'
import { Panel } from '../../../ui/page.tsx'
import { NextVisit, VisitResultMark } from '../../../ui/services/service-marks.tsx'
import { refreshServices } from '../../../ui/services/service-queries.ts'
import type { EnterpriseServices } from '../../../ui/services/service-queries.ts'
import '../../../ui/plain-table.css'

/** 走访与回访, newest first; what was written by mistake is taken back on the day of writing by its writer. */
export function VisitsPanel({
  data,
  onAdd,
}: {
  readonly data: EnterpriseServices
  readonly onAdd: () => void
}) {
  const t = useText(serviceTexts)
  const [removing, setRemoving] = useState<Visit | null>(null)
  const { visits, can } = data
  return (
    <Panel
      title={t('visits')}
      actions={
        can.addVisit ? (
          <Button size="small" onClick={onAdd}>
            {t('addVisit')}
          </Button>
        ) : null
      }
    >
      {visits.length === 0 ? (
        <p className="soft">{t('visitsNone')}</p>
      ) : (
        <div className="plain-table-scroll" tabIndex={0} role="region" aria-label={t('visits')}>
          <table className="plain-table">
            <thead>
              <tr>
                <th scope="col">{t('on')}</th>
                <th scope="col">{t('way')}</th>
                <th scope="col">{t('result')}</th>
                <th scope="col">{t('note')}</th>
                <th scope="col">{t('next')}</th>
                <th scope="col">{t('byName')}</th>
                <th scope="col">
                  <span className="unseen">{t('takeBack')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {visits.map((visit) => (
                <VisitRow
                  key={visit.id}
                  visit={visit}
                  mayTakeBack={can.addVisit}
                  onTakeBack={() => setRemoving(visit)}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {removing ? <TakeBackDialog visit={removing} onClose={() => setRemoving(null)} /> : null}
    </Panel>
  )
}

function VisitRow({
  visit: { on, kind, result, note, case: about, nextOn, nextDone, byName, at },
  mayTakeBack,
  onTakeBack,
}: {
  readonly visit: Visit
  readonly mayTakeBack: boolean
  readonly onTakeBack: () => void
}) {
  const t = useText(serviceTexts)
  const format = useFormat()
  const { user } = useSession()
  const isOwnOfToday = byName === user.name && todayOf(new Date(at)) === todayOf(new Date())
  return (
    <tr>
      <td>{format.date(on)}</td>
      <td>{t(`way.${kind}`)}</td>
      <td>
        <VisitResultMark result={result} />
      </td>
      <td className="service-note">
        {note === null ? '—' : <span lang="zh">{note}</span>}
        {about === null ? null : (
          <div className="small">
            <AddressLink href={`/cases/${about.id}`}>
              <span lang="zh">{about.number ?? t('request')}</span>
            </AddressLink>
          </div>
        )}
      </td>
      <td>
        <NextVisit on={nextOn} done={nextDone} />
      </td>
      <td lang="zh">{byName}</td>
      <td className="service-act">
        {mayTakeBack && isOwnOfToday ? (
          <Button size="small" onClick={onTakeBack}>
            {t('takeBack')}
          </Button>
        ) : null}
      </td>
    </tr>
  )
}

function TakeBackDialog({ visit, onClose }: { readonly visit: Visit; readonly onClose: () => void }) {
  const t = useText(serviceTexts)
  const format = useFormat()
  const client = useQueryClient()
  const { message } = App.useApp()
  const removing = useMutation({
    mutationFn: () => call(removeVisit, { params: { visitId: visit.id } }),
    onSuccess: async () => {
      await refreshServices(client)
      message.success(t('takeBackDone'))
      onClose()
    },
  })
  return (
    <AskDialog
      title={t('takeBackTitle')}
      why={t('takeBackWhy', { date: format.date(visit.on), way: t(`way.${visit.kind}`) })}
      button={t('takeBack')}
      danger
      busy={removing.isPending}
      error={removing.error}
      onClose={onClose}
      onDone={() => removing.mutate()}
    />
  )
}
