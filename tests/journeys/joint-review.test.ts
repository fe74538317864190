import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { actOn, eventually, openCase, readCase } from '#tests/cases'
import { act, actAfterAsking, fill, fillNumber, organisationsOf, panel, pick, press } from '#tests/case-page'
import { startJourney, type Journey } from '#tests/journey'
import type { TestClient } from '#tests/system'

const DETAIL = '核心工艺窗口和首批客户名单，仅供审核使用。'
const RULE = '该项目联合审核未通过，一律不予办理。'

let journey: Journey
const people = new Map<string, { readonly id: string; readonly client: TestClient }>()
let org: (code: string) => string
beforeAll(async () => {
  journey = await startJourney()
  const { system } = journey
  org = await organisationsOf(system)
  const ids = new Map<string, string>()
  for (const [login, role, organisation] of [
    ['xicheng', 'park_committee', 'park.xicheng'],
    ['science', 'department', 'department.science'],
    ['committee', 'department', 'department.committee'],
    ['anna', 'expert', 'company.tianheng'],
    ['bob', 'expert', 'company.huayuan'],
    ['carl', 'expert', 'company.jicheng'],
  ] as const)
    ids.set(login, await system.addAccount(login, [role], organisation))
  for (const login of ['haidian', 'xicheng', 'office', 'anna', 'carl'])
    people.set(login, { id: ids.get(login) ?? '', client: await system.signIn(login) })
  ids.forEach((id, login) => {
    const person = people.get(login)
    if (person === undefined) bystanders.set(login, id)
  })
})
afterAll(() => journey.close())

const bystanders = new Map<string, string>()
const idOf = (login: string): string => people.get(login)?.id ?? bystanders.get(login) ?? ''
function as(login: string): TestClient {
  const person = people.get(login)
  if (person === undefined) throw new Error(`Nobody is ${login}`)
  return person.client
}

/** A land-taking project that the office has accepted, with reviewers appointed. */
async function underReview(projectName: string, projectCode: string, reviewers: string[]): Promise<string> {
  const draft = await openCase(as('haidian'), 'joint-review', {
    ...project(projectName, 'park.haidian'),
    projectCode,
  })
  await actOn(as('haidian'), draft.id, 'draft', 'submit')
  await actOn(as('office'), draft.id, 'check', 'accept')
  await actOn(as('office'), draft.id, 'appoint', 'appoint', { reviewers: reviewers.map(idOf) })
  return draft.id
}

function project(projectName: string, park: string) {
  return {
    projectName,
    applicant: '试验光子科技有限公司',
    park: org(park),
    contact: '林海 010-00000000',
    kind: 'new',
    industry: '集成电路',
    summary: '建设中试线一条，服务园区内企业。',
    newLand: true,
    newLandM2: 12_000,
    investment: 80_000,
    outputPerHa: 30_000,
    technicalDetail: DETAIL,
    commitments: [{ text: '三年内达产', measure: '年产值', due: '2029-12-31', party: '申报单位' }],
  }
}

/** The page and everything that the server has told it. */
async function withAnswers(
  login: string,
  path: string,
  look: (page: Page) => Promise<void>,
): Promise<string> {
  const page = await journey.visit(login, '/cases')
  const answers: Promise<string>[] = []
  const listen = (response: { text(): Promise<string> }) => answers.push(response.text().catch(() => ''))
  page.on('response', listen)
  await page.goto(journey.address + path)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await look(page)
  await page.waitForLoadState('networkidle')
  page.off('response', listen)
  return [await page.content(), ...(await Promise.all(answers))].join('\n')
}

async function score(page: Page, technology: number): Promise<void> {
  await fillNumber(page, '技术创新性评分', technology)
  await fillNumber(page, '产出效益评分', 80)
  await fillNumber(page, '产业聚集度评分', 85)
  await fillNumber(page, '生态效益评分', 75)
  await act(page, '提交评分')
}

