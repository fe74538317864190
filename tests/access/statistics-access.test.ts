import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as contract from '#contract/statistics'
import { codesOf, createTestSystem, type TestClient, type TestSystem } from '#tests/system'
import { soundMonth, stageEnterprise, stagePeriod, type StagedEnterprise } from '#tests/statistics-stage'
import { ROLES, type Role } from '../../src/features/route-contract.ts'

/** One organisation for each role; whose filings it reads follows from it. */
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

/** Enterprises of two parks; one has an account of its own. */
const UNITS = {
  own: { park: 'park.haidian', organisation: 'company.huayuan', name: '权限试验甲技术有限公司' },
  neighbour: { park: 'park.haidian', name: '权限试验乙技术有限公司' },
  elsewhere: { park: 'park.xicheng', name: '权限试验丙技术有限公司' },
} as const
type Key = keyof typeof UNITS
const KEYS = Object.keys(UNITS) as Key[]

/** The rule: the office and the leader all, a park those registered with it, an enterprise its own, nobody else any. */
const VISIBLE: Readonly<Record<Role, readonly Key[]>> = {
  zone_office: KEYS,
  leader: KEYS,
  park_committee: ['own', 'neighbour'],
  department: [],
  district: [],
  platform_company: [],
  enterprise: ['own'],
  expert: [],
  evaluator: [],
  system_admin: [],
  security_admin: [],
  audit_admin: [],
}

const FORM = 'ZK-M01'
const PERIOD = '2026-09'
let system: TestSystem
const clients = new Map<string, TestClient>()
const units = new Map<Key, StagedEnterprise>()

beforeAll(async () => {
  system = await createTestSystem({ analytics: true })
  for (const role of ROLES) {
    await system.addAccount(role, [role], HOME[role])
    clients.set(role, await system.signIn(role))
  }
  await system.addAccount('xicheng', ['park_committee'], 'park.xicheng')
  clients.set('xicheng', await system.signIn('xicheng'))
  await stagePeriod(system, FORM, PERIOD)
  for (const [place, key] of KEYS.entries()) {
    const unit = await stageEnterprise(system, UNITS[key].park, UNITS[key])
    units.set(key, unit)
    const park = clientOf(UNITS[key].park === 'park.haidian' ? 'park_committee' : 'xicheng')
    const params = { unitId: unit.id, form: FORM, period: PERIOD }
    // Each revenue shows in sums which filings were counted: 1,000, 10,000 and 100,000 thousand yuan.
    const revenue = 1_000 * 10 ** place
    const values = soundMonth({ QC05_0: revenue, QC06: revenue - 400 })
    await park.call(contract.saveFiling, { params, body: { version: null, values } })
    await park.call(contract.actOnFiling, { params, body: { version: 1, act: { kind: 'submit' } } })
    await park.call(contract.openQuery, { params, body: { field: 'QC05_0', text: `查询 ${unit.name}` } })
    const { queries } = await park.call(contract.readSheet, { params })
    await park.call(contract.sayInQuery, {
      params: { queryId: queries[0]?.id ?? '' },
      body: { text: '', close: true },
    })
    await park.call(contract.actOnFiling, { params, body: { version: 2, act: { kind: 'approve' } } })
  }
})
afterAll(() => system.close())

/** Every route that gives something of a filing or of an enterprise, and whether it was given. */
const ROW_ROUTES: Readonly<Record<string, (client: NamedClient, key: Key) => Promise<boolean>>> = {
  'the list of filings': (client, key) =>
    shows(client, `/api/statistics/collections/${FORM}/${PERIOD}/filings?limit=500`, key),
  'the sheet': async (client, key) =>
    (await client.request('GET', `/api/statistics/filings/${idOf(key)}/${FORM}/${PERIOD}`)).statusCode ===
    200,
  'the history': async (client, key) => {
    const response = await client.request(
      'GET',
      `/api/statistics/filings/${idOf(key)}/${FORM}/${PERIOD}/history`,
    )
    return response.statusCode === 200 && response.json<{ acts: unknown[] }>().acts.length > 0
  },
  'the export of the period': (client, key) =>
    client.role === 'enterprise'
      ? Promise.resolve(key === 'own')
      : showsInArchive(client, `/api/statistics/collections/${FORM}/${PERIOD}/export?format=xlsx`, key),
  'the register': (client, key) => shows(client, '/api/enterprises?limit=500', key),
  'the register by name': (client, key) =>
    shows(client, `/api/enterprises?search=${encodeURIComponent(UNITS[key].name)}`, key),
  'the register as a file': (client, key) => shows(client, '/api/enterprises/export?format=csv', key),
  'the enterprise': async (client, key) =>
    (await client.request('GET', `/api/enterprises/${idOf(key)}`)).statusCode === 200,
  'its series': async (client, key) => {
    const response = await client.request(
      'GET',
      `/api/statistics/units/${idOf(key)}/series?form=${FORM}&fields=QC05_0`,
    )
    return (
      response.statusCode === 200 &&
      (response.json<{ series: { points: unknown[] }[] }>().series[0]?.points.length ?? 0) > 0
    )
  },
  'the queries': (client, key) =>
    client.role === 'leader' ? Promise.resolve(true) : shows(client, '/api/statistics/queries', key),
}

