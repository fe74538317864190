import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as contract from '#contract/statistics'
import { seriousFindings } from '#tests/axe'
import { stagePark } from '#tests/import-story'
import { startJourney, type Journey } from '#tests/journey'
import { chineseControls, layoutFaults } from '#tests/page-checks'
import { soundMonth, stageEnterprise, stagePeriod, type StagedEnterprise } from '#tests/statistics-stage'

const FORM = 'ZK-M01'

let journey: Journey
let own: StagedEnterprise
let returned: StagedEnterprise
let release = ''

beforeAll(async () => {
  journey = await startJourney({ width: 1280, height: 800 })
  const { system } = journey
  await system.addAccount('firm', ['enterprise'], 'company.huayuan')
  await system.addAccount('department', ['department'], 'department.science')
  for (const period of ['2026-08', '2026-09', '2026-10']) await stagePeriod(system, FORM, period)
  own = await stageEnterprise(system, 'park.haidian', {
    organisation: 'company.huayuan',
    name: '华园传感与智能测量技术研究开发（集团）股份有限公司',
  })
  returned = await stageEnterprise(system, 'park.haidian', { name: '退回待改信息技术有限公司' })
  const many = await stagePark(system, 'park.haidian', 60_000, 24)
  const [park, office] = [await system.signIn('haidian'), await system.signIn('office')]
  const file = async (unit: StagedEnterprise, period: string, values = soundMonth()) => {
    const params = { unitId: unit.id, form: FORM, period }
    await park.call(contract.saveFiling, { params, body: { version: null, values } })
    return {
      params,
      act: (version: number, act: contract.FilingAct) =>
        park.call(contract.actOnFiling, { params, body: { version, act } }),
    }
  }
  for (const [at, unit] of many.entries())
    for (const period of ['2026-08', '2026-09']) {
      const { act } = await file(unit, period, soundMonth({ QC05_0: 1_000 + at, QC06: 600 + at }))
      await act(1, { kind: 'submit' })
      await act(2, { kind: 'approve' })
    }
  await file(own, '2026-09', soundMonth({ QC05_0: 10_000, QC09: 400 }))
  const back = await file(returned, '2026-09')
  await back.act(1, { kind: 'submit' })
  await park.call(contract.openQuery, { params: back.params, body: { field: 'QJ20', text: '请说明构成。' } })
  await back.act(2, { kind: 'return', reason: '出口额与海关数不符' })
  const made = await office.call(contract.draftRelease, {
    body: { period: '2026-09', indicators: ['revenue-month', 'employees-month'], cuts: ['park'] },
  })
  release = made.release.id
})
afterAll(() => journey.close())

const PAGES = [
  ['office', 'collections', () => '/statistics'],
  ['haidian', 'collections of a park', () => '/statistics'],
  ['firm', 'what an enterprise owes', () => '/statistics'],
  ['office', 'a period', () => `/statistics/collections/${FORM}/2026-09`],
  ['haidian', 'filings of a period', () => `/statistics/collections/${FORM}/2026-09?tab=list`],
  ['firm', 'a filing with errors', () => `/statistics/filings/${own.id}/${FORM}/2026-09`],
  ['haidian', 'a filing that was returned', () => `/statistics/filings/${returned.id}/${FORM}/2026-09`],
  ['haidian', 'imports', () => `/statistics/imports?form=${FORM}&period=2026-10`],
  ['office', 'forms', () => '/statistics/forms'],
  ['office', 'a form', () => '/statistics/forms/GQ-002'],
  ['office', 'explorer', () => '/statistics/explore?indicator=revenue-month'],
  ['office', 'explorer as lines', () => '/statistics/explore?indicator=revenue-month&view=line'],
  ['department', 'explorer of what is public', () => '/statistics/explore?indicator=revenue-month'],
  ['office', 'indicators', () => '/statistics/indicators'],
  ['office', 'alerts', () => '/statistics/warnings'],
  ['office', 'warning rules', () => '/statistics/warnings/rules'],
  ['office', 'bulletins', () => '/statistics/bulletins'],
  ['office', 'a bulletin', () => `/statistics/bulletins/${release}`],
  ['office', 'figures of others', () => '/statistics/published'],
  ['office', 'register', () => '/enterprises'],
  ['haidian', 'an enterprise', () => `/enterprises/${own.id}`],
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
      await page.setViewportSize({ width: 1280, height: 800 })
      expect(faults).toEqual([])
    },
  )
})

test('no page complained', () => {
  expect(journey.complaints).toEqual([])
})
