import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { decideItems, importFile, publishPlan, readVersion } from '#features/plans'
import { startJourney, type Journey } from '#tests/journey'
import { POLICY_TEXT } from '#tests/policy-text'

let journey: Journey
const places = { reading: '', plan: '' }
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
})
afterAll(() => journey.close())

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

describe.each(['zh-CN', 'en'] as const)('in %s', (language) => {
  test('log-in has no serious finding', async () => {
    await journey.context.clearCookies()
    const page = await journey.open('/')
    await page.locator('input[autocomplete=username]').waitFor()
    expect(await seriousFindings(page)).toEqual([])
    await page.close()
  })

  test.each(PAGES)(
    '%s: %s has no serious finding and no text of the other language',
    async (login, _name, path) => {
      const page = await journey.signIn(login, language)
      await page.goto(journey.address + path())
      await page.waitForLoadState('networkidle')
      expect(await page.locator('html').getAttribute('lang')).toBe(language)
      expect(await page.locator('main').count()).toBe(1)
      expect(await seriousFindings(page)).toEqual([])
      expect(await page.locator('body').innerText()).not.toMatch(/\b(undefined|NaN|\[object Object\])\b/)
      if (language === 'en') expect(await chineseControls(page)).toEqual([])
      await page.close()
    },
  )
})

/** Controls in Chinese on an English page, except words that are marked as being Chinese: names, titles, quotations. */
function chineseControls(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('button, a, th, label, h1, h2')]
      .filter((element) => element.closest('[lang|=zh]') === null)
      .map((element) => {
        const copy = element.cloneNode(true)
        if (copy instanceof Element) for (const own of copy.querySelectorAll('[lang|=zh]')) own.remove()
        return copy.textContent ?? ''
      })
      .filter((text) => /[\u4e00-\u9fff]{2,}/.test(text)),
  )
}

test('no page complained', () => {
  expect(journey.complaints).toEqual([])
})

async function seriousFindings(page: Page): Promise<string[]> {
  // The page's own policy forbids foreign scripts; the test's tool comes in through the debugger, not through the page.
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
    }),
  )
  return violations
    .filter((violation) => violation.impact === 'serious' || violation.impact === 'critical')
    .map(
      (violation) => `${violation.id}: ${violation.nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`,
    )
}
