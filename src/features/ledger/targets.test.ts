import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { confirmPlan } from '#tests/confirmed-plans'
import { codesOf, createTestSystem, type TestClient, type TestSystem } from '#tests/system'
import * as contract from './contract.ts'
import type { TargetPage, TargetRow } from './contract.ts'

let system: TestSystem
let office: TestClient
let haidian: TestClient
let taken: { targets: number }

beforeAll(async () => {
  system = await createTestSystem()
  await system.addAccount('office', ['zone_office'], 'office')
  await system.addAccount('haidian', ['park_committee'], 'park.haidian')
  office = await system.signIn('office')
  haidian = await system.signIn('haidian')
  taken = { targets: 0 }
  for (const key of ['s0', 's2']) {
    const { planId } = await confirmPlan(system, 'office', key)
    const preview = await office.call(contract.previewPlanDuties, { params: { planId } })
    const { targets } = await office.call(contract.takePlanDuties, {
      params: { planId },
      body: { items: [], targets: preview.targets.map(({ itemId }) => itemId) },
    })
    taken.targets += targets
  }
})
afterAll(() => system.close())

async function targetOf(words: string, year: number, client = office): Promise<TargetRow> {
  const { targets } = await client.call(contract.listTargets, { query: { q: words, year: String(year) } })
  const found = targets.find(({ indicator }) => indicator === words)
  if (found === undefined) throw new Error(`No target ${words} of ${year}`)
  return found
}

function read(id: string, client = office): Promise<TargetPage> {
  return client.call(contract.readTarget, { params: { targetId: id } })
}

/** Takes over the suggested figure of a year. */
async function takeOver(id: string, year: number): Promise<TargetPage> {
  const page = await read(id)
  const suggestion = page.suggestions.find((one) => one.year === year)
  if (suggestion === undefined) throw new Error(`Nothing suggested for ${year}`)
  return office.call(contract.addActual, {
    params: { targetId: id },
    body: { from: 'document', version: page.target.version, itemId: suggestion.itemId, year },
  })
}

describe('the three examples, from the confirmed plans', () => {
  test('10万亿元 wanted for 2020, 7.2 reported: missed, 72 %', async () => {
    const target = await targetOf('企业总收入', 2020)
    expect(target).toMatchObject({ value: 10, unit: '万亿元', standing: 'unknown', latest: null })
    const page = await takeOver(target.id, 2020)
    expect(page.target).toMatchObject({ standing: 'missed', latest: { year: 2020, value: 7.2 } })
    expect(page.target.attainment).toBeCloseTo(0.72, 10)
    expect(page.because.map(({ code }) => code)).toContain('missed')
    // On the eight percent of the plan that came after, the ten would be passed in its last year.
    expect(page.reachedIn).toBe(2025)
    const [actual] = page.actuals
    expect(actual).toMatchObject({ sourceKind: 'document', by: 'office', withdrawn: null })
    expect(actual?.sentence?.quote).toContain('7.2万亿元')
    expect(page.suggestions.map(({ itemId }) => itemId)).not.toContain(actual?.sentence?.itemId)
  })

  test('more than 3.5万亿元 wanted for 2015, 7.2 being 1.8 times of it: 4.0, met', async () => {
    const target = await targetOf('企业总收入', 2015)
    const page = await takeOver(target.id, 2015)
    expect(page.target.standing).toBe('met')
    expect(page.actuals).toMatchObject([{ year: 2015, sourceKind: 'implied' }])
    expect(page.actuals[0]?.value).toBeCloseTo(4, 10)
    expect(page.actuals[0]?.low).toBeCloseTo(3.865, 3)
    expect(page.actuals[0]?.high).toBeCloseTo(4.143, 3)
    expect(page.actuals[0]?.arithmetic?.formula).toMatch(/^7\.2 ÷ 1\.8 = 4\.0/)
    expect(page.actuals[0]?.arithmetic?.figures).toHaveLength(2)
  })

  test('8 % a year from the 7.2 of the plan itself: 10.58 in 2025', async () => {
    const page = await read((await targetOf('企业总收入增速', 2025)).id)
    expect(page.target).toMatchObject({
      kind: 'growth',
      baseYear: 2020,
      baseValue: 7.2,
      levelUnit: '万亿元',
    })
    expect(page.wanted).toBeCloseTo(10.5792, 4)
    expect(page.trajectory.map(({ required }) => required.toFixed(2))).toEqual([
      '7.20',
      '7.78',
      '8.40',
      '9.07',
      '9.80',
      '10.58',
    ])
    expect(page.history.at(-1)).toMatchObject({
      act: 'take',
      changed: { base: [null, { year: 2020, value: 7.2, from: 'document' }] },
    })
    expect(page.related.map(({ indicator, year }) => [indicator, year])).toEqual([
      ['企业总收入', 2015],
      ['企业总收入', 2020],
    ])
  })

  test('the level of the growth target follows from figures of the plan: 4.0 and 7.2 lead to 12.96', async () => {
    const { id } = await targetOf('企业总收入增速', 2025)
    await takeOver(id, 2015)
    const page = await takeOver(id, 2020)
    const last = page.forecast.at(-1)
    expect(last).toMatchObject({ year: 2025, method: 'mean-growth', low: null, years: [2015, 2020] })
    expect(last?.value).toBeCloseTo(12.96, 2)
  })
})

