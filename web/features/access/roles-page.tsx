import Button from 'antd/es/button'
import Input from 'antd/es/input/Input'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ROLES } from '#contract/access'
import type { User } from '#contract/access'
import { useAddress } from '../../app/address.ts'
import { useSession } from '../../app/session.ts'
import { administrationTexts } from '../../text/administration.ts'
import { commonTexts } from '../../text/common.ts'
import { useText } from '../../text/index.ts'
import { Choice } from '../../ui/choice.tsx'
import { Chip } from '../../ui/marks.tsx'
import { Page, Panel } from '../../ui/page.tsx'
import { EmptyState, ErrorState, Loading } from '../../ui/states.tsx'
import { matchesUser } from './filter-users.ts'
import { usersQuery } from './queries.ts'
import { SetRolesDialog } from './set-roles-dialog.tsx'
import './administration.css'

/** Who holds which role; the security administrator grants and withdraws, under the separation of the three. */
export function RolesPage() {
  const t = useText(administrationTexts)
  const common = useText(commonTexts)
  const [{ q = '', role }, change] = useAddress<'q' | 'role'>()
  const { data, error, refetch } = useQuery(usersQuery)
  const [setting, setSetting] = useState<User | null>(null)
  const own = useSession().user.id
  const users = (data?.users ?? []).filter(
    (user) =>
      (!q.trim() || matchesUser(user, q.trim())) &&
      (!role || (role === 'none' ? user.roles.length === 0 : user.roles.some((each) => each === role))),
  )
  return (
    <Page
      wide
      title={t('rolesTitle')}
      note={
        data
          ? t('rolesNote', {
              n: data.users.length,
              without: data.users.filter(({ roles }) => roles.length === 0).length,
            })
          : null
      }
    >
      <p className="admin-rule">{t('rolesRule')}</p>
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
          aria-label={t('colRoles')}
          value={role ?? ''}
          onChange={(event) => change({ role: event.target.value })}
        >
          <option value="">{common('all')}</option>
          <option value="none">{t('rolesFilterNone')}</option>
          {ROLES.map((each) => (
            <option key={each} value={each}>
              {common(`role.${each}`)}
            </option>
          ))}
        </Choice>
      </div>
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data ? (
        <Panel label={t('rolesTitle')}>
          {users.length === 0 ? (
            <EmptyState
              title={t('noMatch')}
              action={<Button onClick={() => change({ q: null, role: null })}>{t('showAll')}</Button>}
            >
              {t('noMatchWhy')}
            </EmptyState>
          ) : (
            <div className="table-scroll">
              <table className="admin-table">
                <thead>
                  <tr>
                    <th scope="col">{t('colLogin')}</th>
                    <th scope="col">{t('colName')}</th>
                    <th scope="col">{t('colOrganisation')}</th>
                    <th scope="col">{t('colRoles')}</th>
                    <th scope="col">{t('colActions')}</th>
                  </tr>
                </thead>
                <tbody>
                  {users.map((user) => (
                    <tr key={user.id} className={user.status === 'disabled' ? 'admin-off' : undefined}>
                      <td>{user.login}</td>
                      <td>
                        {user.name} {user.status === 'disabled' ? <Chip>{t('disabled')}</Chip> : null}
                      </td>
                      <td title={user.organisation?.name}>
                        {user.organisation?.shortName ?? t('noOrganisation')}
                      </td>
                      <td>
                        {user.roles.length > 0 ? (
                          user.roles.map((each) => common(`role.${each}`)).join(' · ')
                        ) : (
                          <span className="soft">{t('noRoles')}</span>
                        )}
                      </td>
                      <td className="admin-actions">
                        {user.id === own ? (
                          <span className="soft">{t('you')}</span>
                        ) : (
                          <Button size="small" onClick={() => setSetting(user)}>
                            {t('setRoles')}
                          </Button>
                        )}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </Panel>
      ) : null}
      {setting ? <SetRolesDialog user={setting} onClose={() => setSetting(null)} /> : null}
    </Page>
  )
}
