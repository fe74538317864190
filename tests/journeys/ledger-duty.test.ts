import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { panel, press } from '#tests/case-page'
import { actInForm, openForm, pickBody, publishText, rowWith } from '#tests/duty-page'
import { startJourney, type Journey } from '#tests/journey'

const YEAR = new Date().getFullYear() + 1
/** A plan of our own that is still ahead, whenever this runs. */
const TEXT = `园区服务提升方案（样例）
一、发展目标
到${YEAR + 1}年,企业总收入达到1200亿元。
二、重点任务
(一)建设共性技术平台。编制平台建设清单,引导企业开放实验设施。${YEAR}年6月底前完成。
(二)完善园区通勤服务。开通园区接驳线路,覆盖主要站点。${YEAR}年12月底前完成。
(三)开展监测评价。每年组织一次园区监测评价。
`
const PLATFORM = '建设共性技术平台'
const COMMUTE = '完善园区通勤服务'
const WATCH = '开展监测评价'
const REASON = '平台选址在西城园，本园没有场地'

let journey: Journey
let planId = ''
let office: Page
let haidian: Page
let xicheng: Page
beforeAll(async () => {
  journey = await startJourney()
  await journey.system.addAccount('xicheng', ['park_committee'], 'park.xicheng')
  await journey.system.addAccount('colleague', ['zone_office'], 'office')
  planId = (await publishText(journey.system, 'office', TEXT)).planId
  office = await journey.signIn('office')
  haidian = await journey.elsewhere('haidian')
})
afterAll(() => journey.close())

describe('the office takes a published plan into the ledger', () => {
  test('finds what waits, gives one task its lead, and takes in all of them', async () => {
    await office.getByRole('link', { name: '台账', exact: true }).click()
    await press(office, '列入台账')
    await office.getByRole('link', { name: /园区服务提升方案.*3 项未列入/ }).click()
    await office.waitForURL(new RegExp(`/ledger/take/${planId}`))
    await press(office, '全选未列入的')
    await office.getByText('3 项还没有牵头单位').waitFor()
    await rowWith(office, COMMUTE).getByRole('button', { name: '待定牵头单位' }).click()
    await pickBody(office.locator('main'), `牵头单位：${COMMUTE}`, '海淀园', 'hdy')
    await office.getByText('2 项还没有牵头单位').waitFor()
    await office.getByLabel('列入目标 企业总收入').check()
    await press(office, '列入台账（任务 3 项、目标 1 项）')
    const done = office.getByRole('status').filter({ hasText: '已列入台账：任务 3 项、目标 1 项' })
    await done.waitFor()
    // What was taken cannot be taken again.
    await office.getByLabel(`列入 ${PLATFORM}`).waitFor({ state: 'detached' })
    await done.getByRole('link', { name: '查看这份规划的台账' }).click()
    await office.waitForURL(/\/ledger\?/)
    await rowWith(office, PLATFORM).getByText('未定牵头单位').waitFor()
    expect(await rowWith(office, PLATFORM).innerText()).toContain('未定牵头单位')
    expect(await rowWith(office, COMMUTE).innerText()).toContain('海淀园')
    expect(await rowWith(office, PLATFORM).innerText()).toContain(`${YEAR}年6月底前`)
  })

  test('assigns one to a park, with the person who answers', async () => {
    await office.getByRole('link', { name: PLATFORM }).click()
    await heading(office)
    await actInForm(office, '交办', async (form) => {
      await pickBody(form, '牵头单位', '海淀园', 'hdy')
      await form.getByLabel('责任人').fill('林海')
    })
    await facts(office).getByText('林海').waitFor()
    await facts(office).getByText('待签收').waitFor()
  })
})

describe('the park', () => {
  test('finds it in its tray and returns it, not without a reason', async () => {
    await haidian.goto(journey.address)
    await rowWith(haidian, PLATFORM).getByText('答复新分派的任务').waitFor()
    await haidian.getByRole('link', { name: PLATFORM }).click()
    const form = await openForm(haidian, '退回')
    await form.getByRole('button', { name: '退回', exact: true }).click()
    await form.getByText('没有写明原因').waitFor()
    await form.getByLabel('原因').fill(REASON)
    await form.getByRole('button', { name: '退回', exact: true }).click()
    await haidian.getByText('已提交：退回').waitFor()
    // It has given it back: there is nothing left for it to accept or report.
    for (const act of ['签收', '退回', '填报进展', '报完成'])
      expect(await side(haidian).getByRole('button', { name: act, exact: true }).count(), act).toBe(0)
  })
})

