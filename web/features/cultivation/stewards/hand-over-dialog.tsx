import App from 'antd/es/app'
import Input from 'antd/es/input/Input'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { handOver } from '#contract/cultivation'
import { call } from '../../../app/api-client.ts'
import { serviceTexts } from '../../../text/services.ts'
import { useText } from '../../../text/index.ts'
import { AskDialog } from '../../../ui/ask-dialog.tsx'
import { Choice } from '../../../ui/choice.tsx'
import { Field } from '../../../ui/field.tsx'
import { todayOf } from '../../../ui/format.ts'
import { refreshServices, stewardsQuery } from '../../../ui/services/service-queries.ts'

/** Hands the firms of one steward, all or those chosen, to another from a day on. */
export function HandOverDialog({
  from,
  count,
  enterprises,
  onDone,
  onClose,
}: {
  readonly from: { readonly id: string; readonly name: string }
  readonly count: number
  /** Null: all. */
  readonly enterprises: readonly string[] | null
  readonly onDone?: () => void
  readonly onClose: () => void
}) {
  const t = useText(serviceTexts)
  const client = useQueryClient()
  const { message } = App.useApp()
  const { data } = useQuery(stewardsQuery)
  const today = todayOf(new Date())
  const [toUserId, setToUserId] = useState('')
  const [on, setOn] = useState(today)
  const [tried, setTried] = useState(false)
  const errors = {
    person: toUserId === '' ? t('personNeeded') : undefined,
    on: on === '' ? t('dayNeeded') : on < today ? t('handOverPast') : undefined,
  }
  const handing = useMutation({
    mutationFn: (reason: string) =>
      call(handOver, {
        body: {
          fromUserId: from.id,
          toUserId,
          on,
          reason,
          enterprises: enterprises === null ? null : [...enterprises],
        },
      }),
    onSuccess: async ({ handed, libraryEntries }) => {
      await refreshServices(client)
      message.success(t('handedOver', { firms: handed, entries: libraryEntries }))
      onDone?.()
      onClose()
    },
  })
  const bodies = Map.groupBy(
    (data?.people ?? []).filter(({ id }) => id !== from.id),
    ({ organisation }) => organisation,
  )
  return (
    <AskDialog
      title={t('handOverTitle')}
      why={t(enterprises === null ? 'handOverWhyAll' : 'handOverWhy', { name: from.name, n: count })}
      button={t('handOver')}
      reason={{ label: t('reasonField'), missing: t('reasonNeeded'), most: 1000 }}
      busy={handing.isPending}
      error={handing.error}
      onClose={onClose}
      onDone={(reason) => {
        setTried(true)
        if (errors.person === undefined && errors.on === undefined) handing.mutate(reason)
      }}
    >
      <div className="field-pair">
        <Field label={t('handOverTo')} error={tried ? errors.person : undefined}>
          {({ status: _status, ...field }) => (
            <Choice {...field} value={toUserId} onChange={({ target }) => setToUserId(target.value)}>
              <option value="">{t('personChoose')}</option>
              {[...bodies].map(([organisation, people]) => (
                <optgroup key={organisation} label={organisation}>
                  {people.map(({ id, name }) => (
                    <option key={id} value={id}>
                      {name}
                    </option>
                  ))}
                </optgroup>
              ))}
            </Choice>
          )}
        </Field>
        <Field label={t('from')} error={tried ? errors.on : undefined}>
          {(field) => (
            <Input
              {...field}
              type="date"
              min={today}
              value={on}
              onChange={({ target }) => setOn(target.value)}
            />
          )}
        </Field>
      </div>
    </AskDialog>
  )
}
