import App from 'antd/es/app'
import Button from 'antd/es/button'
import { useMutation } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useId, useState } from 'react'
import type { SubmitEvent } from 'react'
import { Password, changePassword } from '#contract/access'
import { useAddress } from '../../app/address.ts'
import { call } from '../../app/api-client.ts'
import { LanguageSwitch } from '../../app/language-switch.tsx'
import { safeNext } from '../../app/next-address.ts'
import { renewSession, useSession } from '../../app/session.ts'
import { accessTexts } from '../../text/access.ts'
import { commonTexts } from '../../text/common.ts'
import { useText } from '../../text/index.ts'
import { Field } from '../../ui/field.tsx'
import { useTitle } from '../../ui/page.tsx'
import { PasswordInput } from '../../ui/password-input.tsx'
import { ErrorState } from '../../ui/states.tsx'
import './sign-in-page.css'

const LEAST = 10

export function PasswordPage() {
  const t = useText(accessTexts)
  const common = useText(commonTexts)
  const router = useRouter()
  const { message } = App.useApp()
  const { user } = useSession()
  const [address] = useAddress<'next'>()
  const [current, setCurrent] = useState('')
  const [wanted, setWanted] = useState('')
  const [repeated, setRepeated] = useState('')
  const [tried, setTried] = useState(false)
  const formId = useId()
  useTitle(t('changePassword'))

  const changing = useMutation({
    mutationFn: async () => {
      await call(changePassword, { body: { currentPassword: current, newPassword: wanted } })
      await renewSession()
    },
    onSuccess: () => {
      message.success(t('changed'))
      router.history.replace(safeNext(address.next))
    },
  })

  const errors = {
    current: current ? undefined : t('needCurrent'),
    wanted: !Password.safeParse(wanted).success
      ? t('tooShort', { n: Math.max(1, LEAST - wanted.length) })
      : wanted === current
        ? t('same')
        : wanted.toLowerCase().includes(user.login)
          ? t('containsLogin', { login: user.login })
          : undefined,
    repeated: repeated === wanted ? undefined : t('notRepeated'),
  }

  function submit(event: SubmitEvent) {
    event.preventDefault()
    setTried(true)
    const first = Object.values(errors).findIndex((error) => error !== undefined)
    if (first < 0) {
      if (!changing.isPending) changing.mutate()
      return
    }
    document.getElementById(formId)?.querySelectorAll<HTMLInputElement>('input')[first]?.focus()
  }

  return (
    <main className="sign-in">
      <div className="sign-in-top">
        <b>{common('product')}</b>
        <LanguageSwitch />
      </div>
      <div className="password-panel">
        <h1>{t('changePassword')}</h1>
        <p className="soft">
          {user.name}（{user.login}）
        </p>
        {user.mustChangePassword ? <p>{t('mustChange')}</p> : null}
        {changing.error ? <ErrorState error={changing.error} /> : null}
        <form id={formId} onSubmit={submit} noValidate>
          <Field label={t('currentPassword')} error={tried ? errors.current : undefined}>
            {(field) => (
              <PasswordInput
                field={field}
                value={current}
                onChange={setCurrent}
                autoComplete="current-password"
                autoFocus
              />
            )}
          </Field>
          <Field
            label={t('newPassword')}
            hint={t('passwordRule')}
            error={tried || wanted.length >= LEAST ? errors.wanted : undefined}
          >
            {(field) => (
              <PasswordInput field={field} value={wanted} onChange={setWanted} autoComplete="new-password" />
            )}
          </Field>
          <Field label={t('repeatPassword')} error={tried ? errors.repeated : undefined}>
            {(field) => (
              <PasswordInput
                field={field}
                value={repeated}
                onChange={setRepeated}
                autoComplete="new-password"
              />
            )}
          </Field>
          <div className="password-actions">
            <Button type="primary" htmlType="submit" loading={changing.isPending}>
              {t('change')}
            </Button>
            {user.mustChangePassword ? null : (
              <Button onClick={() => router.history.push(safeNext(address.next))}>{t('back')}</Button>
            )}
          </div>
        </form>
      </div>
    </main>
  )
}
