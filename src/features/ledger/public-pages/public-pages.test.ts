import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { organisationsOf } from '#tests/case-page'
import { confirmPlan } from '#tests/confirmed-plans'
import { actAt, dutyAt } from '#tests/ledger-duties'
import { createTestSystem, type TestClient, type TestSystem } from '#tests/system'
import * as contract from '../contract.ts'

let system: TestSystem
let stranger: TestClient
let office: TestClient
let open: string
let closed: string
let documentId: string
let openTarget: string
let closedTarget: string
const HOSTILE = '<script>alert(1)</script>"\' & 试'

beforeAll(async () => {
  system = await createTestSystem()
  await system.addAccount('office', ['zone_office'], 'office')
  await system.addAccount('haidian', ['park_committee'], 'park.haidian')
  office = await system.signIn('office')
  stranger = system.anonymous()
  const body = await organisationsOf(system)
  const at = '2026-03-02T02:00:00Z'
  open = await dutyAt(system, 'office', at, {
    title: HOSTILE,
    content: '内部说明',
    leadId: body('park.haidian'),
    personName: '张三',
    dueOn: '2099-12-31',
    visibility: 'public',
  })
  closed = await dutyAt(system, 'office', at, { title: '内部任务', leadId: body('park.haidian') })
  await actAt(system, 'haidian', at, open, { kind: 'accept', personId: null, personName: '李四' })
  await actAt(system, 'haidian', '2026-04-08T02:00:00Z', open, {
    kind: 'report',
    percent: 35,
    text: '报送原文不公开',
    figures: [],
    period: null,
    files: [],
  })
  const confirmed = await confirmPlan(system, 'office', 's0', 'zone')
  documentId = confirmed.documentId
  const params = { planId: confirmed.planId }
  const preview = await office.call(contract.previewPlanDuties, { params })
  await office.call(contract.takePlanDuties, {
    params,
    body: {
      items: preview.duties.slice(0, 60).map(({ itemId }) => ({ itemId, leadId: body('office') })),
      targets: preview.targets.map(({ itemId }) => itemId),
      visibility: 'zone',
    },
  })
  const { targets } = await office.call(contract.listTargets, { query: { q: '企业总收入' } })
  openTarget = targets.find(({ year }) => year === 2020)?.id ?? ''
  closedTarget = targets.find(({ year }) => year === 2015)?.id ?? ''
  await office.call(contract.changeTarget, {
    params: { targetId: openTarget },
    body: { version: 1, visibility: 'public', base: { year: 2012, value: 2.5 } },
  })
  await office.call(contract.addActual, {
    params: { targetId: openTarget },
    body: { from: 'entered', version: 2, year: 2020, value: 7.2, source: '内部测算表' },
  })
})
afterAll(() => system.close())

async function page(url: string): Promise<string> {
  const response = await stranger.request('GET', url)
  expect(response.statusCode, url).toBe(200)
  expect(response.headers['content-type']).toBe('text/html; charset=utf-8')
  return response.body
}

