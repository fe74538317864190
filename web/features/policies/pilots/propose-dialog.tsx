import App from 'antd/es/app'
import Button from 'antd/es/button'
import Input from 'antd/es/input/Input'
import TextArea from 'antd/es/input/TextArea'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import type { SubmitEvent } from 'react'
import { proposePilot } from '#contract/policies'
import type { ParkName } from '#contract/policies'
import { call } from '../../../app/api-client.ts'
import { commonTexts } from '../../../text/common.ts'
import { policyCoverageTexts } from '../../../text/policy-coverage.ts'
import { useText } from '../../../text/index.ts'
import { Choice } from '../../../ui/choice.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { focusFirstError } from '../../../ui/focus-first-error.ts'
import { todayOf } from '../../../ui/format.ts'
import { useSay } from '../../../ui/say.ts'
import { ErrorState } from '../../../ui/states.tsx'
import { choicesQuery } from '../coverage/coverage-queries.ts'
import { ParksField } from '../coverage/parks-field.tsx'
import { useKeepPilot } from './use-keep-pilot.ts'
import '../coverage/coverage.css'

/** Proposes to try a policy in some parks first. */
export function ProposeDialog({
  parks,
  onClose,
}: {
  readonly parks: readonly ParkName[]
  readonly onClose: () => void
}) {
  const t = useText(policyCoverageTexts)
  const common = useText(commonTexts)
  const say = useSay()
  const { message } = App.useApp()
  const router = useRouter()
  const { keep } = useKeepPilot()
  const choices = useQuery(choicesQuery)
  const [policyId, setPolicyId] = useState('')
  const [title, setTitle] = useState('')
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [goals, setGoals] = useState('')
  const [basis, setBasis] = useState('')
  const [from, setFrom] = useState(() => todayOf(new Date()))
  const [to, setTo] = useState('')
  const [tried, setTried] = useState(false)
  const proposing = useMutation({
    mutationFn: () =>
      call(proposePilot, {
        body: {
          policyId,
          parks: [...chosen],
          title: title.trim(),
          goals: goals.trim(),
          basis: basis.trim(),
          from,
          to,
        },
      }),
    onSuccess: async (view) => {
      await keep(view)
      message.success(t('proposed'))
      onClose()
      router.history.push(`/policies/pilots/${view.id}`)
    },
  })
  const errors = {
    policy: policyId === '' ? t('policyNeeded') : undefined,
    title: title.trim() === '' ? t('titleNeeded') : undefined,
    parks: chosen.length === 0 ? t('parksNeeded') : undefined,
    goals: goals.trim() === '' ? t('goalsNeeded') : undefined,
    basis: basis.trim() === '' ? t('basisNeeded') : undefined,
    from: from === '' ? t('fromNeeded') : undefined,
    to: to === '' || to <= from ? t('toAfter') : undefined,
  }
  const shown = (name: keyof typeof errors) => (tried ? errors[name] : undefined)
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    setTried(true)
    focusFirstError(event.currentTarget)
    if (Object.values(errors).every((error) => error === undefined) && !proposing.isPending)
      proposing.mutate()
  }
  return (
    <Dialog title={t('proposeTitle')} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <p className="soft">{t('proposeWhy')}</p>
        {(choices.error ?? proposing.error) ? <ErrorState error={choices.error ?? proposing.error} /> : null}
        <Field label={t('policy')} error={shown('policy')}>
          {({ status: _, ...field }) => (
            <Choice
              {...field}
              className="pilot-policy"
              value={policyId}
              onChange={({ target }) => setPolicyId(target.value)}
            >
              <option value="">{t('choosePolicy')}</option>
              {(choices.data?.policies ?? []).map((policy) => (
                <option key={policy.id} value={policy.id}>
                  {say(policy.title)}
                </option>
              ))}
            </Choice>
          )}
        </Field>
        <Field label={t('pilotTitle')} error={shown('title')}>
          {(field) => (
            <Input
              {...field}
              value={title}
              maxLength={300}
              onChange={({ target }) => setTitle(target.value)}
            />
          )}
        </Field>
        <ParksField
          label={t('parks')}
          parks={parks}
          chosen={chosen}
          error={shown('parks')}
          onChosen={setChosen}
        />
        <div className="coverage-days">
          <Field label={t('setFrom')} error={shown('from')}>
            {(field) => (
              <Input {...field} type="date" value={from} onChange={({ target }) => setFrom(target.value)} />
            )}
          </Field>
          <Field label={t('pilotUntil')} error={shown('to')}>
            {(field) => (
              <Input {...field} type="date" value={to} onChange={({ target }) => setTo(target.value)} />
            )}
          </Field>
        </div>
        <Field label={t('goals')} error={shown('goals')}>
          {(field) => (
            <TextArea
              {...field}
              value={goals}
              maxLength={5000}
              autoSize={{ minRows: 3, maxRows: 10 }}
              onChange={({ target }) => setGoals(target.value)}
            />
          )}
        </Field>
        <Field label={t('setBasis')} hint={t('setBasisHint')} error={shown('basis')}>
          {(field) => (
            <Input
              {...field}
              value={basis}
              maxLength={1000}
              onChange={({ target }) => setBasis(target.value)}
            />
          )}
        </Field>
        <div className="dialog-foot">
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={proposing.isPending}>
            {t('propose')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
