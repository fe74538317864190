import App from 'antd/es/app'
import Button from 'antd/es/button'
import Input from 'antd/es/input/Input'
import TextArea from 'antd/es/input/TextArea'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import type { SubmitEvent } from 'react'
import { listEnterprises } from '#contract/enterprises'
import { applyForSandbox } from '#contract/policies'
import { call } from '../../../app/api-client.ts'
import { useSession } from '../../../app/session.ts'
import { commonTexts } from '../../../text/common.ts'
import { policySandboxTexts } from '../../../text/policy-sandbox.ts'
import { useText } from '../../../text/index.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { EnterprisePicker } from '../../../ui/enterprises/enterprise-picker.tsx'
import { Field } from '../../../ui/field.tsx'
import { focusFirstError } from '../../../ui/focus-first-error.ts'
import { todayOf } from '../../../ui/format.ts'
import { ErrorState } from '../../../ui/states.tsx'
import { useKeepEntry } from './sandbox-queries.ts'

/** Applies for the sandbox: an enterprise for itself, the office for any. */
export function ApplyDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useText(policySandboxTexts)
  const common = useText(commonTexts)
  const { roles } = useSession()
  const { message } = App.useApp()
  const router = useRouter()
  const { keep } = useKeepEntry()
  const isOffice = roles.includes('zone_office')
  const own = useQuery({
    queryKey: ['enterprises', 'own'],
    queryFn: ({ signal }) => call(listEnterprises, { query: { limit: 1 }, signal }),
    enabled: !isOffice,
  })
  const [picked, setPicked] = useState('')
  const ownEnterprise = own.data?.enterprises[0]
  const enterpriseId = isOffice ? picked : (ownEnterprise?.id ?? '')
  const [product, setProduct] = useState('')
  const [scope, setScope] = useState('')
  const [riskLimits, setRiskLimits] = useState('')
  const [from, setFrom] = useState(() => todayOf(new Date()))
  const [to, setTo] = useState('')
  const [tried, setTried] = useState(false)
  const applying = useMutation({
    mutationFn: () =>
      call(applyForSandbox, {
        body: {
          enterpriseId,
          product: product.trim(),
          scope: scope.trim(),
          riskLimits: riskLimits.trim(),
          from,
          to,
        },
      }),
    onSuccess: async (view) => {
      await keep(view)
      message.success(t('applied'))
      onClose()
      router.history.push(`/policies/sandbox/${view.id}`)
    },
  })
  const errors = {
    enterprise: enterpriseId === '' ? t(isOffice ? 'enterpriseNeeded' : 'enterpriseNone') : undefined,
    product: product.trim() === '' ? t('productNeeded') : undefined,
    scope: scope.trim() === '' ? t('scopeNeeded') : undefined,
    riskLimits: riskLimits.trim() === '' ? t('limitsNeeded') : undefined,
    from: from === '' ? t('fromNeeded') : undefined,
    to: to === '' || to <= from ? t('toAfter') : undefined,
  }
  const shown = (name: keyof typeof errors) => (tried ? errors[name] : undefined)
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    setTried(true)
    focusFirstError(event.currentTarget)
    if (Object.values(errors).every((error) => error === undefined) && !applying.isPending) applying.mutate()
  }
  return (
    <Dialog title={t('applyTitle')} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <p className="soft">{t('applyWhy')}</p>
        {(own.error ?? applying.error) ? <ErrorState error={own.error ?? applying.error} /> : null}
        <Field label={t('enterprise')} error={shown('enterprise')}>
          {({ id }) =>
            isOffice ? (
              <EnterprisePicker id={id} label={t('forEnterprise')} chosen={picked} onChosen={setPicked} />
            ) : (
              <div id={id} lang="zh">
                {ownEnterprise?.name ?? '—'}
              </div>
            )
          }
        </Field>
        <Field label={t('product')} error={shown('product')}>
          {(field) => (
            <Input
              {...field}
              value={product}
              maxLength={300}
              onChange={({ target }) => setProduct(target.value)}
            />
          )}
        </Field>
        <Field label={t('scope')} hint={t('scopeHint')} error={shown('scope')}>
          {(field) => (
            <TextArea
              {...field}
              value={scope}
              maxLength={3000}
              autoSize={{ minRows: 2, maxRows: 8 }}
              onChange={({ target }) => setScope(target.value)}
            />
          )}
        </Field>
        <Field label={t('limits')} hint={t('limitsHint')} error={shown('riskLimits')}>
          {(field) => (
            <TextArea
              {...field}
              value={riskLimits}
              maxLength={3000}
              autoSize={{ minRows: 2, maxRows: 8 }}
              onChange={({ target }) => setRiskLimits(target.value)}
            />
          )}
        </Field>
        <div className="sandbox-days">
          <Field label={t('from')} error={shown('from')}>
            {(field) => (
              <Input {...field} type="date" value={from} onChange={({ target }) => setFrom(target.value)} />
            )}
          </Field>
          <Field label={t('to')} error={shown('to')}>
            {(field) => (
              <Input {...field} type="date" value={to} onChange={({ target }) => setTo(target.value)} />
            )}
          </Field>
        </div>
        <div className="dialog-foot">
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={applying.isPending}>
            {t('apply')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
