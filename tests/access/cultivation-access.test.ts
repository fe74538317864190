import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { randomUUID } from 'node:crypto'
import * as contract from '#contract/cultivation'
import { keepCultivation } from '#features/cultivation'
import { TIMEKEEPER, createContext } from '#platform/http'
import { dayFromNow, stageFacts, stageQualification, SPECIALISED_FACTS } from '#tests/ladder-stage'
import { organisationId, stageEnterprise, type StagedEnterprise } from '#tests/statistics-stage'
import { createTestSystem, type TestClient, type TestSystem } from '#tests/system'
import { ROLES, type Role } from '../../src/features/route-contract.ts'

/** One organisation for each role; whose enterprises it reads follows from it. */
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

/** Enterprises of two parks and two districts; one has an account of its own. */
const FIRMS = {
  own: { park: 'park.haidian', district: 'district.haidian', organisation: 'company.huayuan' },
  neighbour: { park: 'park.haidian', district: 'district.haidian' },
  elsewhere: { park: 'park.xicheng', district: 'district.xicheng' },
} as const
type Key = keyof typeof FIRMS
const KEYS = Object.keys(FIRMS) as Key[]
const NONE: readonly Key[] = []

type Visible = Readonly<Record<Role, readonly Key[]>>
/** What is confidential: the office and the leader all, a park its own, an enterprise itself. */
const KEPT: Visible = {
  zone_office: KEYS,
  leader: KEYS,
  park_committee: ['own', 'neighbour'],
  department: NONE,
  district: NONE,
  platform_company: NONE,
  enterprise: ['own'],
  expert: NONE,
  evaluator: NONE,
  system_admin: NONE,
  security_admin: NONE,
  audit_admin: NONE,
}
/** Where an enterprise stands and who serves it: also its district. */
const KNOWN: Visible = { ...KEPT, district: ['own', 'neighbour'] }
/** Nobody but who works with enterprises. */
const WORKED: Visible = { ...KEPT, enterprise: NONE }

let system: TestSystem
const clients = new Map<Role, TestClient>()
const firms = new Map<Key, StagedEnterprise>()
const entries = new Map<Key, string>()
const consents = new Map<Key, string>()
const sharings = new Map<Key, string>()

