import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { commandCase } from '#contract/procedures'
import { actOn, activationOf, openCase, readCase } from '#tests/cases'
import { act, choose, fill, organisationsOf, panel, pick, press } from '#tests/case-page'
import { startJourney, type Journey } from '#tests/journey'
import type { TestClient } from '#tests/system'

const people = new Map<string, TestClient>()
const ids = new Map<string, string>()
const cases = new Map<string, string>()
const TITLES = ['东门照明维修', '西区雨水管改造', '南路公交站增设', '北院消防通道清理'] as const

let journey: Journey
let page: Page
beforeAll(async () => {
  journey = await startJourney()
  const { system } = journey
  const org = await organisationsOf(system)
  for (const login of ['wang', 'zhao', 'qian'])
    ids.set(login, await system.addAccount(login, ['department'], 'department.committee'))
  for (const login of ['haidian', 'office', 'qian']) people.set(login, await system.signIn(login))
  for (const title of [...TITLES, '园区班车线路', '实验楼供暖', '共享会议室预约']) {
    const draft = await openCase(as('haidian'), 'park-whistle', {
      matter: title,
      content: '请到现场研究。',
      kind: 'infrastructure',
      urgency: 'ordinary',
      contact: '林海 010-00000000',
    })
    await actOn(as('haidian'), draft.id, 'draft', 'submit')
    await actOn(as('office'), draft.id, 'dispatch', 'dispatch', {
      listItem: '园区日常服务',
      lead: org('department.committee'),
      fallbackLead: org('district.haidian'),
      district: org('district.haidian'),
    })
    cases.set(title, draft.id)
  }
})
afterAll(() => journey.close())

function as(login: string): TestClient {
  const client = people.get(login)
  if (client === undefined) throw new Error(`Nobody is ${login}`)
  return client
}
const caseOf = (title: string): string => cases.get(title) ?? ''

/** The row of the tray where the reader stands. */
const current = () => page.locator('tr[aria-current=true]')

describe('the in-tray', () => {
  test('is worked through by keyboard: j, k, Enter, and Back to the same row', async () => {
    page = await journey.visit('wang', '/cases')
    await page.getByRole('link', { name: TITLES[0] }).waitFor()
    expect(await page.getByRole('row').count()).toBe(1 + 7)
    await page.keyboard.press('j')
    const first = await current().getByRole('link').innerText()
    await page.keyboard.press('j')
    const second = await current().getByRole('link').innerText()
    expect(second).not.toBe(first)
    await page.keyboard.press('k')
    expect(await current().getByRole('link').innerText()).toBe(first)
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: second }).waitFor()
    await page.goBack()
    await page.getByRole('heading', { name: '事项', exact: true }).waitFor()
    await expect.poll(() => current().getByRole('link').innerText()).toBe(second)
  })

  test('keeps its filters in the address, over a reload and on the way back', async () => {
    await page.getByRole('combobox', { name: '程序' }).selectOption({ label: '园区吹哨、部门报到' })
    await page.getByRole('searchbox', { name: '按编号、标题查找' }).fill('雨水')
    await page.waitForURL(/q=/)
    await expect.poll(() => page.getByRole('row').count()).toBe(1 + 1)
    await page.reload()
    await page.getByRole('link', { name: TITLES[1] }).waitFor()
    expect(await page.getByRole('row').count()).toBe(1 + 1)
    expect(await page.getByRole('searchbox', { name: '按编号、标题查找' }).inputValue()).toBe('雨水')
    await page.getByRole('link', { name: TITLES[1] }).click()
    await page.getByRole('heading', { level: 1, name: TITLES[1] }).waitFor()
    await page.goBack()
    await page.getByRole('link', { name: TITLES[1] }).waitFor()
    expect(await page.getByRole('row').count()).toBe(1 + 1)
    const address = new URL(page.url()).searchParams
    expect([address.get('procedure'), address.get('q')]).toEqual(['park-whistle', '雨水'])
  })

  test('does one action on several cases: the one that somebody else did first says so, the others are done', async () => {
    page = await journey.visit('wang', '/cases')
    await page.getByRole('link', { name: TITLES[0] }).waitFor()
    const taken: string[] = []
    for (let n = 0; n < 3; n++) {
      await page.keyboard.press('j')
      await page.keyboard.press('x')
      taken.push(await current().getByRole('link').innerText())
    }
    const bar = page.getByRole('region', { name: '已选 3 件' })
    await bar.waitFor()
    const [one = '', other = '', third = ''] = taken
    await actOn(as('qian'), caseOf(other), 'sign', 'accept')

    // Nothing that only the system does by the clock is offered.
    expect(await bar.getByRole('button').allInnerTexts()).toEqual(['签收', '取消选择'])
    await bar.getByRole('button', { name: '签收', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: '签收：3 件事项' })
    for (const title of taken) await dialog.getByText(title).waitFor()
    await dialog.getByRole('textbox', { name: '意见（可不填，写入每一件）' }).fill('今日到场')
    await dialog.getByRole('button', { name: '签收' }).click()

    const failed = page.getByRole('alert')
    await failed.getByText('2 件已办理；1 件没有办成').waitFor()
    expect(await failed.getByRole('link').allInnerTexts()).toEqual([expect.stringContaining(other)])
    expect(await failed.innerText()).toMatch(/已有人先办理了这一步|这件事项刚刚有了变化/)
    for (const [title, opinion] of [
      [one, '今日到场'],
      [third, '今日到场'],
      [other, null],
    ] as const) {
      const view = await readCase(as('qian'), caseOf(title))
      expect(view.activeNodes, title).toContain('report')
      const seat = view.steps.find(({ node }) => node === 'sign')?.seats[0]
      expect([seat?.actedBy?.name, seat?.opinion]).toEqual(
        opinion === null ? ['qian', null] : ['wang', opinion],
      )
    }
  })
})

