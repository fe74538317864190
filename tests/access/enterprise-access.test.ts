import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as contract from '#contract/enterprises'
import { stageEnterprise, type StagedEnterprise } from '#tests/statistics-stage'
import { createTestSystem, type TestClient, type TestSystem } from '#tests/system'
import { ROLES, type Role } from '../../src/features/route-contract.ts'

/** One organisation for each role; whose files it reads follows from it. */
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

/** `moved` was registered in Haidian until 2024, and is in Xicheng since. */
const UNITS = {
  own: { park: 'park.haidian', name: '档案权限试验甲有限公司', organisation: 'company.huayuan' },
  neighbour: { park: 'park.haidian', name: '档案权限试验乙有限公司' },
  elsewhere: { park: 'park.xicheng', name: '档案权限试验丙有限公司' },
  moved: { park: 'park.haidian', name: '档案权限试验丁有限公司' },
} as const
type Key = keyof typeof UNITS
const KEYS = Object.keys(UNITS) as Key[]

interface Sight {
  /** Whose records are seen at all. */
  readonly records: readonly Key[]
  /** Whose confidential fields are. */
  readonly confidential: readonly Key[]
}
const NOTHING: Sight = { records: [], confidential: [] }
/**
 * The rule: the office and the leader all; a park those that are or were its own, what is confidential of those that are; a district
 * those registered in it, without what is confidential; an enterprise its own.
 */
const SIGHT: Readonly<Record<Role, Sight>> = {
  zone_office: { records: KEYS, confidential: KEYS },
  leader: { records: KEYS, confidential: KEYS },
  park_committee: { records: ['own', 'neighbour', 'moved'], confidential: ['own', 'neighbour'] },
  department: NOTHING,
  district: { records: ['neighbour'], confidential: [] },
  platform_company: NOTHING,
  enterprise: { records: ['own'], confidential: ['own'] },
  expert: NOTHING,
  evaluator: NOTHING,
  system_admin: NOTHING,
  security_admin: NOTHING,
  audit_admin: NOTHING,
}

let system: TestSystem
const clients = new Map<Role, TestClient>()
const units = new Map<Key, StagedEnterprise>()
const records = new Map<Key, { readonly id: string; readonly fileId: string }>()

beforeAll(async () => {
  system = await createTestSystem()
  for (const role of ROLES) {
    await system.addAccount(role, [role], HOME[role])
    clients.set(role, await system.signIn(role))
  }
  const office = clientOf('zone_office')
  const rows = await system.database.ownerDb.selectFrom('organisation').select(['id', 'code']).execute()
  const ids = new Map(rows.map(({ id, code }) => [code, id]))
  for (const key of KEYS) {
    const unit = await stageEnterprise(system, UNITS[key].park, UNITS[key])
    units.set(key, unit)
    const set =
      key === 'moved'
        ? {
            registrationParkId: ids.get('park.xicheng') ?? null,
            operationParkId: ids.get('park.xicheng') ?? null,
          }
        : key === 'neighbour'
          ? { registrationDistrictId: ids.get('district.haidian') ?? null }
          : null
    if (set !== null)
      await office.call(contract.changeEnterprise, {
        params: { enterpriseId: unit.id },
        body: { from: key === 'moved' ? '2024-01-01' : '2015-01-01', set, source: '试验', reason: '试验' },
      })
    const sent = await office.uploadTo(`/api/enterprises/${unit.id}/record-files`, [
      { name: 'a.pdf', content: `paper of ${key}` },
    ])
    const fileId = contract.addRecordFiles.response.parse(sent.json()).files[0]?.id ?? ''
    const { id } = await office.call(contract.addRecord, {
      params: { enterpriseId: unit.id },
      body: {
        kind: 'financing',
        from: '2025-01-01',
        fields: { form: 'equity', amount: 7_654_321, round: 'a' },
        source: '试验',
        files: [fileId],
      },
    })
    records.set(key, { id, fileId })
  }
})
afterAll(() => system.close())

const SECRET = '7654321'

