import App from 'antd/es/app'
import Button from 'antd/es/button'
import Input from 'antd/es/input/Input'
import TextArea from 'antd/es/input/TextArea'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { SubmitEvent } from 'react'
import { VisitKind, VisitResult, addVisit } from '#contract/cultivation'
import type { ServiceRequest } from '#contract/cultivation'
import { call } from '../../app/api-client.ts'
import { commonTexts } from '../../text/common.ts'
import { serviceTexts } from '../../text/services.ts'
import { useText } from '../../text/index.ts'
import { Choice } from '../choice.tsx'
import { Dialog } from '../dialog.tsx'
import { Field } from '../field.tsx'
import { focusFirstError } from '../focus-first-error.ts'
import { todayOf } from '../format.ts'
import { ErrorState } from '../states.tsx'
import { refreshServices } from './service-queries.ts'
import './services.css'

/** Writes a visit or a call back down. */
export function VisitDialog({
  enterprise,
  requests,
  about = null,
  onClose,
}: {
  readonly enterprise: { readonly id: string; readonly name: string }
  /** Of this enterprise: those that a visit may follow up. */
  readonly requests: readonly Pick<ServiceRequest, 'caseId' | 'number' | 'title'>[]
  /** The case that is followed up. */
  readonly about?: string | null
  readonly onClose: () => void
}) {
  const t = useText(serviceTexts)
  const common = useText(commonTexts)
  const client = useQueryClient()
  const { message } = App.useApp()
  const today = todayOf(new Date())
  const [on, setOn] = useState(today)
  const [kind, setKind] = useState<(typeof VisitKind.options)[number]>(about === null ? 'visit' : 'call')
  const [result, setResult] = useState<(typeof VisitResult.options)[number]>(
    about === null ? 'nothing-asked' : 'solved',
  )
  const [note, setNote] = useState('')
  const [caseId, setCaseId] = useState(about ?? '')
  const [nextOn, setNextOn] = useState('')
  const [tried, setTried] = useState(false)
  const errors = {
    on: on === '' ? t('dayNeeded') : on > today ? t('visitAhead') : undefined,
    nextOn: nextOn !== '' && nextOn <= on ? t('nextWrong') : undefined,
  }
  const adding = useMutation({
    mutationFn: () =>
      call(addVisit, {
        params: { enterpriseId: enterprise.id },
        body: { on, kind, result, note: note.trim() || null, caseId: caseId || null, nextOn: nextOn || null },
      }),
    onSuccess: async () => {
      await refreshServices(client)
      message.success(t('visitAdded'))
      onClose()
    },
  })
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    setTried(true)
    focusFirstError(event.currentTarget)
    if (errors.on === undefined && errors.nextOn === undefined && !adding.isPending) adding.mutate()
  }
  return (
    <Dialog title={t('addVisitTitle', { name: enterprise.name })} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <p className="soft">{t('addVisitWhy')}</p>
        {adding.error ? <ErrorState error={adding.error} /> : null}
        <div className="field-pair">
          <Field label={t('on')} error={tried ? errors.on : undefined}>
            {(field) => (
              <Input
                {...field}
                type="date"
                max={today}
                value={on}
                onChange={({ target }) => setOn(target.value)}
              />
            )}
          </Field>
          <Field label={t('nextField')} error={tried ? errors.nextOn : undefined}>
            {(field) => (
              <Input
                {...field}
                type="date"
                value={nextOn}
                onChange={({ target }) => setNextOn(target.value)}
              />
            )}
          </Field>
          <Field label={t('way')}>
            {({ status: _status, ...field }) => (
              <Choice
                {...field}
                value={kind}
                onChange={({ target }) => setKind(VisitKind.parse(target.value))}
              >
                {VisitKind.options.map((each) => (
                  <option key={each} value={each}>
                    {t(`way.${each}`)}
                  </option>
                ))}
              </Choice>
            )}
          </Field>
          <Field label={t('result')}>
            {({ status: _status, ...field }) => (
              <Choice
                {...field}
                value={result}
                onChange={({ target }) => setResult(VisitResult.parse(target.value))}
              >
                {VisitResult.options.map((each) => (
                  <option key={each} value={each}>
                    {t(`result.${each}`)}
                  </option>
                ))}
              </Choice>
            )}
          </Field>
        </div>
        {requests.length > 0 ? (
          <Field label={t('aboutRequest')}>
            {({ status: _status, ...field }) => (
              <Choice {...field} value={caseId} onChange={({ target }) => setCaseId(target.value)}>
                <option value="">{t('aboutNone')}</option>
                {requests.map((request) => (
                  <option key={request.caseId} value={request.caseId}>
                    {[request.number, request.title].filter((part) => part !== null).join(' ')}
                  </option>
                ))}
              </Choice>
            )}
          </Field>
        ) : null}
        <Field label={t('note')}>
          {(field) => (
            <TextArea
              {...field}
              value={note}
              maxLength={1000}
              autoSize={{ minRows: 3, maxRows: 8 }}
              onChange={({ target }) => setNote(target.value)}
            />
          )}
        </Field>
        <div className="dialog-foot">
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={adding.isPending}>
            {common('save')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
