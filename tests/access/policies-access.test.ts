import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as contract from '#contract/policies'
import { emptyLibrary, publishStaged, simplePolicy } from '#tests/policy-stage'
import { createTestSystem, type TestClient, type TestSystem } from '#tests/system'
import { ROLES, type Role } from '../../src/features/route-contract.ts'

/** One organisation for each role; whose drafts it reads follows from it. */
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

/** Policies in every state that decides who sees them. */
const KEYS = ['published', 'office-draft', 'office-proposal', 'own-park-draft', 'other-park-draft'] as const
type Key = (typeof KEYS)[number]
const ISSUED: readonly Key[] = ['published']

const VISIBLE: Readonly<Record<Role, readonly Key[]>> = {
  zone_office: KEYS,
  leader: KEYS,
  park_committee: ['published', 'own-park-draft'],
  department: ISSUED,
  district: ISSUED,
  platform_company: ISSUED,
  enterprise: ISSUED,
  expert: ISSUED,
  evaluator: ISSUED,
  system_admin: [],
  security_admin: [],
  audit_admin: [],
}
const BODIES: readonly Role[] = contract.BODIES

let system: TestSystem
const clients = new Map<Role, TestClient>()
const policies = new Map<Key, contract.PolicyView>()
let simulationId: string
let proposalId: string
let pilotId: string

beforeAll(async () => {
  system = await createTestSystem()
  await emptyLibrary(system)
  for (const role of ROLES) {
    await system.addAccount(role, [role], HOME[role])
    clients.set(role, await system.signIn(role))
  }
  await system.addAccount('other', ['park_committee'], 'park.xicheng')
  const office = clientOf('zone_office')
  const park = clientOf('park_committee')
  const other = await system.signIn('other')
  const example = simplePolicy('published', {
    when: '上年度研发费用 >= 100',
    amount: '5',
    tests: [
      { title: '够', on: '2026-01-01', facts: { 上年度研发费用: 200 }, expect: { answer: 'yes', amount: 5 } },
      {
        title: '不够',
        on: '2026-01-01',
        facts: { 上年度研发费用: 1 },
        expect: { answer: 'no', amount: null },
      },
    ],
  })
  const policyId = await publishStaged(system, example)
  policies.set('published', await office.call(contract.readPolicy, { params: { policyId } }))
  const from = viewOf('published').version.id
  const draft = async (client: TestClient, key: Key) => {
    const view = await client.call(contract.draftPolicy, { body: { from, code: key } })
    policies.set(key, view)
    return view
  }
  await draft(office, 'office-draft')
  await draft(park, 'own-park-draft')
  await draft(other, 'other-park-draft')
  const proposal = await draft(office, 'office-proposal')
  const proposed = await office.request('POST', `/api/policy-versions/${proposal.version.id}/acts`, {
    act: 'propose',
    rowVersion: 1,
    reason: '送审',
  })
  expect(proposed.statusCode, proposed.body).toBe(200)
  const side = { versionId: null, definition: example }
  const simulated = await office.call(contract.simulatePolicy, {
    body: { title: '仿真', base: side, changed: side },
  })
  simulationId = simulated.row.id
  const layout = await office.call(contract.proposeLayout, {
    body: { title: '方案', ruleSets: ['layout-2023'] },
  })
  proposalId = layout.id
  const { parks } = await office.call(contract.readCoverage)
  const pilot = await office.call(contract.proposePilot, {
    body: {
      policyId,
      parks: [parks[0]?.id],
      title: '先行先试',
      goals: '目标',
      basis: '示例',
      from: '2026-01-01',
      to: '2027-01-01',
    },
  })
  pilotId = pilot.id
})
afterAll(() => system.close())

describe.each(ROLES)('%s', (role) => {
  test('sees exactly the policies that are published, and drafts of its own', async () => {
    const client = clientOf(role)
    const list = await client.request('GET', '/api/policies?limit=500')
    const listed: string[] =
      list.statusCode === 200
        ? contract.listPolicies.response.parse(list.json()).policies.map(({ code }) => code)
        : []
    expect([...listed].sort()).toEqual([...VISIBLE[role]].sort())
    for (const key of KEYS) {
      const { row, version } = viewOf(key)
      const seen = VISIBLE[role].includes(key)
      const asked = [
        `/api/policies/${row.id}`,
        `/api/policies/${row.id}/differences?from=${version.id}&to=${version.id}`,
      ]
      for (const url of asked) {
        const { statusCode } = await client.request('GET', url)
        expect([url, statusCode === 200]).toEqual([url, seen])
        if (!seen) expect([403, 404]).toContain(statusCode)
      }
    }
  })

  test('changes no draft but its own', async () => {
    for (const key of KEYS) {
      const { version } = viewOf(key)
      // A row version that never was: who may change is told so, and nothing is changed by the asking.
      const { statusCode } = await clientOf(role).request('PUT', `/api/policy-versions/${version.id}`, {
        rowVersion: 999,
        definition: { level: 'park' },
        changeNote: null,
      })
      const own =
        (role === 'zone_office' && key === 'office-draft') ||
        (role === 'park_committee' && key === 'own-park-draft')
      expect([key, statusCode === 409]).toEqual([key, own])
      if (!own) expect([403, 404, 422]).toContain(statusCode)
    }
  })

  test('reads layout, coverage and pilots as a body, simulations and proposals as office or leader', async () => {
    const client = clientOf(role)
    const given = async (url: string) => (await client.request('GET', url)).statusCode === 200
    const isBody = BODIES.includes(role)
    const leads = role === 'zone_office' || role === 'leader'
    expect(await given('/api/layout')).toBe(isBody)
    expect(await given('/api/policy-coverage')).toBe(isBody)
    expect(await given(`/api/policy-pilots/${pilotId}`)).toBe(isBody)
    expect(await given(`/api/policy-simulations/${simulationId}`)).toBe(leads)
    expect(await given(`/api/layout/proposals/${proposalId}`)).toBe(leads)
  })

  test('does not get by the routes what the tables keep from it', async () => {
    const ctx = await system.contextOf(role)
    const counted = await ctx.read(async (tx) => ({
      drafts: (await tx.selectFrom('policyVersion').select('id').where('state', '<>', 'published').execute())
        .length,
      simulations: (await tx.selectFrom('policySimulation').select('id').execute()).length,
      coverage: (await tx.selectFrom('policyCoverage').select('id').execute()).length,
      proposals: (await tx.selectFrom('layoutProposal').select('id').execute()).length,
      sandbox: (await tx.selectFrom('sandboxEntry').select('id').execute()).length,
    }))
    const leads = role === 'zone_office' || role === 'leader'
    expect(counted).toEqual({
      drafts: VISIBLE[role].filter((key) => key !== 'published').length,
      simulations: leads ? 1 : 0,
      coverage: BODIES.includes(role) ? 1 : 0,
      proposals: leads ? 1 : 0,
      sandbox: 0,
    })
  })
})

function clientOf(role: Role): TestClient {
  const client = clients.get(role)
  if (client === undefined) throw new Error(`No client for ${role}`)
  return client
}
function viewOf(key: Key): contract.PolicyView {
  const view = policies.get(key)
  if (view === undefined) throw new Error(`No policy ${key}`)
  return view
}
