import App from 'antd/es/app'
import Button from 'antd/es/button'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { SubmitEvent } from 'react'
import { ROLES, setRoles } from '#contract/access'
import type { Role, User } from '#contract/access'
import { call } from '../../app/api-client.ts'
import { queryClient } from '../../app/query-client.ts'
import { administrationTexts } from '../../text/administration.ts'
import { commonTexts } from '../../text/common.ts'
import { useText } from '../../text/index.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorState } from '../../ui/states.tsx'
import { usersQuery } from './queries.ts'
import { isAdministrator, rolesExclude } from './separation.ts'

/** The rule is shown as one chooses; the server decides, and its refusal is shown here too. */
export function SetRolesDialog({ user, onClose }: { readonly user: User; readonly onClose: () => void }) {
  const t = useText(administrationTexts)
  const common = useText(commonTexts)
  const { message } = App.useApp()
  const [chosen, setChosen] = useState<readonly Role[]>(user.roles)
  const { login, name } = user
  const saving = useMutation({
    mutationFn: () =>
      call(setRoles, {
        params: { userId: user.id },
        body: { version: user.version, roles: ROLES.filter((role) => chosen.includes(role)) },
      }),
    onSuccess: () => {
      onClose()
      message.success(t('rolesSaved', { login }))
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: usersQuery.queryKey }),
  })
  function submit(event: SubmitEvent) {
    event.preventDefault()
    if (!saving.isPending) saving.mutate()
  }
  function toggle(role: Role, on: boolean) {
    saving.reset()
    setChosen(on ? [...chosen, role] : chosen.filter((each) => each !== role))
  }
  const warning = rolesExclude(chosen)
    ? t('conflict')
    : user.organisation === null && chosen.some((role) => !isAdministrator(role))
      ? t('needsOrganisation')
      : null
  const groups = [
    [t('businessRoles'), ROLES.filter((role) => !isAdministrator(role))],
    [t('administrators'), ROLES.filter(isAdministrator)],
  ] as const
  return (
    <Dialog title={t('setRolesOf', { name, login })} onClose={onClose}>
      <form onSubmit={submit}>
        <p className="soft">{user.organisation?.name ?? t('noOrganisation')}</p>
        {groups.map(([title, roles]) => (
          <fieldset key={title} className="role-group">
            <legend>{title}</legend>
            {roles.map((role) => (
              <label key={role}>
                <input
                  type="checkbox"
                  checked={chosen.includes(role)}
                  onChange={(event) => toggle(role, event.target.checked)}
                />
                {common(`role.${role}`)}
              </label>
            ))}
          </fieldset>
        ))}
        <div role="status">
          {warning && !saving.error ? (
            <p className="mark-warn role-warning">
              <span aria-hidden="true">▲</span> {warning}
            </p>
          ) : null}
        </div>
        {saving.error ? <ErrorState error={saving.error} /> : null}
        <div className="dialog-foot">
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={saving.isPending}>
            {common('save')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
