import { existsSync } from 'node:fs'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { PROGRAM_ROOT } from '../../src/main/system.ts'
import { openBrowser } from './chromium.ts'
import { PASSWORD, createTestSystem, type TestSystem } from './system.ts'

export interface Journey {
  readonly system: TestSystem
  readonly address: string
  readonly context: BrowserContext
  /** What the pages complained of: console errors and uncaught exceptions. A journey ends with none. */
  readonly complaints: readonly string[]
  open(path: string): Promise<Page>
  signIn(login: string, language?: 'zh-CN' | 'en'): Promise<Page>
  /** One window that somebody else sits down at, at this address; who has logged in before is still known. */
  visit(login: string, path: string, language?: 'zh-CN' | 'en'): Promise<Page>
  /** A browser of their own for somebody who works at the same time as those at the first. */
  elsewhere(login: string): Promise<Page>
  close(): Promise<void>
}

/** Milliseconds. Two journeys may share two cores; how quick a page is, benchmarks show. */
const PATIENCE = 30_000

const WEB_ROOT = join(PROGRAM_ROOT, 'dist', 'web')

/** The whole system with its pages, in a real browser, with one account per role that journeys need. */
export async function startJourney(size: { width?: number; height?: number } = {}): Promise<Journey> {
  const system = await createTestSystem({ workers: true, webRoot: WEB_ROOT })
  await system.addAccount('office', ['zone_office'], 'office')
  await system.addAccount('haidian', ['park_committee'], 'park.haidian')
  await system.addAccount('sysadmin', ['system_admin'], 'office')
  await system.addAccount('secadmin', ['security_admin'], 'office')
  await system.addAccount('auditor', ['audit_admin'], 'office')
  const address = await system.app.listen({ host: '127.0.0.1', port: 0 })
  const { context, close } = await openBrowser(size)
  context.setDefaultTimeout(PATIENCE)
  const complaints: string[] = []

  const watch = (page: Page): Page => {
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('console', (message) => {
      // The browser itself reports every refused request; what the page says of it is checked where it matters.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
        complaints.push(message.text())
    })
    return page
  }
  const open = async (path: string): Promise<Page> => {
    const page = watch(await context.newPage())
    await page.goto(address + path)
    return page
  }
  const enter = async (page: Page, login: string): Promise<void> => {
    await page.locator('input[autocomplete=username]').fill(login)
    await page.locator('input[autocomplete=current-password]').fill(PASSWORD)
    await page.keyboard.press('Enter')
    await page.locator('nav').first().waitFor()
  }
  const signIn = async (login: string, language: 'zh-CN' | 'en' = 'zh-CN'): Promise<Page> => {
    await context.clearCookies()
    const page = await open('/')
    if (language === 'en') await page.locator('button[lang=en]').click()
    await enter(page, login)
    return page
  }
  const others: (() => Promise<void>)[] = []
  const known = new Map<string, Awaited<ReturnType<BrowserContext['cookies']>>>()
  let shared: Page | null = null
  return {
    system,
    address,
    context,
    complaints,
    open,
    signIn,
    async visit(login, path, language = 'zh-CN') {
      const cookies = known.get(login)
      if (shared === null || cookies === undefined) {
        await shared?.close()
        shared = await signIn(login)
        known.set(login, await context.cookies())
      } else {
        await context.clearCookies()
        await context.addCookies(cookies)
      }
      await shared.goto(address + path)
      await shared.locator('main h1').first().waitFor()
      if ((await shared.locator('html').getAttribute('lang')) !== language)
        await shared.locator(`button[lang=${language}]`).click()
      return shared
    },
    async elsewhere(login) {
      const other = await openBrowser(size)
      others.push(other.close)
      other.context.setDefaultTimeout(PATIENCE)
      const page = watch(await other.context.newPage())
      await page.goto(address)
      await enter(page, login)
      return page
    },
    async close() {
      for (const closeOther of others) await closeOther()
      await close()
      await system.close()
    },
  }
}

/** The five source documents where they are at hand, else our own samples: journeys are the same on either. */
export async function documentsForJourney(): Promise<{ name: string; content: Buffer }[]> {
  const seeds = join(PROGRAM_ROOT, '..', 'shared', 'seeds')
  const folder = existsSync(seeds) ? seeds : join(PROGRAM_ROOT, 'data', 'samples')
  const names = (await readdir(folder)).filter((name) => !name.endsWith('README.md')).sort()
  return Promise.all(names.map(async (name) => ({ name, content: await readFile(join(folder, name)) })))
}

/** Drops files onto the page as a person does from the file manager. */
export async function dropFiles(
  page: Page,
  files: readonly { name: string; content: Buffer }[],
): Promise<void> {
  const transfer = await page.evaluateHandle(
    (items) => {
      const data = new DataTransfer()
      for (const { name, base64 } of items) {
        const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))
        data.items.add(new File([bytes], name))
      }
      return data
    },
    files.map(({ name, content }) => ({ name, base64: content.toString('base64') })),
  )
  for (const type of ['dragenter', 'dragover', 'drop'] as const)
    await page.dispatchEvent('main h1', type, { dataTransfer: transfer })
}
