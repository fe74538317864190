import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as policies from '#contract/policies'
import * as rules from '#contract/rules'
import { emptyLibrary, publishStaged, simplePolicy, stageFirm, OTHER_PARK, PARK } from '#tests/policy-stage'
import { createTestSystem, type TestClient, type TestSystem } from '#tests/system'
import { ROLES, type Role, type RouteContract } from '../../src/features/route-contract.ts'

/** One organisation for each role; which enterprises it keeps follows from it. */
const HOME: Readonly<Record<Role, string>> = {
  zone_office: 'office',
  leader: 'office',
  park_committee: PARK,
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

/** The firm of the account, in the park of the account; and another one elsewhere. */
const FIRMS = ['own', 'other'] as const
type Firm = (typeof FIRMS)[number]

/** Who may know what rules know of an enterprise: who keeps it. */
const KEPT: Readonly<Record<Role, readonly Firm[]>> = {
  zone_office: FIRMS,
  leader: FIRMS,
  park_committee: ['own'],
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

let system: TestSystem
let policyId: string
const clients = new Map<Role, TestClient>()
const firms = new Map<Firm, string>()
const applications = new Map<Firm, string>()
const files = new Map<Firm, { fact: string; application: string }>()

beforeAll(async () => {
  system = await createTestSystem()
  await emptyLibrary(system)
  const { ownerDb } = system.database
  for (const role of ROLES) {
    await system.addAccount(role, [role], HOME[role])
    clients.set(role, await system.signIn(role))
  }
  policyId = await publishStaged(
    system,
    simplePolicy('t-access', { when: '上年度研发费用 >= 100', amount: '5' }),
  )
  const { id: versionId } = await ownerDb
    .selectFrom('policyVersion')
    .select('id')
    .where('policyId', '=', policyId)
    .executeTakeFirstOrThrow()
  const { id: byId } = await ownerDb
    .selectFrom('userAccount')
    .select('id')
    .where('login', '=', 'zone_office')
    .executeTakeFirstOrThrow()
  const { digest, sizeBytes } = await system.services.files.put(Readable.from([Buffer.from('x')]))
  await ownerDb.insertInto('attachment').values({ digest, sizeBytes }).execute()
  for (const firm of FIRMS) {
    const own = firm === 'own'
    const { id } = await stageFirm(system, own ? { organisation: HOME.enterprise } : { park: OTHER_PARK })
    firms.set(firm, id)
    const park = await ownerDb
      .selectFrom('organisation')
      .select('id')
      .where('code', '=', own ? PARK : OTHER_PARK)
      .executeTakeFirstOrThrow()
    const at = '2026-11-01T00:00:00Z'
    const by = { byId, byName: '测试', at }
    const declaration = await ownerDb
      .insertInto('factDeclaration')
      .values({
        enterpriseId: id,
        fact: '主导产品全国市场占有率',
        value: '12',
        valid: '[2026-01-01,2099-01-01)',
        state: 'declared',
        note: null,
        ...by,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const application = await ownerDb
      .insertInto('policyApplication')
      .values({
        policyId,
        policyVersionId: versionId,
        enterpriseId: id,
        parkId: park.id,
        procedure: 'fast',
        listId: null,
        state: 'submitted',
        year: 2026,
        onDay: '2026-11-01',
        worked: 5,
        approved: null,
        facts: '[]',
        verdict: '{}',
        note: null,
        caseId: null,
        caseNumber: null,
        checkedMark: null,
        ...by,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    applications.set(firm, application.id)
    const file = { enterpriseId: id, digest, name: '材料.pdf', sizeBytes, ...by }
    const fact = await ownerDb
      .insertInto('factFile')
      .values({ ...file, declarationId: declaration.id })
      .returning('id')
      .executeTakeFirstOrThrow()
    const paper = await ownerDb
      .insertInto('policyApplicationFile')
      .values({ ...file, applicationId: application.id, evidence: null })
      .returning('id')
      .executeTakeFirstOrThrow()
    files.set(firm, { fact: fact.id, application: paper.id })
  }
})
afterAll(() => system.close())

const clientOf = (role: Role) => clients.get(role) ?? system.anonymous()
const firmOf = (firm: Firm) => firms.get(firm) ?? ''
const routes = (contract: object): RouteContract[] =>
  Object.values(contract).filter(
    (one): one is RouteContract =>
      typeof one === 'object' && one !== null && 'path' in one && 'method' in one,
  )
const mayCall = (route: RouteContract, role: Role) =>
  route.access === 'public' || route.access === 'signed-in' || route.access.includes(role)

/** Whether an address gives what it is asked for; it declines by 403 or 404 and nothing else. */
async function gives(role: Role, address: string): Promise<boolean> {
  const { statusCode } = await clientOf(role).request('GET', address)
  expect([200, 403, 404], `${role} ${address}`).toContain(statusCode)
  return statusCode === 200
}

describe.each(ROLES)('%s', (role) => {
  const kept = KEPT[role]

  test.each(FIRMS)(
    'sees facts, policies and applications of the %s enterprise only where it keeps it',
    async (firm) => {
      const id = firmOf(firm)
      const expected = kept.includes(firm)
      for (const address of [
        `/api/enterprises/${id}/facts`,
        `/api/enterprises/${id}/policies`,
        `/api/enterprises/${id}/policies/${policyId}`,
        `/api/policy-applications/${applications.get(firm) ?? ''}`,
      ])
        expect(await gives(role, address), address).toBe(expected)
    },
  )

  test('is listed what it keeps, and nothing else, in lists, counts and exports', async () => {
    const client = clientOf(role)
    const rows = async (address: string) => {
      const response = await client.request('GET', address)
      return response.statusCode === 403
        ? null
        : response.json<Record<string, { enterprise?: { id: string }; enterpriseId?: string }[]>>()
    }
    const expected = kept.map(firmOf).toSorted()
    const declared = await rows('/api/rules/declarations')
    if (declared !== null)
      expect(declared['declarations']?.map(({ enterprise }) => enterprise?.id).toSorted()).toEqual(expected)
    const applied = await rows('/api/policy-applications')
    if (applied !== null)
      expect(applied['applications']?.map(({ enterprise }) => enterprise?.id).toSorted()).toEqual(expected)
    const matched = await rows(`/api/policies/${policyId}/matches`)
    if (matched !== null)
      expect(matched['enterprises']?.map(({ enterpriseId }) => enterpriseId).toSorted()).toEqual(expected)
    const exported = await client.request('GET', '/api/policy-applications/export?format=csv')
    if (exported.statusCode === 200) {
      const others = FIRMS.filter((firm) => !kept.includes(firm))
      for (const firm of others) {
        const { creditCode } = await system.database.ownerDb
          .selectFrom('enterprise')
          .select('creditCode')
          .where('id', '=', firmOf(firm))
          .executeTakeFirstOrThrow()
        expect(exported.body).not.toContain(creditCode)
      }
    }
  })

  test.each(FIRMS)('reads papers of the %s enterprise only where it keeps it', async (firm) => {
    for (const address of [
      `/api/fact-files/${files.get(firm)?.fact ?? ''}`,
      `/api/policy-application-files/${files.get(firm)?.application ?? ''}`,
    ]) {
      const { statusCode } = await clientOf(role).request('GET', address)
      if (kept.includes(firm)) expect(statusCode, address).toBe(200)
      else expect([403, 404, 422], address).toContain(statusCode)
    }
  })

  test('calls no route that its contract does not open', async () => {
    const none = '00000000-0000-4000-8000-000000000000'
    for (const route of [...routes(rules), ...routes(policies)]) {
      if (mayCall(route, role)) continue
      const address = route.path.replaceAll(/:[A-Za-z]+/g, none)
      const { statusCode } = await clientOf(role).request(
        route.method,
        address,
        route.method === 'GET' ? undefined : {},
      )
      expect(statusCode, `${role} ${route.method} ${route.path}`).toBe(403)
    }
  })
})

test('nobody applies, declares or pays for an enterprise that is not his', async () => {
  const other = firmOf('other')
  for (const role of ['enterprise', 'park_committee'] as const) {
    const client = clientOf(role)
    const applied = await client.request('POST', `/api/policies/${policyId}/applications`, {
      enterpriseId: other,
      declared: true,
    })
    expect(applied.statusCode).toBe(404)
    const declared = await client.request('POST', `/api/enterprises/${other}/facts`, {
      fact: '主导产品全国市场占有率',
      value: 3,
    })
    expect(declared.statusCode).toBe(404)
  }
})
