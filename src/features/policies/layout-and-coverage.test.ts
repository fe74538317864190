import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as contract from '#contract/policies'
import { stageFirm, PARK } from '#tests/policy-stage'
import type { StagedEnterprise } from '#tests/statistics-stage'
import { codesOf, createTestSystem, type TestClient, type TestSystem } from '#tests/system'

let system: TestSystem
let office: TestClient
let second: TestClient
let park: TestClient
let firm: TestClient
let stranger: TestClient
let enterprise: StagedEnterprise

beforeAll(async () => {
  system = await createTestSystem()
  await system.addAccount('office1', ['zone_office'], 'office')
  await system.addAccount('office2', ['zone_office'], 'office')
  await system.addAccount('park1', ['park_committee'], PARK)
  await system.addAccount('firm1', ['enterprise'], 'company.huayuan')
  await system.addAccount('firm2', ['enterprise'], 'company.tianheng')
  enterprise = await stageFirm(system, { organisation: 'company.huayuan' })
  office = await system.signIn('office1')
  second = await system.signIn('office2')
  park = await system.signIn('park1')
  firm = await system.signIn('firm1')
  stranger = await system.signIn('firm2')
})
afterAll(() => system.close())

const ON = '2026-11-22'
const layout = (on = ON) => office.call(contract.readLayout, { query: { on } })

describe('the layout of industries', () => {
  test('is answered by each source apart', async () => {
    const { ruleSets, parks } = await layout()
    expect(parks).toHaveLength(17)
    const byCode = new Map(ruleSets.map((set) => [set.code, set]))
    expect(byCode.get('layout-2023')).toMatchObject({ inForce: true, satisfied: false, inPrinciple: true })
    expect(byCode.get('layout-2021')).toMatchObject({ satisfied: false, inPrinciple: false })
    expect(byCode.get('layout-2023')?.findings.every(({ severity }) => severity === 'warning')).toBe(true)
    expect(byCode.get('layout-2021')?.findings.some(({ severity }) => severity === 'error')).toBe(true)
  })

  test('a proposal satisfies the chosen rules, and is taken up park by park from a day', async () => {
    const proposal = await office.call(contract.proposeLayout, {
      body: { title: '按2023年规则调整', on: ON, ruleSets: ['layout-2023'] },
    })
    expect(proposal.proven).toBe(true)
    expect(proposal.changes).toBeGreaterThan(0)
    expect(proposal.after).toEqual([{ ruleSet: 'layout-2023', satisfied: true, findings: [] }])
    expect(proposal.parks.reduce((sum, { changes }) => sum + changes.length, 0)).toBe(proposal.changes)
    const path = (parkId: string) => `/api/layout/proposals/${proposal.id}/parks/${parkId}`
    for (const { park: one } of proposal.parks) {
      const decided = await office.request('POST', path(one.id), {
        decision: 'adopt',
        from: '2027-01-01',
        reason: '会议同意',
        version: 1,
      })
      expect(decided.statusCode, decided.body).toBe(200)
    }
    const again = await office.request('POST', path(proposal.parks[0]?.park.id ?? ''), {
      decision: 'decline',
      from: null,
      reason: '重复',
      version: 1,
    })
    expect([again.statusCode, codesOf(again)]).toEqual([409, ['policies.stale']])
    const satisfied = async (on: string) =>
      (await layout(on)).ruleSets.find(({ code }) => code === 'layout-2023')?.satisfied
    expect(await satisfied('2026-12-31')).toBe(false)
    expect(await satisfied('2027-01-01')).toBe(true)
  })

  test('one park leads an industry from a day on; what stood before stays known', async () => {
    const before = await layout('2028-01-01')
    const some = before.parks.find(({ industries }) => industries.length > 0)
    const [left] = some?.industries ?? []
    if (some === undefined || left === undefined) throw new Error('no park has an industry')
    await office.call(contract.changeParkIndustry, {
      body: {
        park: some.id,
        industry: left.industry,
        role: null,
        from: '2028-06-01',
        source: '会议纪要',
        reason: '退出',
      },
    })
    const industries = async (on: string) =>
      (await layout(on)).parks.find(({ id }) => id === some.id)?.industries.map(({ industry }) => industry)
    expect(await industries('2028-05-31')).toContain(left.industry)
    expect(await industries('2028-06-01')).not.toContain(left.industry)
    const { spells } = await park.call(contract.readLayoutHistory, { query: { park: some.id } })
    expect(spells.some(({ until }) => until !== null)).toBe(true)
    const nothing = await office.request('POST', '/api/layout/changes', {
      park: some.id,
      industry: left.industry,
      role: null,
      from: '2028-07-01',
      source: '会议纪要',
      reason: '再退出',
    })
    expect(codesOf(nothing)).toEqual(['policies.industry_not_there'])
  })

  test('only the office changes it; enterprises do not read it', async () => {
    expect(
      (await park.request('POST', '/api/layout/proposals', { title: 'x', ruleSets: ['layout-2023'] }))
        .statusCode,
    ).toBe(403)
    expect((await firm.request('GET', '/api/layout')).statusCode).toBe(403)
    expect((await park.request('GET', '/api/layout')).statusCode).toBe(200)
  })
})