describe('list', () => {
  test('has every target that was taken, with where it stands', async () => {
    const { targets } = await office.call(contract.listTargets)
    expect(targets).toHaveLength(taken.targets)
    const { targets: missed } = await office.call(contract.listTargets, { query: { standing: 'missed' } })
    expect(missed.map(({ indicator, year }) => [indicator, year])).toContainEqual(['企业总收入', 2020])
    expect(missed.every(({ standing }) => standing === 'missed')).toBe(true)
  })

  test('keeps where a target stands in its row', async () => {
    const { id } = await targetOf('企业总收入', 2020)
    const row = await system.database.ownerDb
      .selectFrom('target')
      .select('standing')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    expect(row.standing).toBe('missed')
  })
})

describe('values and changes', () => {
  const enter = (client: TestClient, page: TargetPage, year: number, value: number, reason?: string) =>
    client.request('POST', `/api/ledger/targets/${page.target.id}/actuals`, {
      from: 'entered',
      version: page.target.version,
      year,
      value,
      source: '统计年鉴',
      ...(reason === undefined ? {} : { reason }),
    })

  test('another value of a year needs a reason; the first stays as withdrawn', async () => {
    const page = await read((await targetOf('收入亿元以上的企业数', 2020)).id)
    expect((await enter(office, page, 2018, 2100)).statusCode).toBe(201)
    const once = await read(page.target.id)
    expect(once.target.version).toBe(page.target.version + 1)
    const refused = await enter(office, once, 2018, 2200)
    expect(codesOf(refused)).toEqual(['ledger.actual_stands'])
    expect((await enter(office, once, 2018, 2200, '年鉴修订')).statusCode).toBe(201)
    const twice = await read(page.target.id)
    expect(twice.actuals.map(({ value, withdrawn }) => [value, withdrawn?.reason])).toEqual([
      [2100, '年鉴修订'],
      [2200, undefined],
    ])
    expect(twice.target.latest).toEqual({ year: 2018, value: 2200 })
    const [standing] = twice.actuals.filter(({ withdrawn }) => withdrawn === null)
    const after = await office.call(contract.withdrawActual, {
      params: { targetId: page.target.id, actualId: standing?.id ?? '' },
      body: { version: twice.target.version, reason: '口径不同' },
    })
    expect(after.target).toMatchObject({ latest: null, standing: 'unknown' })
    expect(after.history.map(({ act, reason }) => [act, reason])).toEqual([
      ['withdraw', '口径不同'],
      ['actual', '年鉴修订'],
      ['actual', null],
      ['take', null],
    ])
  })

  test('the second of two who save is refused with what the first changed', async () => {
    const page = await read((await targetOf('企业总收入增速', 2025)).id)
    const change = (body: object) =>
      office.request('PATCH', `/api/ledger/targets/${page.target.id}`, {
        version: page.target.version,
        ...body,
      })
    expect(codesOf(await change({ base: { year: 2021, value: 8.4 } }))).toEqual(['ledger.reason_required'])
    expect((await change({ base: { year: 2021, value: 8.4 }, reason: '以统计公报为准' })).statusCode).toBe(
      200,
    )
    const stale = await change({ year: 2026, reason: '顺延' })
    expect(stale.statusCode).toBe(409)
    expect(stale.json<{ issues: object[] }>().issues).toMatchObject([
      {
        code: 'ledger.stale',
        params: {
          by: 'office',
          changes: {
            base: [
              { year: 2020, value: 7.2 },
              { year: 2021, value: 8.4 },
            ],
          },
        },
      },
    ])
  })

  test.each([
    ['a base after the year', { base: { year: 2026, value: 9 }, reason: '改' }, 'ledger.base_after_year'],
    ['another unit while values stand', { levelUnit: '亿元', reason: '改' }, 'ledger.unit_with_values'],
    ['nothing new', { path: 'compound' }, 'ledger.nothing_changed'],
  ])('%s is refused', async (_what, body, code) => {
    const page = await read((await targetOf('企业总收入增速', 2025)).id)
    const response = await office.request('PATCH', `/api/ledger/targets/${page.target.id}`, {
      version: page.target.version,
      ...body,
    })
    expect(codesOf(response)).toEqual([code])
  })

  test('a level is no growth unless it is in percent, and no year ahead has a value', async () => {
    const page = await read((await targetOf('企业总收入', 2020)).id)
    const response = await office.request('PATCH', `/api/ledger/targets/${page.target.id}`, {
      version: page.target.version,
      kind: 'growth',
      reason: '改',
    })
    expect(codesOf(response)).toEqual(['ledger.growth_in_percent'])
    expect(codesOf(await enter(office, page, 2199, 1))).toEqual(['ledger.actual_ahead'])
  })

  test('no figure counts that the engine does not find', async () => {
    const page = await read((await targetOf('企业总收入', 2015)).id)
    const response = await office.request('POST', `/api/ledger/targets/${page.target.id}/actuals`, {
      from: 'document',
      version: page.target.version,
      itemId: page.sentence?.itemId,
      year: 2014,
    })
    expect(codesOf(response)).toEqual(['ledger.report_unknown'])
  })
})

