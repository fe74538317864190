import { PDFDocument } from 'pdf-lib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { decideItems, importFile, publishPlan, readVersion } from '#features/plans'
import { seriousFindings } from '#tests/axe'
import { actOn, eventually, openCase, readCase } from '#tests/cases'
import { organisationsOf } from '#tests/case-page'
import { startJourney, type Journey } from '#tests/journey'
import { dateAgo } from '#tests/ledger-duties'
import { stageLedger, type LedgerStage } from '#tests/ledger-stage'
import { chineseControls, layoutFaults } from '#tests/page-checks'
import { POLICY_TEXT } from '#tests/policy-text'

/** Points. */
const A4 = [595, 842]

let journey: Journey
const places = {
  reading: '',
  plan: '',
  draft: '',
  dispatch: '',
  handle: '',
  closed: '',
  consensus: '',
  channel: '',
}
let ledger: LedgerStage
beforeAll(async () => {
  journey = await startJourney({ width: 1280, height: 800 })
  const ctx = await journey.system.contextOf('office')
  const { versionId } = await importFile(ctx, { fileName: 'plan.txt', bytes: Buffer.from(POLICY_TEXT) })
  const { items } = await readVersion(ctx, versionId ?? '')
  await decideItems(ctx, versionId ?? '', {
    decision: 'accept',
    items: items.filter((item) => item.kind !== 'heading'),
  })
  const { planId } = await publishPlan(ctx, versionId ?? '', { visibility: 'zone', note: null })
  places.reading = `/plans/documents/${versionId ?? ''}`
  places.plan = `/plans/${planId}`
  const waiting = POLICY_TEXT.replace('示范园区提升行动方案', '等待核对的方案')
  await importFile(await journey.system.contextOf('office'), {
    fileName: 'b.txt',
    bytes: Buffer.from(waiting),
  })
  await playCases()
  ledger = await stageLedger(journey.system)
})
afterAll(() => journey.close())

