import App from 'antd/es/app'
import Button from 'antd/es/button'
import TextArea from 'antd/es/input/TextArea'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { SubmitEvent } from 'react'
import { DUE_PRECISIONS, endOfDue } from '#domain/ledger'
import { actOnDuty } from '#contract/ledger'
import { ApiError, call } from '../../../app/api-client.ts'
import { commonTexts } from '../../../text/common.ts'
import { useText } from '../../../text/index.ts'
import { ledgerViewTexts } from '../../../text/ledger-views.ts'
import { ledgerTexts } from '../../../text/ledger.ts'
import { Choice } from '../../../ui/choice.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { useFormat } from '../../../ui/format.ts'
import { ErrorState } from '../../../ui/states.tsx'
import { dueWords } from '../shared/due-words.ts'
import { fieldName, fieldValue } from '../shared/field-words.ts'
import { keepDuty, ledgerFrameQuery, refreshLedger } from '../shared/queries.ts'
import type { TimelineDuty } from './duty-timeline.tsx'
import { dateChange, dateFaults, rebased, stalenessOf } from './move-values.ts'
import type { DateBase, DateValues } from './move-values.ts'

export interface Move {
  readonly duty: TimelineDuty
  readonly to: { readonly startsOn: string | null; readonly dueOn: string | null }
}

/** Asks why a duty's dates change, and changes them. A refused save says what differs and keeps what was typed. */
export function MoveDialog({
  move: { duty, to },
  onClose,
}: {
  readonly move: Move
  readonly onClose: () => void
}) {
  const t = useText(ledgerViewTexts)
  const words = useText(ledgerTexts)
  const common = useText(commonTexts)
  const { language } = useFormat()
  const client = useQueryClient()
  const { message } = App.useApp()
  const [base, setBase] = useState<DateBase>(duty)
  const [values, setValues] = useState<DateValues>({ ...to, precision: duty.precision, reason: '' })
  const [tried, setTried] = useState(false)
  const faults = dateFaults(base, values)
  const saving = useMutation({
    mutationFn: () =>
      call(actOnDuty, {
        params: { dutyId: duty.id },
        body: {
          version: base.version,
          act: { kind: 'change', reason: values.reason.trim(), fields: dateChange(base, values) },
        },
      }),
    onSuccess: (view) => {
      keepDuty(client, view)
      message.success(t('changed'))
      onClose()
    },
    onError: (error) => {
      const newest = isStale(error) ? rebased(base, stalenessOf(paramsOf(error))) : null
      if (newest === null) return
      // So that a second press is meant for what the first one did not know.
      setBase(newest)
      refreshLedger(client)
    },
  })
  const stale = isStale(saving.error) ? saving.error : null
  function submit(event: SubmitEvent) {
    event.preventDefault()
    setTried(true)
    if (Object.keys(faults).length === 0 && !saving.isPending) saving.mutate()
  }
  const set = (change: Partial<DateValues>) => setValues({ ...values, ...change })
  const faultOf = (field: keyof DateValues) => (tried && faults[field] ? t(faults[field]) : undefined)
  return (
    <Dialog title={t('moveTitle')} onClose={onClose}>
      <form onSubmit={submit} noValidate className="move-form">
        <p lang="zh">
          <b>{duty.title}</b>
        </p>
        {stale ? <Stale error={stale} /> : saving.error ? <ErrorState error={saving.error} /> : null}
        <div className="move-dates">
          <Field label={t('start')} error={faultOf('startsOn')}>
            {({ status: _status, ...field }) => (
              <input
                {...field}
                type="date"
                className="choice duty-date"
                value={values.startsOn ?? ''}
                onChange={({ target }) => set({ startsOn: target.value || null })}
              />
            )}
          </Field>
          <Field label={t('end')} error={faultOf('dueOn')}>
            {({ status: _status, ...field }) => (
              <input
                {...field}
                type="date"
                className="choice duty-date"
                value={values.dueOn ?? ''}
                onChange={({ target }) => set({ dueOn: target.value || null })}
              />
            )}
          </Field>
          <Field label={t('precision')}>
            {({ id }) => (
              <Choice
                id={id}
                value={values.precision}
                onChange={({ target }) => {
                  const precision = DUE_PRECISIONS.find((each) => each === target.value) ?? values.precision
                  set({
                    precision,
                    dueOn: values.dueOn === null ? null : endOfDue(precision, values.dueOn),
                  })
                }}
              >
                {DUE_PRECISIONS.filter((each) => each !== 'periodic' || duty.precision === 'periodic').map(
                  (each) => (
                    <option key={each} value={each}>
                      {words(`precision.${each}`)}
                    </option>
                  ),
                )}
              </Choice>
            )}
          </Field>
        </div>
        <p className="soft">
          {t('newAndOld', {
            due: dueWords({ ...duty, ...values }, language),
            old: dueWords({ ...duty, ...base }, language),
          })}
        </p>
        <Field label={t('reason')} hint={t('reasonHint')} error={faultOf('reason')}>
          {(field) => (
            <TextArea
              {...field}
              autoFocus
              value={values.reason}
              maxLength={1000}
              autoSize={{ minRows: 2, maxRows: 6 }}
              onChange={({ target }) => set({ reason: target.value })}
            />
          )}
        </Field>
        <div className="dialog-foot">
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={saving.isPending}>
            {t(stale ? 'again' : 'change')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

function isStale(error: unknown): error is ApiError {
  return error instanceof ApiError && error.has('ledger.stale')
}

function paramsOf(error: ApiError) {
  return error.issues.find(({ code }) => code === 'ledger.stale')?.params
}

/** What somebody else has changed meanwhile, field by field. */
function Stale({ error }: { readonly error: ApiError }) {
  const t = useText(ledgerViewTexts)
  const { language, moment } = useFormat()
  const { data: frame } = useQuery(ledgerFrameQuery)
  const { by, at, changes } = stalenessOf(paramsOf(error))
  return (
    <div className="failed" role="alert">
      {t('stale')} {by && at ? <span className="soft">{t('staleBy', { by, at: moment(at) })}</span> : null}
      <ul>
        {changes.map(({ field, before, after }) => (
          <li key={field}>
            {t('staleField', {
              field: fieldName(field, language),
              before: fieldValue(field, before, frame, language),
              after: fieldValue(field, after, frame, language),
            })}
          </li>
        ))}
      </ul>
    </div>
  )
}
