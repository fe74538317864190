import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addDays } from '#domain/ledger'
import { organisationsOf } from '#tests/case-page'
import { actAt, dutyAt } from '#tests/ledger-duties'
import { codesOf, createTestSystem, type TestClient, type TestSystem } from '#tests/system'
import * as contract from './contract.ts'
import { reassessDue } from './reassess.ts'
import { dayOf } from './today.ts'

let system: TestSystem
let office: TestClient
let haidian: TestClient
let xicheng: TestClient
let body: (code: string) => string
const ids: Record<string, string> = {}
const today = dayOf(new Date())
const daysAgo = (n: number) => addDays(today, -n)
const moment = (on: string) => `${on}T02:00:00Z`

beforeAll(async () => {
  system = await createTestSystem()
  await system.addAccount('office', ['zone_office'], 'office')
  await system.addAccount('haidian', ['park_committee'], 'park.haidian')
  await system.addAccount('xicheng', ['park_committee'], 'park.xicheng')
  office = await system.signIn('office')
  haidian = await system.signIn('haidian')
  xicheng = await system.signIn('xicheng')
  body = await organisationsOf(system)
  const long = moment(daysAgo(100))
  const add = async (key: string, login: string, fields: Parameters<typeof dutyAt>[3]) => {
    ids[key] = await dutyAt(system, login, long, fields)
  }
  await add('late', 'office', {
    title: '建成数据平台',
    leadId: body('park.haidian'),
    startsOn: daysAgo(90),
    dueOn: daysAgo(60),
  })
  await add('newlyLate', 'office', {
    title: '完成选址论证',
    leadId: body('park.haidian'),
    dueOn: daysAgo(20),
  })
  await add('secret', 'office', {
    title: '谈判方案',
    leadId: body('park.xicheng'),
    dueOn: addDays(today, 200),
    visibility: 'organisation',
  })
  await add('own', 'xicheng', {
    title: '盘活老旧楼宇',
    leadId: body('park.xicheng'),
    dueOn: addDays(today, 300),
  })
  await add('dropped', 'office', {
    title: '不再做的事',
    leadId: body('park.haidian'),
    dueOn: addDays(today, 9),
  })
  await add('dateless', 'office', { title: '长期坚持', leadId: body('park.haidian') })
  // Accepted at once, so that silence is no reason for a colour.
  for (const key of ['late', 'newlyLate', 'dropped', 'dateless'])
    await actAt(system, 'haidian', long, ids[key] ?? '', { kind: 'accept', personId: null, personName: null })
  for (const key of ['secret', 'own'])
    await actAt(system, 'xicheng', long, ids[key] ?? '', { kind: 'accept', personId: null, personName: null })
  await actAt(system, 'office', moment(daysAgo(10)), ids['dropped'] ?? '', {
    kind: 'drop',
    reason: '方案调整',
    decision: { reference: '专题会', on: daysAgo(10) },
  })
  // Time has passed since they were written.
  await reassessDue(await system.contextOf('office'))
  await haidian.call(contract.linkDuties, {
    params: { dutyId: ids['newlyLate'] ?? '' },
    body: { to: ids['late'] ?? '', kind: 'depends-on' },
  })
})
afterAll(() => system.close())

async function listed(client: TestClient, query: Record<string, string> = {}): Promise<string[]> {
  const { duties } = await client.call(contract.listDuties, { query: { limit: '500', ...query } })
  return duties.map(({ id }) => id).sort()
}

describe('timeline', () => {
  test('has what has a date, in the order of start or end, with what depends on what', async () => {
    const timeline = await office.call(contract.readTimeline)
    expect(timeline.duties.map(({ title }) => title)).toEqual([
      '建成数据平台',
      '完成选址论证',
      '谈判方案',
      '盘活老旧楼宇',
    ])
    expect(timeline.dependencies).toEqual([{ from: ids['newlyLate'], to: ids['late'] }])
    expect(timeline.today).toBe(today)
    expect(timeline.more).toBe(false)
  })

  test('dates are moved by whose duty it is, and by nobody else', async () => {
    const movable = async (client: TestClient) =>
      (await client.call(contract.readTimeline)).duties.flatMap(({ title, movable }) =>
        movable ? [title] : [],
      )
    expect(await movable(office)).toEqual(['建成数据平台', '完成选址论证', '谈判方案'])
    expect(await movable(xicheng)).toEqual(['盘活老旧楼宇'])
    expect(await movable(haidian)).toEqual([])
  })
})

