import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { followIndicator, readTarget } from '#contract/ledger'
import { periodById, shiftPeriod } from '#domain/kernel'
import { parseForm, type FormDefinition } from '#domain/indicators'
import { createContext, TIMEKEEPER } from '#platform/http'
import { addEnterprise, addFiling, addPeriod, correctFiling } from '#tests/statistics-rows'
import { organisationId } from '#tests/statistics-stage'
import { codesOf, createTestSystem, type TestClient, type TestSystem } from '#tests/system'
import * as contract from './contract.ts'
import type { AlertRow } from './contract.ts'
import { keepWarnings } from './keep-warnings.ts'

let system: TestSystem
let office: TestClient
let haidian: TestClient
let month: FormDefinition
let year: FormDefinition
/** Haidian's, Changping's. */
const units: Record<'haidian' | 'changping', string[]> = { haidian: [], changping: [] }

/** Sixteen months; the last two are the second and third of 2026. */
const MONTHS = Array.from({ length: 15 }, (_none, step) => {
  const last = periodById('2026-03')
  if (last === null) throw new Error('period')
  return shiftPeriod(last, step - 14).id
})

async function formOf(code: string): Promise<FormDefinition> {
  const row = await system.database.ownerDb
    .selectFrom('statisticsForm')
    .select('definition')
    .where('code', '=', code)
    .executeTakeFirstOrThrow()
  const parsed = parseForm(row.definition)
  if (!parsed.ok) throw new Error(code)
  return parsed.value
}

const judge = () => keepWarnings(createContext(system.services, TIMEKEEPER), { now: true })
const alerts = async (client: TestClient, query: Record<string, string> = {}): Promise<AlertRow[]> =>
  (await client.call(contract.listAlerts, { query })).alerts
const act = (client: TestClient, alert: AlertRow, body: unknown) =>
  client.request('POST', `/api/statistics/alerts/${alert.id}/act`, { version: alert.version, act: body })

function fallRule(code: string, ratio = -0.1) {
  return {
    code,
    name: { zh: `测试规则${code}`, en: `Rule ${code}` },
    indicator: 'revenue-month',
    dimension: 'park',
    condition: { kind: 'change', against: 'same-period', operator: '<=', ratio, running: 2 },
    level: 'warning',
    owner: 'park',
    enabled: false,
    source: '测试',
  }
}

const save = (code: string, definition: unknown, version: number | null = null) =>
  office.call(contract.saveWatch, { params: { code }, body: { kind: 'warning', definition, version } })
const tryOut = (code: string, version: number) =>
  office.call(contract.testWatch, { params: { code }, body: { version } })
const turn = (code: string, version: number, on: boolean) =>
  office.request('POST', `/api/statistics/watches/${code}/switch`, { version, on })

/** On without the long way: as it is after saving, testing and switching on. */
async function alreadyRunning(rules: readonly ReturnType<typeof fallRule>[]): Promise<void> {
  await system.database.ownerDb
    .insertInto('statisticsWatch')
    .values(
      rules.map((rule) => ({
        code: rule.code,
        kind: 'warning' as const,
        definition: JSON.stringify(rule),
        enabled: true,
        testedVersion: 1,
        byName: '测试',
        at: new Date().toISOString(),
      })),
    )
    .execute()
}

/** Saved, tested and on. */
async function running(code: string, definition: unknown): Promise<void> {
  const { watch } = await save(code, definition)
  await tryOut(code, watch.version)
  expect((await turn(code, watch.version, true)).statusCode).toBe(200)
}

