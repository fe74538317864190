import App from 'antd/es/app'
import Button from 'antd/es/button'
import Input from 'antd/es/input/Input'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { changeUser } from '#contract/access'
import type { User } from '#contract/access'
import type { BodyOf } from '../../../src/features/route-contract.ts'
import { useAddress } from '../../app/address.ts'
import { call } from '../../app/api-client.ts'
import { queryClient } from '../../app/query-client.ts'
import { useSession } from '../../app/session.ts'
import { administrationTexts } from '../../text/administration.ts'
import { commonTexts } from '../../text/common.ts'
import { useText } from '../../text/index.ts'
import { Choice } from '../../ui/choice.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useFormat } from '../../ui/format.ts'
import { StatusMark } from '../../ui/marks.tsx'
import { Page, Panel } from '../../ui/page.tsx'
import { EmptyState, ErrorState, Loading } from '../../ui/states.tsx'
import { AddUserDialog } from './add-user-dialog.tsx'
import { matchesUser, userState } from './filter-users.ts'
import type { UserState } from './filter-users.ts'
import { usersQuery } from './queries.ts'
import { ResetPasswordDialog } from './reset-password-dialog.tsx'
import './administration.css'

const STATES = ['active', 'locked', 'disabled'] as const satisfies readonly UserState[]

/** Accounts: the system administrator adds, disables, unlocks; roles are somebody else's to grant. */
export function UsersPage() {
  const t = useText(administrationTexts)
  const [{ q = '', state }, change] = useAddress<'q' | 'state'>()
  const { data, error, refetch } = useQuery(usersQuery)
  const [adding, setAdding] = useState(false)
  const [now] = useState(() => Date.now())
  const users = (data?.users ?? []).filter(
    (user) => (!q.trim() || matchesUser(user, q.trim())) && (!state || userState(user, now) === state),
  )
  return (
    <Page
      wide
      title={t('users')}
      note={data ? t('usersNote', { n: data.users.length }) : null}
      actions={
        <Button type="primary" onClick={() => setAdding(true)}>
          {t('add')}
        </Button>
      }
    >
      <div className="filters">
        <Input
          type="search"
          placeholder={t('find')}
          aria-label={t('find')}
          value={q}
          maxLength={100}
          onChange={(event) => change({ q: event.target.value })}
        />
        <Choice
          aria-label={t('status')}
          value={state ?? ''}
          onChange={(event) => change({ state: event.target.value })}
        >
          <option value="">{t('statusAll')}</option>
          {STATES.map((each) => (
            <option key={each} value={each}>
              {t(each)}
            </option>
          ))}
        </Choice>
      </div>
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data ? (
        <Panel label={t('users')}>
          {users.length > 0 ? (
            <UserTable users={users} now={now} />
          ) : (
            <EmptyState
              title={t('noMatch')}
              action={<Button onClick={() => change({ q: null, state: null })}>{t('showAll')}</Button>}
            >
              {t('noMatchWhy')}
            </EmptyState>
          )}
        </Panel>
      ) : null}
      {adding ? <AddUserDialog onClose={() => setAdding(false)} /> : null}
    </Page>
  )
}

function UserTable({ users, now }: { readonly users: readonly User[]; readonly now: number }) {
  const t = useText(administrationTexts)
  return (
    <div className="table-scroll">
      <table className="admin-table">
        <thead>
          <tr>
            <th scope="col">{t('colLogin')}</th>
            <th scope="col">{t('colName')}</th>
            <th scope="col">{t('colOrganisation')}</th>
            <th scope="col">{t('colRoles')}</th>
            <th scope="col">{t('colStatus')}</th>
            <th scope="col">{t('colLast')}</th>
            <th scope="col">{t('colActions')}</th>
          </tr>
        </thead>
        <tbody>
          {users.map((user) => (
            <UserRow key={user.id} user={user} now={now} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function UserRow({ user, now }: { readonly user: User; readonly now: number }) {
  const t = useText(administrationTexts)
  const common = useText(commonTexts)
  const format = useFormat()
  const { message } = App.useApp()
  const own = useSession().user.id === user.id
  const [asking, setAsking] = useState<'disable' | 'password' | null>(null)
  const state = userState(user, now)
  const { login, name } = user

  const changing = useMutation({
    mutationFn: (body: Omit<BodyOf<typeof changeUser>, 'version'>) =>
      call(changeUser, { params: { userId: user.id }, body: { version: user.version, ...body } }),
    onSuccess: (_, body) => {
      setAsking(null)
      message.success(
        t(body.unlock ? 'unlockedDone' : body.status === 'disabled' ? 'disabledDone' : 'enabledDone', {
          login,
        }),
      )
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: usersQuery.queryKey }),
  })

  return (
    <tr className={state === 'disabled' ? 'admin-off' : undefined}>
      <td>
        {login} {own ? <span className="soft small">（{t('you')}）</span> : null}
      </td>
      <td className="admin-when">{name}</td>
      <td title={user.organisation?.name}>{user.organisation?.shortName ?? t('noOrganisation')}</td>
      <td>
        {user.roles.length > 0 ? (
          user.roles.map((role) => (
            <div key={role} className="admin-when">
              {common(`role.${role}`)}
            </div>
          ))
        ) : (
          <span className="soft">{t('noRoles')}</span>
        )}
      </td>
      <td>
        {state === 'active' ? <StatusMark tone="good">{t('active')}</StatusMark> : null}
        {state === 'disabled' ? <StatusMark tone="neutral">{t('disabled')}</StatusMark> : null}
        {state === 'locked' ? (
          <>
            <StatusMark tone="warn">{t('locked')}</StatusMark>
            <div className="soft small">
              {t('lockedUntil', { time: format.moment(user.lockedUntil ?? '') })}
            </div>
          </>
        ) : null}
      </td>
      <td className="admin-when">
        {user.lastSignInAt ? (
          <time dateTime={user.lastSignInAt} title={format.moment(user.lastSignInAt)}>
            {format.since(user.lastSignInAt)}
          </time>
        ) : (
          <span className="soft">{t('never')}</span>
        )}
      </td>
      <td className="admin-actions">
        {state === 'locked' ? (
          <Button
            size="small"
            onClick={() => changing.mutate({ unlock: true })}
            disabled={changing.isPending}
          >
            {t('unlock')}
          </Button>
        ) : null}
        {state === 'disabled' ? (
          <Button
            size="small"
            onClick={() => changing.mutate({ status: 'active' })}
            disabled={changing.isPending}
          >
            {t('enable')}
          </Button>
        ) : (
          <Button size="small" onClick={() => setAsking('disable')} disabled={own}>
            {t('disable')}
          </Button>
        )}
        <Button size="small" onClick={() => setAsking('password')} disabled={own}>
          {t('resetPassword')}
        </Button>
        {changing.error && asking === null ? <ErrorState error={changing.error} /> : null}
        {asking === 'disable' ? (
          <Dialog title={t('disableTitle', { login })} onClose={() => setAsking(null)}>
            <p>{t('disableWhy', { name })}</p>
            {changing.error ? <ErrorState error={changing.error} /> : null}
            <div className="dialog-foot">
              <Button onClick={() => setAsking(null)}>{common('cancel')}</Button>
              <Button
                type="primary"
                danger
                loading={changing.isPending}
                onClick={() => changing.mutate({ status: 'disabled' })}
              >
                {t('disable')}
              </Button>
            </div>
          </Dialog>
        ) : null}
        {asking === 'password' ? <ResetPasswordDialog user={user} onClose={() => setAsking(null)} /> : null}
      </td>
    </tr>
  )
}
