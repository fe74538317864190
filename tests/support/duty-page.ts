import type { Locator, Page } from 'playwright-core'
import { decideItems, importFile, publishPlan, readVersion } from '#features/plans'
import type { TestSystem } from './system.ts'

/** Opens the form behind a button of a duty's page, fills it in, sends it, and sees it said to be done. */
export async function actInForm(
  page: Page,
  name: string,
  fillIn: (form: Locator) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const form = await openForm(page, name)
  await fillIn(form)
  await form.getByRole('button', { name, exact: true }).click()
  await page.getByText(`已提交：${name}`).waitFor()
  await form.waitFor({ state: 'detached' })
}

export async function openForm(page: Page, name: string): Promise<Locator> {
  await page.locator('.duty-side').getByRole('button', { name, exact: true }).click()
  const form = page.getByRole('dialog', { name, exact: true })
  await form.waitFor()
  return form
}

/** Picks a body from a choice that can be typed into; what is typed may be a part of its name or its initials. */
export async function pickBody(within: Locator, label: string, name: string, typed = name): Promise<void> {
  const box = within.getByRole('combobox', { name: label, exact: true })
  await box.click()
  await box.fill(typed)
  await within.page().locator('.ant-select-dropdown:visible').getByText(name, { exact: true }).click()
}

/** The row of a table that holds these words. */
export function rowWith(within: Page | Locator, words: string | RegExp): Locator {
  return within.getByRole('row').filter({ hasText: words })
}

/** A plan's text read, every item accepted, and published by this account. */
export async function publishText(
  system: TestSystem,
  login: string,
  text: string,
  visibility: 'organisation' | 'zone' | 'public' = 'zone',
): Promise<{ planId: string; documentId: string; versionId: string }> {
  const ctx = await system.contextOf(login)
  const { documentId, versionId, issue } = await importFile(ctx, {
    fileName: 'plan.txt',
    bytes: Buffer.from(text),
  })
  if (versionId === null || documentId === null) throw new Error(issue?.code ?? 'refused')
  const { items } = await readVersion(ctx, versionId)
  await decideItems(ctx, versionId, {
    decision: 'accept',
    items: items.filter(({ kind }) => kind !== 'heading').map(({ id, version }) => ({ id, version })),
  })
  const { planId } = await publishPlan(ctx, versionId, { visibility, note: null })
  return { planId, documentId, versionId }
}
