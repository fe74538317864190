import Button from 'antd/es/button'
import Input from 'antd/es/input'
import TextArea from 'antd/es/input/TextArea'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { SubmitEvent } from 'react'
import { actOnAlert } from '#contract/statistics'
import type { AlertRow } from '#contract/statistics'
import type { BodyInputOf } from '../../../../src/features/route-contract.ts'
import { call } from '../../../app/api-client.ts'
import { commonTexts } from '../../../text/common.ts'
import { useText } from '../../../text/index.ts'
import { warningTexts } from '../../../text/warnings.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { useSay } from '../../../ui/say.ts'
import { ErrorState } from '../../../ui/states.tsx'
import { keepAlert } from './warning-queries.ts'

export type AlertActKind = 'acknowledge' | 'task' | 'case' | 'close'
type Act = BodyInputOf<typeof actOnAlert>['act']

/** One act on an alert: what it means, what it asks for. */
export function AlertDialog({
  alert,
  act,
  word,
  onClose,
}: {
  readonly alert: AlertRow
  readonly act: AlertActKind
  readonly word: AlertActKind | 'whistle'
  readonly onClose: () => void
}) {
  const t = useText(warningTexts)
  const common = useText(commonTexts)
  const say = useSay()
  const [title, setTitle] = useState(`${say(alert.group.name)}：${say(alert.watch.name)}`)
  const [dueOn, setDueOn] = useState('')
  const [text, setText] = useState('')
  const [tried, setTried] = useState(false)
  const sending = useMutation({
    mutationFn: (body: Act) =>
      call(actOnAlert, { params: { alertId: alert.id }, body: { version: alert.version, act: body } }),
    onSuccess: (view) => {
      keepAlert(view)
      onClose()
    },
  })
  const asksText = act === 'case' || act === 'close'
  const missing = (asksText && text.trim() === '') || (act === 'task' && title.trim() === '')
  function submit(event: SubmitEvent) {
    event.preventDefault()
    setTried(true)
    if (!missing && !sending.isPending) sending.mutate(bodyOf(act, { title, dueOn, text }))
  }
  const label = act === 'acknowledge' ? t('noteLabel') : act === 'close' ? t('reason') : t('text')
  return (
    <Dialog title={t(`act.${word}`)} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <p className="soft">{t(`why.${word}`)}</p>
        {sending.error ? <ErrorState error={sending.error} /> : null}
        {act === 'task' ? (
          <>
            <Field label={t('taskTitle')} error={tried && title.trim() === '' ? t('needed') : undefined}>
              {(field) => (
                <Input
                  {...field}
                  value={title}
                  onChange={({ target }) => setTitle(target.value)}
                  maxLength={500}
                />
              )}
            </Field>
            <Field label={t('taskDue')}>
              {(field) => (
                <Input
                  {...field}
                  type="date"
                  value={dueOn}
                  onChange={({ target }) => setDueOn(target.value)}
                />
              )}
            </Field>
          </>
        ) : null}
        <Field label={label} error={tried && asksText && text.trim() === '' ? t('needed') : undefined}>
          {(field) => (
            <TextArea
              {...field}
              rows={4}
              value={text}
              onChange={({ target }) => setText(target.value)}
              maxLength={1000}
            />
          )}
        </Field>
        <div className="dialog-foot">
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={sending.isPending}>
            {t(`act.${word}`)}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

function bodyOf(
  act: AlertActKind,
  { title, dueOn, text }: { readonly title: string; readonly dueOn: string; readonly text: string },
): Act {
  switch (act) {
    case 'acknowledge':
      return { kind: act, note: text.trim() === '' ? null : text }
    case 'task':
      return { kind: act, title, content: text, dueOn: dueOn === '' ? null : dueOn }
    case 'case':
      return { kind: act, text }
    case 'close':
      return { kind: act, reason: text }
  }
}
