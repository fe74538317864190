import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as ledger from '#contract/ledger'
import { codesOf, createTestSystem, type TestClient, type TestSystem } from '#tests/system'
import { ROLES, type Role } from '../../src/features/route-contract.ts'

/** One organisation for each role; who takes part in which duty follows from it. */
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

interface Plan {
  readonly owner: 'zone_office' | 'park_committee' | 'xicheng'
  readonly lead: string | null
  readonly support?: string
  readonly visibility: 'organisation' | 'zone' | 'public'
  readonly evaluation?: boolean
}
/** Duties in every state that decides who sees them. */
const DUTIES = {
  'office-zone': { owner: 'zone_office', lead: 'park.haidian', visibility: 'zone' },
  'office-public': { owner: 'zone_office', lead: 'park.xicheng', visibility: 'public' },
  'office-own': { owner: 'zone_office', lead: null, visibility: 'organisation' },
  'office-for-haidian': {
    owner: 'zone_office',
    lead: 'park.haidian',
    support: 'department.science',
    visibility: 'organisation',
  },
  'haidian-own': { owner: 'park_committee', lead: 'park.haidian', visibility: 'organisation' },
  'xicheng-own': { owner: 'xicheng', lead: 'park.xicheng', visibility: 'organisation' },
  'xicheng-evaluated': {
    owner: 'xicheng',
    lead: 'park.xicheng',
    visibility: 'organisation',
    evaluation: true,
  },
} as const satisfies Record<string, Plan>
type Key = keyof typeof DUTIES
const KEYS = Object.keys(DUTIES) as Key[]
const FOR_ALL: readonly Key[] = ['office-zone', 'office-public']

/** The rule: everybody with an organisation, unless it is for its bodies alone; the office and the leader all. */
const VISIBLE: Readonly<Record<Role, readonly Key[]>> = {
  zone_office: KEYS,
  leader: KEYS,
  park_committee: [...FOR_ALL, 'office-for-haidian', 'haidian-own'],
  department: [...FOR_ALL, 'office-for-haidian'],
  district: FOR_ALL,
  platform_company: FOR_ALL,
  enterprise: FOR_ALL,
  expert: FOR_ALL,
  evaluator: [...FOR_ALL, 'xicheng-evaluated'],
  system_admin: [],
  security_admin: [],
  audit_admin: [],
}

let system: TestSystem
const clients = new Map<string, TestClient>()
const planted = new Map<Key, string>()
const files = new Map<Key, string>()
const ids = new Map<string, string>()

beforeAll(async () => {
  system = await createTestSystem()
  for (const role of ROLES) {
    await system.addAccount(role, [role], HOME[role])
    clients.set(role, await system.signIn(role))
  }
  await system.addAccount('xicheng', ['park_committee'], 'park.xicheng')
  clients.set('xicheng', await system.signIn('xicheng'))
  const organisations = await system.database.ownerDb
    .selectFrom('organisation')
    .select(['id', 'code'])
    .execute()
  for (const { id, code } of organisations) ids.set(code, id)
  for (const key of KEYS) await plant(key, DUTIES[key])
})
afterAll(() => system.close())

async function plant(key: Key, plan: Plan): Promise<void> {
  const owner = clientOf(plan.owner)
  const { id } = await owner.call(ledger.addDuty, {
    body: {
      title: titleOf(key),
      leadId: plan.lead === null ? null : idOf(plan.lead),
      supporting: plan.support === undefined ? [] : [idOf(plan.support)],
      dueOn: '2026-12-31',
      precision: 'year',
      visibility: plan.visibility,
      forEvaluation: plan.evaluation ?? false,
    },
  })
  planted.set(key, id)
  if (plan.lead === null) return
  const lead = clientOf(plan.lead === 'park.haidian' ? 'park_committee' : 'xicheng')
  const accepted = await lead.call(ledger.actOnDuty, {
    params: { dutyId: id },
    body: { version: 1, act: { kind: 'accept' } },
  })
  const response = await lead.uploadTo(`/api/ledger/duties/${id}/files`, [
    { name: `${titleOf(key)}.txt`, content: `材料 ${key}` },
  ])
  const file = response.json<{ files: { id: string }[] }>().files[0]?.id ?? ''
  files.set(key, file)
  await lead.call(ledger.actOnDuty, {
    params: { dutyId: id },
    body: {
      version: accepted.duty.version,
      act: { kind: 'report', percent: 30, text: `进展 ${key}`, files: [file] },
    },
  })
}