describe('pilots and coverage', () => {
  test('a pilot goes from proposal to wider use, and the matrix follows', async () => {
    const { policies, parks } = await office.call(contract.readCoverage)
    const policyId = policies[0]?.id ?? ''
    const [first, other] = parks
    if (first === undefined || other === undefined) throw new Error('no parks')
    const proposed = await office.call(contract.proposePilot, {
      body: {
        policyId,
        parks: [first.id],
        title: '先行先试（演示）',
        goals: '检验办理流程',
        basis: '示例',
        from: '2026-01-01',
        to: '2026-07-01',
      },
    })
    const act = (client: TestClient, version: number, name: string, more: object = {}) =>
      client.request('POST', `/api/policy-pilots/${proposed.id}/acts`, {
        act: name,
        version,
        reason: '按方案',
        ...more,
      })
    expect(codesOf(await act(office, 1, 'extend', { parks: [other.id], from: '2026-10-01' }))).toEqual([
      'policies.not_now',
    ])
    expect((await act(office, 1, 'start')).statusCode).toBe(200)
    expect(codesOf(await act(office, 2, 'evaluate'))).toEqual(['policies.findings_missing'])
    const sent = await office.uploadTo(`/api/policy-pilots/${proposed.id}/files`, [
      { name: '评估报告.txt', content: '演示' },
    ])
    expect(sent.statusCode, sent.body).toBe(201)
    const [file] = contract.PilotView.parse(sent.json()).files
    expect(file?.name).toBe('评估报告.txt')
    const download = (client: TestClient) =>
      client.request('GET', `/api/policy-pilot-files/${file?.id ?? ''}`)
    expect((await download(second)).body).toBe('演示')
    expect((await download(firm)).statusCode).toBe(403)
    const findings = { reached: '达到目标', problems: null, advice: 'extend', figures: [] }
    expect((await act(office, 2, 'evaluate', { findings })).statusCode).toBe(200)
    const extend = { parks: [other.id], from: '2027-01-01' }
    // Who evaluated it does not decide on it.
    expect(codesOf(await act(office, 3, 'extend', extend))).toEqual(['policies.not_yours'])
    expect((await act(second, 3, 'extend', extend)).statusCode).toBe(200)
    const cell = async (parkId: string, on: string) =>
      (await office.call(contract.readCoverage, { query: { on } })).cells.find(
        (one) => one.policyId === policyId && one.parkId === parkId,
      )?.state
    expect(await cell(first.id, '2026-03-01')).toBe('pilot')
    expect(await cell(first.id, '2027-01-01')).toBe('covered')
    expect(await cell(other.id, '2026-12-31')).toBeUndefined()
    expect(await cell(other.id, '2027-01-01')).toBe('spreading')
    const history = await park.call(contract.readCoverageHistory, {
      query: { policy: policyId, park: first.id },
    })
    expect(history.spells.length).toBeGreaterThan(2)
  })

  test('only the office says how far a policy has come', async () => {
    expect((await park.request('POST', '/api/policy-coverage', {})).statusCode).toBe(403)
    expect((await firm.request('GET', '/api/policy-coverage')).statusCode).toBe(403)
  })
})

describe('the sandbox', () => {
  test('an enterprise applies, is admitted, observed and let out; nothing skips a step', async () => {
    const body = {
      enterpriseId: enterprise.id,
      product: '智能核验服务（演示）',
      scope: '两家机构试用',
      riskLimits: '单笔不超过一万元',
      from: '2026-10-01',
      to: '2027-04-01',
    }
    const foreign = await stranger.request('POST', '/api/sandbox', body)
    expect(foreign.statusCode).toBeGreaterThanOrEqual(403)
    const entry = await firm.call(contract.applyForSandbox, { body })
    const act = (client: TestClient, name: string, version: number) =>
      client.request('POST', `/api/sandbox/${entry.id}/acts`, { act: name, conclusion: '同意', version })
    const observe = () =>
      park.request('POST', `/api/sandbox/${entry.id}/observations`, {
        on: '2026-11-01',
        kind: 'limit-exceeded',
        words: '一笔超过上限',
      })
    expect(codesOf(await observe())).toEqual(['policies.not_now'])
    expect(codesOf(await act(office, 'exit', 1))).toEqual(['policies.not_now'])
    expect(codesOf(await act(firm, 'admit', 1))).toEqual(['policies.not_yours'])
    expect((await act(office, 'admit', 1)).statusCode).toBe(200)
    expect((await observe()).statusCode).toBe(201)
    expect((await act(office, 'exit', 2)).statusCode).toBe(200)
    expect(codesOf(await act(office, 'terminate', 3))).toEqual(['policies.not_now'])
    const { entries } = await firm.call(contract.listSandbox)
    expect(entries).toMatchObject([{ state: 'exited', observations: [{ kind: 'limit-exceeded' }] }])
    expect((await stranger.call(contract.listSandbox)).entries).toEqual([])
    const read = await park.call(contract.readSandboxEntry, { params: { entryId: entry.id } })
    // It is over: its park has nothing left to do with it.
    expect(read).toMatchObject({ id: entry.id, state: 'exited', can: [] })
    expect((await stranger.request('GET', `/api/sandbox/${entry.id}`)).statusCode).toBe(404)
    await expect(
      system.database.ownerDb
        .updateTable('sandboxEntry')
        .set({ state: 'admitted' })
        .where('id', '=', entry.id)
        .execute(),
    ).rejects.toThrow()
  })
})
