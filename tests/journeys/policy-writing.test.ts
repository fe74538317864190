import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { chinaDay } from '#domain/kernel'
import { seriousFindings } from '#tests/axe'
import { startJourney, type Journey } from '#tests/journey'
import { layoutFaults } from '#tests/page-checks'
import { emptyLibrary, stageFirm } from '#tests/policy-stage'

const PATIENCE = 120_000
const RESEARCH = '上年度研发费用'
const year = chinaDay(Date.now()).slice(0, 4)

let journey: Journey
/** Of the version that is written. */
let draft = ''
let policy = ''

/**
 * Six firms with research of 200 to 700 万元. A tenth of it for those from 300 on: 30 + 40 + 50 + 60 + 70 = 250 万元; from 500 on:
 * 50 + 60 + 70 = 180 万元. The budget is 200.
 */
beforeAll(async () => {
  journey = await startJourney({ width: 1440, height: 900 })
  const { system } = journey
  await system.addAccount('second', ['zone_office'], 'office')
  await emptyLibrary(system)
  for (const research of [200, 300, 400, 500, 600, 700])
    await stageFirm(system, { research: research * 10, patents: 3 })
}, PATIENCE)
afterAll(() => journey.close())

const live = (page: Page) => page.getByRole('region', { name: '实时匹配' })
const check = (page: Page) => page.getByRole('region', { name: '校验' })
const conditions = (page: Page) => page.getByRole('list', { name: '适用条件' })

/** Types an expression as one does: the name is completed from its pinyin initials. */
async function writeCondition(page: Page, title: string, initials: string, rest: string): Promise<void> {
  await page.getByLabel('条件名称', { exact: true }).last().fill(title)
  const expression = conditions(page).getByRole('textbox', { name: '表达式' }).last()
  await expression.click()
  await page.keyboard.type(initials)
  await page.getByRole('option', { name: RESEARCH }).first().waitFor()
  // Keys that come before anybody could have read the list are not taken as a choice.
  await page.waitForTimeout(200)
  await page.keyboard.press('Enter')
  await expression.getByText(RESEARCH).waitFor()
  await page.keyboard.type(rest)
}

test(
  'the office drafts a policy and sees at once whom it would reach and what it would cost',
  async () => {
    const page = await journey.visit('office', '/policies')
    await page.getByRole('button', { name: '起草政策' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('政策编号').fill('研发投入奖励')
    await dialog.getByRole('button', { name: '开始起草' }).click()
    await page.getByLabel('政策名称', { exact: true }).fill('研发投入奖励')
    await page.getByLabel('摘要', { exact: true }).fill('按上年度研发费用给予奖励')
    await page.getByLabel('主管单位', { exact: true }).fill('示范区领导小组办公室')
    draft = new URL(page.url()).pathname
    policy = /policies\/([^/]+)/.exec(draft)?.[1] ?? ''

    await page.getByRole('button', { name: '添加条件', exact: true }).click()
    await writeCondition(page, '研发费用达标', 'sndyffy', ' >= 300')
    await live(page).getByLabel('符合 5 家').waitFor()

    await page.getByLabel('支持内容说明', { exact: true }).fill('按研发费用的 10% 奖励')
    const amount = page.getByRole('textbox', { name: '金额公式（万元）' })
    await amount.click()
    await page.keyboard.type(`${RESEARCH} * 10 / 100`)
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: '添加年度' }).click()
    await page.getByLabel(`预算（万元） ${year}`).fill('200')
    await page.getByLabel(`来源 ${year}`).fill('部门预算')
    await live(page).getByText('所需资金 250 万元').waitFor()
    await live(page).getByText(`超出 ${year} 年预算 50 万元`).waitFor()
    expect(await seriousFindings(page)).toEqual([])
    expect(await layoutFaults(page)).toEqual([])
    await page.getByRole('button', { name: '保存', exact: true }).click()
    await page.getByText('已保存', { exact: true }).waitFor()
  },
  PATIENCE,
)

