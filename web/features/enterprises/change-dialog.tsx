import App from 'antd/es/app'
import Button from 'antd/es/button'
import Input from 'antd/es/input/Input'
import TextArea from 'antd/es/input/TextArea'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import type { SubmitEvent } from 'react'
import { EnterpriseStatus, changeEnterprise } from '#contract/enterprises'
import type { EnterpriseRow } from '#contract/enterprises'
import { call } from '../../app/api-client.ts'
import { commonTexts } from '../../text/common.ts'
import { enterpriseTexts } from '../../text/enterprises.ts'
import { useText } from '../../text/index.ts'
import { Choice } from '../../ui/choice.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { EnterprisePicker } from '../../ui/enterprises/enterprise-picker.tsx'
import { Field } from '../../ui/field.tsx'
import { focusFirstError } from '../../ui/focus-first-error.ts'
import { ErrorState } from '../../ui/states.tsx'
import { CHANGEABLE, changeBody, changeFaults, valuesOf } from './change-values.ts'
import type { ChangeFault, ChangeForm, ChangeValues, Changeable } from './change-values.ts'
import { keepEnterprise } from './queries.ts'
import { CodeChoice, PlaceChoice, YesNoChoice } from './register-choices.tsx'

/** Records a change from a day on, or corrects a stretch of time. */
export function ChangeDialog({
  enterprise,
  onClose,
}: {
  readonly enterprise: EnterpriseRow
  readonly onClose: () => void
}) {
  const t = useText(enterpriseTexts)
  const common = useText(commonTexts)
  const client = useQueryClient()
  const { message } = App.useApp()
  const [form, setForm] = useState<ChangeForm>(() => ({
    from: '',
    to: '',
    chosen: new Set<Changeable>(),
    values: valuesOf(enterprise),
    source: '',
    reason: '',
  }))
  const [tried, setTried] = useState(false)
  const faults = changeFaults(form)
  const fault = (of: ChangeFault, words: string) => (tried && faults.has(of) ? words : undefined)
  const sending = useMutation({
    mutationFn: () =>
      call(changeEnterprise, { params: { enterpriseId: enterprise.id }, body: changeBody(form) }),
    onSuccess: (answer) => {
      keepEnterprise(client, answer)
      message.success(t('saved'))
      onClose()
    },
  })
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    setTried(true)
    focusFirstError(event.currentTarget)
    if (faults.size === 0 && !sending.isPending) sending.mutate()
  }
  const change = (part: Partial<ChangeForm>) => setForm((before) => ({ ...before, ...part }))
  const set = (part: Partial<ChangeValues>) =>
    setForm((before) => ({ ...before, values: { ...before.values, ...part } }))
  return (
    <Dialog title={t('recordTitle', { name: enterprise.name })} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <p className="soft">{t('recordWhy')}</p>
        {sending.error ? <ErrorState error={sending.error} /> : null}
        <div className="change-days">
          <Field label={t('changeFrom')} error={fault('from', t('fromNeeded'))}>
            {({ status: _status, ...field }) => (
              <input
                {...field}
                type="date"
                className="choice day-input"
                value={form.from}
                autoFocus
                onChange={({ target }) => change({ from: target.value })}
              />
            )}
          </Field>
          <Field label={t('changeTo')} hint={t('changeToHint')} error={fault('to', t('toWrong'))}>
            {({ status: _status, ...field }) => (
              <input
                {...field}
                type="date"
                className="choice day-input"
                value={form.to}
                onChange={({ target }) => change({ to: target.value })}
              />
            )}
          </Field>
        </div>
        <fieldset className="change-set">
          <legend>
            {t('what')} <span className="small">{t('whatHint')}</span>
          </legend>
          {CHANGEABLE.map((key) => (
            <ChangeField
              key={key}
              field={key}
              form={form}
              except={enterprise.id}
              onTick={(ticked) => {
                const chosen = new Set(form.chosen)
                if (ticked) chosen.add(key)
                else chosen.delete(key)
                change({ chosen })
              }}
              onValues={set}
            />
          ))}
          {(['chosen', 'name', 'successor'] as const).map((each) =>
            tried && faults.has(each) ? (
              <div key={each} className="field-error" role="alert">
                <span aria-hidden="true">■</span>{' '}
                {t(each === 'chosen' ? 'nothingChosen' : each === 'name' ? 'nameNeeded' : 'successorNeeded')}
              </div>
            ) : null,
          )}
        </fieldset>
        <Field label={t('sourceField')} hint={t('sourceHint')} error={fault('source', t('sourceNeeded'))}>
          {(field) => (
            <Input
              {...field}
              value={form.source}
              maxLength={300}
              onChange={({ target }) => change({ source: target.value })}
            />
          )}
        </Field>
        <Field label={t('reasonField')} error={fault('reason', t('reasonNeeded'))}>
          {(field) => (
            <TextArea
              {...field}
              value={form.reason}
              maxLength={1000}
              autoSize={{ minRows: 2, maxRows: 6 }}
              onChange={({ target }) => change({ reason: target.value })}
            />
          )}
        </Field>
        <div className="dialog-foot">
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={sending.isPending}>
            {t('save')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

/** One thing that may change: a tick, and what it becomes. */
function ChangeField({
  field,
  form: { chosen, values },
  except,
  onTick,
  onValues,
}: {
  readonly field: Changeable
  readonly form: ChangeForm
  readonly except: string
  readonly onTick: (ticked: boolean) => void
  readonly onValues: (part: Partial<ChangeValues>) => void
}) {
  const t = useText(enterpriseTexts)
  const id = useId()
  const ticked = chosen.has(field)
  const label = t(`change.${field}`)
  return (
    <div className="change-field">
      <label>
        <input type="checkbox" checked={ticked} onChange={({ target }) => onTick(target.checked)} />
        {label}
      </label>
      {ticked ? (
        <div>
          <Control
            field={field}
            label={label}
            value={values[field]}
            onValue={(value) => onValues({ [field]: value })}
          />
          {field === 'status' && values.status === 'merged' ? (
            <EnterprisePicker
              id={`${id}-successor`}
              label={t('successorHint')}
              chosen={values.successorId}
              except={except}
              onChosen={(successorId) => onValues({ successorId })}
            />
          ) : null}
        </div>
      ) : null}
    </div>
  )
}

function Control({
  field,
  label,
  value,
  onValue,
}: {
  readonly field: Changeable
  readonly label: string
  readonly value: string
  readonly onValue: (value: string) => void
}) {
  const t = useText(enterpriseTexts)
  switch (field) {
    case 'name':
    case 'nameEn':
    case 'address':
      return (
        <Input
          aria-label={label}
          value={value}
          maxLength={field === 'address' ? 300 : 200}
          onChange={({ target }) => onValue(target.value)}
        />
      )
    case 'status':
      return (
        <Choice aria-label={label} value={value} onChange={({ target }) => onValue(target.value)}>
          {EnterpriseStatus.options.map((status) => (
            <option key={status} value={status}>
              {t(`status.${status}`)}
            </option>
          ))}
        </Choice>
      )
    case 'registrationPark':
    case 'operationPark':
      return <PlaceChoice kind="park" label={label} value={value} onValue={onValue} />
    case 'registrationDistrict':
    case 'operationDistrict':
      return <PlaceChoice kind="district" label={label} value={value} onValue={onValue} />
    case 'cluster':
    case 'industry':
    case 'field':
    case 'rung':
      return <CodeChoice list={field} label={label} value={value} onValue={onValue} />
    case 'sizeClass':
      return <CodeChoice list="size" label={label} value={value} onValue={onValue} />
    case 'highTech':
    case 'aboveScale':
      return <YesNoChoice label={label} value={value} onValue={onValue} />
  }
}