beforeAll(async () => {
  system = await createTestSystem()
  for (const role of ROLES) {
    await system.addAccount(role, [role], HOME[role])
    clients.set(role, await system.signIn(role))
  }
  const steward = await system.addAccount('steward', ['zone_office'], 'office')
  const office = clientOf('zone_office')
  const { ownerDb } = system.database
  for (const key of KEYS) {
    const firm = await stageEnterprise(system, FIRMS[key].park, { ...FIRMS[key], name: nameOf(key) })
    firms.set(key, firm)
    await ownerDb
      .updateTable('enterpriseState')
      .set({ registrationDistrictId: await organisationId(system, FIRMS[key].district) })
      .where('enterpriseId', '=', firm.id)
      .execute()
    await stageFacts(system, firm.id, { ...SPECIALISED_FACTS, 上年度研发费用: 95 })
    await stageQualification(system, firm.id, 'innovative', { to: dayFromNow(20) })
  }
  await keepCultivation(createContext(system.services, TIMEKEEPER))
  for (const key of KEYS) {
    const { id } = firmOf(key)
    const { added } = await office.call(contract.addEntries, {
      body: { enterprises: [id], target: 'specialised' },
    })
    entries.set(key, added[0] ?? '')
    await office.call(contract.assignSteward, {
      params: { enterpriseId: id },
      body: { kind: 'government', userId: steward, telephone: '010-12345678' },
    })
    await office.call(contract.addVisit, {
      params: { enterpriseId: id },
      body: { on: dayFromNow(-3), kind: 'visit', result: 'solved', note: nameOf(key) },
    })
    const consent = await ownerDb
      .insertInto('consent')
      .values({
        enterpriseId: id,
        receiverName: `${nameOf(key)}的银行`,
        receiverCode: null,
        parts: ['profile'],
        facts: [],
        purpose: '测试',
        fromOn: dayFromNow(-1),
        untilOn: dayFromNow(30),
        givenAt: new Date(Date.now() - 1000).toISOString(),
        givenById: null,
        givenByName: '测试',
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    consents.set(key, consent.id)
    const sharing = await office.call(contract.shareByConsent, {
      params: { consentId: consent.id },
      body: {},
    })
    sharings.set(key, sharing.id)
  }
})
afterAll(() => system.close())

type Ask = (client: TestClient, key: Key) => Promise<boolean>
const listed =
  (url: string): Ask =>
  async (client, key) => {
    const response = await client.request('GET', url)
    return response.statusCode === 200 && response.body.includes(nameOf(key))
  }
const given =
  (urlOf: (key: Key) => string, holds: (body: string) => boolean = () => true): Ask =>
  async (client, key) => {
    const response = await client.request('GET', urlOf(key))
    return response.statusCode === 200 && holds(response.body)
  }
const ofFirm = (key: Key, what: string) => `/api/enterprises/${firmOf(key).id}/${what}`

/** Every way to something of an enterprise, and to whom it is open. */
const ROUTES: Readonly<Record<string, { readonly to: Visible; readonly ask: Ask }>> = {
  standings: { to: KNOWN, ask: listed('/api/ladder/standings?limit=500') },
  'standings as a file': { to: KNOWN, ask: listed('/api/ladder/standings/export?format=csv') },
  'how far it is from the next rung': {
    to: KEPT,
    ask: async (client, key) => {
      const response = await client.request('GET', '/api/ladder/standings?limit=500')
      if (response.statusCode !== 200) return false
      const { standings } = contract.listStandings.response.parse(response.json())
      return standings.some(({ enterprise, detail }) => enterprise.id === firmOf(key).id && detail !== null)
    },
  },
  'what expires': { to: KNOWN, ask: listed('/api/ladder/expiring') },
  'its ladder': { to: KNOWN, ask: given((key) => ofFirm(key, 'ladder')) },
  'its ladder with reasons': {
    to: KEPT,
    ask: given(
      (key) => ofFirm(key, 'ladder'),
      (body) => body.includes('"full":true') && body.includes('上年度研发费用'),
    ),
  },
  'the library': { to: KNOWN, ask: listed('/api/cultivation?limit=500') },
  'the library as a file': { to: KNOWN, ask: listed('/api/cultivation/export?format=csv') },
  'an entry of the library': {
    to: KNOWN,
    ask: given((key) => `/api/cultivation/${entries.get(key) ?? randomUUID()}`),
  },
  suggestions: {
    to: { ...WORKED, leader: NONE, zone_office: NONE, park_committee: NONE },
    ask: listed('/api/cultivation/suggestions'),
  },
  'its services': { to: KNOWN, ask: given((key) => ofFirm(key, 'services')) },
  'the telephone of its steward': {
    to: KEPT,
    ask: given(
      (key) => ofFirm(key, 'services'),
      (body) => body.includes('010-12345678'),
    ),
  },
  visits: { to: KEPT, ask: listed('/api/service-visits') },
  'the page of its steward': {
    to: WORKED,
    ask: async (client, key) => {
      const { id } = await system.database.ownerDb
        .selectFrom('userAccount')
        .select('id')
        .where('login', '=', 'steward')
        .executeTakeFirstOrThrow()
      return listed(`/api/stewards/page?userId=${id}`)(client, key)
    },
  },
  'its points': { to: KEPT, ask: given((key) => ofFirm(key, 'points')) },
  consents: { to: KEPT, ask: listed('/api/consents') },
  'what was shared': {
    to: KEPT,
    ask: given((key) => `/api/sharings/${sharings.get(key) ?? randomUUID()}/package`),
  },
}

describe('who sees what of which enterprise, the same by every route', () => {
  const cases = ROLES.flatMap((role) => Object.keys(ROUTES).map((route) => [role, route] as const))
  test.each(cases)('%s: %s', async (role, route) => {
    const { to, ask } = ROUTES[route] ?? { to: KEPT, ask: () => Promise.resolve(false) }
    for (const key of KEYS)
      expect(await ask(clientOf(role), key), `${role} ${route} ${key}`).toBe(to[role].includes(key))
  })
})

/** What changes something of an enterprise: refused as not there, or as not allowed. */
const WRITES: Readonly<
  Record<string, (key: Key) => { method: 'POST' | 'PATCH'; url: string; body: object }>
> = {
  'take into the library': (key) => ({
    method: 'POST',
    url: '/api/cultivation',
    body: { enterprises: [firmOf(key).id], target: 'specialised' },
  }),
  'change an entry': (key) => ({
    method: 'PATCH',
    url: `/api/cultivation/${entries.get(key) ?? ''}`,
    body: { version: 99, note: '不应写入' },
  }),
  'name a steward': (key) => ({
    method: 'POST',
    url: ofFirm(key, 'stewards'),
    body: { kind: 'enterprise', name: '不应写入', from: dayFromNow(-10_000) },
  }),
  'assign a pack': (key) => ({ method: 'POST', url: ofFirm(key, 'packs'), body: { pack: 'nothing' } }),
  'write down a visit': (key) => ({
    method: 'POST',
    url: ofFirm(key, 'visits'),
    body: { kind: 'call', result: 'solved', note: '不应写入', caseId: randomUUID() },
  }),
  consent: (key) => ({
    method: 'POST',
    url: ofFirm(key, 'consents'),
    body: {
      receiver: { name: '不应写入' },
      parts: ['profile'],
      purpose: '不应写入',
      until: dayFromNow(5),
    },
  }),
  'withdraw a consent': (key) => ({
    method: 'POST',
    url: `/api/consents/${consents.get(key) ?? ''}/withdraw`,
    body: { version: 99 },
  }),
  share: (key) => ({
    method: 'POST',
    url: `/api/consents/${consents.get(key) ?? ''}/sharings`,
    body: { parts: ['score'] },
  }),
}

describe('who may change something of which enterprise', () => {
  const cases = ROLES.flatMap((role) => Object.keys(WRITES).map((act) => [role, act] as const))
  test.each(cases)('%s: %s', async (role, act) => {
    for (const key of KEYS) {
      // The enterprise’s own word about itself is tested with its area.
      if (role === 'enterprise' && key === 'own') continue
      const write = WRITES[act]?.(key)
      if (write === undefined) throw new Error(act)
      const response = await clientOf(role).request(write.method, write.url, write.body)
      const isOwn = ['zone_office', 'park_committee'].includes(role) && KEPT[role].includes(key)
      const saysForFirm = act === 'consent' || act === 'withdraw a consent'
      if (isOwn && !saysForFirm) expect([409, 422, 201], response.body).toContain(response.statusCode)
      else expect([403, 404], `${role} ${act} ${key}: ${response.body}`).toContain(response.statusCode)
    }
  })

  test('nothing was written by those who may not', async () => {
    const { ownerDb } = system.database
    const elsewhere = firmOf('elsewhere').id
    const stewards = await ownerDb
      .selectFrom('stewardAssignment')
      .select('byName')
      .where('enterpriseId', '=', elsewhere)
      .execute()
    expect(new Set(stewards.map(({ byName }) => byName))).toEqual(new Set(['zone_office']))
    expect(
      await ownerDb.selectFrom('consent').select('id').where('purpose', '=', '不应写入').execute(),
    ).toEqual([])
  })
})

describe('without who asks, the database shows nothing', () => {
  test.each([
    'ladderDefinition',
    'ladderChoice',
    'ladderRound',
    'ladderStanding',
    'ladderStandingDetail',
    'ladderYear',
    'qualificationEnd',
    'cultivationEntry',
    'cultivationAct',
    'stewardAssignment',
    'stewardTelephone',
    'servicePack',
    'packAssignment',
    'serviceRequest',
    'serviceVisit',
    'pointsTable',
    'consent',
    'consentSharing',
  ] as const)('%s', async (table) => {
    expect(await system.database.db.selectFrom(table).selectAll().execute()).toEqual([])
  })
})

function clientOf(role: Role): TestClient {
  const client = clients.get(role)
  if (client === undefined) throw new Error(role)
  return client
}
function firmOf(key: Key): StagedEnterprise {
  const firm = firms.get(key)
  if (firm === undefined) throw new Error(key)
  return firm
}
function nameOf(key: Key): string {
  return {
    own: '培育权限甲技术有限公司',
    neighbour: '培育权限乙技术有限公司',
    elsewhere: '培育权限丙技术有限公司',
  }[key]
}