test(
  'a rule that contradicts itself is refused with the conditions that exclude each other',
  async () => {
    const page = await journey.visit('office', draft)
    await page.getByRole('button', { name: '添加条件', exact: true }).click()
    await writeCondition(page, '研发投入较小', 'sndyffy', ' < 100')
    await check(page)
      .getByText(/研发费用达标.*研发投入较小/)
      .first()
      .waitFor()
    await live(page).getByLabel('符合 0 家').waitFor()
    await page.getByRole('button', { name: '提交发布' }).click()
    await page.getByRole('dialog').getByLabel('提交说明').fill('首次发布')
    await page.getByRole('dialog').getByRole('button', { name: '提交发布' }).click()
    await page
      .getByRole('dialog')
      .getByText(/研发费用达标.*研发投入较小/)
      .waitFor()
  },
  PATIENCE,
)

test(
  'two thresholds are simulated against the budget: one is too dear, the other is within',
  async () => {
    const page = await journey.visit('office', draft)
    await conditions(page).getByRole('button', { name: '删除', exact: true }).last().click()
    await live(page).getByLabel('符合 5 家').waitFor()
    await page.getByRole('button', { name: '保存', exact: true }).click()
    await page.getByText('已保存', { exact: true }).waitFor()

    const version = draft.split('/').at(-1) ?? ''
    await journey.visit('office', `/policies/simulations/new?policy=${policy}&version=${version}`)
    await page.getByLabel('研发费用达标：新值').fill('400')
    await page.getByRole('button', { name: '开始测算' }).click()
    await page.getByText('新方案所需 220 万元，超出预算 20 万元（预算 200 万元的 110%）。').waitFor()
    // Who has less than 400 万元 loses.
    await page.getByText('减少').first().waitFor()
    expect(await seriousFindings(page)).toEqual([])
    expect(await layoutFaults(page)).toEqual([])

    await page.getByLabel('研发费用达标：新值').fill('500')
    await page.getByRole('button', { name: '再算一次' }).click()
    await page.getByText('新方案所需 180 万元，在预算之内，结余 20 万元（使用 90%）。').waitFor()
    const sideBySide = page.getByRole('table', { name: '同一政策的测算' })
    await sideBySide.getByText('超出 20').waitFor()
    await sideBySide.getByText('结余 20').waitFor()
  },
  PATIENCE,
)

test(
  'the threshold is taken into the draft; who wrote it cannot publish it, a second person can',
  async () => {
    const page = await journey.visit('office', draft)
    const expression = conditions(page).getByRole('textbox', { name: '表达式' })
    await expression.click()
    await page.keyboard.press('Control+a')
    await page.keyboard.type(`${RESEARCH} >= 500`)
    await page.keyboard.press('Escape')
    await live(page).getByText('所需资金 180 万元').waitFor()
    await page.getByRole('button', { name: '提交发布' }).click()
    await page.getByRole('dialog').getByLabel('提交说明').fill('按测算采用 500 万元的门槛')
    await page.getByRole('dialog').getByRole('button', { name: '提交发布' }).click()
    await page.getByText('您参与了本版的起草或提交，须由另一位人员复核后发布。').waitFor()
    expect(await page.getByRole('button', { name: '发布', exact: true }).isDisabled()).toBe(true)

    const second = await journey.visit('second', '/')
    await second.getByRole('link', { name: '1 项待第二人审定' }).click()
    await second.getByRole('link', { name: /第 1 版/ }).click()
    await second.getByRole('button', { name: '发布', exact: true }).click()
    const dialog = second.getByRole('dialog')
    await dialog.getByLabel('复核意见').fill('门槛、预算与测算一致')
    await dialog.getByRole('button', { name: '发布', exact: true }).click()
    await dialog.waitFor({ state: 'hidden' })
    await journey.visit('second', `/policies/${policy}`)
    await second.getByText('按研发费用的 10% 奖励').first().waitFor()
    expect(journey.complaints).toEqual([])
  },
  PATIENCE,
)
