import { readXlsx } from 'hucre/xlsx'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { organisationsOf, panel, press } from '#tests/case-page'
import { rowWith } from '#tests/duty-page'
import { startJourney, type Journey } from '#tests/journey'
import { dutyAt, momentAgo } from '#tests/ledger-duties'
import { download, readDocx } from '#tests/office-files'

/** Of the zone: where it is late in the evening of 31 December elsewhere, the zone has its new year. */
const YEAR = Number(
  new Intl.DateTimeFormat('en', { year: 'numeric', timeZone: 'Asia/Shanghai' }).format(new Date()),
)
const LED = '更新园区内部设施'
const SUPPORTED = '开通园区之间的接驳线路'
const OTHERS = '整治园区周边道路'
const LATER = '扩建园区二期'
const OWN = '举办园区开放日'

let journey: Journey
let office: Page
let haidian: Page
beforeAll(async () => {
  journey = await startJourney()
  const { system } = journey
  const org = await organisationsOf(system)
  const dueOn = `${YEAR}-12-31`
  const at = momentAgo(1)
  await dutyAt(system, 'office', at, { title: LED, leadId: org('park.haidian'), dueOn, precision: 'year' })
  await dutyAt(system, 'office', at, {
    title: SUPPORTED,
    leadId: org('department.science'),
    supporting: [org('park.haidian')],
    dueOn,
  })
  await dutyAt(system, 'office', at, { title: OTHERS, leadId: org('park.xicheng'), dueOn })
  await dutyAt(system, 'office', at, {
    title: LATER,
    leadId: org('park.haidian'),
    startsOn: `${YEAR + 2}-01-01`,
    dueOn: `${YEAR + 3}-12-31`,
  })
  office = await journey.signIn('office')
  haidian = await journey.elsewhere('haidian')
})
afterAll(() => journey.close())

describe('the office', () => {
  test('draws up the year’s items of every body that has some', async () => {
    await office.getByRole('link', { name: '台账', exact: true }).click()
    await office.getByRole('link', { name: '年度事项', exact: true }).click()
    await rowWith(office, '海淀园').getByText('未编制').waitFor()
    await press(office, '编制清单')
    const form = office.getByRole('dialog', { name: `编制${YEAR}年清单` })
    await form.getByRole('button', { name: '编制清单', exact: true }).click()
    await office.getByText('新编 3 张，重编 0 张，保持不变 0 张').waitFor()
    for (const body of ['海淀园', '西城园', '市科委、中关村管委会'])
      await rowWith(office, body).getByText('拟稿').waitFor()
    await rowWith(office, '朝阳园').getByText('未编制').waitFor()
  })

  test('finds in a park’s list what it leads and supports this year, and adds an item', async () => {
    await office.getByRole('link', { name: '海淀园', exact: true }).click()
    await heading(office)
    expect(await rowWith(office, LED).innerText()).toMatch(/牵头/)
    expect(await rowWith(office, SUPPORTED).innerText()).toMatch(/配合/)
    expect(await office.getByText(OTHERS).count()).toBe(0)
    expect(await office.getByText(LATER).count()).toBe(0)
    await press(office, '编辑')
    await press(office, '添加事项')
    await press(office, '保存')
    await office.getByText('有 1 处没有填好').waitFor()
    await office.getByLabel('事项 3', { exact: true }).fill(OWN)
    await office.getByLabel('年度目标 3', { exact: true }).fill('秋季举办一次')
    await press(office, '保存')
    await rowWith(office, OWN).getByText('自定').waitFor()
  })

  test('sends it to the park, after which it can no longer change it', async () => {
    await press(office, '送海淀园确认')
    const form = office.getByRole('dialog', { name: '送海淀园确认' })
    await form.getByText('共 3 项').waitFor()
    await form.getByRole('button', { name: '送海淀园确认' }).click()
    await office.getByText('已送出，等待对方确认').waitFor()
    await office.getByRole('heading', { level: 1 }).getByText('待确认').waitFor()
    expect(await office.getByRole('button', { name: '编辑', exact: true }).count()).toBe(0)
  })
})

describe('the park', () => {
  test('finds it in its tray and confirms it', async () => {
    await haidian.goto(journey.address)
    await haidian.locator('table.in-tray a[href^="/ledger/annual/"]').click()
    await heading(haidian)
    await press(haidian, '确认')
    const form = haidian.getByRole('dialog', { name: '确认年度事项' })
    await form.getByText('共 3 项').waitFor()
    await form.getByRole('button', { name: '确认', exact: true }).click()
    await haidian.getByRole('heading', { level: 1 }).getByText('已确认').waitFor()
    for (const act of ['确认', '退回', '提出修改'])
      expect(await haidian.getByRole('button', { name: act, exact: true }).count(), act).toBe(0)
    const told = (await panel(haidian, '经过').getByRole('listitem').allInnerTexts()).join('\n')
    for (const words of [/确认.*haidian/, /送出.*office/, /修改.*office/, /编制.*office/])
      expect(told).toMatch(words)
  })

  test('takes it away as a document, with every item and who confirmed it', async () => {
    const { name, bytes } = await download(haidian, haidian.getByRole('link', { name: '导出 .docx' }))
    expect(name).toBe(`海淀园${YEAR}年度重点事项.docx`)
    const { paragraphs, rows } = readDocx(bytes)
    for (const title of [LED, SUPPORTED, OWN])
      expect(
        rows.filter((row) => row.includes(title)),
        title,
      ).toHaveLength(1)
    expect(rows).toHaveLength(4)
    expect(rows.find((row) => row.includes(OWN))).toContain('秋季举办一次')
    expect(paragraphs.join('\n')).toMatch(/由haidian于.*确认/)
  })

  test('and as a workbook, with typed cells', async () => {
    const { name, bytes } = await download(haidian, haidian.getByRole('link', { name: '导出 .xlsx' }))
    expect(name).toBe(`海淀园${YEAR}年度重点事项.xlsx`)
    const { sheets } = await readXlsx(bytes)
    const rows = sheets[0]?.rows ?? []
    const head = rows.findIndex((row) => row.includes('事项'))
    const items = rows.slice(head + 1).filter((row) => typeof row[0] === 'number')
    expect(items.map((row) => row[1])).toEqual(expect.arrayContaining([LED, SUPPORTED, OWN]))
    expect(items.map((row) => row[0])).toEqual([1, 2, 3])
  })
})

test('the office sees the list confirmed among those of all bodies', async () => {
  await office.getByRole('link', { name: '全部单位' }).click()
  await rowWith(office, '海淀园').getByText('已确认').waitFor()
  await office.getByText('1 个单位已确认').waitFor()
})

test('the pages complained of nothing', () => {
  expect(journey.complaints).toEqual([])
})

function heading(page: Page): Promise<void> {
  return page.getByRole('heading', { level: 1 }).getByText(`海淀园${YEAR}年重点事项`).waitFor()
}
