import App from 'antd/es/app'
import Button from 'antd/es/button'
import Input from 'antd/es/input/Input'
import TextArea from 'antd/es/input/TextArea'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { SubmitEvent } from 'react'
import { leaveLibrary } from '#contract/cultivation'
import type { CultivationEntry } from '#contract/cultivation'
import { ApiError, call } from '../../../app/api-client.ts'
import { commonTexts } from '../../../text/common.ts'
import { libraryTexts } from '../../../text/cultivation-library.ts'
import { useText } from '../../../text/index.ts'
import { Field } from '../../../ui/field.tsx'
import { focusFirstError } from '../../../ui/focus-first-error.ts'
import { todayOf } from '../../../ui/format.ts'
import { StatusMark } from '../../../ui/marks.tsx'
import { ErrorState } from '../../../ui/states.tsx'
import { refreshCultivation } from '../shared/cultivation-queries.ts'

const MOST_REASON = 1000

/** From which day an enterprise is cultivated no longer, and why. */
export function LeaveForm({
  entry,
  onDone,
}: {
  readonly entry: CultivationEntry
  readonly onDone: () => void
}) {
  const t = useText(libraryTexts)
  const common = useText(commonTexts)
  const client = useQueryClient()
  const { message } = App.useApp()
  const today = todayOf(new Date())
  const [on, setOn] = useState(today)
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const errors = {
    on: on < entry.since || on > today ? t('leaveOnWrong') : undefined,
    reason: reason.trim() === '' ? t('leaveReasonNeeded') : undefined,
  }
  const leaving = useMutation({
    mutationFn: () =>
      call(leaveLibrary, {
        params: { entryId: entry.id },
        body: { version: entry.version, on, reason: reason.trim() },
      }),
    onSuccess: async () => {
      await refreshCultivation(client)
      message.success(t('leaveDone'))
      onDone()
    },
    onError: async (error) => {
      if (error instanceof ApiError) await refreshCultivation(client)
    },
  })
  const isStale = leaving.error instanceof ApiError && leaving.error.has('cultivation.stale')
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    setTried(true)
    focusFirstError(event.currentTarget)
    if (errors.on === undefined && errors.reason === undefined && !leaving.isPending) leaving.mutate()
  }
  return (
    <form onSubmit={submit} noValidate>
      <p className="soft">{t('leaveWhy')}</p>
      {isStale ? (
        <p role="alert">
          <StatusMark tone="warn">{t('staleAct')}</StatusMark>
        </p>
      ) : leaving.error ? (
        <ErrorState error={leaving.error} />
      ) : null}
      <Field label={t('leaveOn')} error={tried ? errors.on : undefined}>
        {(field) => (
          <Input
            {...field}
            type="date"
            min={entry.since}
            max={today}
            value={on}
            onChange={({ target: { value } }) => setOn(value)}
          />
        )}
      </Field>
      <Field label={t('leaveReason')} error={tried ? errors.reason : undefined}>
        {(field) => (
          <TextArea
            {...field}
            value={reason}
            maxLength={MOST_REASON}
            autoFocus
            autoSize={{ minRows: 3, maxRows: 8 }}
            onChange={({ target: { value } }) => setReason(value)}
          />
        )}
      </Field>
      <div className="dialog-foot">
        <Button onClick={onDone}>{common('cancel')}</Button>
        <Button type="primary" danger htmlType="submit" loading={leaving.isPending}>
          {t('leave')}
        </Button>
      </div>
    </form>
  )
}