describe('who may', () => {
  test('a park reads the zone’s targets and changes none', async () => {
    const page = await read((await targetOf('企业总收入', 2020, haidian)).id, haidian)
    expect(page.can).toEqual([])
    const response = await haidian.request('POST', `/api/ledger/targets/${page.target.id}/actuals`, {
      from: 'entered',
      version: page.target.version,
      year: 2019,
      value: 6.6,
      source: '自报',
    })
    expect(codesOf(response)).toEqual(['ledger.not_yours'])
  })

  test('what only the owner reads is unknown to others; a lead enters values and does not hand on', async () => {
    const own = await read((await targetOf('收入亿元以上的企业数', 2020)).id)
    const change = (client: TestClient, version: number, body: object) =>
      client.request('PATCH', `/api/ledger/targets/${own.target.id}`, { version, ...body })
    await change(office, own.target.version, { visibility: 'organisation' })
    expect(codesOf(await haidian.request('GET', `/api/ledger/targets/${own.target.id}`))).toEqual([
      'ledger.not_found',
    ])
    const park = await system.database.ownerDb
      .selectFrom('organisation')
      .select('id')
      .where('code', '=', 'park.haidian')
      .executeTakeFirstOrThrow()
    const hidden = await read(own.target.id)
    await change(office, hidden.target.version, { leadId: park.id, reason: '交由海淀园牵头' })
    const led = await read(own.target.id, haidian)
    expect(led.can).toEqual(['actual', 'withdraw', 'change', 'follow'])
    expect(codesOf(await change(haidian, led.target.version, { visibility: 'public' }))).toEqual([
      'ledger.target_field_of_owner',
    ])
  })

  test('a figure of a plan that one may not see is neither suggested nor quoted', async () => {
    const { ownerDb } = system.database
    const target = await targetOf('企业总收入', 2020)
    const plans = await ownerDb
      .selectFrom('plan as p')
      .innerJoin('document as d', 'd.id', 'p.documentId')
      .select(['p.id', 'p.visibility'])
      .where('d.title', 'like', '%十四五%')
      .execute()
    for (const { id } of plans)
      await ownerDb.updateTable('plan').set({ visibility: 'organisation' }).where('id', '=', id).execute()
    const seen = await read(target.id, haidian)
    expect(seen.suggestions).toEqual([])
    expect(seen.actuals).toMatchObject([{ value: 7.2, sentence: null }])
    for (const { id, visibility } of plans)
      await ownerDb.updateTable('plan').set({ visibility }).where('id', '=', id).execute()
    expect((await read(target.id, haidian)).actuals[0]?.sentence?.quote).toContain('7.2万亿元')
  })
})