/** Every route that gives something of a duty, and whether it was given. */
const ROW_ROUTES: Readonly<Record<string, (client: TestClient, key: Key) => Promise<boolean>>> = {
  'GET /api/ledger/duties': (client, key) => shows(client, `/api/ledger/duties?limit=200`, key),
  'GET /api/ledger/duties (by words)': (client, key) =>
    shows(client, `/api/ledger/duties?q=${wordsOf(key)}`, key),
  'GET /api/ledger/duties/:dutyId': (client, key) =>
    given(client, `/api/ledger/duties/${planted.get(key) ?? ''}`),
  'GET /api/ledger/counts': async (client, key) => {
    const response = await client.request('GET', `/api/ledger/counts?q=${wordsOf(key)}`)
    return response.statusCode === 200 && response.json<{ total: number }>().total === 1
  },
  'GET /api/ledger/board': (client, key) => shows(client, `/api/ledger/board?by=state`, key),
  'GET /api/ledger/timeline': (client, key) => shows(client, `/api/ledger/timeline`, key),
  'GET /api/ledger/comparison': (client, key) =>
    shows(client, '/api/ledger/comparison?from=2020-01-01&to=2199-01-01', key),
  'GET /api/ledger/export (csv)': (client, key) => shows(client, '/api/ledger/export?format=csv', key),
  'GET /api/ledger/export (xlsx)': (client, key) =>
    showsInArchive(client, '/api/ledger/export?format=xlsx', key),
  'GET /api/search': (client, key) => shows(client, `/api/search?q=${wordsOf(key)}`, key),
  'GET /api/ledger/bodies/:organisationId/duties.docx': (client, key) => {
    const { lead, owner } = DUTIES[key] as Plan
    const body = lead ?? (owner === 'zone_office' ? 'office' : 'park.xicheng')
    // A duty that nobody leads is on nobody's sheet.
    return lead === null
      ? Promise.resolve(VISIBLE[roleOf(client)].includes(key))
      : showsInArchive(client, `/api/ledger/bodies/${idOf(body)}/duties.docx`, key)
  },
}

describe('which duties a role sees, the same by every route', () => {
  const cases = ROLES.flatMap((role) => Object.keys(ROW_ROUTES).map((route) => [role, route] as const))
  test.each(cases)('%s %s', async (role, route) => {
    const ask = ROW_ROUTES[route]
    if (ask === undefined) throw new Error('unreachable')
    for (const key of KEYS)
      expect(await ask(clientOf(role), key), `${role} ${route} ${key}`).toBe(VISIBLE[role].includes(key))
  })

  test.each(ROLES)('evidence files for %s', async (role) => {
    for (const [key, file] of files) {
      const { statusCode } = await clientOf(role).request(
        'GET',
        `/api/ledger/duties/${planted.get(key) ?? ''}/files/${file}`,
      )
      expect(statusCode === 200, `${role} ${key}`).toBe(VISIBLE[role].includes(key))
    }
  })

  test.each(ROLES)('the overview of %s counts what the list shows', async (role) => {
    const response = await clientOf(role).request('GET', '/api/ledger/overview')
    if (response.statusCode === 403) return expect(VISIBLE[role]).toEqual([])
    expect(response.json<{ totals: { duties: number } }>().totals.duties).toBe(VISIBLE[role].length)
  })
})

describe('the package for evaluation', () => {
  test.each(ROLES)('%s', async (role) => {
    const response = await clientOf(role).request('GET', '/api/ledger/evaluation-package.zip')
    if (!['zone_office', 'leader', 'evaluator'].includes(role)) return expect(response.statusCode).toBe(403)
    expect(response.statusCode).toBe(200)
    const text = archiveText(response.rawPayload)
    for (const key of KEYS)
      expect(text.includes(titleOf(key)), `${role} ${key}`).toBe(key === 'xicheng-evaluated')
  })
})

