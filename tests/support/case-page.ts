import type { Page } from 'playwright-core'
import { createContext, type Context } from '#platform/http'
import { commandCase, openCase, readCase } from '#features/procedures'
import type { TestSystem } from './system.ts'

/** Types into the field with this label. */
export async function fill(page: Page, label: string, text: string): Promise<void> {
  await page.getByRole('textbox', { name: label }).fill(text)
}

export async function fillNumber(page: Page, label: string, figure: number): Promise<void> {
  await page.getByRole('spinbutton', { name: label }).fill(String(figure))
}

/** Picks from a list that can be typed into, an organisation or person among them, by the words of the choice. */
export async function pick(page: Page, label: string, choice: string, typed = choice): Promise<void> {
  const box = page.getByRole('combobox', { name: label, exact: true })
  await box.click()
  await box.fill(typed)
  // A choice may go on with what tells it from others of that name.
  const words = new RegExp(`^${choice}(\\s|$)`)
  await page.locator('.ant-select-dropdown:visible').getByText(words).first().click()
}

/** One of a few choices that are all in sight. */
export async function choose(page: Page, label: string, choice: string): Promise<void> {
  await page.getByRole('radiogroup', { name: label }).getByText(choice, { exact: true }).click()
}

export async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click()
}

/** What was chosen has been done and said so. */
export async function act(page: Page, name: string): Promise<void> {
  await press(page, name)
  await page.getByText(`已办理：${name}`).waitFor()
}

/** The same for what cannot be taken back: the page asks once more. */
export async function actAfterAsking(page: Page, name: string): Promise<void> {
  await press(page, name)
  await page
    .getByRole('dialog', { name: `确定要“${name}”吗？` })
    .getByRole('button', { name })
    .click()
  await page.getByText(`已办理：${name}`).waitFor()
}

/** The part of the page under this heading. */
export function panel(page: Page, heading: string) {
  return page.locator('section').filter({ has: page.getByRole('heading', { name: heading }) })
}

type Data = Parameters<typeof openCase>[1]['data']

export interface Deed {
  readonly login: string
  readonly node: string
  readonly action: string
  readonly data?: Data
  readonly opinion?: string
  /** Hours ago. */
  readonly ago: number
}

/** A case with a past: opened and worked on so many hours ago, by the rules and rights of everybody. */
export async function playPast(
  system: TestSystem,
  procedure: string,
  opened: { readonly login: string; readonly ago: number; readonly data: Data },
  deeds: readonly Deed[],
): Promise<string> {
  const as = async (login: string, ago: number): Promise<Context> =>
    createContext(
      system.services,
      (await system.contextOf(login)).caller,
      new Date(Date.now() - ago * 3_600_000),
    )
  const { id } = await openCase(await as(opened.login, opened.ago), {
    procedure,
    data: opened.data,
    origin: null,
  })
  for (const { login, node, action, data = {}, opinion = null, ago } of deeds) {
    const ctx = await as(login, ago)
    const view = await readCase(ctx, id)
    const step = view.actions.find(
      (each) =>
        each.action === action &&
        view.steps.some((one) => one.activation === each.activation && one.node === node),
    )
    if (step === undefined) throw new Error(`${login} cannot ${action} at ${node}`)
    await commandCase(ctx, id, view.version, {
      kind: 'act',
      activation: step.activation,
      action,
      opinion,
      data,
      attachments: [],
    })
  }
  return id
}

/** The organisations' ids by code. */
export async function organisationsOf(system: TestSystem): Promise<(code: string) => string> {
  const rows = await system.database.ownerDb.selectFrom('organisation').select(['id', 'code']).execute()
  const byCode = new Map(rows.map(({ id, code }) => [code, id]))
  return (code) => {
    const id = byCode.get(code)
    if (id === undefined) throw new Error(`No organisation ${code}`)
    return id
  }
}
