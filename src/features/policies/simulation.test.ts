import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as contract from '#contract/policies'
import { emptyLibrary, OTHER_PARK, PARK, publishStaged, simplePolicy, stageFirm } from '#tests/policy-stage'
import { codesOf, createTestSystem, type TestClient, type TestSystem } from '#tests/system'

/** Four firms with research of 400, 500, 80 and 95 万元; the second and fourth in another park. */
let system: TestSystem
let office: TestClient
let leader: TestClient
let park: TestClient
const policy = simplePolicy('s-rd', {
  when: '上年度研发费用 >= 100',
  amount: '上年度研发费用 * 0.1',
  budget: [{ year: Number(new Date().toISOString().slice(0, 4)), amount: 60, source: '测试' }],
})

beforeAll(async () => {
  system = await createTestSystem()
  await emptyLibrary(system)
  await system.addAccount('office1', ['zone_office'], 'office')
  await system.addAccount('leader1', ['leader'], 'office')
  await system.addAccount('park1', ['park_committee'], PARK)
  await stageFirm(system, { research: 4_000 })
  await stageFirm(system, { park: OTHER_PARK, research: 5_000 })
  await stageFirm(system, { research: 800 })
  await stageFirm(system, { park: OTHER_PARK, research: 950 })
  await publishStaged(system, policy)
  office = await system.signIn('office1')
  leader = await system.signIn('leader1')
  park = await system.signIn('park1')
})
afterAll(() => system.close())

const withThreshold = (threshold: number) => ({
  ...policy,
  eligibility: { ...policy.eligibility, when: `上年度研发费用 >= ${String(threshold)}` },
})

describe('the live count', () => {
  test('tells whom a definition would reach, by park, with examples', async () => {
    const tried = await office.call(contract.tryPolicyDefinition, { body: { definition: policy } })
    expect(tried.enterprises).toBe(4)
    expect(tried.counts).toEqual({ yes: 2, near: 2, undetermined: 0, no: 0 })
    expect(tried.amount).toEqual({ total: 90, unknown: 0 })
    expect(tried.byPark.find(({ code }) => code === PARK)).toMatchObject({
      counts: { yes: 1, near: 1 },
      amount: 40,
    })
    // The largest amount first, the nearest first.
    expect(tried.examples.yes.map(({ amount }) => amount)).toEqual([50, 40])
    expect(tried.examples.near[0]?.distance).toBeCloseTo(0.05, 6)
  })

  test('a park counts its own enterprises and sees no others', async () => {
    const tried = await park.call(contract.tryPolicyDefinition, { body: { definition: policy } })
    expect(tried.enterprises).toBe(2)
    expect(tried.counts).toMatchObject({ yes: 1, near: 1 })
    expect(tried.byPark.map(({ code }) => code)).toEqual([PARK])
  })

  test('an expression that cannot be read is refused with its place', async () => {
    const response = await office.request('POST', '/api/policies/try', {
      definition: { ...policy, eligibility: { ...policy.eligibility, when: '上年度研发费用 >= ' } },
    })
    expect(response.statusCode).toBe(422)
  })
})

