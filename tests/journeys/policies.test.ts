import { afterAll, beforeAll, expect, test } from 'vitest'
import { chinaDay } from '#domain/kernel'
import * as contract from '#contract/policies'
import { seriousFindings } from '#tests/axe'
import { act, fillNumber } from '#tests/case-page'
import { startJourney, type Journey } from '#tests/journey'
import { layoutFaults } from '#tests/page-checks'
import { emptyLibrary, publishStaged, simplePolicy, stageFirm } from '#tests/policy-stage'
import type { StagedEnterprise } from '#tests/statistics-stage'

/**
 * The firm's annual forms of the last year: revenue 5,000 万元, research 400 万元, 9 valid patents. Its share of the home market and
 * its rent are not known.
 */
const SHARE = '主导产品全国市场占有率'
const PATIENT = 120_000
const year = Number(chinaDay(Date.now()).slice(0, 4))

let journey: Journey
let firm: StagedEnterprise
let applicationId = ''
/** By code. */
const ids = new Map<string, string>()

beforeAll(async () => {
  journey = await startJourney({ width: 1440, height: 900 })
  const { system } = journey
  await system.addAccount('firm', ['enterprise'], 'company.huayuan')
  await emptyLibrary(system)
  firm = await stageFirm(system, { organisation: 'company.huayuan' })
  const evidence = [
    {
      id: 'share',
      title: { zh: '市场占有率证明', en: 'Proof of the share' },
      facts: [SHARE],
      required: true,
    },
  ]
  const policies = [
    simplePolicy('q1', { when: '上年度研发费用 >= 100', amount: 'min(上年度研发费用 * 0.1, 50)' }),
    simplePolicy('q2', { when: '上年度营业收入 >= 1000', amount: '上年度营业收入 * 0.002' }),
    simplePolicy('q3', { when: '有效发明专利数 >= 5', amount: '有效发明专利数 * 0.5' }),
    simplePolicy('q4', { when: '上年度研发费用占营业收入比重 >= 5', amount: '8' }),
    simplePolicy('q5', { when: '上年度主营业务收入 > 0', amount: null }),
    simplePolicy('n1', { when: '有效发明专利数 >= 10', amount: '10' }),
    simplePolicy('n2', { when: '上年度研发费用 >= 450', amount: '20' }),
    simplePolicy('n3', { when: '上年度营业收入 >= 6000', amount: '30' }),
    simplePolicy('u1', { when: `${SHARE} >= 10`, amount: '20', evidence }),
    simplePolicy('u2', { when: '上年度房租支出 >= 50', amount: '上年度房租支出 * 0.2' }),
    simplePolicy('no', { when: '有效发明专利数 >= 100', amount: '100' }),
  ]
  for (const policy of policies) ids.set(policy.code, await publishStaged(system, policy))
}, PATIENT)
afterAll(() => journey.close())

test(
  'an enterprise opens its page and sees five policies it qualifies for, three near, two undetermined, and what goes together',
  async () => {
    const page = await journey.visit('firm', `/enterprises/${firm.id}?tab=policies`)
    const groups = page.getByRole('group').filter({ hasText: '不符合' }).first()
    await groups.waitFor()
    const text = (await groups.innerText()).replaceAll(/\s+/g, ' ')
    expect(text).toMatch(/符合 5.*接近 3.*待补充 2.*不符合 1/)
    await page.getByText('差 1 件').first().waitFor()
    await page.getByText('合计 62.5 万元').waitFor()
    expect(await seriousFindings(page)).toEqual([])
    expect(await layoutFaults(page)).toEqual([])
  },
  PATIENT,
)

test(
  'it supplies the missing fact with a paper; the verdict changes at once; it applies',
  async () => {
    const page = await journey.visit(
      'firm',
      `/enterprises/${firm.id}?tab=policies&policy=${ids.get('u1') ?? ''}`,
    )
    await page.getByRole('heading', { name: '政策u1' }).waitFor()
    await page.getByRole('button', { name: '补充', exact: true }).click()
    const declare = page.getByRole('dialog')
    await declare
      .getByLabel(/主导产品全国市场占有率/)
      .first()
      .fill('12')
    await declare.locator('input[type=file]').setInputFiles({
      name: '市场报告.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from('%PDF-1.4'),
    })
    await declare.getByText('市场报告.pdf').waitFor()
    await declare.getByRole('button', { name: '申报', exact: true }).click()
    await declare.waitFor({ state: 'hidden' })
    const apply = page.getByRole('button', { name: '申报', exact: true })
    await apply.click()
    const dialog = page.getByRole('dialog')
    await dialog.locator('input[type=file]').setInputFiles({
      name: '占有率证明.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from('%PDF-1.4'),
    })
    await dialog.getByText('占有率证明.pdf').waitFor()
    await dialog.getByRole('checkbox').check()
    await dialog.getByRole('button', { name: '申报', exact: true }).click()
    await dialog.waitFor({ state: 'hidden' })
    const client = await journey.system.signIn('firm')
    const { applications } = await client.call(contract.listApplications)
    expect(applications.map(({ policy, state, worked }) => [policy.code, state, worked])).toEqual([
      ['u1', 'submitted', 20],
    ])
    applicationId = applications[0]?.id ?? ''
  },
  PATIENT,
)

test(
  'the office grants it and records the payment; the enterprise sees that it is paid',
  async () => {
    const office = await journey.system.signIn('office')
    const before = await journey.visit('office', `/policies/applications/${applicationId}`)
    await before.getByRole('link', { name: '查看办理过程' }).click()
    await before.getByRole('heading', { name: /政策u1/ }).waitFor()
    await fillNumber(before, '认定金额（万元）', 20)
    await act(before, '认定')
    // The keeper notes the end of the case within seconds.
    await expect
      .poll(async () => (await office.call(contract.readApplication, { params: { applicationId } })).state, {
        timeout: 30_000,
      })
      .toBe('approved')
    const page = await journey.visit('office', `/policies/applications/${applicationId}`)
    await page.getByRole('button', { name: '登记拨付', exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('金额（万元）').fill('20')
    await dialog.getByLabel('拨付日期').fill(`${String(year)}-01-05`)
    await dialog.getByLabel('凭证号').fill('拨〔1〕号')
    await dialog.getByRole('button', { name: '登记拨付', exact: true }).click()
    await dialog.waitFor({ state: 'hidden' })
    const firmPage = await journey.visit('firm', `/policies/applications/${applicationId}`)
    await firmPage.getByText('拨〔1〕号').waitFor()
    await firmPage.getByText('已拨付').first().waitFor()
    expect(journey.complaints).toEqual([])
  },
  PATIENT,
)
