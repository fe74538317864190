import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as access from '#contract/access'
import * as plans from '#contract/plans'
import * as ledger from '#contract/ledger'
import * as notices from '#contract/notices'
import * as procedures from '#contract/procedures'
import * as cultivation from '#contract/cultivation'
import * as enterprises from '#contract/enterprises'
import * as evaluations from '#contract/evaluations'
import * as policies from '#contract/policies'
import * as registry from '#contract/registry'
import * as rules from '#contract/rules'
import * as statistics from '#contract/statistics'
import * as work from '#contract/work'
import { decideItems, importFile, publishPlan, readVersion } from '#features/plans'
import { POLICY_TEXT } from '#tests/policy-text'
import { codesOf, createTestSystem, type TestClient, type TestSystem } from '#tests/system'
import { ROLES, type Role, type RouteContract } from '../../src/features/route-contract.ts'

const HOME: Readonly<Record<Role, string | null>> = {
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

/** Documents in every state that decides who sees them. Key: owner and state. */
const DOCUMENTS = [
  { key: 'office-draft', owner: 'office', publish: null },
  { key: 'office-zone', owner: 'office', publish: 'zone' },
  { key: 'office-public', owner: 'office', publish: 'public' },
  { key: 'office-own', owner: 'office', publish: 'organisation' },
  { key: 'haidian-draft', owner: 'park.haidian', publish: null },
  { key: 'xicheng-draft', owner: 'park.xicheng', publish: null },
  { key: 'xicheng-zone', owner: 'park.xicheng', publish: 'zone' },
  { key: 'xicheng-own', owner: 'park.xicheng', publish: 'organisation' },
] as const
type Key = (typeof DOCUMENTS)[number]['key']

const EVERYTHING = DOCUMENTS.map(({ key }) => key)
const PUBLISHED = ['office-zone', 'office-public', 'xicheng-zone'] as const

/** What each role may see, by the rule: the office and the leader all; others their own and what is published. */
const VISIBLE: Readonly<Record<Role, readonly Key[]>> = {
  zone_office: EVERYTHING,
  leader: EVERYTHING,
  park_committee: ['haidian-draft', ...PUBLISHED],
  department: PUBLISHED,
  district: PUBLISHED,
  platform_company: PUBLISHED,
  enterprise: PUBLISHED,
  expert: PUBLISHED,
  evaluator: PUBLISHED,
  system_admin: [],
  security_admin: [],
  audit_admin: [],
}

interface Planted {
  readonly versionId: string
  readonly documentId: string
  readonly planId: string | null
  readonly itemId: string
}

/** Every route that gives rows of a document: how to ask it for one document, and whether it was given. */
const ROW_ROUTES: Readonly<
  Record<string, (client: TestClient, key: Key, planted: Planted) => Promise<boolean | null>>
> = {
  'GET /api/documents': async (client, key) => listed(client, '/api/documents', titleOf(key)),
  'GET /api/documents/:documentId': (client, _key, { documentId }) =>
    given(client, `/api/documents/${documentId}`),
  'GET /api/document-versions/:versionId': (client, _key, { versionId }) =>
    given(client, `/api/document-versions/${versionId}`),
  'GET /api/document-versions/:versionId/file': (client, _key, { versionId }) =>
    given(client, `/api/document-versions/${versionId}/file`),
  'GET /api/document-versions/:versionId/findings': (client, _key, { versionId }) =>
    given(client, `/api/document-versions/${versionId}/findings`),
  'GET /api/document-versions/:versionId/items/:itemId/history': (client, _key, { versionId, itemId }) =>
    given(client, `/api/document-versions/${versionId}/items/${itemId}/history`),
  'GET /api/plans': async (client, key, { planId }) =>
    planId === null ? null : listed(client, '/api/plans', titleOf(key)),
  'GET /api/plans/:planId': (client, _key, { planId }) =>
    planId === null ? Promise.resolve(null) : given(client, `/api/plans/${planId}`),
  'GET /api/search': (client, key) =>
    listed(client, `/api/search?q=${encodeURIComponent(titleOf(key))}`, titleOf(key)),
}

/** Routes that change a document: only its owner's reviewers may. */
const WRITE_ROUTES: Readonly<Record<string, (planted: Planted) => { url: string; body: unknown }>> = {
  'PATCH /api/documents/:documentId': ({ documentId }) => ({
    url: `/api/documents/${documentId}`,
    body: { issuer: '不应写入' },
  }),
  'POST /api/document-versions/:versionId/decisions': ({ versionId, itemId }) => ({
    url: `/api/document-versions/${versionId}/decisions`,
    body: { decision: 'reject', items: [{ id: itemId, version: 999 }] },
  }),
  'PUT /api/document-versions/:versionId/items/:itemId': ({ versionId, itemId }) => ({
    url: `/api/document-versions/${versionId}/items/${itemId}`,
    body: { version: 999, item: { kind: 'body', data: { name: '甲', aliases: [], organisationId: null } } },
  }),
  'POST /api/document-versions/:versionId/items': ({ versionId }) => ({
    url: `/api/document-versions/${versionId}/items`,
    body: {
      start: 0,
      end: 999_999,
      item: { kind: 'body', data: { name: '甲', aliases: [], organisationId: null } },
    },
  }),
  'POST /api/document-versions/:versionId/items/:itemId/split': ({ versionId, itemId }) => ({
    url: `/api/document-versions/${versionId}/items/${itemId}/split`,
    body: { version: 999, at: 1 },
  }),
  'POST /api/document-versions/:versionId/merge': ({ versionId, itemId }) => ({
    url: `/api/document-versions/${versionId}/merge`,
    body: {
      items: [
        { id: itemId, version: 999 },
        { id: itemId, version: 999 },
      ],
    },
  }),
  'POST /api/document-versions/:versionId/undo': ({ versionId }) => ({
    url: `/api/document-versions/${versionId}/undo`,
    body: {},
  }),
  'POST /api/document-versions/:versionId/publish': ({ versionId }) => ({
    url: `/api/document-versions/${versionId}/publish`,
    body: { visibility: 'public', note: null },
  }),
}

/** Routes without rows of a document; what they guard is tested with their area. */
const OTHER_ROUTES = [
  access.signIn,
  access.readSession,
  access.signOut,
  access.changePassword,
  access.listUsers,
  access.addUser,
  access.changeUser,
  access.setRoles,
  access.listAudit,
  access.verifyAudit,
  plans.importDocuments,
  work.readHome,
  work.listJobs,
  work.readJob,
  work.cancelJob,
  registry.listOrganisations,
  registry.readOrganisation,
  registry.readMap,
  // Rows of cases have a matrix of their own: case-access.test.ts.
  ...routesIn(procedures),
  ...routesIn(notices),
  // Filings and the register: statistics-access.test.ts.
  ...routesIn(statistics),
  ...routesIn(enterprises),
  // Rows of the ledger: ledger-access.test.ts.
  ...routesIn(ledger),
  // Results, doubts and decisions: evaluation-access.test.ts.
  ...routesIn(evaluations),
  // The ladder, the library, stewards and consents: cultivation-access.test.ts.
  ...routesIn(cultivation),
  // Drafts, proposals, simulations, layout, coverage: policies-access.test.ts; from a match to money: matching-access.test.ts.
  ...routesIn(policies),
  ...routesIn(rules),
].map(nameOf)

let system: TestSystem
const clients = new Map<Role, TestClient>()
const planted = new Map<Key, Planted>()

beforeAll(async () => {
  // Every role asks every route within a minute.
  system = await createTestSystem({ requestsPerMinute: 1_000_000 })
  for (const role of ROLES) {
    await system.addAccount(role, [role], HOME[role])
    clients.set(role, await system.signIn(role))
  }
  await system.addAccount('xicheng', ['park_committee'], 'park.xicheng')
  const owners = {
    office: 'zone_office',
    'park.haidian': 'park_committee',
    'park.xicheng': 'xicheng',
  } as const
  for (const { key, owner, publish } of DOCUMENTS) {
    const ctx = await system.contextOf(owners[owner])
    const text = `${titleOf(key)}\n${POLICY_TEXT}`
    const { versionId, documentId } = await importFile(ctx, {
      fileName: `${key}.txt`,
      bytes: Buffer.from(text),
    })
    if (versionId === null || documentId === null) throw new Error('The test document was refused')
    await system.database.ownerDb
      .updateTable('document')
      .set({ title: titleOf(key), titleKey: key })
      .where('id', '=', documentId)
      .execute()
    const reading = await readVersion(ctx, versionId)
    const items = reading.items.filter((item) => item.kind !== 'heading')
    let planId: string | null = null
    if (publish !== null) {
      await decideItems(ctx, versionId, { decision: 'accept', items })
      planId = (await publishPlan(ctx, versionId, { visibility: publish, note: null })).planId
    }
    planted.set(key, { versionId, documentId, planId, itemId: items[0]?.id ?? '' })
  }
})

afterAll(() => system.close())

describe('every route has an entry', () => {
  test('a route that nobody thought of fails here', () => {
    const known = [...Object.keys(ROW_ROUTES), ...Object.keys(WRITE_ROUTES), ...OTHER_ROUTES].sort()
    expect(system.routes.map((route) => nameOf(route.contract)).sort()).toEqual(known)
  })
})

describe('who may call a route at all', () => {
  test.each([null, ...ROLES])('%s', async (role) => {
    const client = role === null ? system.anonymous() : clientOf(role)
    for (const { contract } of system.routes) {
      if (nameOf(contract) === nameOf(access.signOut)) continue
      const url = contract.path.replace(/:[A-Za-z]+/g, '00000000-0000-4000-8000-000000000000')
      const response = await client.request(contract.method, url, contract.method === 'GET' ? undefined : {})
      const refused = refusalOf(contract.access, role)
      const where = `${role ?? 'nobody'} ${nameOf(contract)}`
      if (refused === null) expect(codesIfRefused(response), where).not.toContain('access.forbidden')
      else {
        expect(response.statusCode, where).toBe(refused === 'access.not_signed_in' ? 401 : 403)
        expect(codesOf(response), where).toEqual([refused])
      }
    }
  })
})

describe('which documents a role sees, the same by every route', () => {
  const cases = ROLES.flatMap((role) => Object.keys(ROW_ROUTES).map((route) => [role, route] as const))
  test.each(cases)('%s %s', async (role, route) => {
    const ask = ROW_ROUTES[route]
    if (ask === undefined) throw new Error('unreachable')
    for (const { key, publish } of DOCUMENTS) {
      const document = plantedAs(key)
      const seen = await ask(clientOf(role), key, document)
      // Routes of published plans have no answer for a draft; a plan for the own organisation only stays there.
      if (seen === null || (publish === null && route.includes('/api/plans'))) continue
      expect(seen, `${role} ${route} ${key}`).toBe(VISIBLE[role].includes(key))
    }
  })
})

describe('which documents a role may change', () => {
  const cases = ROLES.flatMap((role) => Object.keys(WRITE_ROUTES).map((route) => [role, route] as const))
  test.each(cases)('%s %s', async (role, route) => {
    const write = WRITE_ROUTES[route]
    if (write === undefined) throw new Error('unreachable')
    const [method] = route.split(' ') as [RouteContract['method']]
    for (const { key, owner } of DOCUMENTS) {
      const { url, body } = write(plantedAs(key))
      if (isReviewer(role) && HOME[role] === owner) continue
      const response = await clientOf(role).request(method, url, body)
      expect([403, 404], `${role} ${route} ${key}: ${response.body}`).toContain(response.statusCode)
    }
  })

  test('nothing was written by those who may not', async () => {
    const touched = await system.database.ownerDb
      .selectFrom('document')
      .select('title')
      .where('issuer', '=', '不应写入')
      .execute()
    expect(touched).toEqual([])
  })

  test('the owner may: the same request gets as far as the version check', async () => {
    const { url, body } = WRITE_ROUTES['POST /api/document-versions/:versionId/decisions']?.(
      plantedAs('haidian-draft'),
    ) ?? { url: '', body: null }
    const response = await clientOf('park_committee').request('POST', url, body)
    expect(codesOf(response)).toEqual(['plans.stale'])
  })
})

describe('without who asks, the database shows nothing', () => {
  test.each([
    'document',
    'documentVersion',
    'planItem',
    'plan',
    'publishedItem',
    'userAccount',
    'auditEntry',
    'job',
    'duty',
    'dutyChange',
    'dutyReport',
    'dutyFile',
    'dutySupport',
    'dutyLink',
    'target',
    'targetActual',
    'coverageEntry',
    'annualList',
    'annualItem',
    'inspection',
    'inspectionItem',
    'supervisionProposal',
    'savedView',
  ] as const)('%s', async (table) => {
    expect(await system.database.db.selectFrom(table).selectAll().execute()).toEqual([])
  })
})

function routesIn(contracts: object): { method: string; path: string }[] {
  return Object.values(contracts).filter(
    (exported: unknown): exported is { method: string; path: string } =>
      typeof exported === 'object' && exported !== null && 'method' in exported && 'path' in exported,
  )
}

function nameOf(contract: { method: string; path: string }): string {
  return `${contract.method} ${contract.path}`
}

function titleOf(key: Key): string {
  return `权限试验文件${key.replace('-', '乙')}(样例)`
}

function clientOf(role: Role): TestClient {
  const client = clients.get(role)
  if (client === undefined) throw new Error(`No client for ${role}`)
  return client
}

function plantedAs(key: Key): Planted {
  const document = planted.get(key)
  if (document === undefined) throw new Error(`No document ${key}`)
  return document
}

function isReviewer(role: Role): boolean {
  return ['zone_office', 'park_committee', 'department', 'district'].includes(role)
}

function refusalOf(rule: RouteContract['access'] | readonly string[], role: Role | null): string | null {
  if (rule === 'public') return null
  if (role === null) return 'access.not_signed_in'
  if (rule === 'signed-in') return null
  return (rule as readonly string[]).includes(role) ? null : 'access.forbidden'
}

function codesIfRefused(response: {
  statusCode: number
  body: string
  headers: { 'content-type'?: string | string[] | number | undefined }
}): string[] {
  // The public pages say in HTML that something is not there.
  if (response.statusCode < 400 || String(response.headers['content-type']).startsWith('text/html')) return []
  // What answers by a published standard (SDMX) says its errors by that.
  const problem = JSON.parse(response.body) as { issues?: { code: string }[] }
  return (problem.issues ?? []).map((issue) => issue.code)
}

async function given(client: TestClient, url: string): Promise<boolean> {
  const { statusCode } = await client.request('GET', url)
  expect([200, 403, 404]).toContain(statusCode)
  return statusCode === 200
}

async function listed(client: TestClient, url: string, title: string): Promise<boolean> {
  const response = await client.request('GET', url)
  if (response.statusCode === 403) return false
  expect(response.statusCode).toBe(200)
  return response.body.includes(title)
}
