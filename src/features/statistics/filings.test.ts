import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as contract from '#contract/statistics'
import * as notices from '#contract/notices'
import { createTestSystem, type TestClient, type TestSystem } from '#tests/system'
import {
  organisationId,
  soundMonth,
  stageEnterprise,
  stagePeriod,
  type StagedEnterprise,
} from '#tests/statistics-stage'

const FORM = 'ZK-M01'

let system: TestSystem
let firm: TestClient
let park: TestClient
let otherPark: TestClient
let office: TestClient
let own: StagedEnterprise
let quiet: StagedEnterprise

beforeAll(async () => {
  system = await createTestSystem()
  await system.addAccount('firm', ['enterprise'], 'company.huayuan')
  await system.addAccount('park', ['park_committee'], 'park.haidian')
  await system.addAccount('xicheng', ['park_committee'], 'park.xicheng')
  await system.addAccount('office', ['zone_office'], 'office')
  own = await stageEnterprise(system, 'park.haidian', {
    organisation: 'company.huayuan',
    name: '华园传感技术有限公司',
  })
  quiet = await stageEnterprise(system, 'park.haidian', { name: '静默信息技术有限公司' })
  await stageEnterprise(system, 'park.xicheng', { name: '西城支付科技有限公司' })
  for (const period of ['2026-08', '2026-09', '2026-10']) await stagePeriod(system, FORM, period)
  ;[firm, park, otherPark, office] = await Promise.all([
    system.signIn('firm'),
    system.signIn('park'),
    system.signIn('xicheng'),
    system.signIn('office'),
  ])
})
afterAll(() => system.close())

const of = (unit: StagedEnterprise, period: string) => ({ unitId: unit.id, form: FORM, period })

function save(
  client: TestClient,
  period: string,
  version: number | null,
  values: contract.FilingValues,
  unit = own,
) {
  return client.call(contract.saveFiling, { params: of(unit, period), body: { version, values } })
}
function act(client: TestClient, period: string, version: number, what: contract.FilingAct, unit = own) {
  return client.call(contract.actOnFiling, { params: of(unit, period), body: { version, act: what } })
}
/** The code with which a call is refused. */
async function refusal(call: Promise<unknown>): Promise<string | undefined> {
  const failure = await call.then(
    () => null,
    (error: unknown) => String(error),
  )
  return /"code":"([^"]+)"/u.exec(failure ?? '')?.[1]
}