describe('the public pages', () => {
  test('show what is marked public and nothing else, without log-in', async () => {
    const anonymous = system.anonymous()
    for (const key of KEYS) {
      const response = await anonymous.request('GET', `/public/duties/${planted.get(key) ?? ''}`)
      expect([key, response.statusCode]).toEqual([key, key === 'office-public' ? 200 : 404])
      expect(response.body.includes(titleOf(key))).toBe(key === 'office-public')
      // What the lead wrote is for the offices.
      expect(response.body).not.toContain('进展 office')
      expect(response.body).not.toContain('<script')
    }
  })
})

describe('what is done on a duty by those whose it is not', () => {
  const acts = [
    { kind: 'assign', leadId: '00000000-0000-4000-8000-000000000001' },
    { kind: 'change', fields: { title: '不应写入' } },
    { kind: 'report', percent: 99, text: '不应写入', files: [] },
    { kind: 'verify', text: '不应写入' },
    { kind: 'drop', reason: '不应写入', decision: { reference: '试〔2026〕1号', on: '2026-01-01' } },
  ] as const
  test.each(ROLES)('%s', async (role) => {
    for (const key of KEYS) {
      const { owner, lead, support }: Plan = DUTIES[key]
      const mine = HOME[role]
      const ownerHome =
        owner === 'zone_office' ? 'office' : owner === 'park_committee' ? 'park.haidian' : 'park.xicheng'
      const takesPart = mine === ownerHome || mine === lead || mine === support
      if (takesPart && !['leader', 'system_admin', 'security_admin', 'audit_admin'].includes(role)) continue
      for (const act of acts) {
        const response = await clientOf(role).request(
          'POST',
          `/api/ledger/duties/${planted.get(key) ?? ''}/acts`,
          {
            version: 1,
            act,
          },
        )
        expect([403, 404, 409], `${role} ${key} ${act.kind}: ${response.body}`).toContain(response.statusCode)
        expect(codesOf(response)[0]).not.toBe('ledger.stale')
      }
    }
  })

  test('nothing was written by them', async () => {
    const written = await system.database.ownerDb
      .selectFrom('duty')
      .select('id')
      .where((eb) => eb.or([eb('title', '=', '不应写入'), eb('state', '=', 'dropped')]))
      .execute()
    expect(written).toEqual([])
  })
})

function titleOf(key: Key): string {
  return `权限试验任务${key.replaceAll('-', '丙')}`
}
function wordsOf(key: Key): string {
  return encodeURIComponent(titleOf(key))
}
function idOf(code: string): string {
  return ids.get(code) ?? ''
}
function clientOf(login: string): TestClient {
  const client = clients.get(login)
  if (client === undefined) throw new Error(`No client for ${login}`)
  return client
}
function roleOf(client: TestClient): Role {
  const found = ROLES.find((role) => clients.get(role) === client)
  if (found === undefined) throw new Error('No role')
  return found
}
async function given(client: TestClient, url: string): Promise<boolean> {
  const { statusCode } = await client.request('GET', url)
  expect([200, 403, 404]).toContain(statusCode)
  return statusCode === 200
}
async function shows(client: TestClient, url: string, key: Key): Promise<boolean> {
  const response = await client.request('GET', url)
  expect([200, 403], `${url} ${response.body.slice(0, 200)}`).toContain(response.statusCode)
  return response.statusCode === 200 && response.body.includes(titleOf(key))
}
async function showsInArchive(client: TestClient, url: string, key: Key): Promise<boolean> {
  const response = await client.request('GET', url)
  expect([200, 403]).toContain(response.statusCode)
  return response.statusCode === 200 && archiveText(response.rawPayload).includes(titleOf(key))
}
function archiveText(bytes: Uint8Array): string {
  return Object.values(unzipSync(bytes))
    .map((content) => new TextDecoder().decode(content))
    .join('\n')
}
