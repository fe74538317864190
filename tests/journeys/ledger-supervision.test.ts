import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { keepLedger } from '#features/ledger'
import { act, organisationsOf, panel, press } from '#tests/case-page'
import { rowWith } from '#tests/duty-page'
import { startJourney, type Journey } from '#tests/journey'
import { actAt, contextAt, dateAgo, dutyAt, momentAgo } from '#tests/ledger-duties'
import { download, readDocx } from '#tests/office-files'

const LATE = '更新全园标识系统'
const FINE = '编制园区公共服务手册'

let journey: Journey
let office: Page
beforeAll(async () => {
  journey = await startJourney()
  const { system } = journey
  const org = await organisationsOf(system)
  const accept = { kind: 'accept', personId: null, personName: null } as const
  const report = (percent: number): Parameters<typeof actAt>[4] => ({
    kind: 'report',
    percent,
    text: '已按计划推进。',
    figures: [],
    period: null,
    files: [],
  })
  const late = await dutyAt(system, 'office', momentAgo(200), {
    title: LATE,
    leadId: org('park.haidian'),
    dueOn: dateAgo(40),
  })
  await actAt(system, 'haidian', momentAgo(198), late, accept)
  await actAt(system, 'haidian', momentAgo(60), late, report(30))
  await system.addAccount('science', ['department'], 'department.science')
  const fine = await dutyAt(system, 'office', momentAgo(20), {
    title: FINE,
    leadId: org('department.science'),
    dueOn: dateAgo(-200),
  })
  await actAt(system, 'science', momentAgo(18), fine, accept)
  await actAt(system, 'science', momentAgo(1), fine, report(15))
  // The server does this by itself each minute.
  await keepLedger(await contextAt(system, 'office', momentAgo(0)))
  office = await journey.signIn('office')
})
afterAll(() => journey.close())

describe('a task whose date has passed', () => {
  test('is red in the list, and says why when its colour is pressed', async () => {
    await office.getByRole('link', { name: '台账', exact: true }).click()
    await rowWith(office, FINE).getByRole('button', { name: '正常：为什么' }).waitFor()
    const row = rowWith(office, LATE)
    expect(await row.innerText()).toContain('超 40 天')
    await row.getByRole('button', { name: '滞后：为什么' }).click()
    const why = office.getByRole('dialog', { name: '滞后：为什么' })
    await why.getByText(/到期，已超 40 天/).waitFor()
    await why.getByRole('link', { name: '判色规则及其依据' }).waitFor()
    await office.keyboard.press('Escape')
    await why.waitFor({ state: 'detached' })
  })

  test('is proposed for supervision, and only it', async () => {
    await office.getByRole('link', { name: '督办', exact: true }).click()
    await office.waitForURL(/\/ledger\/supervision/)
    await office.getByText('共 1 条').waitFor()
    const row = rowWith(office, LATE)
    await row.waitFor()
    for (const words of ['逾期', '到期，已超 40 天', '海淀园', '滞后', '30%'])
      expect(await row.innerText()).toContain(words)
    expect(await office.getByText('共 1 条').count()).toBe(1)
    expect(await rowWith(office, FINE).count()).toBe(0)
  })
})

describe('the office', () => {
  test('raises a notice, whose page leads back to the task', async () => {
    await office.getByLabel(`选择“${LATE}”`).check()
    await press(office, '发督办通知单')
    const form = office.getByRole('dialog')
    await form.getByText('共 1 项任务').waitFor()
    await form.getByRole('button', { name: '发督办通知单' }).click()
    const done = office.getByRole('status').filter({ hasText: '已立督办单' })
    await done.getByRole('link', { name: /督〔\d{4}〕1号/ }).click()
    await office.getByRole('heading', { level: 1, name: LATE }).waitFor()
    expect(await office.getByRole('textbox', { name: '督查要求' }).inputValue()).toContain('已逾期40天')
    await act(office, '签发')
    await panel(office, '来由').getByRole('link', { name: LATE }).click()
    await office.waitForURL(/\/ledger\/duties\//)
    await panel(office, '督办').getByText('已发督办').waitFor()
    await panel(office, '督办')
      .getByRole('link', { name: LATE })
      .and(office.locator('[href^="/cases/"]'))
      .waitFor()
  })

  test('finds the proposal among the decided ones, with who decided', async () => {
    await office.getByRole('link', { name: '督办', exact: true }).first().click()
    await office.getByText('没有待处理的督办建议').waitFor()
    await office.getByRole('link', { name: '已督办', exact: true }).click()
    const row = rowWith(office, LATE)
    await row.getByRole('link', { name: '打开督办单' }).waitFor()
    expect(await row.innerText()).toContain('office')
  })

  test('downloads the circular: every body with its figures, and what is late', async () => {
    await press(office, '通报')
    const form = office.getByRole('dialog', { name: '下载进展通报' })
    await form.getByLabel('从').fill(dateAgo(60))
    const { name, bytes } = await download(office, form.getByRole('link', { name: '下载 .docx' }))
    expect(name).toMatch(/通报.*\.docx$/)
    const { paragraphs, rows } = readDocx(bytes)
    expect(paragraphs.join('\n')).toContain('逾期未完成1项，判为滞后1项')
    const columns = ['牵头单位', '任务', '完成', '按期完成率', '逾期', '滞后', '平均进展', '督查通知单']
    expect(rows).toContainEqual(columns)
    expect(rows).toContainEqual(['海淀园', '1', '0', '—', '1', '1', '30%', '1'])
    expect(rows.find(([body]) => body === '市科委、中关村管委会')).toEqual(
      expect.arrayContaining(['0', '15%']),
    )
    const late = rows.filter(([title]) => title === LATE)
    expect(late).toHaveLength(1)
    expect(late[0]).toEqual(expect.arrayContaining(['海淀园', '30%', '40']))
    expect(rows.filter(([title]) => title === FINE)).toEqual([])
  })
})

describe('the park', () => {
  test('has the notice in its tray', async () => {
    const page = await journey.visit('haidian', '/')
    await page.locator('a[href^="/cases/"]').filter({ hasText: LATE }).first().waitFor()
  })
})

test('the pages complained of nothing', () => {
  expect(journey.complaints).toEqual([])
})
