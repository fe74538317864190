import App from 'antd/es/app'
import Button from 'antd/es/button'
import Input from 'antd/es/input/Input'
import TextArea from 'antd/es/input/TextArea'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { SubmitEvent } from 'react'
import { changeParkIndustry } from '#contract/policies'
import type { LayoutView } from '#contract/policies'
import { call } from '../../../app/api-client.ts'
import { commonTexts } from '../../../text/common.ts'
import { layoutTexts } from '../../../text/layout.ts'
import { useText } from '../../../text/index.ts'
import { Choice } from '../../../ui/choice.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { focusFirstError } from '../../../ui/focus-first-error.ts'
import { useSay } from '../../../ui/say.ts'
import { ErrorState } from '../../../ui/states.tsx'
import { layoutKey } from './layout-queries.ts'

const NEW = ':new'

/** The office lets a park lead, cultivate or leave an industry from a day on. */
export function ChangeDialog({
  view,
  begin,
  onClose,
}: {
  readonly view: LayoutView
  readonly begin: { readonly park: string; readonly industry: string }
  readonly onClose: () => void
}) {
  const t = useText(layoutTexts)
  const common = useText(commonTexts)
  const say = useSay()
  const { message } = App.useApp()
  const client = useQueryClient()
  const [park, setPark] = useState(begin.park)
  const [industry, setIndustry] = useState(begin.industry)
  const [code, setCode] = useState('')
  const [zh, setZh] = useState('')
  const [en, setEn] = useState('')
  const [role, setRole] = useState<'leading' | 'cultivated' | 'leave'>('leading')
  const [from, setFrom] = useState(view.on)
  const [source, setSource] = useState('')
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const isNew = industry === NEW
  const changing = useMutation({
    mutationFn: () =>
      call(changeParkIndustry, {
        body: {
          park,
          industry: isNew ? code.trim() : industry,
          role: role === 'leave' ? null : role,
          from,
          source: source.trim(),
          reason: reason.trim(),
          name: isNew ? { zh: zh.trim(), en: en.trim() } : null,
        },
      }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: layoutKey })
      message.success(t('saved'))
      onClose()
    },
  })
  const empty = (text: string) => text.trim() === ''
  const errors = {
    park: park === '' ? t('needPark') : undefined,
    industry: industry === '' ? t('needIndustry') : undefined,
    code: isNew && empty(code) ? t('needCode') : undefined,
    zh: isNew && empty(zh) ? t('needName') : undefined,
    en: isNew && empty(en) ? t('needName') : undefined,
    from: from === '' ? t('needFrom') : undefined,
    source: empty(source) ? t('needSource') : undefined,
    reason: empty(reason) ? t('needReason') : undefined,
  }
  const shown = (name: keyof typeof errors) => (tried ? errors[name] : undefined)
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    setTried(true)
    focusFirstError(event.currentTarget)
    if (Object.values(errors).every((error) => error === undefined) && !changing.isPending) changing.mutate()
  }
  return (
    <Dialog title={t('changeTitle')} onClose={onClose}>
      <form onSubmit={submit} noValidate className="layout-form">
        <p className="soft">{t('changeWhy')}</p>
        {changing.error ? <ErrorState error={changing.error} /> : null}
        <Field label={t('park')} error={shown('park')}>
          {({ id, 'aria-invalid': invalid }) => (
            <Choice
              id={id}
              aria-invalid={invalid}
              value={park}
              onChange={({ target }) => setPark(target.value)}
            >
              <option value="">{t('choose')}</option>
              {view.parks.map((each) => (
                <option key={each.id} value={each.id}>
                  {say(each.name)}
                </option>
              ))}
            </Choice>
          )}
        </Field>
        <Field label={t('industry')} error={shown('industry')}>
          {({ id, 'aria-invalid': invalid }) => (
            <Choice
              id={id}
              aria-invalid={invalid}
              value={industry}
              onChange={({ target }) => setIndustry(target.value)}
            >
              <option value="">{t('choose')}</option>
              {view.industries.map((each) => (
                <option key={each.code} value={each.code}>
                  {say(each.name)}
                </option>
              ))}
              <option value={NEW}>{t('newIndustry')}</option>
            </Choice>
          )}
        </Field>
        {isNew
          ? (
              [
                ['code', t('industryCode'), code, setCode],
                ['zh', t('industryZh'), zh, setZh],
                ['en', t('industryEn'), en, setEn],
              ] as const
            ).map(([name, label, value, set]) => (
              <Field key={name} label={label} error={shown(name)}>
                {(field) => (
                  <Input
                    {...field}
                    value={value}
                    maxLength={100}
                    onChange={({ target }) => set(target.value)}
                  />
                )}
              </Field>
            ))
          : null}
        <Field label={t('role')}>
          {({ id }) => (
            <Choice
              id={id}
              value={role}
              onChange={({ target: { value } }) =>
                setRole(value === 'cultivated' || value === 'leave' ? value : 'leading')
              }
            >
              <option value="leading">{t('leading')}</option>
              <option value="cultivated">{t('cultivated')}</option>
              <option value="leave">{t('roleLeave')}</option>
            </Choice>
          )}
        </Field>
        <Field label={t('from')} error={shown('from')}>
          {(field) => (
            <Input {...field} type="date" value={from} onChange={({ target }) => setFrom(target.value)} />
          )}
        </Field>
        <Field label={t('source')} hint={t('sourceHint')} error={shown('source')}>
          {(field) => (
            <Input
              {...field}
              value={source}
              maxLength={500}
              onChange={({ target }) => setSource(target.value)}
            />
          )}
        </Field>
        <Field label={t('reason')} hint={t('reasonHint')} error={shown('reason')}>
          {(field) => (
            <TextArea
              {...field}
              value={reason}
              maxLength={2000}
              autoSize={{ minRows: 2, maxRows: 8 }}
              onChange={({ target }) => setReason(target.value)}
            />
          )}
        </Field>
        <div className="dialog-foot">
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={changing.isPending}>
            {t('save')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