describe('a land-taking project with two reviewers, one with a conflict', () => {
  let path = ''
  let channel = ''

  beforeAll(async () => {
    path = `/cases/${await underReview('光子芯片中试线', 'ZGC-2026-101', ['anna', 'bob'])}`
  })

  test('who has declared a conflict has at no time been sent what is confidential', async () => {
    const seen = await withAnswers('bob', path, async (page) => {
      await page.getByRole('heading', { name: '光子芯片中试线' }).waitFor()
      await pick(page, '利益冲突声明', '投资或持股')
      await fill(page, '说明', '本人持有申报单位股份')
      await actAfterAsking(page, '有利益冲突，回避')
      await page.getByRole('heading', { name: '我要办的' }).waitFor({ state: 'detached' })
    })
    expect(seen).toContain('光子芯片中试线')
    expect(seen).not.toContain(DETAIL)
    const page = await journey.visit('bob', path)
    expect(await page.content()).not.toContain(DETAIL)
  })

  test('who has none sees it only after having said so, and scores', async () => {
    const before = await withAnswers('anna', path, (page) =>
      page.getByRole('button', { name: '没有利益冲突' }).waitFor(),
    )
    expect(before).toContain('光子芯片中试线')
    expect(before).not.toContain(DETAIL)
    const page = await journey.visit('anna', path)
    await act(page, '没有利益冲突')
    await page.getByText(DETAIL).waitFor()
    await score(page, 90)
  })

  test('another reviewer is appointed, who does not see the first one’s scores', async () => {
    const office = await journey.visit('office', path)
    await office.getByRole('heading', { name: /我要办的.*补充审核人/ }).waitFor()
    await pick(office, '补充审核人', 'carl')
    await act(office, '补充指定')

    const carl = await journey.visit('carl', path)
    await act(carl, '没有利益冲突')
    await panel(carl, '个人审核').getByText('已封存，全部结束后可见').first().waitFor()
    await score(carl, 55)
  })

  test('the consensus shows scores and spread side by side; a wide one must be explained', async () => {
    const page = await journey.visit('office', path)
    const table = panel(page, '个人审核').getByRole('table')
    const row = (await table.getByRole('row', { name: '技术创新性评分' }).innerText()).replaceAll(/\s+/g, ' ')
    expect(row).toContain('90')
    expect(row).toContain('55')
    expect(row).toContain('72.5')
    expect(row).toContain('55–90，标准差 17.5')
    expect(await table.getByText('回避').count()).toBeGreaterThan(0)

    for (const [label, value] of [
      ['技术创新性合议分', 78],
      ['产出效益合议分', 80],
      ['产业聚集度合议分', 85],
      ['生态效益合议分', 75],
      ['园区主导产业数（含本项目产业）', 4],
      ['以该产业为主导的园区数（含本园）', 2],
      ['园区培育产业数', 1],
    ] as const)
      await fillNumber(page, label, value)
    await fill(page, '合议记录', '两位审核人交换了意见，结论一致。')
    await page.getByText('“形成合议分”暂不能选：分歧较大，请填写说明').waitFor()
    const agree = page.getByRole('button', { name: '形成合议分' })
    expect(await agree.isDisabled()).toBe(true)
    await fill(page, '分歧较大的说明', '对量产进度的判断不同，已补充论证。')
    await expect.poll(() => agree.isDisabled(), { timeout: 10_000 }).toBe(false)
    await act(page, '形成合议分')
    // The two rules on layout differ; both are shown with where they come from.
    const warnings = panel(page, '提示')
    await warnings.getByText(/产业布局提示（2023年方案）/).waitFor()
    await warnings.getByText(/产业布局提示（“十四五”规划）/).waitFor()
    expect(await warnings.getByText(/（2023）/).count()).toBeGreaterThan(0)
    expect(await warnings.getByText(/（2021\/2025）/).count()).toBeGreaterThan(0)
  })

  test('it is approved, and the green channel opens', async () => {
    const page = await journey.visit('office', path)
    await fill(page, '结论说明', '符合准入标准，同意。')
    await act(page, '通过')
    await page.getByText('审核通过').first().waitFor()
    channel = await eventually(async () => {
      const { subcases } = await readCase(as('office'), path.slice('/cases/'.length))
      return subcases.find(({ procedure }) => procedure.zh === '项目绿色通道')?.id
    })
    await page.reload()
    await panel(page, '子事项').getByText('项目绿色通道').waitFor()
    await panel(page, '子事项').getByRole('link', { name: '光子芯片中试线' }).first().click()
  })

  test('its bodies are named and start together, each on its own clock', async () => {
    const page = await journey.visit('office', `/cases/${channel}`)
    await pick(page, '并联办理单位', '市科委、中关村管委会', '市科委')
    await pick(page, '并联办理单位', '中关村管委会')
    await press(page, '添加一行')
    await pick(page, '单位', '市科委、中关村管委会', '市科委')
    await page.getByRole('textbox', { name: '事项', exact: true }).fill('技术合同认定')
    await act(page, '启动并联办理')
    const clocks = panel(page, '时钟')
    expect(await clocks.getByRole('img', { name: /^单位办理：/ }).count()).toBe(2)
    for (const name of ['市科委、中关村管委会', '中关村管委会'])
      await clocks.getByText(name, { exact: true }).first().waitFor()
    const owed = panel(page, '缺什么，谁来补')
    expect(await owed.getByText('待办理“单位办理”').count()).toBe(2)
  })

  test('one body’s step leaves the other’s open; with both the channel is done', async () => {
    const science = await journey.visit('science', `/cases/${channel}`)
    await fill(science, '办理事项', '技术合同认定')
    await act(science, '办结')
    const owed = panel(science, '缺什么，谁来补')
    expect(await owed.getByText('待办理“单位办理”').count()).toBe(1)
    expect(await owed.getByText('中关村管委会', { exact: true }).count()).toBe(1)

    const committee = await journey.visit('committee', `/cases/${channel}`)
    await fill(committee, '办理事项', '用地手续协调')
    await act(committee, '办结')
    await committee.getByText('全部办结').first().waitFor()
  })
})

