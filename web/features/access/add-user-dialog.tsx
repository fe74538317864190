import App from 'antd/es/app'
import Button from 'antd/es/button'
import Input from 'antd/es/input/Input'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import type { SubmitEvent } from 'react'
import { addUser } from '#contract/access'
import { call } from '../../app/api-client.ts'
import { queryClient } from '../../app/query-client.ts'
import { administrationTexts } from '../../text/administration.ts'
import { commonTexts } from '../../text/common.ts'
import { useText } from '../../text/index.ts'
import { Choice } from '../../ui/choice.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { useFormat } from '../../ui/format.ts'
import { PasswordInput } from '../../ui/password-input.tsx'
import { ErrorState } from '../../ui/states.tsx'
import { groupOrganisations } from '../../app/organisation-rows.ts'
import { organisationsQuery } from '../../app/organisations.ts'
import { usersQuery } from './queries.ts'

export function AddUserDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useText(administrationTexts)
  const common = useText(commonTexts)
  const format = useFormat()
  const { message } = App.useApp()
  const organisations = useQuery(organisationsQuery())
  const [login, setLogin] = useState('')
  const [name, setName] = useState('')
  const [organisationId, setOrganisationId] = useState('')
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const formId = useId()

  const body = { login, name, organisationId: organisationId || null, password }
  // The same rules as the server's.
  const parsed = addUser.body.safeParse(body)
  const wrong = new Set(parsed.success ? [] : parsed.error.issues.map(({ path }) => path[0]))
  const errorOf = (field: string, text: string) => (tried && wrong.has(field) ? text : undefined)

  const adding = useMutation({
    mutationFn: () => call(addUser, { body }),
    onSuccess: (user) => {
      void queryClient.invalidateQueries({ queryKey: usersQuery.queryKey })
      onClose()
      message.success(t('added', { login: user.login }))
    },
  })
  function submit(event: SubmitEvent) {
    event.preventDefault()
    setTried(true)
    if (parsed.success && !adding.isPending) return adding.mutate()
    const first = (['login', 'name', 'organisationId', 'password'] as const).findIndex((field) =>
      wrong.has(field),
    )
    document.getElementById(formId)?.querySelectorAll<HTMLElement>('input, select')[first]?.focus()
  }

  return (
    <Dialog title={t('addTitle')} onClose={onClose}>
      <form id={formId} onSubmit={submit} noValidate>
        <p className="soft">{t('addNote')}</p>
        {adding.error ? <ErrorState error={adding.error} /> : null}
        <Field label={t('login')} hint={t('loginHint')} error={errorOf('login', t('loginWrong'))}>
          {(field) => (
            <Input
              {...field}
              value={login}
              onChange={(event) => setLogin(event.target.value)}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              maxLength={64}
              autoFocus
            />
          )}
        </Field>
        <Field label={t('name')} error={errorOf('name', t('nameNeeded'))}>
          {(field) => (
            <Input
              {...field}
              value={name}
              onChange={(event) => setName(event.target.value)}
              autoComplete="off"
              maxLength={100}
            />
          )}
        </Field>
        <Field label={t('organisation')}>
          {({ status: _status, ...field }) => (
            <Choice
              {...field}
              value={organisationId}
              onChange={(event) => setOrganisationId(event.target.value)}
            >
              <option value="">{t('organisationNone')}</option>
              {groupOrganisations(organisations.data?.organisations ?? []).map(({ kind, rows }) => (
                <optgroup key={kind} label={common(`kind.${kind}`)}>
                  {rows.map(({ organisation, depth }) => (
                    <option key={organisation.id} value={organisation.id}>
                      {'\u3000'.repeat(depth)}
                      {format.name(organisation)}
                    </option>
                  ))}
                </optgroup>
              ))}
            </Choice>
          )}
        </Field>
        {organisations.error ? <ErrorState error={organisations.error} /> : null}
        <Field
          label={t('firstPassword')}
          hint={t('firstPasswordHint')}
          error={errorOf('password', t('passwordShort'))}
        >
          {(field) => (
            <PasswordInput
              field={field}
              value={password}
              onChange={setPassword}
              autoComplete="new-password"
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
