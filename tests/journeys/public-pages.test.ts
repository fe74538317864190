import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as contract from '#contract/ledger'
import { answerObjection, decide, object, proposeDecisions, readRound } from '#features/evaluations'
import { openBrowser } from '#tests/chromium'
import { confirmPlan } from '#tests/confirmed-plans'
import { DAYS, stageRounds } from '#tests/round-stage'
import { createTestSystem, type TestSystem } from '#tests/system'

let system: TestSystem
let address: string
let browser: Awaited<ReturnType<typeof openBrowser>>
const addresses: string[] = []

beforeAll(async () => {
  system = await createTestSystem()
  await system.addAccount('office', ['zone_office'], 'office')
  const office = await system.signIn('office')
  const frame = await office.call(contract.readLedgerFrame)
  for (const key of ['s0', 's2']) {
    const { planId, documentId } = await confirmPlan(system, 'office', key, 'public')
    const params = { planId }
    const { duties, targets } = await office.call(contract.previewPlanDuties, { params })
    await office.call(contract.takePlanDuties, {
      params,
      body: {
        items: duties.map(({ itemId }, i) => ({
          itemId,
          leadId: frame.bodies[i % frame.bodies.length]?.id ?? null,
        })),
        targets: targets.map(({ itemId }) => itemId),
        visibility: 'public',
      },
    })
    addresses.push(`/public/plans/${documentId}`)
  }
  const { targets } = await office.call(contract.listTargets, { query: { q: '企业总收入' } })
  for (const { id, year } of targets) {
    addresses.push(`/public/targets/${id}`)
    const page = await office.call(contract.readTarget, { params: { targetId: id } })
    let { version } = page.target
    for (const { itemId, year: of } of page.suggestions.filter((one) => one.year <= (year ?? 0))) {
      await office.call(contract.addActual, {
        params: { targetId: id },
        body: { from: 'document', version, itemId, year: of },
      })
      version += 1
    }
  }
  const { duties } = await office.call(contract.listDuties, { query: { limit: '1' } })
  addresses.unshift('/public', `/public/duties/${duties[0]?.id ?? ''}`)
  addresses.push('/public/evaluations', `/public/evaluations/${await publishedRound()}`)
  address = await system.app.listen({ host: '127.0.0.1', port: 0 })
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await system.close()
})

/** An evaluation from frozen data to publication, with an objection that was right and everything decided. */
async function publishedRound(): Promise<string> {
  const stage = await stageRounds(system, { replications: 200 })
  const { from, to, confirm, publish } = DAYS[2024]
  const { id } = (await stage.computed('2024')).row
  await stage.act('office1', from, id, 'open-review')
  const doubted = { column: 'income', period: '2024', claimedValue: 12, reason: '漏报', files: [] }
  const { id: objectionId, version } = await object(await stage.at('pinggu', from), id, doubted)
  const answer = { version, act: 'accept' as const, newValue: 11, answer: '属实' }
  await answerObjection(await stage.at('office1', from), objectionId, answer)
  await stage.act('office1', from, id, 'refreeze', { reason: '更正' })
  await stage.act('office1', from, id, 'adopt', { runId: await stage.run(from, id) })
  await stage.act('office1', to, id, 'close-review')
  await stage.act('office2', confirm, id, 'confirm')
  const office2 = await stage.at('office2', confirm)
  const { decisions } = await proposeDecisions(office2, id, (await readRound(office2, id)).row.version)
  await decide(await stage.at('leader', confirm), id, {
    decisions: decisions.map((one) => ({ id: one.id, version: one.version, note: null })),
  })
  await stage.act('office1', publish, id, 'publish')
  return id
}

test.each(['zh-CN', 'en'])('every public page reads well in %s, also on a telephone', async (language) => {
  const complaints: string[] = []
  const page = await browser.context.newPage()
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  for (const path of addresses) {
    await page.setViewportSize({ width: 1280, height: 900 })
    const answer = await page.goto(`${address}${path}?language=${language}`)
    expect(answer?.status(), path).toBe(200)
    expect(await page.locator('html').getAttribute('lang')).toBe(language)
    expect(await page.locator('h1').count()).toBe(1)
    expect(await page.locator('script').count()).toBe(0)
    expect(await seriousFindings(page), path).toEqual([])
    await page.setViewportSize({ width: 360, height: 740 })
    expect(await overflow(page), `${path} is wider than a telephone`).toBeLessThanOrEqual(0)
  }
  expect(complaints).toEqual([])
  await page.close()
})

test('a reader goes from the first page to a duty and back, and changes the language on the way', async () => {
  const page = await browser.context.newPage()
  await page.goto(`${address}/public`)
  await page.getByRole('link', { name: /十四五/ }).click()
  await page.locator('ul.sheet a.title').last().click()
  await page.getByText('牵头单位').waitFor()
  await page.getByRole('link', { name: 'English' }).click()
  await page.getByText('Lead').waitFor()
  await page.getByRole('link', { name: 'How the colours are decided' }).click()
  await page.getByRole('heading', { name: 'How the colours are decided' }).waitFor()
  expect(page.url()).toContain('#rules')
  await page.close()
})

test('a reader goes from the statistics to an evaluation, reads how sure it is, and takes its data along', async () => {
  const page = await browser.context.newPage()
  await page.goto(`${address}/public/statistics`)
  await page.getByRole('link', { name: '评价结果' }).click()
  await page.getByRole('link', { name: '2024年度试评' }).click()
  await page.getByRole('heading', { name: '结果有多可靠' }).waitFor()
  await page.getByRole('img', { name: '各单位的名次和名次区间' }).waitFor()
  await page.getByRole('link', { name: 'English' }).click()
  await page.getByRole('heading', { name: 'What was decided by it' }).waitFor()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'All data (CSV)' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('staged-2024-data.csv')
  await page.close()
})

function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
}

async function seriousFindings(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
    }),
  )
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`,
  )
}
