/**
 * Renews the pictures under docs/images from a running demonstration zone: `npm start`, then
 * `node scripts/make-screenshots.ts http://localhost:8080`. Only our own sample documents are shown.
 */
import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Page } from 'playwright-core'
import { openBrowser } from '../tests/support/chromium.ts'

const address = process.argv[2] ?? 'http://localhost:8080'
const folder = join(resolve(import.meta.dirname, '..'), 'docs', 'images')
const SAMPLE_IN_REVIEW = '2025年分园提升行动安排'
/** As many decisions as make the meter show that a review is under way. */
const DECISIONS = 9

await mkdir(folder, { recursive: true })
for (const [language, suffix] of [
  ['zh-CN', 'zh'],
  ['en', 'en'],
] as const) {
  const { context, close } = await openBrowser({ width: 1440, height: 900, locale: language })
  try {
    const page = await context.newPage()
    await signIn(page, language)
    const { versionId, planId } = await findPlaces(page)
    await openReadingRoom(page, versionId)
    await page.screenshot({ path: join(folder, `reading-room-${suffix}.png`) })
    for (const [name, path] of [
      ['home', '/'],
      ['plan', `/plans/${planId}`],
      ['map', '/map'],
    ] as const) {
      await page.goto(address + path)
      await page.waitForLoadState('networkidle')
      await page.screenshot({ path: join(folder, `${name}-${suffix}.png`) })
    }
  } finally {
    await close()
  }
}

async function signIn(page: Page, language: 'zh-CN' | 'en'): Promise<void> {
  await page.goto(address)
  if (language === 'en') await page.locator('button[lang=en]').click()
  await page.locator('input[autocomplete=username]').fill('office')
  await page.locator('input[autocomplete=current-password]').fill('duoyuan-office')
  await page.keyboard.press('Enter')
  await page.locator('nav').first().waitFor()
}

async function findPlaces(page: Page): Promise<{ versionId: string; planId: string }> {
  const { documents } = await page.evaluate(
    async () =>
      (await (await fetch('/api/documents')).json()) as {
        documents: { title: string; versionId: string; planId: string | null }[]
      },
  )
  const versionId = documents.find((document) => document.title.startsWith(SAMPLE_IN_REVIEW))?.versionId
  const planId = documents.find((document) => document.planId !== null)?.planId
  if (versionId === undefined || planId === undefined || planId === null)
    throw new Error(`${address} does not have the demonstration zone's samples`)
  return { versionId, planId }
}

async function openReadingRoom(page: Page, versionId: string): Promise<void> {
  await page.goto(`${address}/plans/documents/${versionId}`)
  await page.waitForLoadState('networkidle')
  await page.keyboard.press('n')
  await page.waitForURL(/item=/)
  const reviewed = await page.evaluate(
    async (id) =>
      ((await (await fetch(`/api/document-versions/${id}`)).json()) as { counters: { reviewed: number } })
        .counters.reviewed,
    versionId,
  )
  for (let i = reviewed; i < DECISIONS; i++) {
    await page.keyboard.press('Enter')
    await page.waitForTimeout(300)
  }
  await page.waitForLoadState('networkidle')
  // The findings stand above the cards; the picture shows both.
  await page.locator('.side').evaluate((side) => {
    for (const part of side.querySelectorAll('*')) if (part.scrollTop > 0) part.scrollTop = 0
  })
  await page.waitForTimeout(500)
}
