import App from 'antd/es/app'
import Button from 'antd/es/button'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { SubmitEvent } from 'react'
import { Password, changeUser } from '#contract/access'
import type { User } from '#contract/access'
import { call } from '../../app/api-client.ts'
import { queryClient } from '../../app/query-client.ts'
import { administrationTexts } from '../../text/administration.ts'
import { commonTexts } from '../../text/common.ts'
import { useText } from '../../text/index.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { PasswordInput } from '../../ui/password-input.tsx'
import { ErrorState } from '../../ui/states.tsx'
import { usersQuery } from './queries.ts'

export function ResetPasswordDialog({
  user: { id, login, name, version },
  onClose,
}: {
  readonly user: User
  readonly onClose: () => void
}) {
  const t = useText(administrationTexts)
  const common = useText(commonTexts)
  const { message } = App.useApp()
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const valid = Password.safeParse(password).success
  const setting = useMutation({
    mutationFn: () => call(changeUser, { params: { userId: id }, body: { version, password } }),
    onSuccess: () => {
      onClose()
      message.success(t('resetDone', { login }))
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: usersQuery.queryKey }),
  })
  function submit(event: SubmitEvent) {
    event.preventDefault()
    setTried(true)
    if (valid && !setting.isPending) setting.mutate()
  }
  return (
    <Dialog title={t('resetTitle', { login })} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <p>{t('resetWhy', { name })}</p>
        {setting.error ? <ErrorState error={setting.error} /> : null}
        <Field
          label={t('newPassword')}
          hint={t('firstPasswordHint')}
          error={tried && !valid ? t('passwordShort') : undefined}
        >
          {(field) => (
            <PasswordInput
              field={field}
              value={password}
              onChange={setPassword}
              autoComplete="new-password"
              autoFocus
            />
          )}
        </Field>
        <div className="dialog-foot">
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={setting.isPending}>
            {t('resetPassword')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
