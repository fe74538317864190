import App from 'antd/es/app'
import Input from 'antd/es/input/Input'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ApiError } from '../../../app/api-client.ts'
import { serviceTexts } from '../../../text/services.ts'
import { useText } from '../../../text/index.ts'
import { AskDialog } from '../../../ui/ask-dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { todayOf, useFormat } from '../../../ui/format.ts'
import { enterpriseServicesQuery, keepServices } from '../../../ui/services/service-queries.ts'
import type { EnterpriseServices } from '../../../ui/services/service-queries.ts'

export interface Held {
  readonly from: string
  readonly to: string | null
  readonly version: number
}

/** Ends what holds for a span. When somebody else was faster, it says how things stand now and keeps what was typed. */
export function EndDialog({
  enterpriseId,
  title,
  why,
  dayLabel,
  held,
  send,
  onClose,
}: {
  readonly enterpriseId: string
  readonly title: string
  readonly why: string
  readonly dayLabel: string
  /** As it is known now; null: it is gone. */
  readonly held: Held | null
  readonly send: (body: { version: number; on: string; reason: string }) => Promise<EnterpriseServices>
  readonly onClose: () => void
}) {
  const t = useText(serviceTexts)
  const format = useFormat()
  const client = useQueryClient()
  const { message } = App.useApp()
  const today = todayOf(new Date())
  const [on, setOn] = useState(() => (held !== null && held.from > today ? held.from : today))
  const [tried, setTried] = useState(false)
  const [stale, setStale] = useState(false)
  const ending = useMutation({
    mutationFn: ({ reason, version }: { readonly reason: string; readonly version: number }) =>
      send({ version, on, reason }),
    onMutate: () => setStale(false),
    onSuccess: (answer) => {
      keepServices(client, answer)
      message.success(t('ended', { date: format.date(on) }))
      onClose()
    },
    onError: async (error) => {
      if (!(error instanceof ApiError) || !error.has('cultivation.stale')) return
      await client.invalidateQueries({ queryKey: enterpriseServicesQuery(enterpriseId).queryKey })
      setStale(true)
    },
  })
  return (
    <AskDialog
      title={title}
      why={why}
      button={t('end')}
      danger
      reason={{ label: t('reasonField'), missing: t('reasonNeeded'), most: 1000 }}
      busy={ending.isPending}
      error={stale ? null : ending.error}
      onClose={onClose}
      onDone={(reason) => {
        setTried(true)
        if (on !== '' && held !== null) ending.mutate({ reason, version: held.version })
      }}
    >
      {stale || held === null ? (
        <div className="service-now" role="alert">
          {held === null ? t('staleGone') : t('staleNow', { span: format.validity(held.from, held.to) })}
        </div>
      ) : null}
      <Field label={dayLabel} error={tried && on === '' ? t('dayNeeded') : undefined}>
        {(field) => (
          <Input {...field} type="date" value={on} onChange={({ target }) => setOn(target.value)} />
        )}
      </Field>
    </AskDialog>
  )
}
