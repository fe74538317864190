import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as contract from '#contract/ledger'
import { organisationsOf, press } from '#tests/case-page'
import { findChromium } from '#tests/chromium'
import { publishText, rowWith } from '#tests/duty-page'
import { seriousFindings } from '#tests/axe'
import { startJourney, type Journey } from '#tests/journey'
import { dutyAt, momentAgo } from '#tests/ledger-duties'

const YEAR = new Date().getFullYear() + 1
const OPEN = '园区公共服务提升方案'
const CLOSED = '园区内部管理方案'
const textOf = (title: string, task: string, revenue: number) => `${title}
一、发展目标
到${YEAR + 1}年,企业总收入达到${revenue}亿元。
二、重点任务
(一)${task}。编制清单,组织实施。${YEAR}年6月底前完成。
`
const OPEN_TASK = '完善园区通勤服务'
const CLOSED_TASK = '调整内部岗位设置'
const BY_HAND = '清点内部库存设备'

let journey: Journey
let browser: Browser
let reader: Page
let closedId = ''
beforeAll(async () => {
  journey = await startJourney()
  const { system } = journey
  const office = await journey.signIn('office')
  const open = await publishText(system, 'office', textOf(OPEN, OPEN_TASK, 1200), 'public')
  const closed = await publishText(system, 'office', textOf(CLOSED, CLOSED_TASK, 777), 'zone')
  // Marked by the office, on the page where it takes the tasks in.
  await office.goto(`${journey.address}/ledger/take/${open.planId}`)
  await press(office, '全选未列入的')
  await office.getByLabel('列入目标 企业总收入').check()
  await office.getByLabel('谁可以查看').selectOption({ label: '向社会公开' })
  await press(office, '列入台账（任务 1 项、目标 1 项）')
  await office.getByText('已列入台账：任务 1 项、目标 1 项').waitFor()
  await office.goto(`${journey.address}/ledger/take/${closed.planId}`)
  await press(office, '全选未列入的')
  await office.getByLabel('列入目标 企业总收入').check()
  await press(office, '列入台账（任务 1 项、目标 1 项）')
  await office.getByText('已列入台账：任务 1 项、目标 1 项').waitFor()
  const org = await organisationsOf(system)
  await dutyAt(system, 'office', momentAgo(1), { title: BY_HAND, leadId: org('park.haidian') })
  const client = await system.signIn('office')
  const { duties } = await client.call(contract.listDuties, { query: { q: CLOSED_TASK } })
  closedId = duties[0]?.id ?? ''

  const executablePath = findChromium()
  if (executablePath === null) throw new Error('No Chromium found')
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
  const context = await browser.newContext({ javaScriptEnabled: false, locale: 'zh-CN' })
  context.setDefaultTimeout(12_000)
  reader = await context.newPage()
})
afterAll(async () => {
  await browser.close()
  await journey.close()
})

describe('a reader without an account and without JavaScript', () => {
  test('finds the public plan, and no other', async () => {
    await reader.goto(`${journey.address}/public`)
    await reader.getByRole('link', { name: OPEN }).waitFor()
    const words = await reader.locator('body').innerText()
    for (const hidden of [CLOSED, CLOSED_TASK, BY_HAND, '777']) expect(words).not.toContain(hidden)
  })

  test('reads a duty with its body, date and colour in words', async () => {
    await reader.getByRole('link', { name: OPEN }).click()
    await reader.getByRole('link', { name: OPEN_TASK }).click()
    await reader.getByRole('heading', { level: 1, name: OPEN_TASK }).waitFor()
    const words = await reader.locator('main').innerText()
    for (const shown of [`${YEAR}年6月底前`, '▲ 预警', '待交办', OPEN]) expect(words).toContain(shown)
    expect(words).not.toContain('office')
  })

  test('reads a target with its figure', async () => {
    await reader.goto(`${journey.address}/public`)
    await reader.getByRole('link', { name: /企业总收入/ }).click()
    await reader.getByRole('heading', { level: 1, name: /企业总收入/ }).waitFor()
    expect(await reader.locator('main').innerText()).toMatch(/1,?200/)
  })

  test('is told that there is no such page where something is not public', async () => {
    const answer = await reader.goto(`${journey.address}/public/duties/${closedId}`)
    expect(answer?.status()).toBe(404)
    expect(await reader.locator('body').innerText()).not.toContain(CLOSED_TASK)
  })
})

test('every public page is free of serious findings', async () => {
  const page = await journey.open('/public')
  expect(await seriousFindings(page), 'first page').toEqual([])
  await page.getByRole('link', { name: /企业总收入/ }).click()
  expect(await seriousFindings(page), 'target').toEqual([])
  await page.goBack()
  await page.getByRole('link', { name: OPEN }).click()
  expect(await seriousFindings(page), 'plan').toEqual([])
  await page.getByRole('link', { name: OPEN_TASK }).click()
  await page.getByRole('heading', { level: 1, name: OPEN_TASK }).waitFor()
  expect(await seriousFindings(page), 'duty').toEqual([])
})

test('the office sees on the duty that it is public, and is led to what everybody sees', async () => {
  const office = await journey.visit('office', '/ledger')
  await rowWith(office, OPEN_TASK).getByRole('link').click()
  await office.getByRole('link', { name: '公开页面' }).click()
  await office.waitForURL(/\/public\/duties\//)
  await office.getByRole('heading', { level: 1, name: OPEN_TASK }).waitFor()
})

test('the pages complained of nothing', () => {
  expect(journey.complaints).toEqual([])
})