describe('a simulation', () => {
  async function simulated(client: TestClient, threshold: number) {
    return client.call(contract.simulatePolicy, {
      body: {
        title: `降低门槛至${String(threshold)}万元`,
        base: { versionId: null, definition: policy },
        changed: { versionId: null, definition: withThreshold(threshold) },
      },
    })
  }

  test('says who gains, what it costs, by park and against the budget, and what it stood on', async () => {
    const { result, stoodOn, row } = await simulated(office, 90)
    expect(result.before).toMatchObject({ yes: 2, cost: 90 })
    expect(result.after).toMatchObject({ yes: 3, cost: 99.5 })
    expect(result.effects).toMatchObject({ gains: 1, loses: 0, same: 2 })
    expect(result.affected).toMatchObject([{ effect: 'gains', before: null, after: 9.5 }])
    expect(result.byPark.find(({ code }) => code === OTHER_PARK)).toMatchObject({ gain: 1, lose: 0 })
    expect(result.budget).toMatchObject({ before: 60, after: 60 })
    expect(result.differences).toMatchObject([
      { before: '上年度研发费用 >= 100', after: '上年度研发费用 >= 90' },
    ])
    expect(stoodOn.base).not.toBe(stoodOn.changed)
    const { simulations } = await office.call(contract.listSimulations, { query: { limit: '1' } })
    expect(simulations).toEqual([row])
    expect(row).toMatchObject({ budget: { before: 60, after: 60 }, parameters: [] })
    expect(row.changes).toMatchObject([{ before: '上年度研发费用 >= 100', after: '上年度研发费用 >= 90' }])
    const again = await leader.call(contract.readSimulation, { params: { simulationId: row.id } })
    expect(again.result).toEqual(result)
    const file = await office.request('GET', `/api/policy-simulations/${row.id}/export`)
    expect(file.rawPayload.subarray(0, 2).toString()).toBe('PK')
  })

  test('a higher threshold takes away', async () => {
    const { result } = await simulated(office, 450)
    expect(result.effects).toMatchObject({ gains: 0, loses: 1, same: 1 })
    expect(result.after).toMatchObject({ yes: 1, cost: 50 })
  })

  test('of a park is over its own enterprises, and neither park sees the other’s or the office’s', async () => {
    const own = await simulated(park, 80)
    expect(own.row.enterprises).toBe(2)
    expect(own.result.effects.gains).toBe(1)
    const zone = await simulated(office, 95)
    const seen = await park.call(contract.listSimulations)
    expect(seen.simulations.map(({ id }) => id)).toEqual([own.row.id])
    expect((await park.request('GET', `/api/policy-simulations/${zone.row.id}`)).statusCode).toBe(404)
    const all = await leader.call(contract.listSimulations)
    expect(all.simulations.map(({ id }) => id)).toEqual(expect.arrayContaining([own.row.id, zone.row.id]))
  })

  test('is never changed afterwards', async () => {
    const { row } = await simulated(office, 85)
    const ctx = await system.contextOf('office1')
    await expect(
      ctx.inTransaction((tx) =>
        tx.updateTable('policySimulation').set({ title: '改动' }).where('id', '=', row.id).execute(),
      ),
    ).rejects.toThrow()
  })

  test('a parameter that does not exist, and one of another type, are refused', async () => {
    const ask = (parameters: unknown) =>
      office.request('POST', '/api/policies/simulate', {
        title: '参数',
        base: { versionId: null, definition: policy },
        changed: { versionId: null, definition: policy, parameters },
      })
    expect(codesOf(await ask([{ code: '没有这个参数', value: 1 }]))).toEqual(['rules.no_such_parameter'])
    const unclear = await office.request('POST', '/api/policies/simulate', {
      title: '不明',
      base: { versionId: null, definition: null },
      changed: { versionId: null, definition: policy },
    })
    expect(codesOf(unclear)).toEqual(['policies.side_unclear'])
  })
})

describe('a sensitivity curve', () => {
  test('moves one number of the rule', async () => {
    const { movable } = await office.call(contract.listMovable, { body: { definition: policy } })
    expect(movable.map(({ kind, value }) => [kind, value])).toEqual(
      expect.arrayContaining([
        ['condition', 100],
        ['amount', 0.1],
      ]),
    )
    const threshold = movable.find(({ kind }) => kind === 'condition')
    const curve = await office.call(contract.readSensitivity, {
      body: { definition: policy, move: threshold?.id, from: 50, to: 550, points: 6 },
    })
    expect(curve.points.map(({ value, yes, cost }) => [value, yes, cost])).toEqual([
      [50, 4, 107.5],
      [150, 2, 90],
      [250, 2, 90],
      [350, 2, 90],
      [450, 1, 50],
      [550, 0, 0],
    ])
    expect(curve.budget).toBe(60)
    expect(curve.crossings).toEqual([{ from: 350, to: 450 }])
    const rate = movable.find(({ kind }) => kind === 'amount')
    const rates = await office.call(contract.readSensitivity, {
      body: { definition: policy, move: rate?.id, from: 0.1, to: 0.2, points: 2 },
    })
    expect(rates.points.map(({ cost }) => cost)).toEqual([90, 180])
  })
})
