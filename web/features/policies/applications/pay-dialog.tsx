import App from 'antd/es/app'
import Button from 'antd/es/button'
import Input from 'antd/es/input/Input'
import TextArea from 'antd/es/input/TextArea'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { SubmitEvent } from 'react'
import type { z } from 'zod'
import { recordPayment } from '#contract/policies'
import type { ApplicationView } from '#contract/policies'
import { ApiError, call } from '../../../app/api-client.ts'
import { commonTexts } from '../../../text/common.ts'
import { policyApplicationTexts } from '../../../text/policy-applications.ts'
import { useText } from '../../../text/index.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { focusFirstError } from '../../../ui/focus-first-error.ts'
import { todayOf } from '../../../ui/format.ts'
import { StatusMark } from '../../../ui/marks.tsx'
import type { FactNames } from '../../../ui/rules/fact-words.ts'
import { ErrorState } from '../../../ui/states.tsx'
import { FindingWords } from './finding-words.tsx'
import { useKeepApplication } from './use-keep-application.ts'
import { warningsOf } from './warnings-of.ts'

type View = z.infer<typeof ApplicationView>

/** Records that money was paid. What the server finds against it is shown, and only with a reason it is paid all the same. */
export function PayDialog({
  application,
  left,
  names,
  onClose,
}: {
  readonly application: View
  /** Granted and not paid yet, in 万元. */
  readonly left: number
  readonly names: FactNames
  readonly onClose: () => void
}) {
  const t = useText(policyApplicationTexts)
  const common = useText(commonTexts)
  const { message } = App.useApp()
  const { keep, readAgain } = useKeepApplication()
  const [amount, setAmount] = useState(left > 0 ? String(left) : '')
  const [on, setOn] = useState(() => todayOf(new Date()))
  const [reference, setReference] = useState('')
  const [despite, setDespite] = useState('')
  const [tried, setTried] = useState(false)
  const paying = useMutation({
    mutationFn: (reason: string | null) =>
      call(recordPayment, {
        params: { applicationId: application.id },
        body: {
          amount: Number(amount),
          on,
          reference: reference.trim(),
          despite: reason,
          version: application.version,
        },
      }),
    onSuccess: async (view) => {
      await keep(view)
      message.success(t('payDone'))
      onClose()
    },
    onError: async (error) => {
      setTried(false)
      if (error instanceof ApiError && error.has('policies.application_stale'))
        await readAgain(application.id)
    },
  })
  const warnings = warningsOf(paying.error)
  const isStale = paying.error instanceof ApiError && paying.error.has('policies.application_stale')
  const number = Number(amount)
  const errors = {
    amount:
      amount.trim() === '' || !Number.isFinite(number) || number <= 0
        ? t('payAmountNeeded')
        : number > left
          ? t('payAmountMost', { left })
          : undefined,
    on: on === '' ? t('payDayNeeded') : undefined,
    reference: reference.trim() === '' ? t('payReferenceNeeded') : undefined,
    despite: warnings !== null && despite.trim() === '' ? t('despiteNeeded') : undefined,
  }
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    setTried(true)
    focusFirstError(event.currentTarget)
    if (Object.values(errors).every((error) => error === undefined) && !paying.isPending)
      paying.mutate(warnings === null ? null : despite.trim())
  }
  const shown = (name: keyof typeof errors) => (tried ? errors[name] : undefined)
  return (
    <Dialog title={t('payTitle', { enterprise: application.enterprise.name })} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <p className="soft">{t('payWhy', { left })}</p>
        {isStale ? (
          <p role="alert">
            <StatusMark tone="warn">{t('staleWhy')}</StatusMark>
          </p>
        ) : paying.error && warnings === null ? (
          <ErrorState error={paying.error} />
        ) : null}
        <Field label={t('amount')} error={shown('amount')}>
          {(field) => (
            <Input
              {...field}
              inputMode="decimal"
              value={amount}
              maxLength={15}
              autoFocus
              onChange={({ target }) => {
                setAmount(target.value)
                // What was found was found of another amount.
                if (warnings !== null) paying.reset()
              }}
            />
          )}
        </Field>
        <Field label={t('paidOn')} error={shown('on')}>
          {(field) => (
            <Input {...field} type="date" value={on} onChange={({ target }) => setOn(target.value)} />
          )}
        </Field>
        <Field label={t('reference')} hint={t('payReferenceHint')} error={shown('reference')}>
          {(field) => (
            <Input
              {...field}
              value={reference}
              maxLength={200}
              onChange={({ target }) => setReference(target.value)}
            />
          )}
        </Field>
        {warnings === null ? null : (
          <section role="alert" className="pay-warnings">
            <h3>
              <StatusMark tone="warn">{t('warned')}</StatusMark>
            </h3>
            <ul>
              {warnings.map(({ kind, detail }) => (
                <li key={`${kind} ${JSON.stringify(detail)}`}>
                  <b>{t(`flag.${kind}`)}</b>
                  <div>
                    <FindingWords kind={kind} detail={detail} names={names} />
                  </div>
                </li>
              ))}
            </ul>
            <p className="soft small">{t('warnedWhy')}</p>
            <Field label={t('despite')} error={shown('despite')}>
              {(field) => (
                <TextArea
                  {...field}
                  value={despite}
                  maxLength={1000}
                  autoSize={{ minRows: 2, maxRows: 8 }}
                  onChange={({ target }) => setDespite(target.value)}
                />
              )}
            </Field>
          </section>
        )}
        <div className="dialog-foot">
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={paying.isPending} danger={warnings !== null}>
            {t(warnings === null ? 'pay' : 'payDespite')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
