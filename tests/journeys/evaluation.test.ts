import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as contract from '#contract/evaluations'
import { keepEvaluations } from '#features/evaluations'
import { TIMEKEEPER, createContext } from '#platform/http'
import { actOn } from '#tests/cases'
import { seriousFindings } from '#tests/axe'
import { startJourney, type Journey } from '#tests/journey'
import { chineseControls, layoutFaults } from '#tests/page-checks'
import type { TestClient } from '#tests/system'
import { seedEvaluationFacts } from '../../src/main/seed-evaluation.ts'
import { seedStatistics } from '../../src/main/seed-statistics.ts'

const YEAR = '2025'
/** Six years of filings of 500 enterprises are written, read and computed on the way. */
const PATIENT = 240_000

let journey: Journey
let roundId = ''
let schemeId = ''
let runId = ''
/** Of Haidian park before its doubt. */
let score = 0
const weak: { unit: string; caseId: string }[] = []
const clients = new Map<string, TestClient>()

beforeAll(async () => {
  journey = await startJourney({ width: 1440, height: 900 })
  const { system } = journey
  await system.addAccount('office2', ['zone_office'], 'office')
  await system.addAccount('leader', ['leader'], 'office')
  await system.addAccount('evaluator', ['evaluator'], 'district.haidian')
  await system.addAccount('expert', ['expert'], 'district.haidian')
  await seedStatistics(
    {
      ownerDb: system.database.ownerDb,
      ownerUrl: system.database.ownerUrl,
      audit: system.services.audit,
    },
    { enterprises: 500 },
  )
  await seedEvaluationFacts(system.database.ownerDb)
}, PATIENT)
afterAll(() => journey.close())

async function clientOf(login: string): Promise<TestClient> {
  const known = clients.get(login) ?? (await journey.system.signIn(login))
  clients.set(login, known)
  return known
}

/** Presses a step of the round and says yes to what it asks. */
async function step(page: Page, name: string): Promise<void> {
  await page.locator('.page-actions').getByRole('button', { name, exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name, exact: true }).click()
  await page.getByRole('dialog').waitFor({ state: 'hidden', timeout: 60_000 })
}

async function compute(page: Page): Promise<void> {
  await step(page, '运行测算')
  const adopt = page.locator('.page-actions').getByRole('button', { name: '采用结果', exact: true })
  await adopt.waitFor({ timeout: 90_000 })
  await step(page, '采用结果')
}

