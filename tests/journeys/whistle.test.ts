import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  act,
  actAfterAsking,
  choose,
  fill,
  organisationsOf,
  panel,
  pick,
  playPast,
  press,
} from '#tests/case-page'
import { startJourney, type Journey } from '#tests/journey'

const MATTER = '试验线二期用电增容'
const SCIENCE = '市科委、中关村管委会'
const COMMITTEE = '中关村管委会'

let journey: Journey
let place = ''
beforeAll(async () => {
  journey = await startJourney()
  const { system } = journey
  await system.addAccount('science', ['department'], 'department.science')
  await system.addAccount('committee', ['department'], 'department.committee')
  await system.addAccount('xicheng', ['park_committee'], 'park.xicheng')
  const org = await organisationsOf(system)
  // A whistle of last week that was not solved: rates of one case alone would be 100 per cent whatever is counted.
  const dispatch = {
    listItem: '园区道路养护',
    lead: org('department.committee'),
    fallbackLead: org('district.xicheng'),
    district: org('district.xicheng'),
  }
  await playPast(
    system,
    'park-whistle',
    {
      login: 'xicheng',
      ago: 100,
      data: {
        matter: '园区北侧道路积水',
        content: '雨后积水，已联系养护单位，未见改善。',
        kind: 'infrastructure',
        urgency: 'ordinary',
        contact: '周宁 010-00000000',
      },
    },
    [
      { login: 'xicheng', node: 'draft', action: 'submit', ago: 99 },
      { login: 'office', node: 'dispatch', action: 'dispatch', ago: 98, data: dispatch },
      { login: 'committee', node: 'sign', action: 'accept', ago: 97.5 },
      {
        login: 'committee',
        node: 'report',
        action: 'report',
        ago: 97,
        data: { reportMode: 'written', reportNote: '已书面说明情况。' },
      },
      { login: 'committee', node: 'handle', action: 'answer', ago: 50, data: { result: '已清掏管线。' } },
      {
        login: 'xicheng',
        node: 'parkRates',
        action: 'close',
        ago: 49,
        data: { solved: false, satisfaction: 'dissatisfied' },
      },
      {
        login: 'committee',
        node: 'leadAppraises',
        action: 'appraise',
        ago: 48,
        data: { whistleQuality: 'incomplete' },
      },
    ],
  )
})
afterAll(() => journey.close())

describe('a park whistles', () => {
  let page: Page

  test('starts from 发起事项 and fills in the form, which saves itself', async () => {
    page = await journey.visit('haidian', '/cases')
    await press(page, '发起事项')
    await page.getByRole('link', { name: '园区吹哨、部门报到' }).click()
    await page.getByRole('heading', { name: '发起：园区吹哨、部门报到' }).waitFor()
    await press(page, '开始填写')
    await fill(page, '事项', MATTER)
    await fill(page, '情况说明', '设备已到场，现有容量不足，请有关部门到现场研究增容方案。')
    await pick(page, '诉求类别', '市政与基础设施')
    await choose(page, '紧急程度', '一般')
    await page.getByText('已自动保存').waitFor()
    place = new URL(page.url()).pathname

    await page.reload()
    await page.getByRole('heading', { name: MATTER }).waitFor()
    expect(await page.getByRole('textbox', { name: '事项' }).inputValue()).toBe(MATTER)
    expect(await page.getByRole('radio', { name: '一般' }).isChecked()).toBe(true)
  })

  test('is told what is missing before it is sent, with the cursor there', async () => {
    await press(page, '吹哨')
    await page.getByText('还有 1 处需要改正').waitFor()
    expect(await focusedLabel(page)).toContain('联系人及电话')
    await page.keyboard.type('林海 010-00000000')
    await act(page, '吹哨')
    await page
      .getByText(/哨〔\d{4}〕\d+号/)
      .first()
      .waitFor()
    // It waits for the office now, and the park has nothing to do.
    await panel(page, '缺什么，谁来补').getByText('领导小组办公室').first().waitFor()
    expect(await page.getByRole('button', { name: '吹哨', exact: true }).count()).toBe(0)
  })
})

describe('the office dispatches', () => {
  test('finds it in its tray and names item, lead, fallback and district', async () => {
    const page = await journey.visit('office', '/cases')
    await page.getByRole('link', { name: MATTER }).click()
    await page.getByRole('heading', { name: '我要办的' }).waitFor()
    await press(page, '派单')
    await page.getByText('还有 4 处需要改正').waitFor()
    await fill(page, '责任清单条目', '园区用电保障')
    await pick(page, '牵头单位', SCIENCE, '市科委')
    await pick(page, '会商牵头单位', '海淀区', 'haidian')
    await pick(page, '所在区', '海淀区', '海淀')
    await act(page, '派单')
    await panel(page, '缺什么，谁来补').getByText(SCIENCE).first().waitFor()
  })
})

describe('the first department refuses', () => {
  test('not without the item and the next unit: it is told so, and the cursor is there', async () => {
    const page = await journey.visit('science', place)
    await press(page, '不属本单位职责')
    await page.getByText('还有 2 处需要改正').waitFor()
    expect(await focusedLabel(page)).toContain('不属本单位职责的依据')
    expect(await page.getByRole('dialog').count()).toBe(0)

    await page.keyboard.type('责任清单园区用电保障一项由管委会承担')
    await pick(page, '应由哪个单位承办', COMMITTEE)
    await actAfterAsking(page, '不属本单位职责')
    const owed = panel(page, '缺什么，谁来补')
    await owed.getByText(COMMITTEE, { exact: true }).waitFor()
    await page.getByText('已有单位拒签；再次拒签或逾期不签收将自动转入联合会商。').waitFor()
    expect(await page.getByRole('heading', { name: '我要办的' }).count()).toBe(0)
  })
})