describe('an enterprise files', () => {
  test('a filing that nobody has begun is empty, not wrong', async () => {
    const sheet = await firm.call(contract.readSheet, { params: of(own, '2026-08') })
    expect(sheet).toMatchObject({ version: null, state: null, values: {}, findings: [], localisation: null })
    expect(sheet.possibilities).toContainEqual({ act: 'save', possible: true, why: null })
  })

  test('two broken relations are named with both sides, and the fewest cells to change with them', async () => {
    // Revenue 10,000 against parts that add up to 1,000, and high-tech products above all products.
    const sheet = await save(firm, '2026-08', null, soundMonth({ QC05_0: 10_000, QC09: 400 }))
    expect(sheet.findings.filter(({ severity }) => severity === 'error')).toEqual([
      expect.objectContaining({ rule: 'zkm01-01', left: 10_000, operator: '=', right: 1_000 }),
      expect.objectContaining({ rule: 'zkm01-02', left: 400, operator: '<=', right: 300 }),
    ])
    expect(sheet.localisation?.proven).toBe(true)
    // Product sales alone can mend both: 9,300 make up the revenue and cover the high-tech part.
    expect(sheet.localisation?.cells).toEqual(['QC07'])
    expect(await refusal(act(firm, '2026-08', 1, { kind: 'submit' }))).toBe('statistics.errors_stand')
  })

  test('mended, it is submitted, and the park approves: then it is final and locked', async () => {
    const mended = await save(firm, '2026-08', 1, soundMonth())
    expect(mended.findings).toEqual([])
    const submitted = await act(firm, '2026-08', 2, { kind: 'submit' })
    expect(submitted).toMatchObject({ state: 'submitted', late: false, submittedByName: 'firm' })
    expect(await refusal(save(firm, '2026-08', 3, soundMonth({ QD01: 51 })))).toBe('statistics.wrong_state')
    expect(await refusal(act(firm, '2026-08', 3, { kind: 'approve' }))).toBe('statistics.not_yours')
    const approved = await act(park, '2026-08', 3, { kind: 'approve' })
    expect(approved).toMatchObject({ state: 'approved', final: true, approvedByName: 'park' })
    expect(approved.past).toHaveLength(1)
    expect(await refusal(act(firm, '2026-08', 4, { kind: 'withdraw' }))).toBe('statistics.wrong_state')
  })

  test('an explanation is of the figures that it was given for: it goes when they change', async () => {
    await stagePeriod(system, FORM, '2026-07')
    // More research staff than staff is to be explained.
    const doubtful = await save(firm, '2026-07', null, soundMonth({ QD01: 10, QJ09: 20 }))
    expect(doubtful.findings.map(({ rule }) => rule)).toEqual(['zkm01-05'])
    const told = await act(firm, '2026-07', 1, {
      kind: 'explain',
      rule: 'zkm01-05',
      text: '含劳务派遣研发人员',
    })
    expect(told.explanations).toEqual({ 'zkm01-05': '含劳务派遣研发人员' })
    const same = await save(firm, '2026-07', 2, soundMonth({ QD01: 10, QJ09: 20, QC13: 61 }))
    expect(same.explanations).toEqual({ 'zkm01-05': '含劳务派遣研发人员' })
    const other = await save(firm, '2026-07', 3, soundMonth({ QD01: 10, QJ09: 45, QC13: 61 }))
    expect(other.explanations).toEqual({})
    await system.database.ownerDb.deleteFrom('statisticsFilingAct').where('period', '=', '2026-07').execute()
    await system.database.ownerDb.deleteFrom('statisticsFiling').where('period', '=', '2026-07').execute()
    await system.database.ownerDb.deleteFrom('statisticsPeriod').where('period', '=', '2026-07').execute()
  })

  test('zero and missing are two things', async () => {
    const sheet = await save(firm, '2026-09', null, soundMonth({ QC52: null, QC11: 0 }))
    expect(sheet.values['QC52']).toBeUndefined()
    expect(sheet.values['QC11']).toBe(0)
    // Exports 0 against trade unknown: a relation with a missing cell is not judged.
    expect(sheet.findings.some(({ rule }) => rule === 'zkm01-03')).toBe(false)
  })

  test('who saves on an old version is told what differs, and nothing is lost', async () => {
    const response = await firm.request('PUT', `/api/statistics/filings/${own.id}/${FORM}/2026-09`, {
      version: null,
      values: soundMonth({ QD01: 99 }),
    })
    expect(response.statusCode).toBe(409)
    const { issues } = response.json<{ issues: { code: string; params: Record<string, unknown> }[] }>()
    expect(issues[0]).toMatchObject({
      code: 'statistics.stale',
      params: { version: 1, changes: { QD01: [50, 99] } },
    })
    const now = await firm.call(contract.readSheet, { params: of(own, '2026-09') })
    expect(now.values['QD01']).toBe(50)
  })
})