describe('board', () => {
  test.each(['state', 'light', 'body'] as const)('by %s it has the rows of the list', async (by) => {
    for (const client of [office, haidian, xicheng]) {
      const { columns } = await client.call(contract.readBoardDuties, { query: { by } })
      const shown = columns.flatMap(({ duties }) => duties.map(({ id }) => id))
      expect(shown.toSorted()).toEqual(await listed(client))
      expect(columns.map(({ total, duties }) => total === duties.length)).not.toContain(false)
    }
  })

  test('the worst comes first; a column names its body', async () => {
    const lights = await office.call(contract.readBoardDuties, { query: { by: 'light' } })
    expect(lights.columns.map(({ key, total }) => [key, total])).toEqual([
      ['red', 2],
      ['green', 3],
    ])
    const bodies = await office.call(contract.readBoardDuties, { query: { by: 'body' } })
    expect(bodies.columns.map(({ body: named, total }) => [named?.id, total])).toEqual([
      [body('park.haidian'), 3],
      [body('park.xicheng'), 2],
    ])
  })

  test('a filter counts as in the list', async () => {
    const query = { group: 'gone' }
    const { columns } = await office.call(contract.readBoardDuties, { query })
    expect(columns.map(({ key, total }) => [key, total])).toEqual([['dropped', 1]])
  })
})

describe('overview', () => {
  test('counts what the list counts, for each as he may see', async () => {
    for (const [client, duties] of [
      [office, 5],
      [haidian, 4],
      [xicheng, 5],
    ] as const) {
      const { totals, red } = await client.call(contract.readOverview)
      const counts = await client.call(contract.countDuties)
      expect(totals.duties).toBe(duties)
      expect(totals.duties).toBe(counts.total)
      expect(totals.lights).toEqual(counts.lights)
      expect(red.map(({ title }) => title)).toEqual(['建成数据平台', '完成选址论证'])
    }
  })

  test('thirty days before, one was red, the other not yet, and the dropped one was there', async () => {
    const { totals } = await office.call(contract.readOverview)
    expect(totals.before.on).toBe(daysAgo(30))
    // Due in ten days then: yellow.
    expect(totals.before.lights).toMatchObject({ red: 1, yellow: 1 })
    const before = Object.values(totals.before.lights).reduce((sum, n) => sum + n, 0)
    expect(before).toBe(totals.duties + 1)
  })

  test('tells parks by colour, also those without a duty, and leads by what is red', async () => {
    const { parks, bodies } = await office.call(contract.readOverview)
    const park = (code: string) => parks.find(({ park: one }) => one.id === body(code))
    expect(park('park.haidian')).toMatchObject({ duties: 3, worst: 'red', lights: { red: 2, green: 1 } })
    expect(park('park.changping')).toMatchObject({ duties: 0, worst: null, meanProgress: null })
    expect(bodies[0]).toMatchObject({ body: { id: body('park.haidian') }, duties: 3, red: 2, late: 2 })
  })
})

describe('saved views', () => {
  const save = (client: TestClient, name: string, address: string, shared = false) =>
    client.call(contract.saveView, { body: { page: '/ledger', name, address, shared } })
  const names = async (client: TestClient) =>
    (await client.call(contract.listViews)).views.map(({ name, address, mine }) => [name, address, mine])

  test('are mine, or my body’s; the same name replaces; only mine can be forgotten', async () => {
    await system.addAccount('colleague', ['zone_office'], 'office')
    const colleague = await system.signIn('colleague')
    await save(office, '红灯', 'light=red')
    await save(office, '红灯', 'light=red,yellow')
    const { id } = await save(office, '我办的', 'mine=true', true)
    expect(await names(office)).toEqual([
      ['我办的', 'mine=true', true],
      ['红灯', 'light=red,yellow', true],
    ])
    expect(await names(colleague)).toEqual([['我办的', 'mine=true', false]])
    expect(await names(haidian)).toEqual([])
    expect(codesOf(await colleague.request('DELETE', `/api/ledger/views/${id}`))).toEqual([
      'ledger.not_found',
    ])
    await office.call(contract.removeView, { params: { viewId: id } })
    expect(await names(colleague)).toEqual([])
  })
})