beforeAll(async () => {
  system = await createTestSystem({ analytics: true })
  const db = system.database.ownerDb
  await system.addAccount('office', ['zone_office'], 'office')
  await system.addAccount('haidian', ['park_committee'], 'park.haidian')
  office = await system.signIn('office')
  haidian = await system.signIn('haidian')
  month = await formOf('ZK-M01')
  year = await formOf('GQ-002')
  for (const period of MONTHS) await addPeriod(db, month, period, `${period}-01`, `${period}-28`)
  for (const period of ['2022', '2023', '2024'])
    await addPeriod(db, year, period, `${period}-01-01`, `${period}-12-31`)
  for (const park of ['haidian', 'changping'] as const)
    for (let i = 0; i < 4; i += 1) {
      const unit = await addEnterprise(db, {
        park: await organisationId(system, `park.${park}`),
        industry: 'I6513',
        size: 'large',
        field: '1',
      })
      units[park].push(unit)
    }
  await db.updateTable('enterpriseState').set({ aboveScale: true, highTech: true }).execute()
  for (const [park, ids] of Object.entries(units))
    for (const unit of ids) {
      for (const period of MONTHS) {
        const base = 1_000_000 * Number(period.slice(5))
        // Haidian sells a fifth less from February 2026 on; what falls in Changping stays within a twentieth.
        const factor = period < '2026-02' ? 1 : park === 'haidian' ? 0.8 : 0.95
        await addFiling(db, month, unit, period, { QC05_0: Math.round(base * factor), QD01: 100 })
      }
      for (const period of ['2022', '2023', '2024'])
        await addFiling(db, year, unit, period, { QC05_0: 1_000_000 * (Number(period) - 2020) })
    }
  await db
    .updateTable('statisticsFiling')
    .set((eb) => ({
      parkId: eb
        .selectFrom('enterpriseState')
        .select('registrationParkId')
        .whereRef('enterpriseId', '=', 'statisticsFiling.unitId'),
    }))
    .execute()
})
afterAll(() => system.close())

describe('a warning rule', () => {
  it('comes with the program, switched off', async () => {
    const { watches, may } = await office.call(contract.listWatches)
    expect(watches.length).toBeGreaterThanOrEqual(10)
    expect(watches.filter(({ enabled, tested }) => enabled || tested)).toEqual([])
    expect([may.add, (await haidian.call(contract.listWatches)).may.add]).toEqual([true, false])
  })

  it('tells its faults by place, and is not saved with them', async () => {
    const broken = {
      ...fallRule('broken'),
      indicator: 'happiness',
      condition: { ...fallRule('x').condition, running: 0 },
    }
    const shape = await office.call(contract.checkWatch, { body: { kind: 'warning', definition: broken } })
    expect(shape.issues[0]?.path).toEqual(['condition', 'running'])
    const unknown = await office.call(contract.checkWatch, {
      body: { kind: 'warning', definition: { ...fallRule('broken'), indicator: 'happiness' } },
    })
    expect(unknown).toMatchObject({
      ok: false,
      issues: [{ code: 'statistics.indicator_unknown', path: ['indicator'] }],
    })
    const saved = await office.request('PUT', '/api/statistics/watches/broken', {
      kind: 'warning',
      definition: broken,
      version: null,
    })
    expect(saved.statusCode).toBe(422)
  })

  it('is not switched on untested, and again not after a change', async () => {
    const { watch } = await save('guarded', fallRule('guarded'))
    expect(codesOf(await turn('guarded', watch.version, true))).toEqual(['statistics.watch_untested'])
    await expect(
      system.database.ownerDb
        .updateTable('statisticsWatch')
        .set({ enabled: true })
        .where('code', '=', 'guarded')
        .execute(),
    ).rejects.toThrow(/check/i)
    const tested = await tryOut('guarded', watch.version)
    expect(tested.may.enable).toBe(true)
    expect((await turn('guarded', watch.version, true)).statusCode).toBe(200)
    const changed = await save('guarded', fallRule('guarded', -0.15), watch.version)
    expect([changed.watch.enabled, changed.watch.tested, changed.may.enable]).toEqual([false, false, false])
    expect(codesOf(await turn('guarded', changed.watch.version, true))).toEqual(['statistics.watch_untested'])
    expect(changed.history.map((one) => one.act)).toEqual(['change', 'enable', 'test', 'add'])
  })

  it('shows what it would have done: one alarm, in Haidian, from March on', async () => {
    const { watch } = await save('tried', fallRule('tried'))
    const { test } = await tryOut('tried', watch.version)
    expect(test).toMatchObject({ alarms: 1, alarmsPerPeriod: expect.any(Number) as number })
    expect(test?.pastAlarms).toMatchObject([{ group: 'park.haidian', from: '2026-03', to: '2026-03' }])
    expect(test?.pastAlarms[0]?.numbers['change']).toBeCloseTo(-0.2, 5)
    expect(test?.byPeriod.at(-1)).toMatchObject({ period: '2026-03', judged: 2, fired: 1 })
  })

  it('over filings is rated by the corrections that came later', async () => {
    const { watch } = await office.call(contract.readWatch, { params: { code: 'year-revenue-jumps' } })
    const { test } = await tryOut('year-revenue-jumps', watch.version)
    expect(test?.rating).toMatchObject({ faults: 0, hits: 0, hitRate: null })
    expect(test?.byPeriod.map(({ period }) => period)).toEqual(['2022', '2023', '2024'])
  })
})