describe('the office', () => {
  test('finds what was returned, reads why, and gives it to another park', async () => {
    await office.goto(journey.address)
    await rowWith(office, PLATFORM).getByText('重新分派被退回的任务').waitFor()
    await office.getByRole('link', { name: PLATFORM }).click()
    await panel(office, '变动记录').getByText(REASON).waitFor()
    await actInForm(office, '改派', async (form) => {
      await pickBody(form, '牵头单位', '西城园', 'xcy')
      await form.getByLabel('说明（可不填）').fill('按选址改由西城园牵头')
    })
    await facts(office).getByText('西城园').waitFor()
  })
})

describe('the other park', () => {
  test('accepts it and reports how far it is, with a figure and a file', async () => {
    xicheng = await journey.elsewhere('xicheng')
    await xicheng.getByRole('link', { name: PLATFORM }).click()
    await actInForm(xicheng, '签收', (form) => form.getByLabel('责任人').fill('周西'))
    await actInForm(xicheng, '填报进展', async (form) => {
      await form.getByRole('spinbutton', { name: '完成比例' }).fill('40')
      await form.getByLabel('进展情况').fill('清单已编制，正在征求企业意见。')
      await form.getByRole('button', { name: '添加一行数据' }).click()
      await form.getByLabel('名称 1').fill('列入平台')
      await form.getByLabel('数值 1').fill('12')
      await form.getByLabel('单位 1').fill('个')
      await attach(form, '平台建设清单.pdf')
    })
    await xicheng.getByRole('button', { name: '进展 40%：怎么算的' }).waitFor()
    const report = panel(xicheng, '进展报送').getByRole('listitem').first()
    for (const words of ['40%', 'xicheng', '清单已编制', '12 个', '平台建设清单.pdf'])
      expect(await report.innerText()).toContain(words)
  })

  test('reports it complete with the file that shows it', async () => {
    await actInForm(xicheng, '报完成', async (form) => {
      await form.getByLabel('完成情况').fill('平台已建成开放。')
      await attach(form, '验收意见.pdf')
    })
    await facts(xicheng).getByText('待核验').waitFor()
    expect(await side(xicheng).getByRole('button', { name: '核验通过', exact: true }).count()).toBe(0)
  })
})

describe('the office', () => {
  test('reads the evidence, verifies and closes', async () => {
    await office.goto(journey.address)
    await rowWith(office, PLATFORM).getByText('核验已报完成的任务').waitFor()
    await office.getByRole('link', { name: PLATFORM }).click()
    const [file] = await Promise.all([
      office.waitForEvent('download'),
      office.getByRole('link', { name: '验收意见.pdf' }).click(),
    ])
    expect(file.suggestedFilename()).toBe('验收意见.pdf')
    await actInForm(office, '核验通过', (form) => form.getByLabel('核验结论').fill('材料齐全，现场已开放。'))
    await actInForm(office, '销项')
    await facts(office).getByText('已销项').waitFor()
    await facts(office).getByText('100%').first().waitFor()
  })

  test('sees who did what, and why, from the plan to the end', async () => {
    await panel(office, '变动记录').locator('tbody tr').filter({ hasText: '→ 已销项' }).waitFor()
    const rows = await panel(office, '变动记录').locator('tbody tr').allInnerTexts()
    const told = rows.map((row) => row.replaceAll(/\s+/g, ' '))
    const expected: RegExp[] = [
      /领导小组办公室 office 销项 环节 已核验 → 已销项/,
      /领导小组办公室 office 核验通过 .*材料齐全，现场已开放/,
      /西城园 xicheng 报完成 .*进展 40% → 100%/,
      /西城园 xicheng 填报进展 .*进展 0% → 40%/,
      /西城园 xicheng 签收 .*责任人 （空） → 周西/,
      /领导小组办公室 office 交办 .*牵头单位 海淀园 → 西城园.*按选址改由西城园牵头/,
      new RegExp(`海淀园 haidian 退回 环节 待签收 → 已退回 ${REASON}`),
      /领导小组办公室 office 交办 .*牵头单位 （空） → 海淀园 责任人 （空） → 林海/,
      /领导小组办公室 office 从规划立项/,
    ]
    expect(told).toHaveLength(expected.length)
    expected.forEach((words, at) => expect(told[at]).toMatch(words))
  })

  test('goes from the duty to its words in the document', async () => {
    await panel(office, '出自哪句话').getByRole('link', { name: '在原文中查看' }).click()
    await office.waitForURL(/\/plans\/documents\/[0-9a-f-]{36}\?item=/)
    const item = new URL(office.url()).searchParams.get('item') ?? ''
    const marked = office.locator(`.is-on[data-items~="${item}"]`).first()
    await marked.waitFor()
    expect(await marked.innerText()).toContain('编制平台建设清单')
    const box = await marked.boundingBox()
    expect(box?.y ?? -1).toBeGreaterThan(0)
    expect(box?.y ?? Infinity).toBeLessThan(office.viewportSize()?.height ?? 0)
  })
})

