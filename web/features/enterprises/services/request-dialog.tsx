import App from 'antd/es/app'
import Button from 'antd/es/button'
import Input from 'antd/es/input/Input'
import TextArea from 'antd/es/input/TextArea'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { SubmitEvent } from 'react'
import { openRequest } from '#contract/cultivation'
import type { PackItem } from '#contract/cultivation'
import { call } from '../../../app/api-client.ts'
import { useSession } from '../../../app/session.ts'
import { commonTexts } from '../../../text/common.ts'
import { serviceTexts } from '../../../text/services.ts'
import { useText } from '../../../text/index.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { focusFirstError } from '../../../ui/focus-first-error.ts'
import { useSay } from '../../../ui/say.ts'
import { ErrorState } from '../../../ui/states.tsx'
import { refreshServices } from '../../../ui/services/service-queries.ts'
import { refreshEnterprise } from '../queries.ts'

/** Asks for an item of a pack: what is typed becomes a case. */
export function RequestDialog({
  assignmentId,
  item,
  enterpriseName,
  onClose,
}: {
  readonly assignmentId: string
  readonly item: PackItem
  readonly enterpriseName: string
  readonly onClose: () => void
}) {
  const t = useText(serviceTexts)
  const common = useText(commonTexts)
  const say = useSay()
  const client = useQueryClient()
  const { message } = App.useApp()
  const own = useSession().roles.includes('enterprise')
  const [matter, setMatter] = useState('')
  const [content, setContent] = useState('')
  const [contact, setContact] = useState('')
  const [tried, setTried] = useState(false)
  const errors = {
    matter: matter.trim().length < 2 ? t('matterNeeded') : undefined,
    content: content.trim() === '' ? t('contentNeeded') : undefined,
    contact: contact.trim().length < 5 ? t('contactNeeded') : undefined,
  }
  const asking = useMutation({
    mutationFn: () =>
      call(openRequest, {
        params: { assignmentId },
        body: { item: item.id, matter: matter.trim(), content: content.trim(), contact: contact.trim() },
      }),
    onSuccess: async ({ number }) => {
      void refreshEnterprise(client)
      await refreshServices(client)
      message.success(t('asked', { number: number ?? '—' }))
      onClose()
    },
  })
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    setTried(true)
    focusFirstError(event.currentTarget)
    if (Object.values(errors).every((error) => error === undefined) && !asking.isPending) asking.mutate()
  }
  const shown = (field: keyof typeof errors) => (tried ? errors[field] : undefined)
  return (
    <Dialog title={t('askTitle', { item: say(item.title) })} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <p className="soft">{own ? t('askWhy') : t('askWhyOnBehalf', { name: enterpriseName })}</p>
        {asking.error ? <ErrorState error={asking.error} /> : null}
        <Field label={t('matter')} hint={t('matterHint')} error={shown('matter')}>
          {(field) => (
            <Input
              {...field}
              value={matter}
              maxLength={100}
              autoFocus
              onChange={({ target }) => setMatter(target.value)}
            />
          )}
        </Field>
        <Field label={t('content')} error={shown('content')}>
          {(field) => (
            <TextArea
              {...field}
              value={content}
              maxLength={3800}
              autoSize={{ minRows: 4, maxRows: 12 }}
              onChange={({ target }) => setContent(target.value)}
            />
          )}
        </Field>
        <Field label={t('contact')} error={shown('contact')}>
          {(field) => (
            <Input
              {...field}
              value={contact}
              maxLength={100}
              onChange={({ target }) => setContact(target.value)}
            />
          )}
        </Field>
        <div className="dialog-foot">
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={asking.isPending}>
            {t('submit')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
