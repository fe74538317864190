import App from 'antd/es/app'
import Button from 'antd/es/button'
import Input from 'antd/es/input/Input'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import type { SubmitEvent } from 'react'
import { isCreditCode } from '#domain/kernel'
import { addEnterprise } from '#contract/enterprises'
import { call } from '../../app/api-client.ts'
import { commonTexts } from '../../text/common.ts'
import { enterpriseTexts } from '../../text/enterprises.ts'
import { useText } from '../../text/index.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { focusFirstError } from '../../ui/focus-first-error.ts'
import { ErrorState } from '../../ui/states.tsx'
import { enterprisesKey } from './queries.ts'
import { CodeChoice, PlaceChoice, YesNoChoice } from './register-choices.tsx'

const EMPTY = {
  creditCode: '',
  from: '',
  name: '',
  nameEn: '',
  registrationPark: '',
  operationPark: '',
  industry: '',
  field: '',
  sizeClass: '',
  highTech: 'no',
  aboveScale: 'no',
  source: '',
}
type Values = typeof EMPTY

/** Takes a new enterprise into the register and opens its page. */
export function AddEnterpriseDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useText(enterpriseTexts)
  const common = useText(commonTexts)
  const client = useQueryClient()
  const router = useRouter()
  const { message } = App.useApp()
  const [values, setValues] = useState<Values>(EMPTY)
  const [tried, setTried] = useState(false)
  const set = (part: Partial<Values>) => setValues((before) => ({ ...before, ...part }))
  const code = values.creditCode.trim().toUpperCase()
  const faults = {
    creditCode: isCreditCode(code) ? undefined : t('codeWrong'),
    from: values.from === '' ? t('fromNeeded') : undefined,
    name: values.name.trim() === '' ? t('nameNeeded') : undefined,
    registrationPark: values.registrationPark === '' ? t('parkNeeded') : undefined,
    source: values.source.trim() === '' ? t('sourceNeeded') : undefined,
  }
  const error = (of: keyof typeof faults) => (tried ? faults[of] : undefined)
  const sending = useMutation({
    mutationFn: () =>
      call(addEnterprise, {
        body: {
          creditCode: code,
          from: values.from,
          name: values.name.trim(),
          nameEn: values.nameEn.trim() || null,
          registrationParkId: values.registrationPark,
          operationParkId: values.operationPark || null,
          industry: values.industry || null,
          field: values.field || null,
          sizeClass: values.sizeClass || null,
          highTech: values.highTech === 'yes',
          aboveScale: values.aboveScale === 'yes',
          source: values.source.trim(),
        },
      }),
    onSuccess: ({ id }) => {
      void client.invalidateQueries({ queryKey: enterprisesKey })
      message.success(t('added'))
      router.history.push(`/enterprises/${id}`)
    },
  })
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    setTried(true)
    focusFirstError(event.currentTarget)
    if (Object.values(faults).every((fault) => fault === undefined) && !sending.isPending) sending.mutate()
  }
  return (
    <Dialog title={t('addTitle')} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <p className="soft">{t('addWhy')}</p>
        {sending.error ? <ErrorState error={sending.error} /> : null}
        <Field label={t('creditCode')} error={error('creditCode')}>
          {(field) => (
            <Input
              {...field}
              value={values.creditCode}
              maxLength={18}
              autoFocus
              onChange={({ target }) => set({ creditCode: target.value })}
            />
          )}
        </Field>
        <Field label={t('name')} error={error('name')}>
          {(field) => (
            <Input
              {...field}
              value={values.name}
              maxLength={200}
              onChange={({ target }) => set({ name: target.value })}
            />
          )}
        </Field>
        <Field label={t('nameEn')}>
          {(field) => (
            <Input
              {...field}
              value={values.nameEn}
              maxLength={200}
              onChange={({ target }) => set({ nameEn: target.value })}
            />
          )}
        </Field>
        <div className="change-days">
          <Field label={t('changeFrom')} error={error('from')}>
            {({ status: _status, ...field }) => (
              <input
                {...field}
                type="date"
                className="choice day-input"
                value={values.from}
                onChange={({ target }) => set({ from: target.value })}
              />
            )}
          </Field>
          <Field label={t('sizeClass')}>
            {({ id }) => (
              <CodeChoice
                id={id}
                list="size"
                value={values.sizeClass}
                onValue={(sizeClass) => set({ sizeClass })}
              />
            )}
          </Field>
          <Field label={t('registrationPark')} error={error('registrationPark')}>
            {({ status: _status, ...field }) => (
              <PlaceChoice
                {...field}
                kind="park"
                none={t('noneOption')}
                value={values.registrationPark}
                onValue={(registrationPark) =>
                  // Most operate where they are registered.
                  set({
                    registrationPark,
                    ...(values.operationPark === values.registrationPark
                      ? { operationPark: registrationPark }
                      : {}),
                  })
                }
              />
            )}
          </Field>
          <Field label={t('operationPark')}>
            {({ id }) => (
              <PlaceChoice
                id={id}
                kind="park"
                value={values.operationPark}
                onValue={(operationPark) => set({ operationPark })}
              />
            )}
          </Field>
          <Field label={t('industry')}>
            {({ id }) => (
              <CodeChoice
                id={id}
                list="industry"
                value={values.industry}
                onValue={(industry) => set({ industry })}
              />
            )}
          </Field>
          <Field label={t('field')}>
            {({ id }) => (
              <CodeChoice id={id} list="field" value={values.field} onValue={(field) => set({ field })} />
            )}
          </Field>
          <Field label={t('highTech')}>
            {({ id }) => (
              <YesNoChoice id={id} value={values.highTech} onValue={(highTech) => set({ highTech })} />
            )}
          </Field>
          <Field label={t('aboveScale')}>
            {({ id }) => (
              <YesNoChoice id={id} value={values.aboveScale} onValue={(aboveScale) => set({ aboveScale })} />
            )}
          </Field>
        </div>
        <Field label={t('sourceField')} hint={t('sourceHint')} error={error('source')}>
          {(field) => (
            <Input
              {...field}
              value={values.source}
              maxLength={300}
              onChange={({ target }) => set({ source: target.value })}
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
