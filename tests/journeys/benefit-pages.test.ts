import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as cultivation from '#contract/cultivation'
import * as policies from '#contract/policies'
import { loadDemoOrganisations } from '#features/registry'
import { seriousFindings } from '#tests/axe'
import { startJourney, type Journey } from '#tests/journey'
import { chineseControls, layoutFaults } from '#tests/page-checks'
import { seedApplications } from '../../src/main/seed-applications.ts'
import { seedCultivation } from '../../src/main/seed-cultivation.ts'
import { addDemoAccounts } from '../../src/main/seed-demo.ts'
import { seedEnterpriseRecords } from '../../src/main/seed-enterprise-records.ts'
import { seedPolicies } from '../../src/main/seed-policies.ts'
import { seedStatistics } from '../../src/main/seed-statistics.ts'
import { PROGRAM_ROOT } from '../../src/main/system.ts'

/** A part of the demonstration's population, with its long names and all that is played on policies and cultivation. */
const ENTERPRISES = 600

let journey: Journey
const ids = {
  enterprise: '',
  policy: '',
  version: '',
  draft: '',
  proposed: '',
  sandbox: '',
  simulation: '',
  application: '',
  list: '',
  pilot: '',
  points: '',
  steward: '',
}

beforeAll(async () => {
  journey = await startJourney({ width: 1280, height: 800 })
  const { system } = journey
  const { ownerDb, ownerUrl } = system.database
  await loadDemoOrganisations(
    ownerDb,
    join(PROGRAM_ROOT, 'data', 'demo', 'organisations.json'),
    'zhongguancun',
  )
  await addDemoAccounts({ ownerDb })
  await system.addAccount('firm', ['enterprise'], 'demo.chip')
  await system.addAccount('colleague', ['zone_office'], 'office')
  const target = { ownerDb, ownerUrl, audit: system.services.audit }
  await seedStatistics(target, { enterprises: ENTERPRISES })
  await seedEnterpriseRecords(target)
  const stage = { services: system.services, ownerDb }
  await seedPolicies(stage)
  await seedApplications(stage)
  await seedCultivation(stage)
  const [office, park] = [await system.signIn('office'), await system.signIn('haidian')]
  const { applications } = await office.call(policies.listApplications)
  const { policies: library } = await office.call(policies.listPolicies)
  const { simulations } = await office.call(policies.listSimulations)
  const { pilots } = await office.call(policies.listPilots)
  const { lists } = await office.call(policies.listDirectLists)
  const { tables } = await office.call(cultivation.listPointsTables)
  const { stewards } = await park.call(cultivation.listStewards)
  ids.application = applications.find(({ state }) => state === 'paid')?.id ?? ''
  ids.policy = library[0]?.id ?? ''
  ids.version = library.map(({ id, versionId }) => `${id}/versions/${versionId}`)[0] ?? ''
  for (const state of ['draft', 'proposed'] as const) {
    const { policies: inWork } = await office.call(policies.listPolicies, { query: { inWork: state } })
    ids[state] = inWork.map(({ id, inWork: next }) => `${id}/versions/${next?.versionId ?? ''}`)[0] ?? ''
  }
  const { entries } = await office.call(policies.listSandbox)
  ids.sandbox = entries[0]?.id ?? ''
  ids.simulation = simulations[0]?.id ?? ''
  ids.pilot = pilots[0]?.id ?? ''
  ids.list = lists[0]?.id ?? ''
  ids.points = tables[0]?.id ?? ''
  ids.steward = stewards[0]?.userId ?? ''
  ids.enterprise = applications[0]?.enterprise.id ?? ''
}, 360_000)
afterAll(() => journey.close())

