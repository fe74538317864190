import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as cultivation from '#contract/cultivation'
import * as contract from '#contract/policies'
import { loadDemoOrganisations } from '#features/registry'
import { createTestSystem, type TestClient, type TestSystem } from '#tests/system'
import { readDemoApplications } from './demo-policy-data.ts'
import { seedApplications } from './seed-applications.ts'
import { seedCultivation } from './seed-cultivation.ts'
import { addDemoAccounts } from './seed-demo.ts'
import { seedEnterpriseRecords } from './seed-enterprise-records.ts'
import { seedPolicies } from './seed-policies.ts'
import { seedStatistics, touchedStatistics } from './seed-statistics.ts'
import { PROGRAM_ROOT } from './system.ts'

const DEMO = join(PROGRAM_ROOT, 'data', 'demo')
const NOW = new Date('2026-11-22T13:30:00+08:00')
const PATIENT = 900_000

let system: TestSystem
let office: TestClient
let leader: TestClient
let firm: TestClient
let haidian: TestClient

async function play(): Promise<readonly [boolean, number, number]> {
  const target = { services: system.services, ownerDb: system.database.ownerDb }
  return [
    await seedPolicies(target, NOW),
    await seedApplications(target, NOW),
    await seedCultivation(target, NOW),
  ]
}

beforeAll(async () => {
  system = await createTestSystem()
  const { ownerDb, ownerUrl } = system.database
  await loadDemoOrganisations(ownerDb, join(DEMO, 'organisations.json'), 'zhongguancun')
  await addDemoAccounts({ ownerDb })
  const target = { ownerDb, ownerUrl, audit: system.services.audit }
  await seedStatistics(target, { enterprises: 2_000 })
  await seedEnterpriseRecords(target)
  await play()
  for (const [login, role, body] of [
    ['office-eye', 'zone_office', 'office'],
    ['leader-eye', 'leader', 'office'],
    ['firm-eye', 'enterprise', 'demo.chip'],
    ['haidian-eye', 'park_committee', 'park.haidian'],
  ] as const)
    await system.addAccount(login, [role], body)
  office = await system.signIn('office-eye')
  leader = await system.signIn('leader-eye')
  firm = await system.signIn('firm-eye')
  haidian = await system.signIn('haidian-eye')
}, PATIENT)
afterAll(() => system.close())

async function count(query: string): Promise<number> {
  const { rows } = await sql<{ n: string }>`SELECT count(*) AS n FROM (${sql.raw(query)}) q`.execute(
    system.database.ownerDb,
  )
  return Number(rows[0]?.n)
}

