import App from 'antd/es/app'
import Button from 'antd/es/button'
import Input from 'antd/es/input/Input'
import TextArea from 'antd/es/input/TextArea'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { SubmitEvent } from 'react'
import { CoverageState, setCoverage } from '#contract/policies'
import type { ParkName } from '#contract/policies'
import { call } from '../../../app/api-client.ts'
import { policyCoverageTexts } from '../../../text/policy-coverage.ts'
import { useText } from '../../../text/index.ts'
import { Choice } from '../../../ui/choice.tsx'
import { Field } from '../../../ui/field.tsx'
import { focusFirstError } from '../../../ui/focus-first-error.ts'
import { todayOf } from '../../../ui/format.ts'
import { ErrorState } from '../../../ui/states.tsx'
import { coverageKey } from './coverage-queries.ts'
import { ParksField } from './parks-field.tsx'

/** Says how far a policy has come in some parks from a day on. */
export function SetCoverageForm({
  policyId,
  parkId,
  parks,
}: {
  readonly policyId: string
  readonly parkId: string
  readonly parks: readonly ParkName[]
}) {
  const t = useText(policyCoverageTexts)
  const { message } = App.useApp()
  const client = useQueryClient()
  const [chosen, setChosen] = useState<readonly string[]>([parkId])
  const [state, setState] = useState<(typeof CoverageState.options)[number]>('covered')
  const [from, setFrom] = useState(() => todayOf(new Date()))
  const [to, setTo] = useState('')
  const [basis, setBasis] = useState('')
  const [note, setNote] = useState('')
  const [tried, setTried] = useState(false)
  const saving = useMutation({
    mutationFn: () =>
      call(setCoverage, {
        body: {
          policyId,
          parks: [...chosen],
          state,
          from,
          to: to === '' ? null : to,
          basis: basis.trim(),
          note: note.trim() === '' ? null : note.trim(),
        },
      }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: coverageKey })
      message.success(t('setDone', { n: chosen.length }))
      setTried(false)
      setNote('')
    },
  })
  const errors = {
    parks: chosen.length === 0 ? t('parksNeeded') : undefined,
    from: from === '' ? t('fromNeeded') : undefined,
    to: to !== '' && to <= from ? t('toAfter') : undefined,
    basis: basis.trim() === '' ? t('basisNeeded') : undefined,
  }
  const shown = (name: keyof typeof errors) => (tried ? errors[name] : undefined)
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    setTried(true)
    focusFirstError(event.currentTarget)
    if (Object.values(errors).every((error) => error === undefined) && !saving.isPending) saving.mutate()
  }
  return (
    <form onSubmit={submit} noValidate>
      <p className="soft small">{t('setWhy')}</p>
      {saving.error ? <ErrorState error={saving.error} /> : null}
      <Field label={t('setState')}>
        {({ id }) => (
          <Choice
            id={id}
            value={state}
            onChange={({ target }) =>
              setState(CoverageState.options.find((each) => each === target.value) ?? 'covered')
            }
          >
            {CoverageState.options.map((each) => (
              <option key={each} value={each}>
                {t(`state.${each}`)}
              </option>
            ))}
          </Choice>
        )}
      </Field>
      <ParksField
        label={t('setParks')}
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
        <Field label={t('setTo')} error={shown('to')}>
          {(field) => (
            <Input {...field} type="date" value={to} onChange={({ target }) => setTo(target.value)} />
          )}
        </Field>
      </div>
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
      <Field label={t('setNote')}>
        {(field) => (
          <TextArea
            {...field}
            value={note}
            maxLength={2000}
            autoSize={{ minRows: 2, maxRows: 8 }}
            onChange={({ target }) => setNote(target.value)}
          />
        )}
      </Field>
      <Button type="primary" htmlType="submit" loading={saving.isPending}>
        {t('setDo', { n: chosen.length })}
      </Button>
    </form>
  )
}
