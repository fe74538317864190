import App from 'antd/es/app'
import Button from 'antd/es/button'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { changeWebhook } from '#contract/notices'
import type { listWebhooks } from '#contract/notices'
import type { ResponseOf } from '../../../src/features/route-contract.ts'
import { call } from '../../app/api-client.ts'
import { queryClient } from '../../app/query-client.ts'
import { useText } from '../../text/index.ts'
import { webhookTexts } from '../../text/notices.ts'
import { useFormat } from '../../ui/format.ts'
import { StatusMark } from '../../ui/marks.tsx'
import { Page, Panel } from '../../ui/page.tsx'
import { EmptyState, ErrorState, Loading } from '../../ui/states.tsx'
import { AddWebhookDialog } from './add-webhook-dialog.tsx'
import { webhooksQuery } from './settings-queries.ts'
import '../../ui/plain-table.css'
import './notices.css'

type Webhook = ResponseOf<typeof listWebhooks>['webhooks'][number]

/** 外部通知地址: other systems that are told what happens to cases. */
export function WebhooksPage() {
  const t = useText(webhookTexts)
  const { data, error, refetch } = useQuery(webhooksQuery)
  const [adding, setAdding] = useState(false)
  const add = (
    <Button type="primary" onClick={() => setAdding(true)}>
      {t('add')}
    </Button>
  )
  return (
    <Page wide title={t('title')} note={t('note')} actions={add}>
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data ? (
        <Panel label={t('title')}>
          {data.webhooks.length === 0 ? (
            <EmptyState title={t('emptyTitle')}>{t('empty')}</EmptyState>
          ) : (
            <div className="plain-table-scroll">
              <table className="plain-table">
                <thead>
                  <tr>
                    <th scope="col">{t('colUrl')}</th>
                    <th scope="col">{t('colState')}</th>
                    <th scope="col" className="number">
                      {t('colDelivered')}
                    </th>
                    <th scope="col" className="number">
                      {t('colWaiting')}
                    </th>
                    <th scope="col" className="number">
                      {t('colFailed')}
                    </th>
                    <th scope="col">{t('colCreated')}</th>
                    <th scope="col">
                      <span className="unseen">{t('colActions')}</span>
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {data.webhooks.map((webhook) => (
                    <WebhookRow key={webhook.id} webhook={webhook} />
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </Panel>
      ) : null}
      {adding ? <AddWebhookDialog onClose={() => setAdding(false)} /> : null}
    </Page>
  )
}

function WebhookRow({ webhook }: { readonly webhook: Webhook }) {
  const t = useText(webhookTexts)
  const format = useFormat()
  const { message } = App.useApp()
  const { id, url, note, active, lastError } = webhook
  const changing = useMutation({
    mutationFn: () => call(changeWebhook, { params: { webhookId: id }, body: { active: !active } }),
    onSuccess: (changed) => message.success(t(changed.active ? 'turnedOn' : 'turnedOff')),
    onSettled: () => queryClient.invalidateQueries({ queryKey: webhooksQuery.queryKey }),
  })
  return (
    <tr>
      <td className="webhook-url">
        {url}
        <div className="small soft">{note}</div>
        <div className="small">
          {lastError ? (
            <span className="webhook-error">
              <StatusMark tone="bad">{t('lastError', { error: lastError })}</StatusMark>
            </span>
          ) : (
            <span className="faint">{t('noError')}</span>
          )}
        </div>
        {changing.error ? <ErrorState error={changing.error} /> : null}
      </td>
      <td>
        <StatusMark tone={active ? 'good' : 'neutral'}>{t(active ? 'on' : 'off')}</StatusMark>
      </td>
      <td className="number">{format.number(webhook.delivered)}</td>
      <td className="number">{format.number(webhook.waiting)}</td>
      <td className="number">{format.number(webhook.failed)}</td>
      <td className="notice-when">
        <time dateTime={webhook.createdAt} title={format.moment(webhook.createdAt)}>
          {format.since(webhook.createdAt)}
        </time>
      </td>
      <td>
        <Button size="small" loading={changing.isPending} onClick={() => changing.mutate()}>
          {t(active ? 'turnOff' : 'turnOn')}
        </Button>
      </td>
    </tr>
  )
}
