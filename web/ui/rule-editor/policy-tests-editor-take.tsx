import App from 'antd/es/app'
import Button from 'antd/es/button'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { SubmitEvent } from 'react'
import { readEnterpriseFacts } from '#contract/rules'
import type { PolicyTest } from '#domain/matching'
import type { FactDefinition } from '#domain/rules'
import { call } from '../../app/api-client.ts'
import { commonTexts } from '../../text/common.ts'
import { policyTestTexts } from '../../text/policy-tests.ts'
import { useText } from '../../text/index.ts'
import { Dialog } from '../dialog.tsx'
import { EnterprisePicker } from '../enterprises/enterprise-picker.tsx'
import { Field } from '../field.tsx'
import { ErrorState } from '../states.tsx'
import { exampleFacts, factsNeeded } from './policy-tests-editor-facts.ts'

/** Copies what is known of an enterprise on a day, without its name and without what is confidential. */
export function TakeFactsDialog({
  facts,
  asked,
  on,
  title,
  onClose,
  onTaken,
}: {
  readonly facts: readonly FactDefinition[]
  readonly asked: readonly string[] | null
  readonly on: string
  readonly title: string
  readonly onClose: () => void
  readonly onTaken: (test: PolicyTest) => void
}) {
  const t = useText(policyTestTexts)
  const common = useText(commonTexts)
  const { message } = App.useApp()
  const [enterpriseId, setEnterpriseId] = useState('')
  const [day, setDay] = useState(on)
  const [onlyAsked, setOnlyAsked] = useState(asked !== null)
  const [tried, setTried] = useState(false)
  const reading = useMutation({
    mutationFn: () => call(readEnterpriseFacts, { params: { enterpriseId }, query: { on: day } }),
    onSuccess: (answer) => {
      const taken = exampleFacts(answer.facts, onlyAsked && asked !== null ? factsNeeded(asked, facts) : null)
      const n = Object.keys(taken.facts).length
      if (n === 0) return message.warning(t('takeNone'))
      message.success(t(taken.left > 0 ? 'takenLeft' : 'taken', { n, left: taken.left }))
      onTaken({ title, on: day, facts: taken.facts, expect: { answer: 'yes', amount: null } })
      return undefined
    },
  })
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    setTried(true)
    if (enterpriseId !== '' && day !== '' && !reading.isPending) reading.mutate()
  }
  return (
    <Dialog title={t('takeTitle')} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <p className="soft">{t('takeWhy')}</p>
        {reading.error ? <ErrorState error={reading.error} /> : null}
        <Field label={t('takeWhich')} error={tried && enterpriseId === '' ? t('takeNeeded') : undefined}>
          {({ id }) => (
            <EnterprisePicker
              id={id}
              label={t('takeWhich')}
              chosen={enterpriseId}
              onChosen={setEnterpriseId}
            />
          )}
        </Field>
        <Field label={t('on')} error={tried && day === '' ? t('day') : undefined}>
          {({ status: _status, ...field }) => (
            <input
              {...field}
              type="date"
              className="choice day-input"
              value={day}
              onChange={({ target }) => setDay(target.value)}
            />
          )}
        </Field>
        {asked === null ? null : (
          <label>
            <input
              type="checkbox"
              checked={onlyAsked}
              onChange={({ target }) => setOnlyAsked(target.checked)}
            />{' '}
            {t('takeAsked')}
          </label>
        )}
        <div className="dialog-foot">
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={reading.isPending}>
            {t('takeButton')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
