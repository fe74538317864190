import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as notices from '#contract/notices'
import * as procedures from '#contract/procedures'
import type { CaseView } from '#contract/procedures'
import { codesOf, createTestSystem, type TestClient, type TestSystem } from '#tests/system'
import { ROLES, type Role } from '../../src/features/route-contract.ts'

/** One organisation for each role; who takes part in which case follows from it. */
const HOME: Readonly<Record<Role, string>> = {
  zone_office: 'office',
  leader: 'office',
  park_committee: 'park.haidian',
  department: 'department.science',
  district: 'district.haidian',
  platform_company: 'company.development',
  enterprise: 'company.huayuan',
  expert: 'company.tianheng',
  evaluator: 'company.tianheng',
  system_admin: 'office',
  security_admin: 'office',
  audit_admin: 'office',
}

/** Cases in every state that decides who sees them. */
const KEYS = [
  'haidian-draft',
  'haidian-raised',
  'haidian-with-science',
  'haidian-copied-to-district',
  'xicheng-draft',
  'xicheng-raised',
  'xicheng-with-science',
] as const
type Key = (typeof KEYS)[number]

const OPEN = KEYS.filter((key) => !key.endsWith('draft'))

/** The rule: a draft is its own body's; a case is for those who have a part in it, the office and the leader. */
const VISIBLE: Readonly<Record<Role, readonly Key[]>> = {
  zone_office: OPEN,
  leader: OPEN,
  park_committee: ['haidian-draft', 'haidian-raised', 'haidian-with-science', 'haidian-copied-to-district'],
  department: ['haidian-with-science', 'xicheng-with-science'],
  district: ['haidian-copied-to-district'],
  platform_company: [],
  enterprise: [],
  expert: [],
  evaluator: [],
  system_admin: [],
  security_admin: [],
  audit_admin: [],
}

let system: TestSystem
const clients = new Map<Role, TestClient>()
const planted = new Map<Key, CaseView>()
let fileDigest = ''

beforeAll(async () => {
  system = await createTestSystem()
  for (const role of ROLES) {
    await system.addAccount(role, [role], HOME[role])
    clients.set(role, await system.signIn(role))
  }
  await system.addAccount('xicheng', ['park_committee'], 'park.xicheng')
  const xicheng = await system.signIn('xicheng')
  const codes = new Map(
    (await system.database.ownerDb.selectFrom('organisation').select(['id', 'code']).execute()).map(
      ({ id, code }) => [code, id],
    ),
  )
  for (const key of KEYS) {
    const park = key.startsWith('haidian') ? clientOf('park_committee') : xicheng
    let view = await park.call(procedures.openCase, {
      body: {
        procedure: 'park-whistle',
        data: {
          matter: titleOf(key),
          content: '权限试验用的事项，内容由我们编写。',
          kind: 'infrastructure',
          urgency: 'ordinary',
          contact: '试验人员 000000',
        },
      },
    })
    if (key === 'haidian-with-science') fileDigest = await attach(park, view.id)
    const materials = key === 'haidian-with-science' ? { materials: [fileDigest] } : {}
    if (!key.endsWith('draft')) view = await act(park, view, 'draft', 'submit', materials)
    if (key.endsWith('science')) {
      view = await act(clientOf('zone_office'), view, 'dispatch', 'dispatch', {
        lead: codes.get('department.science'),
        fallbackLead: codes.get('department.committee'),
        district: codes.get('district.dongcheng'),
        listItem: '试验清单 第 1 项',
      })
    }
    if (key.endsWith('district'))
      view = await clientOf('zone_office').call(procedures.commandCase, {
        params: { caseId: view.id },
        body: {
          version: view.version,
          command: { kind: 'copy', to: [`org:${codes.get('district.haidian') ?? ''}`], note: '请知悉' },
        },
      })
    planted.set(key, view)
  }
})

afterAll(() => system.close())

/** Every route that gives something of a case, and whether it was given. */
const ROW_ROUTES: Readonly<
  Record<string, (client: TestClient, key: Key, caseId: string) => Promise<boolean>>
