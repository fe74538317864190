import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PASSWORD, codesOf, createTestSystem, type TestClient, type TestSystem } from '#tests/system'
import * as contract from './contract.ts'
import { DEMO_ACCOUNTS } from './demo-accounts.ts'
import { FAILURES_BEFORE_LOCK } from './sign-in.ts'
import { digestToken } from './sessions.ts'

let system: TestSystem
beforeAll(async () => {
  system = await createTestSystem()
  await system.addAccount('office', ['zone_office'], 'office')
  await system.addAccount('sysadmin', ['system_admin'], 'office')
  await system.addAccount('secadmin', ['security_admin'], 'office')
  await system.addAccount('auditor', ['audit_admin'], 'office')
})
afterAll(() => system.close())

describe('log-in', () => {
  test('says who somebody is, what he may do, and whose system it is', async () => {
    const client = await system.signIn('office')
    const { session } = await client.call(contract.readSession)
    expect(session).toMatchObject({
      user: { login: 'office', organisation: { shortName: '示范区领导小组办公室' } },
      roles: ['zone_office'],
      zone: { shortName: '中关村示范区' },
    })
    expect(session?.abilities).toContain('plans.publish')
    expect(session?.abilities).not.toContain('users.manage')
  })

  test('keeps the session in a cookie that scripts and other sites cannot use', async () => {
    const response = await system.anonymous().signIn('office')
    expect(response.headers['set-cookie']).toMatch(/HttpOnly/)
    expect(response.headers['set-cookie']).toMatch(/SameSite=Strict/)
  })

  test('stores neither password nor session token as they are', async () => {
    const client = system.anonymous()
    const response = await client.signIn('office')
    const token = response.cookies[0]?.value ?? ''
    const account = await system.database.ownerDb
      .selectFrom('userAccount')
      .select('passwordHash')
      .where('login', '=', 'office')
      .executeTakeFirstOrThrow()
    expect(account.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    const digests = await system.database.ownerDb.selectFrom('userSession').select('tokenDigest').execute()
    expect(digests.map((row) => row.tokenDigest)).toContain(digestToken(token))
    expect(digests.map((row) => row.tokenDigest)).not.toContain(token)
  })

  test('answers a wrong name and a wrong password alike', async () => {
    const wrongName = await system.anonymous().signIn('nobody-here')
    const wrongPassword = await system.anonymous().signIn('office', 'not the password')
    expect(wrongName.statusCode).toBe(wrongPassword.statusCode)
    expect(codesOf(wrongName)).toEqual(codesOf(wrongPassword))
  })

  test('locks after five wrong passwords, even against the right one, until the administrator unlocks', async () => {
    const id = await system.addAccount('locked', ['expert'], 'office')
    for (let i = 1; i < FAILURES_BEFORE_LOCK; i++)
      expect(codesOf(await system.anonymous().signIn('locked', `wrong ${i}`))).toEqual([
        'access.wrong_credentials',
      ])
    expect(codesOf(await system.anonymous().signIn('locked', 'wrong again'))).toEqual([
      'access.account_locked',
    ])
    expect(codesOf(await system.anonymous().signIn('locked'))).toEqual(['access.account_locked'])

    const sysadmin = await system.signIn('sysadmin')
    await sysadmin.call(contract.changeUser, { params: { userId: id }, body: { version: 1, unlock: true } })
    expect((await system.anonymous().signIn('locked')).statusCode).toBe(201)
  })

  test('parallel guesses all count', async () => {
    await system.addAccount('hammered', ['expert'], 'office')
    await Promise.all(
      Array.from({ length: FAILURES_BEFORE_LOCK }, (_, i) =>
        system.anonymous().signIn('hammered', `guess ${i}`),
      ),
    )
    expect(codesOf(await system.anonymous().signIn('hammered'))).toEqual(['access.account_locked'])
  })

  test('ends with log-out, with the idle limit and with the absolute limit', async () => {
    const client = await system.signIn('office')
    await client.request('DELETE', '/api/session')
    expect((await client.request('GET', '/api/home')).statusCode).toBe(401)

    for (const column of ['lastSeenAt', 'expiresAt'] as const) {
      const other = await system.signIn('office')
      expect((await other.request('GET', '/api/home')).statusCode).toBe(200)
      await system.database.ownerDb
        .updateTable('userSession')
        .set({ [column]: '2020-01-01T00:00:00Z' })
        .execute()
      expect((await other.request('GET', '/api/home')).statusCode, column).toBe(401)
    }
  })

  test('many at once are told apart, and what another process changes holds for the next request', async () => {
    await system.addAccount('reader-a', ['expert'], 'office')
    const id = await system.addAccount('reader-b', ['zone_office'], 'office')
    const [a, b] = [await system.signIn('reader-a'), await system.signIn('reader-b')]
    const who = async (client: TestClient) => {
      const { session } = await client.call(contract.readSession)
      return session === null ? null : `${session.user.login} ${session.roles.join()}`
    }
    const round = () =>
      Promise.all(Array.from({ length: 30 }, (_, i) => who([a, b, system.anonymous()][i % 3] ?? a)))
    const expected = (ofB: string | null) =>
      Array.from({ length: 30 }, (_, i) => ['reader-a expert', ofB, null][i % 3] ?? null)
    expect(await round()).toEqual(expected('reader-b zone_office'))
    const { ownerDb } = system.database
    await ownerDb.updateTable('userRole').set({ role: 'leader' }).where('userId', '=', id).execute()
    expect(await round()).toEqual(expected('reader-b leader'))
    await ownerDb.updateTable('userAccount').set({ status: 'disabled' }).where('id', '=', id).execute()
    expect(await round()).toEqual(expected(null))
  })

  test('a disabled account is out at once', async () => {
    const id = await system.addAccount('leaver', ['expert'], 'office')
    const leaver = await system.signIn('leaver')
    const sysadmin = await system.signIn('sysadmin')
    await sysadmin.call(contract.changeUser, {
      params: { userId: id },
      body: { version: 1, status: 'disabled' },
    })
    expect((await leaver.request('GET', '/api/home')).statusCode).toBe(401)
    expect(codesOf(await system.anonymous().signIn('leaver'))).toEqual(['access.account_disabled'])
  })
})

describe('writing requests', () => {
  test('need the CSRF token of the session', async () => {
    const client = await system.signIn('office')
    client.csrfToken = 'another'
    expect(codesOf(await client.request('DELETE', '/api/session'))).toEqual(['access.wrong_csrf_token'])
  })

  test('from another site are refused, log-in too', async () => {
    const response = await system
      .anonymous()
      .request(
        'POST',
        '/api/session',
        { login: 'office', password: PASSWORD },
        { 'sec-fetch-site': 'cross-site' },
      )
    expect(response.statusCode).toBe(403)
  })
})

describe('one’s own password', () => {
  test('changes with the old one, ends other sessions, and must not be weak', async () => {
    await system.addAccount('changer', ['expert'], 'office')
    const here = await system.signIn('changer')
    const elsewhere = await system.signIn('changer')
    const change = (currentPassword: string, newPassword: string) =>
      here.request('PUT', '/api/session/password', { currentPassword, newPassword })
    expect(codesOf(await change('wrong', 'another long password'))).toEqual(['access.wrong_password'])
    expect(codesOf(await change(PASSWORD, 'changer-changer'))).toEqual(['access.weak_password'])
    expect(codesOf(await change(PASSWORD, 'short'))).toEqual(['http.invalid_input'])
    expect((await change(PASSWORD, 'another long password')).statusCode).toBe(200)
    expect((await here.request('GET', '/api/home')).statusCode).toBe(200)
    expect((await elsewhere.request('GET', '/api/home')).statusCode).toBe(401)
    expect((await system.anonymous().signIn('changer', 'another long password')).statusCode).toBe(201)
  })
})

describe('三员分设', () => {
  let secadmin: TestClient
  beforeAll(async () => {
    secadmin = await system.signIn('secadmin')
  })

  test('an account is made without roles by one administrator and gets them from another', async () => {
    const sysadmin = await system.signIn('sysadmin')
    const organisationId = (
      await system.database.ownerDb
        .selectFrom('organisation')
        .select('id')
        .where('code', '=', 'park.haidian')
        .executeTakeFirstOrThrow()
    ).id
    const user = await sysadmin.call(contract.addUser, {
      body: { login: 'newcomer', name: '新同志', organisationId, password: 'a first password' },
    })
    expect(user.roles).toEqual([])
    const response = await sysadmin.request('PUT', `/api/users/${user.id}/roles`, {
      version: 1,
      roles: ['expert'],
    })
    expect(response.statusCode).toBe(403)
    const granted = await secadmin.call(contract.setRoles, {
      params: { userId: user.id },
      body: { version: user.version, roles: ['park_committee'] },
    })
    expect(granted.roles).toEqual(['park_committee'])
    const client = system.anonymous()
    await client.signIn('newcomer', 'a first password')
    expect((await client.call(contract.readSession)).session?.user.mustChangePassword).toBe(true)
  })

  test.each([
    ['two administrators in one', ['system_admin', 'audit_admin']],
    ['an administrator with a business role', ['security_admin', 'zone_office']],
  ])('refuses %s', async (_name, roles) => {
    const id = await system.addAccount(
      `both-${roles.length}-${roles[1] ?? ''}`.replace('_', ''),
      [],
      'office',
    )
    const response = await secadmin.request('PUT', `/api/users/${id}/roles`, { version: 1, roles })
    expect(codesOf(response)).toEqual(['access.roles_exclude_each_other'])
  })

  test('the database refuses both too, whoever asks', async () => {
    const id = await system.addAccount('stubborn', ['system_admin'], 'office')
    const grant = (role: string) =>
      system.database.ownerDb.insertInto('userRole').values({ userId: id, role, grantedBy: null }).execute()
    await expect(grant('audit_admin')).rejects.toThrow(/one_administrator_role/)
    await expect(grant('zone_office')).rejects.toThrow(/administrators_apart/)
  })

  test('nobody grants roles to himself', async () => {
    const { session } = await secadmin.call(contract.readSession)
    const response = await secadmin.request('PUT', `/api/users/${session?.user.id ?? ''}/roles`, {
      version: 1,
      roles: ['system_admin'],
    })
    expect(codesOf(response)).toEqual(['access.own_roles'])
  })

  test('refuses a login that is taken, and a stale change', async () => {
    const sysadmin = await system.signIn('sysadmin')
    const taken = await sysadmin.request('POST', '/api/users', {
      login: 'office',
      name: '重名',
      organisationId: null,
      password: 'a long password',
    })
    expect(codesOf(taken)).toEqual(['access.login_taken'])
    const id = await system.addAccount('moving', [], 'office')
    const url = `/api/users/${id}`
    expect((await sysadmin.request('PATCH', url, { version: 1, status: 'disabled' })).statusCode).toBe(200)
    expect(codesOf(await sysadmin.request('PATCH', url, { version: 1, status: 'active' }))).toEqual([
      'access.stale',
    ])
  })

  test('the demo accounts keep the separation', () => {
    for (const { roles } of DEMO_ACCOUNTS) expect(roles).toHaveLength(1)
  })
})

describe('audit trail', () => {
  test('tells who did what, to the auditor only', async () => {
    const auditor = await system.signIn('auditor')
    const { entries } = await auditor.call(contract.listAudit, { query: { action: 'user.set-roles' } })
    expect(entries[0]).toMatchObject({
      actor: { name: 'secadmin' },
      detail: { before: [], after: ['park_committee'] },
    })
    expect(await auditor.call(contract.verifyAudit)).toMatchObject({ intact: true, faults: [] })
  })
})