describe('what a visitor sees of policies', () => {
  it('finds applications in every state, each marked as invented, with cases that agree', async () => {
    for (const state of ['invited', 'submitted', 'approved', 'rejected', 'withdrawn', 'declined', 'paid']) {
      const { total } = await office.call(contract.listApplications, { query: { state } })
      expect({ state, some: total > 0 }).toEqual({ state, some: true })
    }
    expect(await count('SELECT FROM policy_application WHERE NOT synthetic')).toBe(0)
    expect(
      await count(
        `SELECT FROM policy_application a JOIN procedure_case c ON c.id = a.case_id
          WHERE NOT c.synthetic OR (a.state = 'submitted') <> (c.stage <> 'closed')`,
      ),
    ).toBe(0)
    const { applications: stories } = await readDemoApplications(DEMO)
    expect(await count('SELECT FROM policy_application WHERE list_id IS NULL')).toBe(stories.length)
  })

  it('finds a payment made in spite of a warning, one taken back, and one whose facts were revised since', async () => {
    expect(
      await count(
        `SELECT FROM policy_flag WHERE kind = 'ceiling' AND state = 'accepted' AND decision_reason <> ''`,
      ),
    ).toBeGreaterThan(0)
    expect(await count('SELECT FROM policy_payment WHERE despite IS NOT NULL')).toBeGreaterThan(0)
    expect(await count('SELECT FROM policy_payment WHERE reversed_at IS NOT NULL')).toBe(1)
    expect(await count(`SELECT FROM policy_flag WHERE kind = 'facts-revised' AND state = 'open'`)).toBe(1)
  })

  it('finds one list that was sent and answered and one that was only drawn', async () => {
    const { lists } = await office.call(contract.listDirectLists)
    expect(lists.map(({ state }) => state).sort()).toEqual(['drawn', 'sent'])
    const sent = lists.find(({ state }) => state === 'sent')
    expect(sent?.confirmed).toBeGreaterThan(15)
    expect(sent?.declined).toBeGreaterThan(0)
    expect(sent?.paid).toBeGreaterThan(0)
  })

  it('finds coverage that differs by policy and park, and pilots in every state', async () => {
    const { cells, policies, parks } = await leader.call(contract.readCoverage)
    expect(parks).toHaveLength(17)
    expect(new Set(cells.map(({ state }) => state)).size).toBeGreaterThanOrEqual(5)
    expect(cells.every(({ synthetic }) => synthetic)).toBe(true)
    expect(
      policies.filter(({ covered, applicable }) => covered > 0 && covered < applicable).length,
    ).toBeGreaterThan(10)
    const { pilots } = await leader.call(contract.listPilots)
    expect(new Set(pilots.map(({ state }) => state))).toEqual(
      new Set(['proposed', 'running', 'evaluated', 'extended', 'adjusted', 'stopped', 'dropped']),
    )
    expect(pilots.some(({ overdue }) => overdue)).toBe(true)
    expect(pilots.find(({ state }) => state === 'evaluated')?.can).toBeDefined()
  })

  it('finds the sandbox with an incident, and the enterprise its own entry', async () => {
    const { entries } = await office.call(contract.listSandbox)
    expect(new Set(entries.map(({ state }) => state))).toEqual(
      new Set(['applied', 'admitted', 'exited', 'refused', 'terminated']),
    )
    expect(entries.flatMap(({ observations }) => observations.map(({ kind }) => kind))).toContain('incident')
    const { entries: own } = await firm.call(contract.listSandbox)
    expect(own.map(({ state }) => state)).toEqual(['admitted'])
  })

  it('finds a draft, a proposal, two simulations of one policy and a proposed layout', async () => {
    expect(await count(`SELECT FROM policy_version WHERE state = 'draft'`)).toBe(1)
    expect(await count(`SELECT FROM policy_version WHERE state = 'proposed'`)).toBe(1)
    const { simulations } = await office.call(contract.listSimulations)
    expect(new Set(simulations.map(({ policyCode }) => policyCode))).toEqual(new Set(['rd-increment']))
    expect(simulations).toHaveLength(2)
    const { proposals } = await office.call(contract.listLayoutProposals)
    expect(proposals).toHaveLength(1)
  })

  it('finds what the enterprise of the demonstration applied for', async () => {
    const { applications } = await firm.call(contract.listApplications)
    expect(applications.map(({ policy, state }) => [policy.code, state])).toEqual([['pct-grant', 'paid']])
  })
})

describe('what a visitor sees of cultivation', () => {
  it('finds stewards with firms, packs, requests, and visits to come and past due', async () => {
    const { stewards } = await haidian.call(cultivation.listStewards)
    expect(stewards.filter(({ enterprises }) => enterprises > 0).length).toBeGreaterThanOrEqual(2)
    expect(await count('SELECT FROM pack_assignment WHERE synthetic')).toBeGreaterThan(20)
    expect(
      await count(
        `SELECT FROM service_request r JOIN procedure_case c ON c.id = r.case_id WHERE c.stage = 'closed'`,
      ),
    ).toBeGreaterThan(0)
    expect(
      await count(
        `SELECT FROM service_request r JOIN procedure_case c ON c.id = r.case_id WHERE c.stage <> 'closed'`,
      ),
    ).toBeGreaterThan(0)
    const { total: due } = await office.call(cultivation.listVisits, { query: { due: 'yes' } })
    expect(due).toBeGreaterThan(0)
    expect(await count('SELECT FROM service_visit WHERE next_on > on_day')).toBeGreaterThan(due)
  })

  it('finds the library with some who reached their rung and some who left', async () => {
    const { counts } = await office.call(cultivation.listEntries)
    expect(counts.active).toBeGreaterThan(15)
    expect(counts.promoted).toBeGreaterThan(2)
    expect(counts.left).toBeGreaterThan(0)
  })

  it('finds consents that hold, ran out and were taken back, and what was shared', async () => {
    const { consents } = await firm.call(cultivation.listConsents)
    expect(consents.map(({ state }) => state).sort()).toEqual(['expired', 'valid', 'valid', 'withdrawn'])
    expect(consents.flatMap(({ sharings }) => sharings)).toHaveLength(3)
  })
})

describe('playing it', () => {
  it('does nothing the second time, and counts as nobody’s work', async () => {
    expect(await play()).toEqual([false, 0, 0])
    expect(await touchedStatistics(system.database.ownerDb)).toEqual([])
  })
})
