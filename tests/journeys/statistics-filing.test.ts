import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as contract from '#contract/statistics'
import { press } from '#tests/case-page'
import { startJourney, type Journey } from '#tests/journey'
import { stageEnterprise, stagePeriod, type StagedEnterprise } from '#tests/statistics-stage'

const FORM = 'ZK-M01'
const PERIOD = '2026-10'
/** As people copy it out of a spreadsheet: names, separators, full-width digits. Two relations do not hold. */
const PASTED = [
  ['营业收入', '1,000'],
  ['技术收入', '600'],
  ['产品销售收入', '３００'],
  ['高新技术产品', '400'],
  ['商品销售收入', '50'],
  ['其他营业收入', '40'],
  ['从业人员期末人数', '50'],
  ['研究开发人员合计', '20'],
  ['研究开发费用合计', '150'],
]
  .map((row) => row.join('\t'))
  .join('\n')

let journey: Journey
let own: StagedEnterprise
let firm: Page
let park: Page
let office: Page
beforeAll(async () => {
  journey = await startJourney()
  await journey.system.addAccount('firm', ['enterprise'], 'company.huayuan')
  own = await stageEnterprise(journey.system, 'park.haidian', {
    organisation: 'company.huayuan',
    name: '华园传感与智能测量技术有限公司',
  })
  await stagePeriod(journey.system, FORM, PERIOD)
  await journey.context.grantPermissions(['clipboard-read', 'clipboard-write'])
  firm = await journey.signIn('firm')
  park = await journey.elsewhere('haidian')
  office = await journey.elsewhere('office')
})
afterAll(() => journey.close())

const sheetPath = () => `/statistics/filings/${own.id}/${FORM}/${PERIOD}`
const cell = (page: Page, code: string) =>
  page
    .getByRole('row')
    .filter({ has: page.getByText(code, { exact: true }) })
    .locator('.sheet-entry')

describe('the enterprise', () => {
  test('opens what it owes and pastes a form', async () => {
    await firm.getByRole('link', { name: '统计', exact: true }).click()
    await firm
      .getByRole('link', { name: '开始填报' })
      .or(firm.getByRole('button', { name: '开始填报' }))
      .first()
      .click()
    await firm.waitForURL(new RegExp(sheetPath()))
    const grid = firm.getByRole('grid')
    await grid.waitFor()
    await cell(firm, 'QC05_0').click()
    await firm.evaluate((text) => navigator.clipboard.writeText(text), PASTED)
    await firm.keyboard.press('Control+V')
    const preview = firm.getByRole('dialog', { name: '粘贴预览' })
    await preview.getByText('按代码或指标名称对应').waitFor()
    await preview.getByRole('button', { name: '填入 9 格' }).click()
    await preview.waitFor({ state: 'detached' })
    expect(await cell(firm, 'QC07').innerText()).toContain('300')
  })

  test('sees two failed relations, with both sides, and the fewest cells to change', async () => {
    const side = firm.getByRole('complementary', { name: /审核/ })
    await side.getByText('强制性 2').waitFor()
    await side.getByText('最少改 2 格').waitFor()
    await side.getByText('已证明不能更少').waitFor()
    const text = await side.innerText()
    expect(text).toContain('1,000')
    expect(text).toContain('990')
    await firm.getByText('已保存').first().waitFor()
    const saved = await (
      await journey.system.signIn('firm')
    ).call(contract.readSheet, {
      params: { unitId: own.id, form: FORM, period: PERIOD },
    })
    expect(saved.findings.filter(({ severity }) => severity === 'error').map(({ rule }) => rule)).toEqual([
      'zkm01-01',
      'zkm01-02',
    ])
  })

  test('mends them by keyboard and submits', async () => {
    await cell(firm, 'QC09').click()
    await firm.keyboard.type('200')
    await firm.keyboard.press('Enter')
    await cell(firm, 'QC49').click()
    await firm.keyboard.type('50')
    await firm.keyboard.press('Enter')
    await firm.getByText('审核关系全部通过。').first().waitFor()
    await press(firm, '上报')
    const dialog = firm.getByRole('dialog')
    await dialog.getByRole('button', { name: '上报', exact: true }).click()
    await firm.getByText('已上报，等待审核').first().waitFor()
  })
})

describe('the park', () => {
  test('asks about one cell; the enterprise answers in the same place', async () => {
    await park.goto(journey.address + sheetPath())
    await park.getByRole('grid').waitFor()
    await cell(park, 'QJ20').click()
    await press(park, '提出疑问')
    await park
      .getByRole('textbox', { name: /就“.*研究开发费用合计.*”提出疑问/ })
      .fill('研发费用占收入比重较高，请说明构成。')
    await press(park, '发出疑问')
    await park.getByText('待答复').first().waitFor()

    await firm.reload()
    await firm.getByRole('grid').waitFor()
    await cell(firm, 'QJ20').click()
    await firm.getByText('研发费用占收入比重较高').first().waitFor()
    await firm.getByRole('textbox', { name: '答复' }).first().fill('包含委托外部研发。')
    await press(firm, '答复')
    await firm.getByText('已答复，待办结').first().waitFor()
  })

  test('closes the query and approves; from then on the enterprise changes nothing', async () => {
    await park.reload()
    await park.getByRole('grid').waitFor()
    await cell(park, 'QJ20').click()
    await park.getByText('包含委托外部研发。').first().waitFor()
    await park.getByRole('button', { name: '办结', exact: true }).first().click()
    await press(park, '审核通过')
    await park.getByRole('dialog').getByRole('button', { name: '审核通过', exact: true }).click()
    await park.getByText('已审核通过，数据已锁定').first().waitFor()
    await firm.reload()
    await firm.getByText('已审核通过，数据已锁定。').first().waitFor()
  })

  test('a later correction shows before and after, by time', async () => {
    const before = new Date().toISOString()
    await press(park, '更正')
    await cell(park, 'QD01').click()
    await park.keyboard.type('56')
    await park.keyboard.press('Enter')
    await press(park, '提交更正')
    const dialog = park.getByRole('dialog')
    await dialog.getByRole('textbox', { name: '原因' }).fill('企业来函更正从业人员数')
    await dialog.getByRole('button', { name: '更正', exact: true }).click()
    await dialog.waitFor({ state: 'detached' })
    await park.getByText('56', { exact: true }).first().waitFor()
    const client = await journey.system.signIn('haidian')
    const params = { unitId: own.id, form: FORM, period: PERIOD }
    const then = await client.call(contract.readSheet, { params, query: { asOf: before } })
    const now = await client.call(contract.readSheet, { params })
    expect([then.values['QD01'], now.values['QD01']]).toEqual([50, 56])
    await park.goto(`${journey.address}${sheetPath()}?asOf=${encodeURIComponent(before)}`)
    await park.getByText('与现在相比有 1 格不同').waitFor()
  })
})

describe('the zone', () => {
  test('locks the month; nothing moves any more', async () => {
    await office.goto(`${journey.address}/statistics/collections/${FORM}/${PERIOD}`)
    await press(office, '锁定')
    const dialog = office.getByRole('dialog')
    await dialog.getByRole('button', { name: /锁定/ }).last().click()
    await office.getByText('已锁定').first().waitFor()
    await firm.reload()
    await firm.getByText('已锁定').first().waitFor()
    expect(journey.complaints).toEqual([])
  })
})