describe('two people at one duty', () => {
  test('who comes second is refused, sees what differs, keeps what was typed and may send it again', async () => {
    await office.goto(`${journey.address}/ledger`)
    await office.getByRole('link', { name: WATCH }).click()
    await heading(office, WATCH)
    const colleague = await journey.elsewhere('colleague')
    await colleague.goto(office.url())

    const mine = await openForm(office, '修改内容')
    await mine.getByLabel('任务名称').fill('开展园区监测评价和通报')
    await mine.getByLabel('任务内容').fill('年初定方案，年底出结果。')
    await actInForm(colleague, '修改内容', async (form) => {
      await form.getByLabel('任务名称').fill('每年开展监测评价')
      await form.getByLabel('权重').fill('3')
    })
    await mine.getByRole('button', { name: '修改内容', exact: true }).click()
    const stale = mine.getByRole('alert', { name: '这项任务刚刚被改过，您的内容没有提交' })
    await stale.getByText('colleague').waitFor()
    const differs = (await rowWith(stale, '任务名称').innerText()).replaceAll(/\s+/g, ' ')
    expect(differs).toContain(`${WATCH} 每年开展监测评价 开展园区监测评价和通报`)
    expect((await rowWith(stale, '权重').innerText()).replaceAll(/\s+/g, ' ')).toContain('1 3')
    expect(await mine.getByLabel('任务名称').inputValue()).toBe('开展园区监测评价和通报')
    expect(await mine.getByLabel('任务内容').inputValue()).toBe('年初定方案，年底出结果。')

    await mine.getByRole('button', { name: '取最新内容，保留我填写的' }).click()
    await mine.getByText('已取最新内容').waitFor()
    expect(await mine.getByLabel('任务名称').inputValue()).toBe('开展园区监测评价和通报')
    expect(await mine.getByLabel('权重').inputValue()).toBe('3')
    await mine.getByRole('button', { name: '修改内容', exact: true }).click()
    await office.getByText('已提交：修改内容').waitFor()
    await heading(office, '开展园区监测评价和通报')
    const history = await panel(office, '变动记录').locator('tbody tr').allInnerTexts()
    expect(history[0]).toContain('office')
    expect(history[1]).toContain('colleague')
  })
})

test('the pages complained of nothing', () => {
  expect(journey.complaints).toEqual([])
})

function heading(page: Page, title = PLATFORM): Promise<void> {
  return page.getByRole('heading', { level: 1, name: title }).waitFor()
}
function facts(page: Page): Locator {
  return page.locator('.duty-facts')
}
function side(page: Page): Locator {
  return page.locator('.duty-side')
}

/** Sends an evidence file as a person does who has chosen it, and waits until it is there. */
async function attach(form: Locator, name: string): Promise<void> {
  await form
    .locator('input[type=file]')
    .setInputFiles({ name, mimeType: 'application/pdf', buffer: Buffer.from(`%PDF-1.4\n% ${name}\n`) })
  await form.getByRole('link', { name }).waitFor()
}