describe('absence', () => {
  const TITLE = '园区班车线路'

  test('somebody who goes away names a substitute', async () => {
    const id = caseOf(TITLE)
    const view = await readCase(as('qian'), id)
    await as('qian').call(commandCase, {
      params: { caseId: id },
      body: {
        version: view.version,
        command: {
          kind: 'delegate',
          activation: activationOf(view, 'sign'),
          to: `user:${ids.get('wang') ?? ''}`,
          reason: '由经办人签收',
        },
      },
    })
    page = await journey.visit('wang', '/my-settings')
    await press(page, '登记外出')
    const dialog = page.getByRole('dialog', { name: '登记外出' })
    await pick(page, '代办人', 'zhao · 中关村管委会', 'zhao')
    const beijing = (ms: number) => new Date(Date.now() + ms + 8 * 3_600_000).toISOString().slice(0, 16)
    await dialog.getByLabel('外出开始').fill(beijing(-3_600_000))
    await dialog.getByLabel('外出结束').fill(beijing(72 * 3_600_000))
    await dialog.getByLabel('事由').fill('出差')
    await dialog.getByRole('button', { name: '登记外出' }).click()
    await page.getByText('已登记，期间由 zhao 代办').waitFor()
    await page.getByRole('row', { name: /本人.*zhao.*出差.*进行中/ }).waitFor()
  })

  test('the substitute finds the work, does it, and the record names both', async () => {
    page = await journey.visit('zhao', '/cases?who=me')
    await page.getByRole('link', { name: TITLE }).click()
    await act(page, '签收')
    const opinions = panel(page, '各方意见')
    await opinions.getByText(/zhao · 代wang/).waitFor()
    await press(page, '展开全部经过')
    await panel(page, '全部经过')
      .getByText(/zhao（代wang）/)
      .first()
      .waitFor()
  })
})

describe('two people on the same step', () => {
  test('the second is told that it is done already, and what was typed is still there', async () => {
    const title = '实验楼供暖'
    const id = caseOf(title)
    await actOn(as('qian'), id, 'sign', 'accept')
    page = await journey.visit('wang', `/cases/${id}`)
    await choose(page, '报到方式', '现场报到')
    await actOn(as('qian'), id, 'report', 'report', { reportMode: 'written', reportNote: '已书面报到。' })
    const typed = '下午三点到场，带了测温记录。'
    await fill(page, '报到情况', typed)
    await page.getByRole('button', { name: '报到', exact: true }).click()
    await page
      .getByText(/已由他人办理或已变动|刚刚有变动/)
      .first()
      .waitFor()
    await page.getByText(typed).first().waitFor()
    const view = await readCase(as('qian'), id)
    expect(view.data['reportNote']).toBe('已书面报到。')
  })

  test('an opinion that was begun is still there as well', async () => {
    const title = '共享会议室预约'
    const id = caseOf(title)
    page = await journey.visit('wang', `/cases/${id}`)
    await fill(page, '意见', '已与物业约好时间')
    await actOn(as('qian'), id, 'sign', 'accept')
    await page.getByRole('button', { name: '签收', exact: true }).click()
    await page
      .getByText(/已有人先办理了这一步|已由他人办理或已变动|刚刚有变动/)
      .first()
      .waitFor()
    await page.getByText('已与物业约好时间').or(page.locator('textarea')).first().waitFor()
    const kept = await page.evaluate(
      () =>
        document.body.innerText + [...document.querySelectorAll('textarea')].map((area) => area.value).join(),
    )
    expect(kept).toContain('已与物业约好时间')
  })
})

describe('in English', () => {
  test('the same pages speak English', async () => {
    page = await journey.visit('wang', '/cases', 'en')
    // The switch had the focus, and Enter would be its own.
    await page.reload()
    await page.getByRole('row').nth(1).waitFor()
    await page.getByRole('heading', { name: 'Cases', exact: true }).waitFor()
    await page.getByRole('link', { name: /For me to do/ }).waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await page
      .getByRole('heading', { name: /^For me to do/ })
      .first()
      .waitFor()
    for (const [path, heading] of [
      ['/cases?box=all', 'Cases'],
      ['/cases/board?procedure=park-whistle', 'Board'],
      ['/my-settings', 'My settings'],
      ['/notices', 'Notices'],
    ] as const) {
      await page.goto(journey.address + path)
      await page.getByRole('heading', { level: 1, name: heading }).waitFor()
      expect(await page.getByRole('button', { name: /[\u4e00-\u9fff]{3}/ }).count(), path).toBe(0)
    }
  })
})

test('the pages complained of nothing', () => {
  expect(journey.complaints).toEqual([])
})