describe('a project that is not approved', () => {
  const CODE = 'ZGC-2026-102'
  let path = ''

  beforeAll(async () => {
    const id = await underReview('低效用能扩建项目', CODE, ['anna', 'carl'])
    for (const login of ['anna', 'carl']) {
      await actOn(as(login), id, 'declare', 'none')
      await actOn(as(login), id, 'score', 'submitScore', {
        scoreTechnology: 20,
        scoreOutput: 30,
        scoreCluster: 30,
        scoreEcology: 25,
      })
    }
    await actOn(as('office'), id, 'consensus', 'agree', {
      consensusTechnology: 20,
      consensusOutput: 30,
      consensusCluster: 30,
      consensusEcology: 25,
      consensusRecord: '一致认为未达到标准。',
      leadingIndustries: 2,
      parksWithIndustry: 2,
      cultivatedIndustries: 1,
    })
    path = `/cases/${id}`
  })

  test('cannot be approved against its scores; once rejected it offers nothing more', async () => {
    const page = await journey.visit('office', path)
    await page.getByText('“通过”暂不能选：未达到准入标准').waitFor()
    await fill(page, '结论说明', '未达到准入标准，不予通过。')
    await actAfterAsking(page, '不通过')
    await page.getByText('审核不通过').first().waitFor()
    for (const login of ['office', 'haidian']) {
      const seen = await journey.visit(login, path)
      expect(await seen.getByRole('heading', { name: '我要办的' }).count(), login).toBe(0)
      expect(await seen.getByRole('heading', { name: '我可以' }).count(), login).toBe(0)
    }
  })

  test.each([
    [
      'haidian',
      'one-stop',
      {
        kind: 'enterprise',
        matter: '为同一项目协调用地',
        content: '请协调用地指标。',
        applicant: '试验光子科技有限公司',
        contact: '林海 010-00000000',
        newLand: true,
      },
    ],
    ['xicheng', 'joint-review', () => project('换一个名称再报', 'park.xicheng')],
  ] as const)(
    '%s starts %s with the same code: refused with reason and source',
    async (login, procedure, data) => {
      const draft = await openCase(as(login), procedure, typeof data === 'function' ? data() : data)
      const page = await journey.visit(login, `/cases/${draft.id}`)
      await fill(page, '项目代码', CODE)
      // Not even the draft is kept.
      const note = page.getByRole('status').filter({ hasText: '没有保存成功' })
      await note.waitFor()
      expect(await note.innerText()).toContain(RULE)
      await press(page, '申报')
      const refusal = page.getByRole('alert')
      await refusal.getByText(RULE).waitFor()
      expect(await refusal.innerText()).toMatch(/依据：.*实施意见（2012）/s)
      await page.reload()
      await page.getByRole('button', { name: '申报', exact: true }).waitFor()
      expect(await page.getByRole('textbox', { name: '项目代码' }).inputValue()).toBe('')
    },
  )
})

test('the pages complained of nothing', () => {
  expect(journey.complaints).toEqual([])
})