describe('whose filings a role sees, the same by every route', () => {
  const cases = ROLES.flatMap((role) => Object.keys(ROW_ROUTES).map((route) => [role, route] as const))
  test.each(cases)('%s: %s', async (role, route) => {
    const ask = ROW_ROUTES[route]
    if (ask === undefined) throw new Error('unreachable')
    for (const key of KEYS)
      expect(await ask(named(role), key), `${role} ${route} ${key}`).toBe(VISIBLE[role].includes(key))
  })
})

describe('what a role may count', () => {
  const SUM: Readonly<Record<Key, number>> = { own: 1_000, neighbour: 10_000, elsewhere: 100_000 }
  test.each(ROLES)('%s', async (role) => {
    const response = await clientOf(role).request(
      'GET',
      '/api/statistics/explore?indicator=revenue-month&dimension=park&from=2026-09&to=2026-09',
    )
    if (response.statusCode === 403) return expect(VISIBLE[role]).toEqual([])
    expect(response.statusCode, response.body).toBe(200)
    const { restriction, total, indicator } = contract.explore.response.parse(response.json())
    const seen = total.cells[0]?.value ?? null
    if (VISIBLE[role].length === 0 || role === 'enterprise') {
      // Three enterprises, one of which makes up nearly all: published, it would tell of that one.
      expect(restriction).toBe('published')
      expect(seen).toBeNull()
      return
    }
    expect(indicator.unit).toBe('亿元')
    const expected = VISIBLE[role].reduce((sum, key) => sum + SUM[key], 0) / 100_000
    expect(seen).toBeCloseTo(expected, 9)
  })

  test.each(ROLES)('%s opens no filing behind a number that it may not read', async (role) => {
    const response = await clientOf(role).request(
      'GET',
      '/api/statistics/explore/filings?indicator=revenue-month&dimension=zone&from=2026-09&to=2026-09&group=total&period=2026-09',
    )
    for (const key of KEYS)
      expect(response.statusCode === 200 && response.body.includes(UNITS[key].name), `${role} ${key}`).toBe(
        VISIBLE[role].includes(key) && role !== 'enterprise',
      )
  })
})

describe('what is done on a filing by those whose it is not', () => {
  test.each(ROLES)('%s', async (role) => {
    for (const key of KEYS) {
      if (VISIBLE[role].includes(key) && role !== 'leader') continue
      const path = `/api/statistics/filings/${idOf(key)}/${FORM}/${PERIOD}`
      const attempts = [
        await clientOf(role).request('PUT', path, { version: 3, values: { QD01: 1 } }),
        ...(await Promise.all(
          [
            { kind: 'unapprove', reason: '不应写入' },
            { kind: 'correct', reason: '不应写入', values: soundMonth({ QD01: 1 }) },
          ].map((act) => clientOf(role).request('POST', `${path}/acts`, { version: 3, act })),
        )),
        await clientOf(role).request('POST', `${path}/queries`, { field: null, text: '不应写入' }),
        await clientOf(role).request('POST', `/api/enterprises/${idOf(key)}/changes`, {
          from: '2026-01-01',
          set: { name: '不应写入' },
          source: '不应写入',
          reason: '不应写入',
        }),
      ]
      for (const response of attempts) {
        expect([403, 404, 422], `${role} ${key}: ${response.body}`).toContain(response.statusCode)
        expect(codesOf(response)[0]).not.toBe('statistics.stale')
      }
    }
  })

  test('an enterprise does not approve its own, a park not what the zone accepts', async () => {
    const path = `/api/statistics/filings/${idOf('own')}/${FORM}/${PERIOD}/acts`
    const own = await clientOf('enterprise').request('POST', path, {
      version: 3,
      act: { kind: 'unapprove', reason: '自行取消' },
    })
    expect(codesOf(own)).toEqual(['statistics.not_yours'])
  })

  test('nothing was written by them', async () => {
    const acts = await system.database.ownerDb
      .selectFrom('statisticsFilingAct')
      .select('act')
      .where('reason', '=', '不应写入')
      .execute()
    const names = await system.database.ownerDb
      .selectFrom('enterpriseState')
      .select('name')
      .where('name', '=', '不应写入')
      .execute()
    expect([acts, names]).toEqual([[], []])
  })
})

interface NamedClient extends TestClient {
  readonly role: Role
}
function named(role: Role): NamedClient {
  return Object.assign(clientOf(role), { role })
}
function clientOf(login: string): TestClient {
  const client = clients.get(login)
  if (client === undefined) throw new Error(`No client for ${login}`)
  return client
}
function idOf(key: Key): string {
  return units.get(key)?.id ?? ''
}
async function shows(client: TestClient, url: string, key: Key): Promise<boolean> {
  const response = await client.request('GET', url)
  return response.statusCode === 200 && response.body.includes(UNITS[key].name)
}
async function showsInArchive(client: TestClient, url: string, key: Key): Promise<boolean> {
  const response = await client.request('GET', url)
  if (response.statusCode !== 200) return false
  return Object.values(unzipSync(new Uint8Array(response.rawPayload))).some((part) =>
    new TextDecoder().decode(part).includes(UNITS[key].name),
  )
}
