import Button from 'antd/es/button'
import Input from 'antd/es/input/Input'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useId, useState } from 'react'
import type { SubmitEvent } from 'react'
import { signIn } from '#contract/access'
import { useAddress } from '../../app/address.ts'
import { call } from '../../app/api-client.ts'
import { LanguageSwitch } from '../../app/language-switch.tsx'
import { safeNext } from '../../app/next-address.ts'
import { renewSession, sessionQuery } from '../../app/session.ts'
import { accessTexts } from '../../text/access.ts'
import { commonTexts } from '../../text/common.ts'
import { useLanguage, useText } from '../../text/index.ts'
import { Field } from '../../ui/field.tsx'
import { useFormat } from '../../ui/format.ts'
import { useTitle } from '../../ui/page.tsx'
import { PasswordInput } from '../../ui/password-input.tsx'
import { ErrorState } from '../../ui/states.tsx'
import { DemoAccounts } from './demo-accounts.tsx'
import './sign-in-page.css'

export function SignInPage() {
  const t = useText(accessTexts)
  const common = useText(commonTexts)
  const format = useFormat()
  const language = useLanguage()
  const router = useRouter()
  const [address] = useAddress<'next'>()
  const known = useQuery(sessionQuery)
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const formId = useId()
  useTitle(t('signIn'))

  const entering = useMutation({
    mutationFn: async () => {
      await call(signIn, { body: { login: login.trim().toLowerCase(), password } })
      await renewSession()
    },
    onSuccess: () => router.history.replace(safeNext(address.next)),
  })

  function submit(event: SubmitEvent) {
    event.preventDefault()
    setTried(true)
    if (login.trim() && password && !entering.isPending) entering.mutate()
    else document.getElementById(formId)?.querySelector<HTMLInputElement>('input[value=""]')?.focus()
  }

  const zone = known.data?.zone
  const zoneName = zone ? format.name(zone) : common('product')
  const demoAccounts = known.data?.demoAccounts ?? []
  return (
    <main className="sign-in">
      <div className="sign-in-top">
        <b>{common('product')}</b>
        <LanguageSwitch />
      </div>
      <div className="sign-in-panel">
        <section className="sign-in-form" aria-label={t('signInTo', { zone: zoneName })}>
          <h1>{zoneName}</h1>
          <p className="soft">{t('tagline')}</p>
          {known.error ? <ErrorState error={known.error} retry={() => void known.refetch()} /> : null}
          {entering.error ? <ErrorState error={entering.error} /> : null}
          <form id={formId} onSubmit={submit} noValidate>
            <Field label={t('login')} error={tried && !login.trim() ? t('needLogin') : undefined}>
              {(field) => (
                <Input
                  {...field}
                  value={login}
                  onChange={(event) => setLogin(event.target.value)}
                  autoComplete="username"
                  autoCapitalize="none"
                  spellCheck={false}
                  maxLength={64}
                  autoFocus
                />
              )}
            </Field>
            <Field label={t('password')} error={tried && !password ? t('needPassword') : undefined}>
              {(field) => (
                <PasswordInput
                  field={field}
                  value={password}
                  onChange={setPassword}
                  autoComplete="current-password"
                />
              )}
            </Field>
            <Button type="primary" htmlType="submit" block loading={entering.isPending}>
              {entering.isPending ? t('signingIn') : t('signIn')}
            </Button>
          </form>
          <p className="sign-in-help soft small">{t('signInHelp')}</p>
          <p className="small">
            <a href={`/public?language=${language}`}>{t('publicProgress')}</a>
          </p>
        </section>
        {demoAccounts.length > 0 ? (
          <DemoAccounts
            accounts={demoAccounts}
            chosen={login}
            onChoose={(account) => {
              setLogin(account.login)
              setPassword(account.password)
              entering.reset()
              document.getElementById(formId)?.querySelector<HTMLButtonElement>('[type="submit"]')?.focus()
            }}
          />
        ) : null}
      </div>
    </main>
  )
}
