import App from 'antd/es/app'
import Button from 'antd/es/button'
import Input from 'antd/es/input/Input'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { SubmitEvent } from 'react'
import { changeMySettings, renewCalendar } from '#contract/notices'
import type { readMySettings } from '#contract/notices'
import type { ResponseOf } from '../../../src/features/route-contract.ts'
import { call } from '../../app/api-client.ts'
import { queryClient } from '../../app/query-client.ts'
import { commonTexts } from '../../text/common.ts'
import { useText } from '../../text/index.ts'
import { mySettingsTexts } from '../../text/notices.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { Page, Panel } from '../../ui/page.tsx'
import { ErrorState, Loading } from '../../ui/states.tsx'
import { AbsencesPanel } from './absences-panel.tsx'
import { CopyLine } from './copy-line.tsx'
import { mySettingsQuery } from './settings-queries.ts'
import '../../ui/plain-table.css'
import './notices.css'

type Settings = ResponseOf<typeof readMySettings>

/** 我的设置: where notices reach me, my calendar of deadlines, who stands in for me. */
export function MySettingsPage() {
  const t = useText(mySettingsTexts)
  const { data, error, refetch } = useQuery(mySettingsQuery)
  return (
    <Page title={t('title')} note={t('note')}>
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data ? <NoticeSettings settings={data} /> : null}
      {data ? <CalendarSettings settings={data} /> : null}
      <AbsencesPanel />
    </Page>
  )
}

function NoticeSettings({ settings }: { readonly settings: Settings }) {
  const t = useText(mySettingsTexts)
  const common = useText(commonTexts)
  const { message } = App.useApp()
  const [email, setEmail] = useState(settings.email ?? '')
  const [emailNotices, setEmailNotices] = useState(settings.emailNotices)
  const [tried, setTried] = useState(false)
  const body = { email: email.trim() || null, emailNotices }
  const valid = changeMySettings.body.safeParse(body).success
  const missing = emailNotices && body.email === null
  const changed = body.email !== settings.email || emailNotices !== settings.emailNotices
  const saving = useMutation({
    mutationFn: () => call(changeMySettings, { body }),
    onSuccess: (saved) => {
      queryClient.setQueryData(mySettingsQuery.queryKey, saved)
      message.success(t('saved'))
    },
  })
  function submit(event: SubmitEvent) {
    event.preventDefault()
    setTried(true)
    if (valid && !missing && !saving.isPending) saving.mutate()
  }
  return (
    <Panel title={t('notices')}>
      <p className="soft settings-note">{t('noticesNote')}</p>
      {settings.mailConfigured ? null : (
        <p className="settings-note">
          <span aria-hidden="true" className="mark-warn">
            ▲
          </span>{' '}
          {t('mailOff')}
        </p>
      )}
      {saving.error ? <ErrorState error={saving.error} /> : null}
      <form onSubmit={submit} noValidate className="settings-email">
        <Field
          label={t('email')}
          error={tried ? (missing ? t('emailNeeded') : valid ? undefined : t('emailWrong')) : undefined}
        >
          {(field) => (
            <Input
              {...field}
              type="email"
              value={email}
              autoComplete="email"
              maxLength={254}
              onChange={(event) => setEmail(event.target.value)}
            />
          )}
        </Field>
        <label className="settings-check">
          <input
            type="checkbox"
            checked={emailNotices}
            onChange={(event) => setEmailNotices(event.target.checked)}
          />
          {t('emailNotices')}
        </label>
        <div className="settings-foot">
          <Button type="primary" htmlType="submit" disabled={!changed} loading={saving.isPending}>
            {common('save')}
          </Button>
        </div>
      </form>
    </Panel>
  )
}

function CalendarSettings({ settings: { calendarPath } }: { readonly settings: Settings }) {
  const t = useText(mySettingsTexts)
  const common = useText(commonTexts)
  const { message } = App.useApp()
  const [asking, setAsking] = useState(false)
  const renewing = useMutation({
    mutationFn: () => call(renewCalendar, { body: {} }),
    onSuccess: (saved) => {
      queryClient.setQueryData(mySettingsQuery.queryKey, saved)
      setAsking(false)
      message.success(t('calendarRenewed'))
    },
  })
  return (
    <Panel title={t('calendar')}>
      <p className="soft settings-note">{t('calendarNote')}</p>
      {renewing.error && !asking ? <ErrorState error={renewing.error} /> : null}
      {calendarPath === null ? (
        <>
          <p>{t('calendarNone')}</p>
          <Button loading={renewing.isPending} onClick={() => renewing.mutate()}>
            {t('calendarMake')}
          </Button>
        </>
      ) : (
        <>
          <CopyLine
            label={t('calendarAddress')}
            value={new URL(calendarPath, window.location.origin).href}
            words={{ copy: t('copy'), copied: t('copied'), failed: t('copyFailed') }}
          />
          <Button onClick={() => setAsking(true)}>{t('calendarRenew')}</Button>
        </>
      )}
      {asking ? (
        <Dialog title={t('calendarRenewTitle')} onClose={() => setAsking(false)}>
          <p>{t('calendarRenewWhy')}</p>
          {renewing.error ? <ErrorState error={renewing.error} /> : null}
          <div className="dialog-foot">
            <Button onClick={() => setAsking(false)}>{common('cancel')}</Button>
            <Button type="primary" loading={renewing.isPending} onClick={() => renewing.mutate()}>
              {t('calendarRenew')}
            </Button>
          </div>
        </Dialog>
      ) : null}
    </Panel>
  )
}
