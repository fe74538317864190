import App from 'antd/es/app'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { actOnPointsTable, deletePointsTable } from '#contract/cultivation'
import type { PointsTable } from '#contract/cultivation'
import { ApiError, call } from '../../../app/api-client.ts'
import { pointsTexts } from '../../../text/points.ts'
import { useText } from '../../../text/index.ts'
import { AskDialog } from '../../../ui/ask-dialog.tsx'
import { useFormat } from '../../../ui/format.ts'
import { StatusMark } from '../../../ui/marks.tsx'
import { useSay } from '../../../ui/say.ts'
import { refreshPoints } from './points-queries.ts'

export type PointsAct = PointsTable['can'][number]

/** Publishes, withdraws or deletes a table after saying what that means. */
export function PointsActDialog({
  act,
  table,
  onClose,
}: {
  readonly act: PointsAct
  readonly table: PointsTable
  readonly onClose: () => void
}) {
  const t = useText(pointsTexts)
  const say = useSay()
  const format = useFormat()
  const client = useQueryClient()
  const router = useRouter()
  const { message } = App.useApp()
  const [stale, setStale] = useState(false)
  const acting = useMutation({
    mutationFn: async () => {
      if (act === 'delete') await call(deletePointsTable, { params: { tableId: table.id } })
      else
        await call(actOnPointsTable, {
          params: { tableId: table.id },
          body: { rowVersion: table.rowVersion, act },
        })
    },
    onMutate: () => setStale(false),
    onSuccess: async () => {
      message.success(t(`${act}Done`))
      if (act === 'delete') router.history.push('/cultivation/points')
      else onClose()
      await refreshPoints(client)
    },
    onError: async (error) => {
      if (!(error instanceof ApiError) || !error.has('cultivation.stale')) return
      await refreshPoints(client)
      setStale(true)
    },
  })
  return (
    <AskDialog
      title={t(`${act}Title`)}
      why={t(`${act}Why`, { title: say(table.title), date: format.date(table.validFrom) })}
      button={t(act)}
      danger={act !== 'publish'}
      busy={acting.isPending}
      error={stale ? null : acting.error}
      onClose={onClose}
      onDone={() => acting.mutate()}
    >
      {stale ? (
        <p role="alert">
          <StatusMark tone="warn">{t('staleNow', { state: t(`state.${table.state}`) })}</StatusMark>
        </p>
      ) : null}
    </AskDialog>
  )
}