describe('a query on a cell', () => {
  test('the park asks, the enterprise gets a notice and answers, the park closes; till then nothing is approved', async () => {
    await act(firm, '2026-09', 1, { kind: 'submit' })
    const asked = await park.call(contract.openQuery, {
      params: of(own, '2026-09'),
      body: { field: 'QJ20', text: '研发费用比上月下降，请说明。' },
    })
    expect(asked.queries[0]).toMatchObject({
      field: 'QJ20',
      state: 'open',
      fieldLabel: { zh: '研究开发费用合计' },
    })
    const { notices: told } = await firm.call(notices.listNotices)
    expect(told[0]).toMatchObject({ case: null, path: `/statistics/filings/${own.id}/${FORM}/2026-09` })
    expect(await refusal(act(park, '2026-09', 2, { kind: 'approve' }))).toBe('statistics.queries_open')

    const id = asked.queries[0]?.id ?? ''
    const answered = await firm.call(contract.sayInQuery, {
      params: { queryId: id },
      body: { text: '项目验收推迟到下月。', close: false },
    })
    expect(answered.queries[0]).toMatchObject({ state: 'answered' })
    expect(
      await refusal(
        firm.call(contract.sayInQuery, { params: { queryId: id }, body: { text: '', close: true } }),
      ),
    ).toBe('statistics.not_yours')
    await park.call(contract.sayInQuery, { params: { queryId: id }, body: { text: '', close: true } })
    expect(await act(park, '2026-09', 2, { kind: 'approve' })).toMatchObject({ final: true })
  })

  test('another park neither reads nor asks', async () => {
    expect(
      (await otherPark.request('GET', `/api/statistics/filings/${own.id}/${FORM}/2026-09`)).statusCode,
    ).toBe(422)
    expect((await otherPark.call(contract.listQueries)).queries).toEqual([])
  })
})

describe('what is final changes only with a reason, and its past stays', () => {
  test('a correction shows before and after by time', async () => {
    const before = new Date().toISOString()
    const corrected = await act(park, '2026-08', 4, {
      kind: 'correct',
      reason: '企业来函更正用工人数',
      values: soundMonth({ QD01: 56 }),
    })
    expect(corrected).toMatchObject({ state: 'approved', final: true })
    expect(corrected.values['QD01']).toBe(56)
    expect(corrected.past).toHaveLength(2)
    const then = await park.call(contract.readSheet, { params: of(own, '2026-08'), query: { asOf: before } })
    expect(then.values['QD01']).toBe(50)
    expect(then.possibilities).toEqual([])
    const { acts } = await park.call(contract.readFilingHistory, { params: of(own, '2026-08') })
    expect(acts[0]).toMatchObject({
      act: 'correct',
      byName: 'park',
      reason: '企业来函更正用工人数',
      changed: { QD01: [50, 56] },
    })
  })

  test('a correction that breaks a relation is refused', async () => {
    expect(
      await refusal(
        act(park, '2026-08', 5, { kind: 'correct', reason: '试', values: soundMonth({ QC06: 1 }) }),
      ),
    ).toBe('statistics.errors_stand')
  })

  test('an approval taken back hides it from what is final, and keeps what stood', async () => {
    const back = await act(park, '2026-08', 5, { kind: 'unapprove', reason: '待核实' })
    expect(back).toMatchObject({ state: 'submitted', final: false })
    expect(back.past.every(({ knownTo }) => knownTo !== null)).toBe(true)
    await act(park, '2026-08', 6, { kind: 'approve' })
  })
})