test(
  'the office edits a scheme, sees at once what that does to the ranking, and publishes it',
  async () => {
    const page = await journey.visit('office', '/evaluations/schemes')
    await page.getByRole('link', { name: '中关村示范区分园创新发展综合评价' }).click()
    await page.getByRole('heading', { level: 1, name: /分园创新发展综合评价/ }).waitFor()
    await page.getByRole('button', { name: '新版本' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '开始起草' }).click()
    const weight = page.getByLabel('创新能力的权重', { exact: true })
    await weight.fill('35')
    await weight.press('Tab')
    await page.getByLabel('支撑作用的权重', { exact: true }).fill('20')
    await page.getByLabel('支撑作用的权重', { exact: true }).press('Tab')
    await page.getByText('已自动保存').first().waitFor()
    await page.getByRole('button', { name: '发布', exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.locator('textarea').fill('提高创新能力的权重')
    await dialog.getByRole('button', { name: '发布', exact: true }).click()
    await page.getByRole('button', { name: '新版本' }).waitFor()
    const { schemes } = await (await clientOf('office')).call(contract.listSchemes)
    const published = schemes.find(({ code, version }) => code === 'zone-parks' && version === 2)
    expect(published).toMatchObject({ state: 'published', changeNote: '提高创新能力的权重' })
    schemeId = published?.id ?? ''
  },
  PATIENT,
)

test(
  'a round is frozen, computed, adopted and opened to the parks',
  async () => {
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
    const planned = await (
      await clientOf('office')
    ).call(contract.planRound, {
      body: {
        schemeId,
        period: YEAR,
        title: '2025年度分园创新发展综合评价',
        calendar: {
          freezeOn: today,
          reviewFrom: today,
          reviewTo: today,
          confirmOn: today,
          publishOn: today,
        },
        supportRule: { code: 'zone-parks', version: 2 },
        poolWan: 20_000,
      },
    })
    roundId = planned.row.id
    const page = await journey.visit('office', `/evaluations/rounds/${roundId}`)
    await step(page, '冻结数据')
    await compute(page)
    expect(await page.locator('main table').first().innerText()).toContain('海淀园')
    const { standings } = await (await clientOf('office')).call(contract.readRound, { params: { roundId } })
    score = standings.find(({ unit }) => unit === 'park.haidian')?.score ?? 0
    await step(page, '开始复核')
    await page.getByText('分园复核中').first().waitFor()
  },
  PATIENT,
)

test(
  'a park objects to a figure of its own; the office accepts, computes again and adopts',
  async () => {
    const park = await journey.visit('haidian', `/evaluations/rounds/${roundId}/own`)
    await park.getByRole('button', { name: '对“总收入”提出异议' }).click()
    const doubt = park.getByRole('dialog')
    await doubt.getByLabel(/您认为正确的数值/).fill('50')
    await doubt.getByLabel('理由').fill('两家企业的收入重复计算。')
    await doubt.getByRole('button', { name: '提出异议' }).click()
    await park.getByText('异议待答复').first().waitFor()

    const page = await journey.visit('office', `/evaluations/rounds/${roundId}?tab=objections`)
    await page.getByRole('button', { name: '答复' }).first().click()
    const answer = page.getByRole('dialog')
    await answer.getByLabel('采纳', { exact: true }).check()
    await answer.getByLabel(/从此使用的数值/).fill('60')
    await answer.getByLabel('答复理由').fill('经核对更正。')
    await answer.getByRole('button', { name: '采纳并答复' }).click()
    await answer.waitFor({ state: 'hidden' })
    await page.locator('.page-actions').getByRole('button', { name: '更正冻结数据', exact: true }).click()
    await page.getByRole('dialog').locator('textarea').fill('采纳第1号异议')
    await page.getByRole('dialog').getByRole('button', { name: '更正冻结数据', exact: true }).click()
    await page.getByRole('dialog').waitFor({ state: 'hidden', timeout: 60_000 })
    await compute(page)
    await step(page, '结束复核')
    const view = await (await clientOf('office')).call(contract.readRound, { params: { roundId } })
    expect(view.row.state).toBe('reviewed')
    const after = view.standings.find(({ unit }) => unit === 'park.haidian')?.score
    expect(after).toBeLessThan(score)
    runId = view.row.runId ?? ''
    const run = await (
      await clientOf('office')
    ).call(contract.readRun, { params: { runId: view.row.runId ?? '' } })
    // What the office found, not what the park claimed.
    expect(run.sources['revenue']?.corrected.map(({ unit, after }) => [unit, after])).toEqual([
      ['park.haidian', 60],
    ])
  },
  PATIENT,
)

test(
  'another person confirms, the rule proposes, a leader decides: two parks have to rectify',
  async () => {
    const page = await journey.visit('office2', `/evaluations/rounds/${roundId}`)
    await step(page, '确认结果')
    await page.locator('.page-actions').getByRole('button', { name: '拟定决定' }).click()
    await page.getByText('按规则从已确认的等次').waitFor()
    await page.getByRole('button', { name: '拟定决定' }).last().click()
    await page.getByText('优先支持').first().waitFor()
    const leader = await journey.visit('leader', `/evaluations/rounds/${roundId}?tab=decisions`)
    await leader.getByRole('button', { name: '全选待定' }).click()
    await leader.getByRole('button', { name: /对选中的 17 项作出决定/ }).click()
    await leader.getByRole('dialog').getByRole('button', { name: '作出决定' }).click()
    await leader.getByRole('dialog').waitFor({ state: 'hidden', timeout: 60_000 })
    const { decisions } = await (
      await clientOf('leader')
    ).call(contract.listDecisions, { params: { roundId } })
    expect(decisions.reduce((sum, { amountWan }) => sum + (amountWan ?? 0), 0)).toBe(20_000)
    for (const { unit, consequence, case: opened } of decisions)
      if (consequence === 'rectification' && opened !== null) weak.push({ unit, caseId: opened.id })
    expect(weak).toHaveLength(2)
  },
  PATIENT,
)

test(
  'one rectification is lifted; the other fails, and support is withdrawn after the appeal',
  async () => {
    const { system } = journey
    const office = await clientOf('office')
    const leader = await clientOf('leader')
    for (const [place, { unit, caseId }] of weak.entries()) {
      const login = `weak${String(place)}`
      await system.addAccount(login, ['park_committee'], unit)
      const park = await clientOf(login)
      await actOn(leader, caseId, 'issue', 'issue')
      await actOn(park, caseId, 'planning', 'submitPlan', {
        plan: '盘活存量空间。',
        measures: [{ problem: '投入偏低', measure: '引进企业', person: '赵', dueOn: '2027-06-30' }],
      })
      await actOn(office, caseId, 'planReview', 'approve')
      await actOn(park, caseId, 'work', 'report', { progress: '已完成。', final: true })
    }
    const [mended, failed] = weak
    await actOn(office, mended?.caseId ?? '', 'verify', 'lift', { verification: '已见成效。' })
    await actOn(office, failed?.caseId ?? '', 'verify', 'fail', { verification: '未见成效。' })
    await actOn(office, failed?.caseId ?? '', 'propose', 'propose', {
      proposal: 'withdraw-support',
      proposalReason: '整改不力。',
    })
    await actOn(leader, failed?.caseId ?? '', 'decide', 'impose', { decision: '取消市级支持。' })
    await actOn(await clientOf('weak1'), failed?.caseId ?? '', 'appealWindow', 'appeal', {
      appeal: '企业尚未入统。',
    })
    await actOn(office, failed?.caseId ?? '', 'appealReview', 'report', { appealReply: '登记在年度之后。' })
    await actOn(leader, failed?.caseId ?? '', 'appealDecide', 'uphold', { appealDecision: '维持。' })
    await keepEvaluations(createContext(system.services, TIMEKEEPER))

    const page = await journey.visit('office', `/evaluations/rounds/${roundId}?tab=decisions`)
    const table = page.locator('main table').first()
    await table.getByText('解除').first().waitFor()
    expect(await table.innerText()).toContain('取消市级支持')
  },
  PATIENT,
)

test(
  'published, the public reads method, ranking with intervals and decisions without log-in; the run replays',
  async () => {
    const before = await journey.system.anonymous().request('GET', `/public/evaluations/${roundId}`)
    expect(before.statusCode).toBe(404)
    const page = await journey.visit('office', `/evaluations/rounds/${roundId}`)
    await step(page, '公布')
    await page.getByRole('link', { name: '打开测算结果' }).click()
    await page.getByRole('button', { name: '复算', exact: true }).click()
    await page.getByText(/一致/).first().waitFor({ timeout: 60_000 })

    await journey.context.clearCookies()
    const read = await journey.open('/public/evaluations')
    await read
      .getByRole('link', { name: /2025年度分园创新发展综合评价/ })
      .first()
      .click()
    const text = await read.locator('main').innerText()
    for (const words of ['海淀园', '创新能力', '取消市级支持', '优先支持']) expect(text).toContain(words)
    expect(journey.complaints).toEqual([])
  },
  PATIENT,
)

const round = (tab: string) => () => `/evaluations/rounds/${roundId}${tab === '' ? '' : `?tab=${tab}`}`
const run = (tab: string) => () => `/evaluations/runs/${runId}${tab === '' ? '' : `?tab=${tab}`}`
const PAGES = [
  ['office', 'rounds', () => '/evaluations'],
  ['office', 'a round', round('')],
  ['office', 'its objections', round('objections')],
  ['office', 'its decisions', round('decisions')],
  ['office', 'a simulated budget', round('simulate')],
  ['office', 'its history', round('history')],
  ['haidian', 'the own result', () => `/evaluations/rounds/${roundId}/own`],
  ['office', 'schemes', () => '/evaluations/schemes'],
  ['office', 'a scheme', () => `/evaluations/schemes/${schemeId}`],
  ['office', 'runs', () => '/evaluations/runs'],
  ['office', 'ranking', run('')],
  ['office', 'one unit', run('unit')],
  ['office', 'steps', run('steps')],
  ['office', 'statistics', run('statistics')],
  ['office', 'robustness', run('robustness')],
  ['office', 'what-if', run('what-if')],
  ['office', 'year to year', run('year')],
  ['office', 'facts', () => '/evaluations/facts'],
  ['expert', 'own scores', () => '/evaluations/facts'],
  ['evaluator', 'workspace', () => '/evaluations/workspace'],
] as const

describe.each(['zh-CN', 'en'] as const)('in %s', (language) => {
  test.each(PAGES)(
    '%s: %s has no serious finding, no text of the other language, and stands in a narrow window',
    async (login, _name, path) => {
      const page = await journey.visit(login, path(), language)
      await page.waitForLoadState('networkidle')
      expect(await page.locator('html').getAttribute('lang')).toBe(language)
      expect(await page.locator('main').count()).toBe(1)
      expect(await seriousFindings(page)).toEqual([])
      expect(await page.locator('body').innerText()).not.toMatch(/\b(undefined|NaN|\[object Object\])\b/)
      if (language === 'en') expect(await chineseControls(page)).toEqual([])
      await page.setViewportSize({ width: 1024, height: 768 })
      const faults = await layoutFaults(page)
      await page.setViewportSize({ width: 1440, height: 900 })
      expect(faults).toEqual([])
    },
  )
})

test('no page complained', () => {
  expect(journey.complaints).toEqual([])
})