const PAGES = [
  ['office', 'register', () => '/enterprises'],
  ['haidian', 'declarations', () => '/enterprises/declarations'],
  ['haidian', 'imports', () => '/enterprises/imports'],
  ['office', 'duplicates', () => '/enterprises/duplicates'],
  ...(
    ['overview', 'policies', 'facts', 'records', 'ladder', 'services', 'filings', 'cases', 'history'] as const
  ).map(
    (tab) => ['office', `an enterprise: ${tab}`, () => `/enterprises/${ids.enterprise}?tab=${tab}`] as const,
  ),
  ['firm', 'own policies', () => '/enterprises?tab=policies'],
  ['office', 'ladder', () => '/cultivation'],
  ['haidian', 'ladder of a park', () => '/cultivation'],
  ['office', 'potential enterprises', () => '/cultivation/potential'],
  ['office', 'enterprises of a rung', () => '/cultivation/standings'],
  ['haidian', 'cultivation library', () => '/cultivation/library'],
  ['office', 'movement', () => '/cultivation/movement'],
  ['office', 'expiring qualifications', () => '/cultivation/expiring'],
  ['haidian', 'stewards', () => '/cultivation/stewards'],
  ['haidian', 'firms of a steward', () => `/cultivation/stewards/${ids.steward}`],
  ['haidian', 'visits', () => '/cultivation/visits'],
  ['office', 'packs', () => '/cultivation/packs'],
  ['office', 'tables of points', () => '/cultivation/points'],
  ['office', 'a table of points', () => `/cultivation/points/${ids.points}`],
  ['office', 'consents', () => '/cultivation/consents'],
  ['firm', 'own consents', () => '/cultivation/consents'],
  ['office', 'policies', () => '/policies'],
  ['office', 'a policy', () => `/policies/${ids.policy}`],
  ['office', 'whom a policy reaches', () => `/policies/${ids.policy}?tab=matches`],
  ['office', 'a version of a policy', () => `/policies/${ids.version}`],
  ['office', 'a draft of a policy', () => `/policies/${ids.draft}`],
  ['colleague', 'a proposed policy', () => `/policies/${ids.proposed}`],
  ['office', 'parameters', () => '/policies/parameters'],
  ['office', 'applications', () => '/policies/applications'],
  ['office', 'an application', () => `/policies/applications/${ids.application}`],
  ['firm', 'own applications', () => '/policies/applications'],
  ['office', 'lists without application', () => '/policies/direct'],
  ['office', 'a list without application', () => `/policies/direct/${ids.list}`],
  ['office', 'coverage', () => '/policies/coverage'],
  ['office', 'pilots', () => '/policies/pilots'],
  ['office', 'a pilot', () => `/policies/pilots/${ids.pilot}`],
  ['office', 'simulations', () => '/policies/simulations'],
  ['office', 'new simulation', () => `/policies/simulations/new?policy=${ids.policy}`],
  ['office', 'a simulation', () => `/policies/simulations/${ids.simulation}`],
  ['office', 'a curve', () => `/policies/simulations/curve?simulation=${ids.simulation}`],
  ['office', 'sandbox', () => '/policies/sandbox'],
  ['office', 'a product in the sandbox', () => `/policies/sandbox/${ids.sandbox}`],
  ['firm', 'own sandbox', () => '/policies/sandbox'],
  ['office', 'layout of industries', () => '/policies/layout'],
  ['office', 'proposals for the layout', () => '/policies/layout?tab=proposals'],
] as const

test('everything that is shown is there', () => {
  expect(Object.entries(ids).filter(([, id]) => id === '')).toEqual([])
})

describe.each(['zh-CN', 'en'] as const)('in %s', (language) => {
  test.each(PAGES)(
    '%s: %s has no serious finding, fits a narrow window and keeps to its language',
    async (login, _name, path) => {
      const page = await journey.visit(login, path(), language)
      await page.waitForLoadState('networkidle')
      expect(await page.locator('html').getAttribute('lang')).toBe(language)
      expect(await page.locator('main').count()).toBe(1)
      expect(await seriousFindings(page)).toEqual([])
      expect(await page.locator('body').innerText()).not.toMatch(/\b(undefined|NaN|\[object Object\])\b/)
      if (language === 'en') expect(await chineseControls(page)).toEqual([])
      expect(await layoutFaults(page)).toEqual([])
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