> = {
  'GET /api/cases (all)': (client, key) =>
    listed(
      client,
      key.endsWith('draft') ? '/api/cases?box=drafts&limit=200' : '/api/cases?box=all&limit=200',
      key,
    ),
  'GET /api/cases (by words)': (client, key) =>
    key.endsWith('draft')
      ? listed(client, `/api/cases?box=drafts&q=${encodeURIComponent(titleOf(key))}`, key)
      : listed(client, `/api/cases?box=all&q=${encodeURIComponent(titleOf(key))}`, key),
  'GET /api/cases/:caseId': (client, _key, caseId) => given(client, `/api/cases/${caseId}`),
  'GET /api/cases/:caseId/events': (client, _key, caseId) => given(client, `/api/cases/${caseId}/events`),
}

describe('which cases a role sees, the same by every route', () => {
  const cases = ROLES.flatMap((role) => Object.keys(ROW_ROUTES).map((route) => [role, route] as const))
  test.each(cases)('%s %s', async (role, route) => {
    const ask = ROW_ROUTES[route]
    if (ask === undefined) throw new Error('unreachable')
    for (const key of KEYS)
      expect(await ask(clientOf(role), key, plantedAs(key).id), `${role} ${route} ${key}`).toBe(
        VISIBLE[role].includes(key),
      )
  })

  test.each(ROLES)('board, search and statistics for %s', async (role) => {
    const client = clientOf(role)
    const open = VISIBLE[role].filter((key) => !key.endsWith('draft'))
    const board = await client.request('GET', '/api/cases/board?procedure=park-whistle&perColumn=50')
    for (const key of KEYS)
      expect(board.statusCode === 200 && board.body.includes(titleOf(key)), `${role} board ${key}`).toBe(
        open.includes(key),
      )
    for (const key of KEYS) {
      const found = await client.request('GET', `/api/search?q=${encodeURIComponent(titleOf(key))}`)
      expect(found.statusCode === 200 && found.body.includes(titleOf(key)), `${role} search ${key}`).toBe(
        open.includes(key),
      )
    }
    const statistics = await client.request('GET', '/api/cases/statistics?procedure=park-whistle')
    if (statistics.statusCode === 200)
      expect(statistics.json<{ submitted: number }>().submitted).toBe(open.length)
    else expect(statistics.statusCode).toBe(403)
  })

  test.each(ROLES)('an attached file for %s', async (role) => {
    const { statusCode } = await clientOf(role).request(
      'GET',
      `/api/cases/${plantedAs('haidian-with-science').id}/files/${fileDigest}`,
    )
    expect(statusCode === 200, role).toBe(VISIBLE[role].includes('haidian-with-science'))
  })
})

describe('a file that only the body that attached it has put nowhere yet', () => {
  test('is not given to others who read the case, nor listed', async () => {
    const view = plantedAs('haidian-with-science')
    const digest = await attach(clientOf('park_committee'), view.id, '尚未提交的附件')
    const url = `/api/cases/${view.id}/files/${digest}`
    expect((await clientOf('park_committee').request('GET', url)).statusCode).toBe(200)
    expect((await clientOf('department').request('GET', url)).statusCode).toBe(404)
    const seen = await clientOf('department').call(procedures.readCase, { params: { caseId: view.id } })
    expect(seen.files.map((file) => file.digest)).not.toContain(digest)
  })
})