/** Every route that gives a record: its body, or null where it is not given. */
const ROW_ROUTES: Readonly<Record<string, (client: TestClient, key: Key) => Promise<string | null>>> = {
  'the list of records': async (client, key) => {
    const response = await client.request('GET', '/api/enterprise-records?limit=500')
    if (response.statusCode !== 200) return null
    const found = contract.listRecords.response
      .parse(response.json())
      .records.find(({ enterprise }) => enterprise.id === idOf(key))
    return found === undefined ? null : JSON.stringify(found)
  },
  'the records as a file': async (client, key) => {
    const response = await client.request('GET', '/api/enterprise-records/export?kind=financing&format=csv')
    if (response.statusCode !== 200) return null
    return response.body.split('\n').find((line) => line.includes(codeOf(key))) ?? null
  },
  'the history': (client, key) => given(client, `/api/enterprise-records/${recordOf(key).id}/history`),
  'the profile': async (client, key) => {
    const body = await given(client, `/api/enterprises/${idOf(key)}/profile`)
    return body === null || !body.includes(recordOf(key).id) ? null : body
  },
}

describe('whose records a role sees, and what of them, the same by every route', () => {
  const cases = ROLES.flatMap((role) => Object.keys(ROW_ROUTES).map((route) => [role, route] as const))
  test.each(cases)('%s: %s', async (role, route) => {
    const ask = ROW_ROUTES[route]
    if (ask === undefined) throw new Error('unreachable')
    for (const key of KEYS) {
      const body = await ask(clientOf(role), key)
      expect(body !== null, `${role} ${route} ${key}`).toBe(SIGHT[role].records.includes(key))
      expect(body?.includes(SECRET) ?? false, `${role} ${route} ${key}, confidential`).toBe(
        SIGHT[role].confidential.includes(key),
      )
    }
  })
})

describe('papers are read like what is confidential', () => {
  test.each(ROLES)('%s', async (role) => {
    for (const key of KEYS) {
      const response = await clientOf(role).request(
        'GET',
        `/api/enterprise-record-files/${recordOf(key).fileId}`,
      )
      expect(response.statusCode === 200, `${role} ${key}`).toBe(SIGHT[role].confidential.includes(key))
    }
  })
})

describe('who finds an enterprise by its name: who sees it in the register of today', () => {
  test.each(ROLES)('%s', async (role) => {
    const response = await clientOf(role).request(
      'GET',
      `/api/enterprises/search?words=${encodeURIComponent('档案权限试验')}&limit=50`,
    )
    const hits =
      response.statusCode === 200 ? contract.searchEnterprises.response.parse(response.json()).hits : []
    // A park finds what was its own under the name of then.
    expect(hits.map(({ id }) => KEYS.find((key) => idOf(key) === id)).sort()).toEqual(
      [...SIGHT[role].records].sort(),
    )
  })
})

describe('who changes a record', () => {
  test.each(ROLES)('%s', async (role) => {
    for (const key of KEYS) {
      const { id } = recordOf(key)
      const response = await clientOf(role).request('POST', `/api/enterprise-records/${id}/decision`, {
        decision: 'withdraw',
        reason: '试验',
        version: 999,
      })
      const keeps =
        role === 'zone_office' ||
        (role === 'park_committee' && SIGHT[role].confidential.includes(key)) ||
        (role === 'enterprise' && key === 'own')
      // Who may is told that the version is another; everybody else is refused before.
      expect([403, 404, 409], response.body).toContain(response.statusCode)
      expect(response.statusCode === 409, `${role} ${key}: ${response.body}`).toBe(keeps)
    }
  })
})

describe('without who asks, the database shows nothing', () => {
  test.each([
    'enterpriseRecord',
    'enterpriseRecordConfidential',
    'enterpriseRecordFile',
    'enterpriseMerger',
    'enterpriseApart',
    'enterpriseImportLine',
  ] as const)('%s', async (table) => {
    expect(await system.database.db.selectFrom(table).selectAll().execute()).toEqual([])
  })
})

function clientOf(role: Role): TestClient {
  const client = clients.get(role)
  if (client === undefined) throw new Error(`No account for ${role}`)
  return client
}
function idOf(key: Key): string {
  return units.get(key)?.id ?? ''
}
function codeOf(key: Key): string {
  return units.get(key)?.creditCode ?? 'nobody'
}
function recordOf(key: Key): { readonly id: string; readonly fileId: string } {
  return records.get(key) ?? { id: '', fileId: '' }
}
async function given(client: TestClient, url: string): Promise<string | null> {
  const response = await client.request('GET', url)
  return response.statusCode === 200 ? response.body : null
}
