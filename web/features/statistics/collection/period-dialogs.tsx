import Button from 'antd/es/button'
import TextArea from 'antd/es/input/TextArea'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { SubmitEvent } from 'react'
import { changeDue, lockPeriod } from '#contract/statistics'
import { call } from '../../../app/api-client.ts'
import { collectionTexts } from '../../../text/collection.ts'
import { commonTexts } from '../../../text/common.ts'
import { useText } from '../../../text/index.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { focusFirstError } from '../../../ui/focus-first-error.ts'
import { useFormat } from '../../../ui/format.ts'
import { StatusMark } from '../../../ui/marks.tsx'
import { useSay } from '../../../ui/say.ts'
import { ErrorState } from '../../../ui/states.tsx'
import { periodWords } from '../../../ui/filings/period-words.ts'
import { keepCollection } from '../shared/queries.ts'
import type { Collection } from '../shared/queries.ts'
import { lockGaps } from './lock-gaps.ts'
import { StaleNote, useFreshCollection } from './stale-note.tsx'

interface DialogProps {
  readonly data: Collection
  readonly onClose: () => void
}

/** Locks the period; shows first what stands against it. */
export function LockDialog({ data, onClose }: DialogProps) {
  const t = useText(collectionTexts)
  const common = useText(commonTexts)
  const title = usePeriodTitle(data)
  const client = useQueryClient()
  const { form, period, version } = data.collection
  const gaps = lockGaps(data.counts)
  const [despite, setDespite] = useState(false)
  const [tried, setTried] = useState(false)
  const fresh = useFreshCollection(form, period)
  const sending = useMutation({
    mutationFn: () => call(lockPeriod, { params: { form, period }, body: { version, despiteGaps: despite } }),
    onSuccess: (answer) => {
      keepCollection(client, answer)
      onClose()
    },
    onError: fresh.onError,
  })
  const missing = gaps.length > 0 && !despite
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    setTried(true)
    focusFirstError(event.currentTarget)
    if (!missing && !sending.isPending) sending.mutate()
  }
  return (
    <Dialog title={t('lockTitle', title)} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <p className="soft">{t('lockWhy')}</p>
        {sending.error ? <ErrorState error={sending.error} /> : null}
        <StaleNote shown={fresh.stale} collection={data.collection} />
        {gaps.length === 0 ? (
          <p>
            <StatusMark tone="good">{t('lockClear')}</StatusMark>
          </p>
        ) : (
          <>
            <StatusMark tone="warn">{t('lockGaps')}</StatusMark>
            <ul className="lock-gaps">
              {gaps.map(({ gap, params }) => (
                <li key={gap}>{t(`lockGap.${gap}`, params)}</li>
              ))}
            </ul>
            <label className="dialog-check">
              <input
                type="checkbox"
                checked={despite}
                onChange={({ target }) => setDespite(target.checked)}
              />
              {t('lockDespite')}
            </label>
            {tried && missing ? (
              <div className="field-error" role="alert">
                <span aria-hidden="true">■</span> {t('lockDespiteNeeded')}
              </div>
            ) : null}
          </>
        )}
        <div className="dialog-foot">
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={sending.isPending}>
            {t('lock')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

/** Moves the due day, with the reason. */
export function DueDialog({ data, onClose }: DialogProps) {
  const t = useText(collectionTexts)
  const common = useText(commonTexts)
  const format = useFormat()
  const title = usePeriodTitle(data)
  const client = useQueryClient()
  const { form, period, version, dueOn } = data.collection
  const [day, setDay] = useState('')
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const fresh = useFreshCollection(form, period)
  const sending = useMutation({
    mutationFn: () =>
      call(changeDue, { params: { form, period }, body: { version, dueOn: day, reason: reason.trim() } }),
    onSuccess: (answer) => {
      keepCollection(client, answer)
      onClose()
    },
    onError: fresh.onError,
  })
  const faults = {
    day: day === '' || day === dueOn ? t('newDueNeeded') : undefined,
    reason: reason.trim() === '' ? t('dueReasonNeeded') : undefined,
  }
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    setTried(true)
    focusFirstError(event.currentTarget)
    if (faults.day === undefined && faults.reason === undefined && !sending.isPending) sending.mutate()
  }
  return (
    <Dialog title={t('dueTitle', title)} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <p className="soft">{t('dueChangeWhy')}</p>
        {sending.error ? <ErrorState error={sending.error} /> : null}
        <StaleNote shown={fresh.stale} collection={data.collection} />
        <Field
          label={t('newDue')}
          hint={t('dueNow', { date: format.date(dueOn) })}
          error={tried ? faults.day : undefined}
        >
          {({ status: _status, ...field }) => (
            <input
              {...field}
              type="date"
              className="choice choice-date"
              value={day}
              autoFocus
              onChange={({ target }) => setDay(target.value)}
            />
          )}
        </Field>
        <Field label={t('dueReason')} error={tried ? faults.reason : undefined}>
          {(field) => (
            <TextArea
              {...field}
              value={reason}
              maxLength={1000}
              autoSize={{ minRows: 2, maxRows: 8 }}
              onChange={({ target }) => setReason(target.value)}
            />
          )}
        </Field>
        <div className="dialog-foot">
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={sending.isPending}>
            {t('changeDue')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

export function usePeriodTitle({ collection }: Collection): {
  readonly period: string
  readonly form: string
} {
  const say = useSay()
  const { language } = useFormat()
  return { period: periodWords(collection.period, language), form: say(collection.title) }
}
