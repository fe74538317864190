import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { decideItems, importFile, publishPlan, readVersion } from '#features/plans'
import { startJourney, type Journey } from '#tests/journey'
import { POLICY_TEXT } from '#tests/policy-text'

let journey: Journey
const versions: Record<'draft' | 'published', string> = { draft: '', published: '' }
beforeAll(async () => {
  journey = await startJourney()
  for (const key of ['draft', 'published'] as const) {
    const ctx = await journey.system.contextOf('office')
    const text = POLICY_TEXT.replace(
      '示范园区提升行动方案',
      key === 'draft' ? '未公开的草案' : '已发布的行动方案',
    )
    const { versionId } = await importFile(ctx, { fileName: `${key}.txt`, bytes: Buffer.from(text) })
    versions[key] = versionId ?? ''
    if (key === 'draft') continue
    const { items } = await readVersion(ctx, versions[key])
    await decideItems(ctx, versions[key], {
      decision: 'accept',
      items: items.filter((item) => item.kind !== 'heading'),
    })
    await publishPlan(ctx, versions[key], { visibility: 'zone', note: null })
  }
})
afterAll(() => journey.close())

describe('a park’s user', () => {
  test('sees the published plan, not the draft, and what names his park', async () => {
    const page = await journey.signIn('haidian')
    await page.getByRole('link', { name: '规划', exact: true }).click()
    await page.getByText('已发布的行动方案').first().waitFor()
    expect(await page.getByText('未公开的草案').count()).toBe(0)
    expect(await page.getByRole('link', { name: '账号' }).count()).toBe(0)
  })

  test('reads the text and the items, and may not decide on them', async () => {
    const page = await journey.signIn('haidian')
    await page.goto(`${journey.address}/plans/documents/${versions.published}`)
    await page.getByText('理顺管理体制').first().waitFor()
    expect(await page.getByText('采纳列出的').count()).toBe(0)
    await page.keyboard.press('j')
    await page.keyboard.press('x')
    const { items } = await readVersion(await journey.system.contextOf('office'), versions.published)
    expect(items.filter((item) => item.status === 'rejected')).toEqual([])
  })

  test('who follows a link to the draft is told that it is not there', async () => {
    const page = await journey.signIn('haidian')
    await page.goto(`${journey.address}/plans/documents/${versions.draft}`)
    await page.getByRole('alert').first().waitFor()
    expect(await page.getByText('未公开的草案').count()).toBe(0)
  })

  test('comes back to the same page after log-in', async () => {
    await journey.context.clearCookies()
    const page = await journey.open('/organisations')
    await page.locator('input[autocomplete=username]').fill('haidian')
    await page.locator('input[autocomplete=current-password]').fill('correct horse battery')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/organisations/)
  })
})