describe('the next department', () => {
  let page: Page

  test('signs, reports and answers', async () => {
    page = await journey.visit('committee', '/cases')
    await page.getByRole('link', { name: MATTER }).click()
    await act(page, '签收')
    await choose(page, '报到方式', '现场报到')
    await fill(page, '报到情况', '上午到场，与供电单位一起看了配电室。')
    await act(page, '报到')
    await fill(page, '办理结果', '供电单位已批准增容，设备下周送电。')
    await act(page, '办结反馈')
  })

  test('sees the place in the procedure, the opinions side by side and what each clock adds up to', async () => {
    const line = page.getByRole('list', { name: '办理进程' })
    expect(await line.locator('[aria-current=step]').innerText()).toContain('双向评价')
    await press(page, '流程图')
    const drawing = page.getByRole('group', { name: /流程图：园区吹哨、部门报到.*现在处于/ })
    await drawing.waitFor()
    expect(await drawing.getAttribute('aria-label')).toContain('园区评价')
    expect(await drawing.getAttribute('aria-label')).toContain('评价吹哨')

    const opinions = panel(page, '各方意见')
    await opinions.getByRole('button', { name: /显示之前的 \d 个环节/ }).click()
    for (const words of [SCIENCE, COMMITTEE, '不属本单位职责', '领导小组办公室'])
      expect(await opinions.getByText(words, { exact: true }).count(), words).toBeGreaterThan(0)

    const clocks = panel(page, '时钟')
    await clocks.getByText('牵头单位办理').first().waitFor()
  })

  test('appraises the whistle without seeing the park’s rating', async () => {
    await choose(page, '对吹哨的评价', '准确')
    await act(page, '评价')
  })
})

describe('the park rates', () => {
  test('and the case is closed, with how it was measured', async () => {
    const page = await journey.visit('haidian', place)
    expect(await page.getByText('对吹哨的评价').count()).toBe(0)
    await choose(page, '是否解决', '是')
    await choose(page, '满意程度', '满意')
    await act(page, '评价并办结')
    await page.getByText('办结（已解决）').first().waitFor()
    expect(await page.getByRole('heading', { name: '我要办的' }).count()).toBe(0)
    const measures = panel(page, '本件的考核结果')
    expect((await measures.innerText()).replaceAll(/\s+/g, ' ')).toMatch(
      /响应率.*达到.*解决率.*达到.*满意率.*达到/,
    )

    await press(page, '展开全部经过')
    const history = panel(page, '全部经过')
    await history.getByText('science').first().waitFor()
    for (const login of ['haidian', 'office', 'science', 'committee'])
      expect(await history.getByText(login).count(), login).toBeGreaterThan(0)
  })
})

describe('a case of last week', () => {
  test('its clock says why: the pieces add up to the wall time', async () => {
    const page = await journey.visit('office', '/cases?box=done&q=积水')
    await page.getByRole('link', { name: '园区北侧道路积水' }).click()
    await press(page, '为什么：牵头单位办理')
    const sums = page.getByRole('table', { name: '合计' })
    const rows = await sums.locator('tbody tr').allInnerTexts()
    const total = await sums.locator('tfoot').innerText()
    // Signed for 97.5 hours ago, answered 50 hours ago.
    expect(minutesOf(total)).toBe(47.5 * 60)
    expect(rows.map(minutesOf).reduce((a, b) => a + b, 0)).toBe(47.5 * 60)
  })
})

describe('the statistics', () => {
  test('show the rates with their arithmetic, by department too', async () => {
    const page = await journey.visit('office', '/cases/statistics?procedure=park-whistle')
    const rates = panel(page, '比率')
    await rates.getByText('响应率', { exact: true }).waitFor()
    const text = (await rates.innerText()).replaceAll(/\s+/g, ' ')
    expect(text).toContain('响应率 100% = 2 ÷（2 + 0）')
    expect(text).toContain('解决率 50% = 1 ÷（1 + 1）')
    expect(text).toContain('满意率 50% = 1 ÷（1 + 1）')

    await page.getByLabel('分组').selectOption({ label: '区' })
    const rows = page.getByRole('table').filter({ hasText: '海淀区' })
    await rows.waitFor()
    expect(await rows.getByRole('row', { name: /海淀区/ }).innerText()).toMatch(/100%\s*\(1\/1\)/)
    expect(await rows.getByRole('row', { name: /西城区/ }).innerText()).toMatch(/0%\s*\(0\/1\)/)
    expect(new URL(page.url()).searchParams.get('by')).toBe('district')
  })
})

test('the pages complained of nothing', () => {
  expect(journey.complaints).toEqual([])
})

/** What a reader of the screen is told about the control with the cursor. */
function focusedLabel(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement
    const label = element?.id ? document.querySelector(`label[for="${element.id}"]`) : null
    return element?.getAttribute('aria-label') ?? label?.textContent ?? ''
  })
}

/** 1 天 22 小时 20 分, the last length of the text. */
function minutesOf(text: string): number {
  const [, days = '0', hours = '0', minutes = '0'] =
    /(?:(\d+) 天)?\s*(?:(\d+) 小时)?\s*(?:(\d+) 分)?\s*$/.exec(text.trim()) ?? []
  return Number(days) * 1440 + Number(hours) * 60 + Number(minutes)
}
