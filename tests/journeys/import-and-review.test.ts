import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { documentsForJourney, dropFiles, startJourney, type Journey } from '#tests/journey'

let journey: Journey
let page: Page
beforeAll(async () => {
  journey = await startJourney()
  page = await journey.signIn('office')
})
afterAll(() => journey.close())

describe('the office turns documents into a plan', () => {
  let files: { name: string; content: Buffer }[]

  test('drops the documents onto the library and sees what became of each', async () => {
    files = await documentsForJourney()
    await page.getByRole('link', { name: '规划', exact: true }).click()
    await page.getByText('文件库还是空的').waitFor()
    await dropFiles(page, files)
    await page.getByText('导入完成').waitFor({ timeout: 60_000 })
    expect(await page.getByText('新文件').count()).toBe(files.length)
    expect(await page.locator('a[href*="/plans/documents/"]').count()).toBeGreaterThanOrEqual(files.length)
  })

  test('drops one again and is told that it is there already', async () => {
    await dropFiles(page, files.slice(0, 1))
    await page.getByText('已在库中').waitFor({ timeout: 30_000 })
  })

  test('reviews the shortest to the end and publishes it, by keyboard only', async () => {
    const { documents } = await page.evaluate(
      async () =>
        (await (await fetch('/api/documents')).json()) as {
          documents: { versionId: string; counters: { total: number }; targets: number }[]
        },
    )
    const shortest = documents
      .filter((document) => document.targets > 0)
      .toSorted((a, b) => a.counters.total - b.counters.total)[0]
    if (shortest === undefined) throw new Error('No document with a target was imported')
    await page.goto(`${journey.address}/plans/documents/${shortest.versionId}`)
    await page.getByText('采纳列出的').waitFor()

    const reviewed = (count: number) => page.getByText(`全部 ${count}/${shortest.counters.total}`).waitFor()
    await page.waitForLoadState('networkidle')
    await page.keyboard.press('j')
    await page.waitForURL(/\?item=/)
    // Taken back before the server has answered: the undo waits its turn.
    await page.keyboard.press('x')
    await page.keyboard.press('u')
    await page.waitForLoadState('networkidle')
    await reviewed(0)
    for (let i = 0; i < shortest.counters.total; i++) {
      await page.keyboard.press('Enter')
      // Accepting moves on to the next by itself.
      await reviewed(i + 1)
    }

    await tabTo(page, '发布规划')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor()
    await tabTo(page, '发布规划', 'dialog')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/plans\/[0-9a-f-]{36}$/)
  })

  test('finds the sentence of a target again from the plan', async () => {
    await page.getByText('目标一览').first().waitFor()
    await page.locator('main summary').first().click()
    await page.locator('a[href*="?item="]:visible').first().click()
    await page.waitForURL(/\/plans\/documents\/[0-9a-f-]{36}\?item=/)
    const id = new URL(page.url()).searchParams.get('item') ?? ''
    const marked = page.locator(`[data-items~="${id}"]`).first()
    await marked.waitFor()
    expect(await marked.isVisible()).toBe(true)
    const box = await marked.boundingBox()
    const height = page.viewportSize()?.height ?? 0
    expect(box?.y ?? -1).toBeGreaterThan(0)
    expect(box?.y ?? height).toBeLessThan(height)
  })

  test('the pages complained of nothing', () => {
    expect(journey.complaints).toEqual([])
  })
})

/** Presses Tab until the control with this name has the focus, as somebody without a mouse does. */
async function tabTo(page: Page, name: string, within?: 'dialog'): Promise<void> {
  for (let i = 0; i < 80; i++) {
    const focused = await page.evaluate(() => {
      const element = document.activeElement
      return {
        text: element?.textContent.replaceAll(/\s/g, '') ?? '',
        inDialog: element?.closest('[role=dialog]') !== null,
      }
    })
    if (focused.text.includes(name) && focused.text.length < 20 && (within === undefined || focused.inDialog))
      return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab never reached ${name}`)
}