describe('an alert', () => {
  it('is raised once, tells its owner, and is seen by nobody else', async () => {
    await running('falls', fallRule('falls'))
    expect(await judge()).toEqual({ raised: 1, released: 1 })
    expect(await judge()).toEqual({ raised: 0, released: 0 })
    const [alert] = await alerts(haidian, { watch: 'falls' })
    expect(alert).toMatchObject({
      group: { code: 'park.haidian' },
      period: '2026-03',
      level: 'warning',
      state: 'open',
    })
    expect(alert?.numbers['change']).toBeCloseTo(-0.2, 5)
    expect(alert?.may).toEqual({ acknowledge: true, task: true, case: true, close: true })
    await system.addAccount('changping', ['park_committee'], 'park.changping')
    const changping = await system.signIn('changping')
    expect(await alerts(changping, { state: 'all' })).toEqual([])
    expect(codesOf(await act(changping, alert as AlertRow, { kind: 'acknowledge' }))).toEqual([
      'statistics.alert_unknown',
    ])
    const told = await system.database.ownerDb
      .selectFrom('notice')
      .select(['organisationId', 'subjectPath'])
      .where('message', '=', 'statistics-alert')
      .execute()
    expect(told).toEqual([
      {
        organisationId: await organisationId(system, 'park.haidian'),
        subjectPath: `/statistics/warnings/${alert?.id ?? ''}`,
      },
    ])
    const view = await haidian.call(contract.readAlert, { params: { alertId: alert?.id ?? '' } })
    expect(view.series.at(-1)?.value).toBeCloseTo(96, 5)
  })

  it('is acknowledged, closed with a reason, and not acted on twice', async () => {
    const [alert] = await alerts(haidian, { watch: 'falls' })
    if (alert === undefined) throw new Error('alert')
    expect((await act(haidian, alert, { kind: 'acknowledge', note: '已知悉' })).statusCode).toBe(200)
    expect(codesOf(await act(haidian, alert, { kind: 'close', reason: '旧版本' }))).toEqual([
      'statistics.stale',
    ])
    const known = { ...alert, version: alert.version + 1 }
    expect(codesOf(await act(haidian, known, { kind: 'acknowledge' }))).toEqual([
      'statistics.alert_wrong_state',
    ])
    expect((await act(haidian, known, { kind: 'close', reason: '大企业外迁，数据属实' })).statusCode).toBe(
      200,
    )
    const view = await haidian.call(contract.readAlert, { params: { alertId: alert.id } })
    expect(view.alert).toMatchObject({ state: 'closed', closeReason: '大企业外迁，数据属实' })
    expect(view.history.map((one) => one.act)).toEqual(['close', 'acknowledge', 'release', 'raise'])
    expect(await judge()).toEqual({ raised: 0, released: 0 })
  })

  it('becomes a duty that names it, or a case', async () => {
    await running('falls-task', fallRule('falls-task', -0.12))
    await running('falls-case', fallRule('falls-case', -0.13))
    await judge()
    const [task] = await alerts(haidian, { watch: 'falls-task' })
    const [other] = await alerts(office, { watch: 'falls-case' })
    if (task === undefined || other === undefined) throw new Error('alert')
    expect(
      (await act(haidian, task, { kind: 'task', title: '查明收入下降原因', dueOn: '2099-01-31' })).statusCode,
    ).toBe(200)
    const duty = await system.database.ownerDb
      .selectFrom('duty')
      .select(['source', 'title', 'leadId', 'content'])
      .where('source', '=', 'alert')
      .executeTakeFirstOrThrow()
    expect(duty).toMatchObject({
      title: '查明收入下降原因',
      leadId: await organisationId(system, 'park.haidian'),
    })
    expect(duty.content).toContain(`统计预警第${String(task.serial)}号`)
    expect((await act(office, other, { kind: 'case', text: '请说明原因并提出措施' })).statusCode).toBe(200)
    const raised = await system.database.ownerDb
      .selectFrom('procedureCase')
      .select(['procedure', 'originKind', 'originId'])
      .where('originKind', '=', 'alert')
      .executeTakeFirstOrThrow()
    expect(raised).toEqual({ procedure: 'supervision', originKind: 'alert', originId: other.id })
    expect((await alerts(office, { state: 'handed' })).map(({ state }) => state).sort()).toEqual([
      'case',
      'task',
    ])
  })

  it('waits while its owner has ten open, and comes when there is room, the most serious first', async () => {
    const many = Array.from({ length: 11 }, (_none, i) =>
      fallRule(`many-${String(i + 1)}`, -0.1 - (i + 1) / 1000),
    )
    await alreadyRunning([...many, { ...fallRule('worst', -0.11), level: 'notice' }])
    expect(await judge()).toEqual({ raised: 12, released: 10 })
    const list = await haidian.call(contract.listAlerts, { query: {} })
    expect([list.counts.open, list.counts.held]).toEqual([10, 2])
    expect(list.alerts.some(({ watch }) => watch.code === 'worst')).toBe(false)
    const [first] = list.alerts
    if (first === undefined) throw new Error('alert')
    await act(haidian, first, { kind: 'close', reason: '已核实' })
    expect(await judge()).toEqual({ raised: 0, released: 1 })
    const after = await haidian.call(contract.listAlerts, { query: {} })
    expect([after.counts.open, after.counts.held]).toEqual([10, 1])
    expect(after.alerts.some(({ watch }) => watch.code === 'worst')).toBe(false)
  })

  it('stands in the in-tray of its owner', async () => {
    const home = await haidian.request('GET', '/api/home')
    const kinds = home.json<{ entries: { kind: string }[] }>().entries.map(({ kind }) => kind)
    expect(kinds.filter((kind) => kind === 'alert')).toHaveLength(10)
  })
})

