import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { organisationsOf, panel } from '#tests/case-page'
import { pickBody, rowWith } from '#tests/duty-page'
import { startJourney, type Journey } from '#tests/journey'
import { actAt, dateAgo, dutyAt, momentAgo } from '#tests/ledger-duties'

const DROPPED = '建设园区展示中心'
const CHANGED = '完善园区通勤服务'
const ADDED = '开通园区政务服务窗口'
const SAME = '编制园区公共服务手册'
const AFTERWARDS = '举办园区开放日'
const REASON = '选址地块另有安排'
const DECISION = '领导小组第7次会议纪要'

let journey: Journey
let office: Page
beforeAll(async () => {
  journey = await startJourney()
  const { system } = journey
  await system.addAccount('xicheng', ['park_committee'], 'park.xicheng')
  const org = await organisationsOf(system)
  const dueOn = dateAgo(-300)
  const add = (title: string, ago: number, park = 'park.haidian') =>
    dutyAt(system, 'office', momentAgo(ago), { title, leadId: org(park), dueOn })
  const accept = { kind: 'accept', personId: null, personName: null } as const
  const dropped = await add(DROPPED, 100)
  const changed = await add(CHANGED, 100)
  await add(SAME, 100, 'park.xicheng')
  await actAt(system, 'haidian', momentAgo(99), dropped, accept)
  await actAt(system, 'haidian', momentAgo(99), changed, accept)
  await actAt(system, 'office', momentAgo(50), dropped, {
    kind: 'drop',
    reason: REASON,
    decision: { reference: DECISION, on: dateAgo(52) },
  })
  await actAt(system, 'office', momentAgo(45), changed, {
    kind: 'assign',
    leadId: org('park.xicheng'),
    personId: null,
    personName: '周西',
    supporting: [],
    note: '改由西城园牵头',
  })
  await actAt(system, 'xicheng', momentAgo(44), changed, accept)
  await actAt(system, 'xicheng', momentAgo(42), changed, {
    kind: 'report',
    percent: 35,
    text: '首条线路已开通。',
    figures: [],
    period: null,
    files: [],
  })
  await add(ADDED, 40)
  // After the second date: it must not be told.
  await add(AFTERWARDS, 5)
  office = await journey.signIn('office')
})
afterAll(() => journey.close())

describe('the ledger of two dates', () => {
  test('is compared from the ledger’s own page, by dates that stay in the address', async () => {
    await office.getByRole('link', { name: '台账', exact: true }).click()
    await office.getByRole('link', { name: '对比', exact: true }).click()
    await office.getByLabel('到', { exact: true }).fill(dateAgo(30))
    await office.getByLabel('从', { exact: true }).fill(dateAgo(80))
    await panel(office, '移出 1 项').waitFor()
    const address = new URL(office.url())
    expect(address.searchParams.get('from')).toBe(dateAgo(80))
    expect(address.searchParams.get('to')).toBe(dateAgo(30))
    await office.reload()
    await panel(office, '移出 1 项').waitFor()
  })

  test('shows what was dropped, by which decision and why', async () => {
    const row = rowWith(panel(office, '移出 1 项'), DROPPED)
    const words = (await row.innerText()).replaceAll(/\s+/g, ' ')
    expect(words).toContain('已签收 → 已取消')
    expect(words).toContain(REASON)
    expect(words).toContain(DECISION)
  })

  test('shows what was changed, old and new, and its progress', async () => {
    const row = rowWith(panel(office, '改动 1 项'), CHANGED)
    const words = (await row.innerText()).replaceAll(/\s+/g, ' ')
    expect(words).toContain('牵头单位 海淀园 → 西城园')
    expect(words).toContain('责任人 （空） → 周西')
    expect(words).toContain('0% → 35%')
    expect(await row.locator('del').filter({ hasText: '海淀园' }).count()).toBe(1)
    expect(await row.locator('ins').filter({ hasText: '西城园' }).count()).toBe(1)
  })

  test('shows what was added, and nothing of what came after the second date', async () => {
    await rowWith(panel(office, '新增 1 项'), ADDED).waitFor()
    expect(await office.getByText(AFTERWARDS).count()).toBe(0)
    expect(await office.getByText(SAME).count()).toBe(0)
    await office.getByText('另有 1 项没有变化').waitFor()
  })

  test('counts the duties of both dates', async () => {
    const totals = panel(office, '总览')
    // One gone, one come.
    expect(await totals.locator('tbody tr').nth(0).locator('td').first().innerText()).toBe('3')
    expect(await totals.locator('tbody tr').nth(1).locator('td').first().innerText()).toBe('3')
  })

  test('of one park has only what that park leads or supports', async () => {
    await office.getByRole('button', { name: '牵头或配合: 全部单位' }).click()
    await pickBody(office.locator('main'), '牵头或配合', '西城园', 'xcy')
    await panel(office, '移出 0 项').waitFor()
    await office.getByRole('button', { name: '牵头或配合: 西城园' }).waitFor()
    expect(await office.getByText(DROPPED).count()).toBe(0)
  })

  test('opens the dropped duty, which is still there with its history', async () => {
    const whole = new URL(office.url())
    whole.searchParams.delete('body')
    await office.goto(whole.href)
    await rowWith(panel(office, '移出 1 项'), DROPPED).getByRole('link').click()
    await office.getByRole('heading', { level: 1, name: DROPPED }).waitFor()
    await panel(office, '变动记录').getByText(DECISION).waitFor()
  })
})

test('the pages complained of nothing', () => {
  expect(journey.complaints).toEqual([])
})