describe('what is done on a case by those who have no part in it', () => {
  test.each(ROLES)('%s', async (role) => {
    for (const key of KEYS) {
      if (VISIBLE[role].includes(key)) continue
      const view = plantedAs(key)
      const step = view.steps.find(({ status }) => status === 'active')
      for (const [method, url, body] of [
        [
          'POST',
          `/api/cases/${view.id}/commands`,
          { version: view.version, command: { kind: 'comment', text: '不应写入' } },
        ],
        [
          'POST',
          `/api/cases/${view.id}/commands`,
          {
            version: view.version,
            command: {
              kind: 'act',
              activation: step?.activation ?? '',
              action: 'submit',
              opinion: null,
              data: {},
            },
          },
        ],
        ['POST', `/api/cases/${view.id}/migration`, { version: view.version, toVersion: 1, confirm: false }],
      ] as const) {
        const response = await clientOf(role).request(method, url, body)
        expect([403, 404], `${role} ${method} ${url} ${key}: ${response.body}`).toContain(response.statusCode)
      }
    }
  })

  test('nothing was written by them', async () => {
    const { events } = await clientOf('zone_office').call(procedures.listCaseEvents, {
      params: { caseId: plantedAs('xicheng-raised').id },
    })
    expect(events.map(({ kind }) => kind)).not.toContain('commented')
  })

  test('the office sees a case of a park but does not act in its place', async () => {
    const view = plantedAs('haidian-with-science')
    const step = view.steps.find(({ node }) => node === 'sign')
    const response = await clientOf('zone_office').request('POST', `/api/cases/${view.id}/commands`, {
      version: view.version,
      command: { kind: 'act', activation: step?.activation ?? '', action: 'accept', opinion: null, data: {} },
    })
    expect(codesOf(response)).toEqual(['cases.not_yours'])
  })
})

describe('notices', () => {
  test.each(ROLES)('%s gets those to him, his body and his role only', async (role) => {
    const response = await clientOf(role).request('GET', '/api/notices')
    if (response.statusCode === 403) return
    const { notices: list } = notices.listNotices.response.parse(response.json())
    for (const { case: about } of list) {
      if (about === null) continue
      const key = KEYS.find((candidate) => plantedAs(candidate).id === about.id)
      expect(key === undefined || VISIBLE[role].includes(key), `${role} ${about.title}`).toBe(true)
    }
  })
})

describe('without who asks, the database shows nothing', () => {
  test.each([
    'procedureCase',
    'caseEvent',
    'caseParty',
    'caseTask',
    'caseClock',
    'caseFile',
    'absence',
    'notice',
    'noticeRead',
    'personSetting',
    'webhook',
    'outboxMessage',
    'person',
    'procedureSetting',
    'workCalendar',
  ] as const)('%s', async (table) => {
    expect(await system.database.db.selectFrom(table).selectAll().execute()).toEqual([])
  })

  test('events can be added but neither changed nor removed, by nobody', async () => {
    const ctx = await system.contextOf('zone_office')
    await expect(ctx.inTransaction((tx) => tx.deleteFrom('caseEvent').execute())).rejects.toThrow(
      /permission denied/,
    )
    await expect(
      ctx.inTransaction((tx) => tx.updateTable('caseEvent').set({ kind: 'x' }).execute()),
    ).rejects.toThrow(/permission denied/)
  })
})

async function act(
  client: TestClient,
  view: CaseView,
  node: string,
  action: string,
  data: object = {},
): Promise<CaseView> {
  const step = view.steps.find((candidate) => candidate.node === node && candidate.status === 'active')
  return client.call(procedures.commandCase, {
    params: { caseId: view.id },
    body: {
      version: view.version,
      command: { kind: 'act', activation: step?.activation ?? '', action, opinion: null, data },
    },
  })
}

async function attach(client: TestClient, caseId: string, content = '权限试验附件'): Promise<string> {
  const response = await client.uploadTo(`/api/cases/${caseId}/files`, [{ name: '附件.txt', content }])
  return procedures.addCaseFiles.response.parse(response.json()).files[0]?.digest ?? ''
}

function titleOf(key: Key): string {
  return `权限试验事项${key.replaceAll('-', '乙')}`
}

function clientOf(role: Role): TestClient {
  const client = clients.get(role)
  if (client === undefined) throw new Error(`No client for ${role}`)
  return client
}

function plantedAs(key: Key): CaseView {
  const view = planted.get(key)
  if (view === undefined) throw new Error(`No case ${key}`)
  return view
}

async function given(client: TestClient, url: string): Promise<boolean> {
  const { statusCode } = await client.request('GET', url)
  expect([200, 403, 404]).toContain(statusCode)
  return statusCode === 200
}

async function listed(client: TestClient, url: string, key: Key): Promise<boolean> {
  const response = await client.request('GET', url)
  if (response.statusCode === 403) return false
  expect(response.statusCode).toBe(200)
  return response.body.includes(titleOf(key))
}