describe('a rule over filings', () => {
  const bound = (code: string, maximum: number) => ({
    code,
    name: { zh: '月度总收入过大', en: 'Revenue too large' },
    form: 'ZK-M01',
    groupBy: 'none',
    fault: { ratio: 0.2 },
    rule: { kind: 'min-max', cell: 'QC05_0', minimum: null, maximum, slack: null, training: 0, atLeast: 1 },
    level: 'notice',
    owner: 'park',
    source: '测试',
  })
  const saveBound = (code: string, maximum: number) =>
    office.call(contract.saveWatch, {
      params: { code },
      body: { kind: 'outlier', definition: bound(code, maximum), version: null },
    })

  it('is rated by what was corrected after approval', async () => {
    await correctFiling(
      system.database.ownerDb,
      month,
      units.changping[0] ?? '',
      '2025-06',
      { QC05_0: 3_000_000, QD01: 100 },
      new Date().toISOString(),
    )
    await saveBound('large', 5_500_000)
    const { test } = await tryOut('large', 1)
    // From June to December 2025 all eight firms filed more, one of them wrongly.
    expect(test?.rating).toMatchObject({ faults: 1, hits: 1, falseAlarms: 55, hitRate: 1 })
    expect(test?.byPeriod.find(({ period }) => period === '2025-06')).toMatchObject({
      hits: 1,
      falseAlarms: 7,
    })
  })

  it('raises one alert for a park, with the figures that stand out', async () => {
    await saveBound('too-large', 2_500_000)
    await tryOut('too-large', 1)
    expect((await turn('too-large', 1, true)).statusCode).toBe(200)
    expect(await judge()).toMatchObject({ raised: 1 })
    const changping = await system.signIn('changping')
    const [alert] = await alerts(changping, { watch: 'too-large' })
    expect(alert).toMatchObject({
      group: { code: 'park.changping' },
      period: '2026-03',
      numbers: { judged: 4, outliers: 4 },
    })
    expect(alert?.outliers).toHaveLength(4)
    expect(alert?.outliers[0]).toMatchObject({ value: 2_850_000, to: 2_500_000 })
  })
})