describe('without log-in', () => {
  test('the first page has public plans and targets, and the rules of the colours with their values', async () => {
    const text = await page('/public')
    expect(text).toContain('其他任务')
    expect(text).toContain('企业总收入')
    expect(text).toContain('临期天数')
    expect(text).toContain('30 天')
    expect(text).not.toContain('内部任务')
  })

  test('a duty is shown with body, date, progress and colour in words, and nothing of the house', async () => {
    const text = await page(`/public/duties/${open}`)
    for (const words of ['海淀园', '2099年12月31日前', '35%', '推进中', '2026年4月8日', '● 正常'])
      expect(text).toContain(words)
    for (const words of ['张三', '李四', '内部说明', '报送原文不公开', 'office', 'haidian'])
      expect(text).not.toContain(words)
  })

  test('what people typed is escaped', async () => {
    for (const url of [`/public/duties/${open}`, '/public/plans/00000000-0000-0000-0000-000000000000']) {
      const text = await page(url)
      expect(text).not.toContain('<script')
      expect(text).toContain('&#60;script&#62;alert(1)&#60;/script&#62;&#34;&#39; &#38; 试')
    }
    const strange = await page('/public?x=%22%3E%3Cscript%3E&language=zh-CN')
    expect(strange).not.toContain('<script')
  })

  test('what is not public is not there, in the same look', async () => {
    for (const url of [
      `/public/duties/${closed}`,
      `/public/targets/${closedTarget}`,
      '/public/plans/11111111-1111-4111-8111-111111111111',
      '/public?page=99',
    ]) {
      const response = await stranger.request('GET', url)
      expect(response.statusCode, url).toBe(404)
      expect(response.body).toContain('没有这一页')
      expect(response.body).not.toContain('内部任务')
    }
  })

  test('a plan of the zone is listed for its public parts only', async () => {
    const none = await page(`/public/plans/${documentId}`)
    expect(none).toContain('企业总收入')
    expect(none).toContain('没有向社会公开的任务')
    await system.database.ownerDb
      .updateTable('duty')
      .set({ visibility: 'public' })
      .where('documentId', '=', documentId)
      .execute()
    const { length } = await system.database.ownerDb
      .selectFrom('duty')
      .select('id')
      .where('documentId', '=', documentId)
      .where('kind', '<>', 'instance')
      .execute()
    const pages = Math.ceil(length / 50)
    let shown = 0
    for (let no = 1; no <= pages; no++)
      shown +=
        (await page(`/public/plans/${documentId}?page=${no}`)).match(/href="\/public\/duties\//g)?.length ?? 0
    expect(shown).toBe(length)
    expect((await stranger.request('GET', `/public/plans/${documentId}?page=${pages + 1}`)).statusCode).toBe(
      404,
    )
  })

  test('a target has its sentence and its years; where a typed value came from stays inside', async () => {
    const text = await page(`/public/targets/${openTarget}`)
    for (const words of ['未达到', '不低于 10 万亿元', '7.2', '72%', '2012', '责任单位填报', '<svg'])
      expect(text).toContain(words)
    expect(text).not.toContain('内部测算表')
  })

  test('English by the address, and every page leads to the other language', async () => {
    const text = await page(`/public/duties/${open}?language=en`)
    expect(text).toContain('lang="en"')
    expect(text).toContain('● On track')
    expect(text).toContain(`href="/public/duties/${open}?language=zh-CN"`)
  })

  test('runs without script, may be kept for a minute, and is not sent twice', async () => {
    const first = await stranger.request('GET', '/public')
    expect(first.body).not.toContain('<script')
    expect(first.headers['cache-control']).toBe('public, max-age=60')
    const etag = String(first.headers['etag'])
    const again = await stranger.request('GET', '/public', undefined, { 'if-none-match': etag })
    expect(again.statusCode).toBe(304)
    expect(again.body).toBe('')
  })

  test('somebody who is logged in sees no more than a stranger', async () => {
    expect((await office.request('GET', `/public/duties/${closed}`)).statusCode).toBe(404)
    expect((await office.request('GET', '/public')).body).toBe(await page('/public'))
  })

  test('the database itself gives the public no report, no history and no file', async () => {
    const nobody = (await system.contextOf('office')).actingAs({
      userId: null,
      organisationId: null,
      roles: ['public'],
      seesAll: false,
      name: '',
    })
    const seen = await nobody.read(async (tx) => ({
      duties: await tx.selectFrom('duty').select('visibility').execute(),
      reports: await tx.selectFrom('dutyReport').select('id').execute(),
      changes: await tx.selectFrom('dutyChange').select('version').execute(),
      steps: await tx.selectFrom('targetChange').select('version').execute(),
    }))
    expect(new Set(seen.duties.map(({ visibility }) => visibility))).toEqual(new Set(['public']))
    expect(seen).toMatchObject({ reports: [], changes: [], steps: [] })
  })
})
