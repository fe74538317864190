import Button from 'antd/es/button'
import Input from 'antd/es/input/Input'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { SubmitEvent } from 'react'
import { addWebhook } from '#contract/notices'
import { call } from '../../app/api-client.ts'
import { queryClient } from '../../app/query-client.ts'
import { commonTexts } from '../../text/common.ts'
import { useText } from '../../text/index.ts'
import { webhookTexts } from '../../text/notices.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { ErrorState } from '../../ui/states.tsx'
import { CopyLine } from './copy-line.tsx'
import { webhooksQuery } from './settings-queries.ts'

/** Takes the address, then shows the secret, which nobody can see again. */
export function AddWebhookDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useText(webhookTexts)
  const common = useText(commonTexts)
  const [url, setUrl] = useState('')
  const [note, setNote] = useState('')
  const [tried, setTried] = useState(false)
  const body = { url: url.trim(), note }
  const valid = addWebhook.body.safeParse(body).success
  const adding = useMutation({
    mutationFn: () => call(addWebhook, { body }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: webhooksQuery.queryKey }),
  })
  function submit(event: SubmitEvent) {
    event.preventDefault()
    setTried(true)
    if (valid && !adding.isPending) adding.mutate()
  }
  if (adding.data)
    return (
      <Dialog key="secret" title={t('secretTitle')} onClose={onClose}>
        <p>{t('secretWhy')}</p>
        <p className="soft webhook-url">{adding.data.webhook.url}</p>
        <CopyLine
          label={t('secret')}
          value={adding.data.secret}
          words={{ copy: t('copy'), copied: t('copied'), failed: t('copyFailed') }}
        />
        <div className="dialog-foot">
          <Button type="primary" onClick={onClose}>
            {t('done')}
          </Button>
        </div>
      </Dialog>
    )
  return (
    <Dialog key="form" title={t('addTitle')} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        {adding.error ? <ErrorState error={adding.error} /> : null}
        <Field label={t('url')} hint={t('urlHint')} error={tried && !valid ? t('urlWrong') : undefined}>
          {(field) => (
            <Input
              {...field}
              type="url"
              value={url}
              maxLength={500}
              autoComplete="off"
              spellCheck={false}
              autoFocus
              onChange={(event) => setUrl(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('remark')} hint={t('remarkHint')}>
          {(field) => (
            <Input
              {...field}
              value={note}
              maxLength={200}
              autoComplete="off"
              onChange={(event) => setNote(event.target.value)}
            />
          )}
        </Field>
        <div className="dialog-foot">
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={adding.isPending}>
            {t('add')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