describe('a target that follows an indicator', () => {
  let targetId = ''

  beforeAll(async () => {
    const { id } = await system.database.ownerDb
      .insertInto('target')
      .values({
        ownerId: await organisationId(system, 'park.haidian'),
        indicator: '企业总收入',
        scope: null,
        comparator: 'ge',
        value: 0.01,
        unit: '万亿元',
        levelUnit: '万亿元',
        year: 2025,
        createdAt: new Date().toISOString(),
        changedAt: new Date().toISOString(),
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    targetId = id
  })
  const page = () => haidian.call(readTarget, { params: { targetId } })

  it('is offered the indicator of its name whose unit can be converted', async () => {
    const { followable, follows } = await page()
    expect(follows).toBeNull()
    expect(followable[0]).toMatchObject({
      indicator: 'revenue',
      dimension: 'park',
      group: 'park.haidian',
      unit: '亿元',
    })
  })

  it('refuses an indicator of another unit', async () => {
    const { target } = await page()
    const response = await haidian.request('PUT', `/api/ledger/targets/${targetId}/follows`, {
      version: target.version,
      follows: { indicator: 'employees' },
    })
    expect(codesOf(response)).toEqual(['ledger.indicator_unit'])
  })

  it('gets its yearly values, in its own unit, and a correction with its history', async () => {
    const { target } = await page()
    const follows = { indicator: 'revenue', scope: 'registration', dimension: 'park', group: 'park.haidian' }
    await haidian.call(followIndicator, { params: { targetId }, body: { version: target.version, follows } })
    await judge()
    const bound = await page()
    // Four firms with 4 000 000 千元 each in 2024 make 160 亿元.
    expect(bound.actuals.map(({ year: of, value, sourceKind }) => [of, value, sourceKind])).toEqual([
      [2022, 0.008, 'indicator'],
      [2023, 0.012, 'indicator'],
      [2024, 0.016, 'indicator'],
    ])
    await judge()
    expect((await page()).target.version).toBe(bound.target.version)
    await correctFiling(
      system.database.ownerDb,
      year,
      units.haidian[0] ?? '',
      '2024',
      { QC05_0: 5_000_000 },
      new Date().toISOString(),
    )
    await judge()
    const corrected = await page()
    const of2024 = corrected.actuals.filter((value) => value.year === 2024)
    expect(of2024.map(({ value, withdrawn }) => [value, withdrawn !== null])).toEqual([
      [0.016, true],
      [0.017, false],
    ])
    expect(of2024[0]?.withdrawn?.reason).toContain('2024')
    expect(corrected.history[0]).toMatchObject({ act: 'actual', changed: { 'actual.2024': [0.016, 0.017] } })
  })

  it('keeps its values when it follows no more', async () => {
    const { target } = await page()
    await haidian.call(followIndicator, {
      params: { targetId },
      body: { version: target.version, follows: null },
    })
    const after = await page()
    expect(after.follows).toBeNull()
    expect(after.actuals.filter(({ withdrawn }) => withdrawn === null)).toHaveLength(3)
  })
})