describe('a period', () => {
  test('tells who owes, chases once each time, and locks only with its gaps confirmed', async () => {
    const { collection, counts, parks } = await office.call(contract.readCollection, {
      params: { form: FORM, period: '2026-08' },
    })
    expect(counts).toMatchObject({ expected: 3, filed: 1, missing: 2, final: 1 })
    expect(parks.map(({ park: body, counts: of }) => [body?.code, of.expected])).toEqual([
      ['park.haidian', 2],
      ['park.xicheng', 1],
    ])
    const { filings } = await park.call(contract.listFilings, {
      params: { form: FORM, period: '2026-08' },
      query: { state: 'owed' },
    })
    expect(filings.map(({ unit }) => unit.name)).toEqual([quiet.name])
    expect(
      await park.call(contract.chaseFilings, { params: { form: FORM, period: '2026-08' }, body: {} }),
    ).toEqual({ chased: 1 })
    const key = { form: FORM, period: '2026-08' }
    expect(
      await refusal(office.call(contract.lockPeriod, { params: key, body: { version: collection.version } })),
    ).toBe('statistics.gaps')
    const locked = await office.call(contract.lockPeriod, {
      params: key,
      body: { version: collection.version, despiteGaps: true },
    })
    expect(locked.collection.state).toBe('locked')
    expect(await refusal(act(park, '2026-08', 7, { kind: 'unapprove', reason: '再看' }))).toBe(
      'statistics.period_locked',
    )
    expect(await refusal(save(park, '2026-08', null, soundMonth(), quiet))).toBe('statistics.period_locked')
  })

  test('a park is not told of those who only operate in it: they file with another', async () => {
    const guest = await stageEnterprise(system, 'park.xicheng', { name: '客居数据服务有限公司' })
    await system.database.ownerDb
      .updateTable('enterpriseState')
      .set({ operationParkId: await organisationId(system, 'park.haidian') })
      .where('enterpriseId', '=', guest.id)
      .execute()
    const { parks } = await park.call(contract.readCollection, { params: { form: FORM, period: '2026-10' } })
    expect(parks.map(({ park: body }) => body?.code)).toEqual(['park.haidian'])
  })

  test('reopens for one unit only, with reason and basis, and closes again', async () => {
    const key = { form: FORM, period: '2026-08' }
    const { collection } = await office.call(contract.readCollection, { params: key })
    const open = await office.call(contract.reopenPeriod, {
      params: key,
      body: {
        version: collection.version,
        reason: '补报',
        basis: '统计数据质量核查通知',
        parkId: null,
        unitId: quiet.id,
        untilOn: '2099-01-01',
      },
    })
    expect(open.collection.reopened).toBe(1)
    expect(await save(park, '2026-08', null, soundMonth(), quiet)).toMatchObject({
      state: 'draft',
      version: 1,
    })
    expect(await refusal(act(park, '2026-08', 7, { kind: 'unapprove', reason: '再看' }))).toBe(
      'statistics.period_locked',
    )
    const no = open.acts.find(({ act: kind }) => kind === 'reopen')?.no ?? 0
    await office.call(contract.endReopening, { params: key, body: { version: open.collection.version, no } })
    expect(await refusal(save(park, '2026-08', 1, soundMonth({ QD01: 9 }), quiet))).toBe(
      'statistics.period_locked',
    )
  })

  test('the database itself holds a locked period, whatever the program says', async () => {
    const ctx = await system.contextOf('park')
    const touched = await ctx.inTransaction((tx) =>
      tx
        .updateTable('statisticsFiling')
        .set({ late: true })
        .where('unitId', '=', own.id)
        .where('period', '=', '2026-08')
        .executeTakeFirst(),
    )
    expect(touched.numUpdatedRows).toBe(0n)
  })

  test('many are approved at once; what cannot be is named and leaves the others done', async () => {
    await save(firm, '2026-10', null, soundMonth())
    await act(firm, '2026-10', 1, { kind: 'submit' })
    await save(park, '2026-10', null, soundMonth({ QC06: 5 }), quiet)
    const result = await park.call(contract.actOnFilings, {
      params: { form: FORM, period: '2026-10' },
      body: {
        act: 'approve',
        units: [
          { id: own.id, version: 2 },
          { id: quiet.id, version: 1 },
        ],
      },
    })
    expect(result).toMatchObject({
      done: 1,
      refused: [{ unit: { id: quiet.id }, code: 'statistics.wrong_state' }],
    })
  })

  test('what is returned is told with its reason', async () => {
    await act(park, '2026-10', 3, { kind: 'unapprove', reason: '待核实' })
    const back = await act(park, '2026-10', 4, { kind: 'return', reason: '出口额与海关数不符' })
    expect(back).toMatchObject({ state: 'returned', returnReason: '出口额与海关数不符' })
    const { notices: told } = await firm.call(notices.listNotices)
    expect(told[0]?.text.zh).toContain('出口额与海关数不符')
    await act(firm, '2026-10', 5, { kind: 'submit' })
    await act(park, '2026-10', 6, { kind: 'approve' })
  })

  test('an enterprise sees what it owes and filed, by due day', async () => {
    const { unit, filings } = await firm.call(contract.listMyFilings)
    expect(unit?.name).toBe(own.name)
    expect(filings.map(({ collection, state }) => [collection.period, state])).toEqual([
      ['2026-10', 'approved'],
      ['2026-09', 'approved'],
      ['2026-08', 'approved'],
    ])
  })
})