/** Cases in the states that look different: draft, waiting, in work, closed, scores to be agreed on, parallel work. */
async function playCases(): Promise<void> {
  const { system } = journey
  const org = await organisationsOf(system)
  const [anna, carl] = [
    await system.addAccount('anna', ['expert'], 'company.tianheng'),
    await system.addAccount('carl', ['expert'], 'company.jicheng'),
  ]
  await system.addAccount('committee', ['department'], 'department.committee')
  const [haidian, office, committee] = [
    await system.signIn('haidian'),
    await system.signIn('office'),
    await system.signIn('committee'),
  ]
  const whistle = (matter: string) =>
    openCase(haidian, 'park-whistle', {
      matter,
      content: '请到现场研究。',
      kind: 'infrastructure',
      urgency: 'ordinary',
      contact: '林海 010-00000000',
    })
  const dispatched = async (matter: string): Promise<string> => {
    const { id } = await whistle(matter)
    await actOn(haidian, id, 'draft', 'submit')
    await actOn(office, id, 'dispatch', 'dispatch', {
      listItem: '园区日常服务',
      lead: org('department.committee'),
      fallbackLead: org('district.haidian'),
      district: org('district.haidian'),
    })
    return id
  }
  const report = { reportMode: 'onsite', reportNote: '已到场。' }
  places.draft = `/cases/${(await whistle('还没有提交的事项')).id}`
  const waiting = await whistle('等待派单的事项')
  await actOn(haidian, waiting.id, 'draft', 'submit')
  places.dispatch = `/cases/${waiting.id}`
  const handled = await dispatched('正在办理的事项')
  await actOn(committee, handled, 'sign', 'accept', {}, '已安排专人到场。')
  await actOn(committee, handled, 'report', 'report', report)
  places.handle = `/cases/${handled}`
  const closed = await dispatched('已经办结的事项')
  await actOn(committee, closed, 'sign', 'accept')
  await actOn(committee, closed, 'report', 'report', report)
  await actOn(committee, closed, 'handle', 'answer', { result: '已修复。' })
  await actOn(haidian, closed, 'parkRates', 'close', { solved: true, satisfaction: 'very' })
  await actOn(committee, closed, 'leadAppraises', 'appraise', { whistleQuality: 'apt' })
  places.closed = `/cases/${closed}`

  const reviewed = async (projectCode: string): Promise<string> => {
    const { id } = await openCase(haidian, 'joint-review', {
      projectName: '光子芯片中试线',
      projectCode,
      applicant: '试验光子科技有限公司',
      park: org('park.haidian'),
      contact: '林海 010-00000000',
      kind: 'new',
      industry: '集成电路',
      summary: '建设中试线一条。',
      newLand: true,
      newLandM2: 12_000,
      investment: 80_000,
      outputPerHa: 30_000,
      commitments: [{ text: '三年内达产', measure: '年产值', due: '2029-12-31', party: '申报单位' }],
    })
    await actOn(haidian, id, 'draft', 'submit')
    await actOn(office, id, 'check', 'accept')
    await actOn(office, id, 'appoint', 'appoint', { reviewers: [anna, carl] })
    for (const [login, scoreTechnology] of [
      ['anna', 90],
      ['carl', 55],
    ] as const) {
      const reviewer = await system.signIn(login)
      await actOn(reviewer, id, 'declare', 'none')
      await actOn(reviewer, id, 'score', 'submitScore', {
        scoreTechnology,
        scoreOutput: 80,
        scoreCluster: 85,
        scoreEcology: 75,
      })
    }
    return id
  }
  places.consensus = `/cases/${await reviewed('ZGC-2026-201')}`
  const approved = await reviewed('ZGC-2026-202')
  await actOn(office, approved, 'consensus', 'agree', {
    consensusTechnology: 78,
    consensusOutput: 80,
    consensusCluster: 85,
    consensusEcology: 75,
    consensusRecord: '结论一致。',
    spreadExplanation: '已补充论证。',
    leadingIndustries: 4,
    parksWithIndustry: 2,
    cultivatedIndustries: 1,
  })
  await actOn(office, approved, 'decide', 'approve', { conclusion: '同意。' })
  const channel = await eventually(async () => {
    const { subcases } = await readCase(office, approved)
    return subcases.find(({ procedure }) => procedure.zh === '项目绿色通道')
  })
  await actOn(office, channel.id, 'draft', 'submit', {
    channelBodies: [org('department.committee'), org('department.science')],
    formalities: [{ body: org('department.committee'), formality: '用地手续协调' }],
  })
  places.channel = `/cases/${channel.id}`
}

const PAGES = [
  ['office', 'home', () => '/'],
  ['office', 'library', () => '/plans'],
  ['office', 'published plans', () => '/plans?view=plans'],
  ['office', 'reading room', () => places.reading],
  ['office', 'plan', () => places.plan],
  ['office', 'organisations', () => '/organisations'],
  ['office', 'map', () => '/map'],
  ['sysadmin', 'accounts', () => '/admin/users'],
  ['secadmin', 'roles', () => '/admin/roles'],
  ['auditor', 'audit', () => '/admin/audit'],
] as const
/** These and those of the ledger also stand in a narrow window. */
const CASE_PAGES = [
  ['sysadmin', 'webhooks', () => '/admin/webhooks'],
  ['office', 'in-tray', () => '/cases'],
  ['office', 'cases waited for', () => '/cases?box=waiting'],
  ['office', 'overdue cases', () => '/cases?box=overdue'],
  ['office', 'copied cases', () => '/cases?box=copied'],
  ['haidian', 'drafts', () => '/cases?box=drafts'],
  ['office', 'closed cases', () => '/cases?box=done'],
  ['office', 'all cases', () => '/cases?box=all'],
  ['office', 'board', () => '/cases/board?procedure=park-whistle'],
  ['office', 'statistics', () => '/cases/statistics?procedure=park-whistle&by=lead'],
  ['haidian', 'start of a whistle', () => '/cases/new/park-whistle'],
  ['haidian', 'draft of a case', () => places.draft],
  ['office', 'case to be dispatched', () => places.dispatch],
  ['committee', 'case in work', () => places.handle],
  ['haidian', 'closed case', () => places.closed],
  ['office', 'scores to be agreed on', () => places.consensus],
  ['committee', 'parallel work', () => places.channel],
  ['office', 'procedures', () => '/procedures'],
  ['office', 'procedure', () => '/procedures/park-whistle'],
  ['office', 'notices', () => '/notices'],
  ['office', 'own settings', () => '/my-settings'],
] as const
const LEDGER_PAGES = [
  ['office', 'overview', () => '/overview'],
  ['office', 'overview by progress', () => '/overview?map=progress'],
  ['haidian', 'overview of a park', () => '/overview'],
  ['office', 'ledger', () => '/ledger'],
  ['haidian', 'ledger of a park', () => '/ledger?mine=true'],
  ['office', 'ledger as board', () => '/ledger?view=board'],
  ['office', 'ledger as timeline', () => '/ledger?view=timeline'],
  ['office', 'tasks to be taken in', () => ledger.take],
  ['office', 'two dates compared', () => `/ledger/compare?from=${dateAgo(30)}&to=${dateAgo(0)}`],
  ['office', 'duty of a plan', () => ledger.fromPlan],
  ['haidian', 'duty in work', () => ledger.inWork],
  ['office', 'duty with parts', () => ledger.split],
  ['office', 'returned duty', () => ledger.returned],
  ['office', 'late duty', () => ledger.late],
  ['office', 'dropped duty', () => ledger.dropped],
  ['office', 'new duty', () => '/ledger/duties/new'],
  ['office', 'targets', () => '/ledger/targets'],
  ['office', 'target', () => ledger.target],
  ['office', 'matrix of actions', () => '/ledger/matrix'],
  ['office', 'matrix of carriers', () => '/ledger/matrix?tab=carriers'],
  ['office', 'who takes up what', () => '/ledger/matrix?tab=takeup'],
  ['office', 'annual items of bodies', () => '/ledger/matrix?tab=annual'],
  ['office', 'annual list that was sent', () => ledger.annual],
  ['haidian', 'annual list to be confirmed', () => ledger.annual],
  ['office', 'import of a register', () => '/ledger/import'],
  ['office', 'supervision', () => '/ledger/supervision'],
  ['office', 'supervision decided', () => '/ledger/supervision?state=confirmed'],
  ['office', 'inspections', () => '/ledger/inspections'],
  ['office', 'inspection', () => ledger.inspection],
  ['office', 'rules of the colours', () => '/ledger/rules'],
] as const

describe.each(['zh-CN', 'en'] as const)('in %s', (language) => {
  test('log-in has no serious finding', async () => {
    await journey.context.clearCookies()
    const page = await journey.open('/')
    await page.locator('input[autocomplete=username]').waitFor()
    expect(await seriousFindings(page)).toEqual([])
    await page.close()
  })

  test.each([...PAGES, ...CASE_PAGES, ...LEDGER_PAGES])(
    '%s: %s has no serious finding and no text of the other language',
    async (login, name, path) => {
      const page = await journey.visit(login, path(), language)
      await page.waitForLoadState('networkidle')
      expect(await page.locator('html').getAttribute('lang')).toBe(language)
      expect(await page.locator('main').count()).toBe(1)
      expect(await seriousFindings(page)).toEqual([])
      expect(await page.locator('body').innerText()).not.toMatch(/\b(undefined|NaN|\[object Object\])\b/)
      if (language === 'en') expect(await chineseControls(page)).toEqual([])
      if (PAGES.some(([, each]) => each === name)) return
      await page.setViewportSize({ width: 1024, height: 768 })
      const faults = await layoutFaults(page)
      await page.setViewportSize({ width: 1280, height: 800 })
      expect(faults).toEqual([])
    },
  )
})

test.each(['zh-CN', 'en'] as const)('the overview in %s is printed on one A4 page', async (language) => {
  const page = await journey.visit('office', '/overview', language)
  await page.waitForLoadState('networkidle')
  const printed = await PDFDocument.load(await page.pdf({ format: 'A4', preferCSSPageSize: true }))
  expect(printed.getPageCount()).toBe(1)
  const sides = Object.values(printed.getPage(0).getSize())
    .map(Math.round)
    .sort((a, b) => a - b)
  expect(sides).toEqual(A4)
})

test('no page complained', () => {
  expect(journey.complaints).toEqual([])
})
